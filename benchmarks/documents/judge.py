"""What a reader found in the labelled texts, held against their labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.documents.texts import Label, Text

COUNTED = ("name", "short")
"""Ways of speaking of a party that recall is counted for."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A place that a reader takes for a listed party.

    Attributes:
        start: of the first character, in the text.
        end: after the last one.
        parties: ids of the parties that it may be.
        how: ``name``, ``short`` or ``description``.
    """

    start: int
    end: int
    parties: frozenset[str]
    how: str = "name"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A text, judged.

    Attributes:
        text: the text.
        found: labels of listed parties that were found.
        missed: those that were not.
        right: claims that a label bears out.
        false: claims that none does.
        apart: descriptions (the company) that carry no label, of a party that the text does
            speak of: neither right nor false, since not every one of them is labelled.
    """

    text: Text
    found: tuple[Label, ...]
    missed: tuple[Label, ...]
    right: tuple[Claim, ...]
    false: tuple[Claim, ...]
    apart: tuple[Claim, ...]


def judge(text: Text, claims: Iterable[Claim], known: Mapping[str, frozenset[str]]) -> Verdict:
    """Hold claims against labels: the places overlap, and the parties have an id in common.

    >>> from datetime import date
    >>> label = Label(0, 7, "Ann Lee", "lee", "name")
    >>> one = Text("en-01-x", "en", date(2022, 1, 1), "news", "", "Ann Lee met Rome.", (label,))
    >>> claims = [Claim(4, 7, frozenset({"1"})), Claim(12, 16, frozenset({"2"}))]
    >>> verdict = judge(one, claims, {"lee": frozenset({"1"})})
    >>> len(verdict.found), len(verdict.right), [one.text[c.start : c.end] for c in verdict.false]
    (1, 1, ['Rome'])

    Args:
        text: the text.
        claims: of a reader; those of one and the same place are taken together.
        known: ids of each party, by its key.
    """
    listed = [label for label in text.labels if label.party is not None]
    spoken_of = frozenset().union(*(known[label.party or ""] for label in listed))
    right: list[Claim] = []
    false: list[Claim] = []
    apart: list[Claim] = []
    found: set[Label] = set()
    for claim in _together(claims):
        borne = [one for one in listed if _agree(claim, one, known)]
        found.update(borne)
        if borne:
            right.append(claim)
        elif claim.how == "description" and claim.parties & spoken_of:
            apart.append(claim)
        else:
            false.append(claim)
    return Verdict(
        text,
        tuple(one for one in listed if one in found),
        tuple(one for one in listed if one not in found),
        tuple(right),
        tuple(false),
        tuple(apart),
    )


def _together(claims: Iterable[Claim]) -> Iterator[Claim]:
    places: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        places.setdefault((claim.start, claim.end), []).append(claim)
    for (start, end), same in sorted(places.items()):
        yield Claim(start, end, frozenset().union(*(one.parties for one in same)), same[0].how)


def _agree(claim: Claim, label: Label, known: Mapping[str, frozenset[str]]) -> bool:
    overlap = claim.start < label.end and label.start < claim.end
    return overlap and bool(claim.parties & known[label.party or ""])


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the interval in which the true share lies, 19 times in 20."""

    part: int
    whole: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval at 95 per cent.

        >>> low, high = Share(97, 100).interval
        >>> round(low, 3), round(high, 3)
        (0.915, 0.99)
        """
        if not self.whole:
            return 0.0, 1.0
        z, n, p = 1.96, self.whole, self.part / self.whole
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if not self.whole:
            return "–"
        low, high = self.interval
        share = f"{self.part / self.whole:.3f}"
        return f"{share} ({low:.3f}–{high:.3f}), {self.part} of {self.whole}"


def recall(verdicts: Sequence[Verdict], hows: Sequence[str] = COUNTED) -> Share:
    """Labelled places of listed parties that were found."""
    found = sum(label.how in hows for one in verdicts for label in one.found)
    missed = sum(label.how in hows for one in verdicts for label in one.missed)
    return Share(found, found + missed)


def precision(verdicts: Sequence[Verdict], hows: Sequence[str] | None = None) -> Share:
    """Claims that were right; of some ways only, if said."""
    right = sum(hows is None or claim.how in hows for one in verdicts for claim in one.right)
    false = sum(hows is None or claim.how in hows for one in verdicts for claim in one.false)
    return Share(right, right + false)


def tempted(verdicts: Sequence[Verdict]) -> Share:
    """Tempting places that speak of no listed party, and were taken for one."""
    fell = every = 0
    for one in verdicts:
        for label in one.text.labels:
            if label.party is None:
                every += 1
                fell += any(c.start < label.end and label.start < c.end for c in one.false)
    return Share(fell, every)
