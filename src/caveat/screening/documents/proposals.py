"""Proposals: relations that texts state, as tables that a person checks and may bring in.

What can be a stake goes into a table of stakes (`caveat.sources.stakes.tabular`), that
``caveat stakes import`` reads as it is. A joint venture, a contract, a sale, a founder are no
holding: they go into a second table beside it, with the same columns, which is only for reading.

The day of the document is the day of the *statement*, not the day from which a stake is held: the
text does not say that one. So ``start`` stays empty, the day stands in ``source``, and is the one
to say as ``--published``: then nothing rests on it before the document was out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from caveat.errors import BadInput, BadShare
from caveat.screening.documents.reading import Proposed, Reading
from caveat.screening.documents.relations import words
from caveat.screening.results import write as write_table
from caveat.sources.stakes.share import read_share

COLUMNS = ("owner_name", "owner_type", "owned_name", "owned_type", "share_min", "kind", "source")
"""Of a table of stakes, those that a text can fill."""

_KINDS = {"owns": "shares", "parent of": "shares", "controls": "control"}
_NO_HOLDING = ("joint venture with", "contract with", "sold a stake in", "founder of",
               "co founder of", "cofounder of")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        stakes: how many stakes.
        links: how many relations that are no holding.
        place: the table of stakes.
        beside: the table of the others; None if there is none.
        day: ISO day of the only document; empty for several, or if it has none.
    """

    stakes: int
    links: int
    place: Path
    beside: Path | None
    day: str


def check(place: Path) -> None:
    """Whether proposals can be written so, before anybody waits for them.

    Raises:
        BadInput: the suffix is none that ``caveat stakes import`` reads.
    """
    if place.suffix.lower() not in (".csv", ".xlsx"):
        raise BadInput(f"{place} is no table of stakes. Name the file .csv or .xlsx.")


class Gathered:
    """Proposals of one reading after the other, until they are written.

    >>> Gathered().stakes
    []
    """

    def __init__(self) -> None:
        self.stakes: list[dict[str, str]] = []
        self.links: list[dict[str, str]] = []
        self._days: set[str] = set()
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def add(self, reading: Reading) -> None:
        """Take those of one reading; what was told before gets one more source, and no new row."""
        self._days.add(str(reading.then) if reading.then else "")
        for one in reading.proposed:
            row = _row(reading, one)
            links = one.relation in _NO_HOLDING
            same = (one.relation if links else "", *(row[name] for name in COLUMNS[:-1]))
            if same in self._known:
                self._known[same]["source"] += " | " + row["source"]
                continue
            self._known[same] = row
            (self.links if links else self.stakes).append(row)

    def write(self, place: Path) -> Written:
        """Write them.

        Args:
            place: ``.csv`` or ``.xlsx``.

        Raises:
            BadInput: it is neither.
        """
        check(place)
        write_table(place, COLUMNS, self.stakes)
        beside = place.with_name(f"{place.stem}.links{place.suffix}") if self.links else None
        if beside:
            write_table(beside, COLUMNS, self.links)
        day = next(iter(self._days)) if len(self._days) == 1 else ""
        return Written(len(self.stakes), len(self.links), place, beside, day)


def _row(reading: Reading, one: Proposed) -> dict[str, str]:
    types = {found.name: "" if found.type == "any" else found.type for found in reading.found}
    kind, share = _held(one)
    return {
        "owner_name": one.subject,
        "owner_type": types.get(one.subject, ""),
        "owned_name": one.object,
        "owned_type": types.get(one.object, ""),
        "share_min": share,
        "kind": kind,
        "source": "; ".join(_source(reading, one)),
    }


def _held(one: Proposed) -> tuple[str, str]:
    """What is held, and how much: an office gives control without a share."""
    if one.kind == "stake":
        try:
            read_share(one.share)
        except BadShare:  # "about 25": no bound that a test could rest on
            return _KINDS[one.relation], ""
        return _KINDS[one.relation], one.share
    return ("unknown" if one.relation in _NO_HOLDING else "control"), "0"


def _source(reading: Reading, one: Proposed) -> Iterator[str]:
    yield reading.document.name
    if reading.dated:
        yield f"of {reading.dated.day}"
    yield one.place
    yield words(one)
    yield f"“{' '.join(one.sentence.split())}”"
