"""View: a reading laid out for the page: marked text, parties with their designations, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caveat.match.explain import sentence
from caveat.ownership.explain import chain, distance, verdict
from caveat.party import Designation
from caveat.screening.answer import Hit, ListUsed, OwnedHit
from caveat.screening.documents.document import Document
from caveat.screening.documents.reading import Found, Mention, Reading, Status
from caveat.screening.documents.report.sheets import Sheet, sheets
from caveat.screening.documents.report.told import shortly, told

_FIRST = 20
"""Mentions of a party that a shortened report gives in their sentence."""

_ORDER: dict[Status | None, int] = {
    "listed": 0, "blocked": 1, "possible": 2, "not listed": 3, None: 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A designation on both days.

    Attributes:
        one: the designation, as of the second day where it is known there.
        then: its status on the document's day; empty if that day is not known.
        now: its status on the second day.
    """

    one: Designation
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed party that a party of the text is, or may be.

    Attributes:
        hit: as of the second day, else as of the document's.
        rows: its designations.
        evidence: in words, each with ``+``, ``-`` or ``·`` before it.
    """

    hit: Hit
    rows: tuple[Row, ...]
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """A party on no list that is, or may be, blocked by ownership, on one of the days.

    Attributes:
        hit: the answer.
        day: ISO day that it is about.
        reasons: the verdict of each test, how far it is from its threshold, and its first chain.
        evidence: as of `Entry`.
    """

    hit: OwnedHit
    day: str
    reasons: tuple[tuple[str, ...], ...]
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A mention in its sentence.

    Attributes:
        mark: its number in the document.
        mention: the mention.
        before: the sentence up to it.
        after: the sentence behind it.
    """

    mark: int
    mention: Mention
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """A party of the text with all that is known of it.

    Attributes:
        number: from 1.
        found: the party.
        status: the graver of the two.
        told: its standing on both days in one sentence.
        shortly: the same without who says so.
        entries: the listed parties that it is or may be.
        owned: by whom it is blocked.
        said: its mentions, in a shortened report only the first ones.
        count: how many mentions there are.
        pictures: SVG of who owns whom.
    """

    number: int
    found: Found
    status: Status
    told: str
    shortly: str
    entries: tuple[Entry, ...]
    owned: tuple[Owned, ...]
    said: tuple[Said, ...]
    count: int
    pictures: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class View:
    """A reading, laid out.

    Attributes:
        reading: the reading.
        cards: in the reading's order.
        sheets: the text.
        sources: the lists used: as of the second day, and as of the document's.
        cautions: every one, once.
        whole: whether the text is shown whole.
    """

    reading: Reading
    cards: tuple[Card, ...]
    sheets: tuple[Sheet, ...]
    sources: tuple[tuple[ListUsed | None, ListUsed | None], ...]
    cautions: tuple[str, ...]
    whole: bool

    @property
    def alarming(self) -> tuple[Card, ...]:
        """Those who were or are listed or blocked, or perhaps so."""
        return tuple(card for card in self.cards if card.status != "not listed")

    @property
    def others(self) -> tuple[Card, ...]:
        """Those on no list."""
        return tuple(card for card in self.cards if card.status == "not listed")


def view(
    reading: Reading,
    pictures: Mapping[int, Sequence[str]] | None = None,
    *,
    most: int | None = None,
) -> View:
    """Lay a reading out.

    Args:
        reading: the reading.
        pictures: place in ``reading.found`` -> SVG.
        most: if there are more blocks of text than this, shorten: only those with a mention, and
            of each party only its first mentions in their sentence.
    """
    document = reading.document
    whole = most is None or len(document.blocks) <= most
    marked = sorted(
        ((mention, number) for number, found in enumerate(reading.found, start=1)
         for mention in found.mentions),
        key=lambda pair: (pair[0].start, -pair[0].end),
    )  # fmt: skip
    marks = {(number, mention.start, mention.end): mark
             for mark, (mention, number) in enumerate(marked, start=1)}  # fmt: skip
    cards = tuple(
        Card(
            number,
            found,
            _gravest(found),
            told(reading, found),
            shortly(reading, found),
            _entries(found),
            tuple(_owned(found, reading)),
            tuple(
                _said(document, mention, marks[number, mention.start, mention.end])
                for mention in (found.mentions if whole else found.mentions[:_FIRST])
            ),
            len(found.mentions),
            tuple((pictures or {}).get(number - 1, ())),
        )
        for number, found in enumerate(reading.found, start=1)
    )
    sides = [found.then for found in reading.found if found.then]
    numbered = [(one, number, marks[number, one.start, one.end]) for one, number in marked]
    parties = [(card.status, f"{card.found.name}: {card.shortly}") for card in cards]
    return View(
        reading,
        cards,
        tuple(sheets(document, parties, numbered, whole)),
        _sources(reading.lists, sides[0].lists if sides else ()),
        tuple(dict.fromkeys((*document.cautions, *reading.cautions))),
        whole,
    )


def _gravest(found: Found) -> Status:
    return min((found.status_now, found.status_then or "not listed"), key=lambda one: _ORDER[one])


def _said(document: Document, mention: Mention, mark: int) -> Said:
    start, end = mention.sentence
    return Said(
        mark, mention, document.text[start : mention.start], document.text[mention.end : end]
    )


def _entries(found: Found) -> tuple[Entry, ...]:
    then = {hit.entity.id: hit for hit in found.then.hits} if found.then else {}
    now = {hit.entity.id: hit for hit in found.now.hits}
    entries = []
    for id in dict.fromkeys((*now, *then)):
        hit = now.get(id) or then[id]
        evidence = hit.evidence or next((m.evidence for m in found.mentions if m.evidence), ())
        entries.append(
            Entry(hit, tuple(_rows(then.get(id), now.get(id), found)), told_by(evidence))
        )
    return tuple(entries)


def _rows(then: Hit | None, now: Hit | None, found: Found) -> Iterator[Row]:
    sides: list[dict[tuple[Any, ...], Designation]] = [
        {(one.source, one.programme, one.number, one.start, one.measures, one.legal_basis): one
         for one in (hit.designations if hit else ())}
        for hit in (then, now)
    ]  # fmt: skip
    before, after = sides
    rows = []
    for key in dict.fromkeys((*after, *before)):
        one = after.get(key) or before[key]
        rows.append(
            Row(
                one,
                "" if found.then is None else _status(before.get(key)),
                _status(after.get(key)),
            )
        )
    yield from sorted(
        rows, key=lambda row: (row.one.start or row.one.listed or "9", row.one.source)
    )


def _status(one: Designation | None) -> str:
    return "not listed" if one is None else one.status


def _owned(found: Found, reading: Reading) -> Iterator[Owned]:
    for side in (found.then, found.now):
        listed = {hit.entity.id for hit in side.hits} if side else set()
        for hit in side.owned if side else ():
            if hit.party in listed:
                continue  # its own listing says more
            yield Owned(
                hit,
                str(side.as_of) if side else "",
                tuple(
                    tuple(
                        said
                        for said in (
                            verdict(one),
                            distance(one),
                            chain(one, one.chains[0]) if one.chains else "",
                        )
                        if said
                    )
                    for one in hit.exposures
                ),
                told_by(hit.evidence),
            )


def told_by(evidence: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    """Evidence in words, each with the sign of its verdict."""
    signs = {"for": "+", "against": "−", "neutral": "·"}
    return tuple((signs[one.verdict], sentence(one)) for one in evidence)


def _sources(
    now: Sequence[ListUsed], then: Sequence[ListUsed]
) -> tuple[tuple[ListUsed | None, ListUsed | None], ...]:
    before, after = ({used.source: used for used in side} for side in (then, now))
    return tuple((after.get(name), before.get(name)) for name in dict.fromkeys((*after, *before)))
