"""Windows to matches, matches to mentions: who of the listed parties a text names.

Every distinct text is searched once, against every name that a list had on either day; whether
the party was listed on a day is settled later (`caveat.screening.documents.read`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from caveat.match.facts import KINDS
from caveat.match.index import Index, Match
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.names.native import unvowelled
from caveat.screening.documents.born import born
from caveat.screening.documents.document import Document
from caveat.screening.documents.identifiers import numbers
from caveat.screening.documents.judge import Judged, judge
from caveat.screening.documents.lexis import lexis
from caveat.screening.documents.setting import Setting, Text
from caveat.screening.documents.signs import signs
from caveat.screening.documents.spans import Run, may_end, runs
from caveat.screening.documents.thresholds import LEAST_BARE, LEAST_SPELT
from caveat.screening.documents.tokens import LONGEST_WORD
from caveat.screening.documents.windows import Window, Windows, says_what
from caveat.subject import Subject

CHUNK = 2048
"""Texts searched at once."""

_LIMIT = 12
"""Parties that one text may be."""

_SAME_SCORE = 0.25
"""Parties that score so near the best are mostly the same one on several lists, or belong to it:
what a list says of the country of any counts for all."""

_EXACT, _SEVERAL = 0.95, 2
"""So many parties of exactly one name are mostly one that several lists know by it."""

BESIDE = 0.12
"""A party that scores less than the best by more is not whom the text means."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place in the text that names listed parties.

    Attributes:
        first: number of its first token.
        stop: number after its last one.
        asked: what was searched for: the words, or what they are forms of.
        matches: the parties, the best first.
        weight: how much its words tell.
    """

    first: int
    stop: int
    asked: str
    matches: tuple[Match, ...]
    weight: float

    @property
    def score(self) -> float:
        """Of the best match."""
        return self.matches[0].score


def spot(
    index: Index,
    document: Document,
    text: Text,
    threshold: float,
    allowed: npt.NDArray[np.bool_] | None = None,
) -> list[Spotted]:
    """The places of a document that name parties of an index; none over another.

    Args:
        index: of the parties' names.
        document: the document.
        text: the same, as words.
        threshold: the least score of a match.
        allowed: mask over the index's facts.
    """
    every = list(runs(document, text.words))
    known = lexis(index, _asked(text, every))
    windows = [*Windows(index, known, text.words).find(every), *signs(index, text.words)]
    found = _search(index, windows, threshold, allowed)
    countries = lru_cache(1 << 14)(lambda party: _countries(index, party, allowed))
    spotted = [
        one
        for window in windows
        if (one := _judged(index, window, found, countries, text, threshold)) is not None
    ]
    kept = [
        better
        for one in chosen(spotted)
        if (better := _with_birth(index, text, one, threshold, allowed)) is not None
    ]
    return chosen([*kept, *_numbered(index, text, allowed)])


def _with_birth(
    index: Index,
    text: Text,
    one: Spotted,
    threshold: float,
    allowed: npt.NDArray[np.bool_] | None,
) -> Spotted | None:
    """The place, with what the birth date beside it says for and against; None if it is another
    person's."""
    date = born(text.words.text, text.words.tokens[one.stop - 1].end)
    if date is None or index.type(one.matches[0].party) != "person":
        return one
    subject = Subject(one.asked, "person", birth_date=date)
    known = {match.party: match.score for match in one.matches}
    (found,) = index.search([subject], limit=_LIMIT, threshold=LEAST_BARE, allowed=allowed)
    least = min(threshold, *known.values())
    some = tuple(match for match in found if match.party in known and match.score >= least)
    return replace(one, matches=some) if some else None


def _numbered(index: Index, text: Text, allowed: npt.NDArray[np.bool_] | None) -> Iterator[Spotted]:
    """The places that give an identifier of a listed party."""
    for start, end, number in numbers(text.words.text):
        if not len(index.with_number(number)):
            continue
        subject = Subject(identifiers=(number,))
        (found,) = index.search([subject], limit=_LIMIT, threshold=_SURE_NUMBER, allowed=allowed)
        if found:
            first, stop = text.words.at(start), text.words.at(end - 1) + 1
            yield Spotted(first, stop, number, tuple(found), _NUMBER_WEIGHT)


_SURE_NUMBER = 0.9
_NUMBER_WEIGHT = 0.01
"""Less than any name's, so that a group is called by its name."""


def _asked(text: Text, every: Sequence[Run]) -> Iterator[str]:
    """The words that a name may begin or end with, and those between them."""
    tokens = text.words.tokens
    for run in every:
        for token in tokens[run.first : run.stop]:
            if may_end(token, run.cased) and len(token.text) <= LONGEST_WORD:
                yield token.text
        if run.first and says_what(tokens[run.first - 1]):
            yield tokens[run.first - 1].text


def _search(
    index: Index,
    windows: Sequence[Window],
    threshold: float,
    allowed: npt.NDArray[np.bool_] | None,
) -> dict[str, list[Match]]:
    texts = list(dict.fromkeys(text for window in windows for text in window.texts))
    found: dict[str, list[Match]] = {}
    for start in range(0, len(texts), CHUNK):
        part = texts[start : start + CHUNK]
        subjects = [Subject(text) for text in part]
        least = min(threshold, LEAST_BARE if any(map(_bare, part)) else LEAST_SPELT)
        matches = index.search(subjects, limit=_LIMIT, threshold=least, allowed=allowed)
        found.update((text, some) for text, some in zip(part, matches, strict=True) if some)
    return found


def _bare(text: str) -> bool:
    return unvowelled(text[:1]) or unvowelled(text[-1:])


def _judged(
    index: Index,
    window: Window,
    found: Mapping[str, list[Match]],
    countries: Callable[[int], frozenset[str]],
    text: Text,
    threshold: float,
) -> Spotted | None:
    """The place of a window, with the parties that it may name; None if it names none."""
    best: tuple[float, float, str, list[Match]] | None = None
    for asked in window.texts:
        kept: list[tuple[Match, Judged]] = []
        setting = Setting(text, window.first, window.stop, window.cased, asked)
        matches = found.get(asked, [])
        where = frozenset(
            country
            for match in matches
            if match.score >= matches[0].score - _SAME_SCORE
            for country in countries(match.party)
        )
        several = sum(match.score >= _EXACT for match in matches) >= _SEVERAL
        for match in matches:
            evidence = next((one for one in match.evidence if one.kind == "name"), None)
            if evidence is None or match.score < threshold > DEFAULT_THRESHOLD:
                continue
            judged = judge(
                match.score,
                evidence,
                index.fact(match.fact).kind,
                index.type(match.party),
                where | countries(match.party),
                index.lexicon,
                setting,
                several,
            )
            if judged is not None:
                kept.append((match, judged))
        if not kept:
            continue
        top = max(match.score for match, _ in kept)
        some = [(match, judged) for match, judged in kept if match.score >= top - BESIDE]
        weight = max(judged.weight for _, judged in some) * top
        if best is None or (top, weight) > best[:2]:
            best = (top, weight, asked, [match for match, _ in some])
    if best is None:
        return None
    _, weight, asked, kept_matches = best
    return Spotted(window.first, window.stop, asked, tuple(kept_matches), weight)


def _countries(index: Index, party: int, allowed: npt.NDArray[np.bool_] | None) -> frozenset[str]:
    start, stop = int(index.starts[party]), int(index.starts[party + 1])
    usable = index.kinds[start:stop] == KINDS.index("country")
    if allowed is not None:
        usable = usable & allowed[start:stop]
    return frozenset(index.value(start + int(place)) for place in np.flatnonzero(usable))


def chosen(spotted: Sequence[Spotted]) -> list[Spotted]:
    """Those that tell most, none over another, in the order of the text."""
    taken: dict[int, None] = {}
    kept: list[Spotted] = []
    ranked = sorted(spotted, key=lambda one: (-one.weight, one.stop - one.first, one.first))
    for one in ranked:
        places = range(one.first, one.stop)
        if not any(place in taken for place in places):
            taken.update(dict.fromkeys(places))
            kept.append(one)
    kept.sort(key=lambda one: one.first)
    return kept


def by_party(spotted: Sequence[Spotted]) -> dict[int, list[Spotted]]:
    """The places at which each party is named."""
    found: defaultdict[int, list[Spotted]] = defaultdict(list)
    for one in spotted:
        for match in one.matches:
            found[match.party].append(one)
    return dict(found)
