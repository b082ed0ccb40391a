"""Cases: true names from the lists, each changed as one family has it, and who must be found.

Every combination of list, script, type and kind of name has its place in every family that says
something about it, and no party is asked about twice before every one was asked about once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np
import numpy.typing as npt

from caveat.subject import Subject
from caveat.validation import particulars
from caveat.validation.families import FAMILIES, Family
from caveat.validation.further import FURTHER, Fits
from caveat.validation.listed import Listed, Name, bearers
from caveat.validation.plain import folded, script

Part = Literal["exact", "fuzzy", "facts", "identifiers", "weak", "documents"]
"""``exact``: the same words, but for case, marks, order; ``fuzzy``: other words or letters;
``facts``: the name and something else; ``weak``: weak aliases alone, which nobody must find."""

PARTS: Mapping[Part, str] = {
    "exact": "The same words, whatever their case, marks and order",
    "fuzzy": "Other letters or words",
    "facts": "Names with birth dates, wrong ones among them, and in other fields",
    "identifiers": "Identifiers",
    "documents": "Names in the sentences of a document",
    "weak": "Weak aliases alone, for which no authority expects a screening",
}

EXACT = frozenset(
    "exact|case|punctuation|order|zero width|type not said|original script|former name".split("|")
)
LEAST = 3
"""Cases that each combination of list, script, type and kind has in a family, where it can."""

TRIES, TRIES_A_CASE = 20_000, 10
"""Names that a family looks at, at most: one that says something about few of them is small."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question whose right answer is known.

    Attributes:
        family: how the name was changed.
        part: of which part of the validation it is.
        subject: what is asked.
        listed: the listed name behind it.
        truth: ids of the parties of whom one must be found.
        cluster: number of those who bear the name; cases of one stand or fall together.
    """

    family: str
    part: Part
    subject: Subject
    listed: Name
    truth: frozenset[str]
    cluster: int

    @property
    def group(self) -> tuple[str, str, str, str]:
        """List, script, type and kind of the listed name."""
        return stratum(self.listed)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The cases of one family.

    Attributes:
        family: its name.
        part: of which part of the validation it is.
        what: what it does, in words.
        cases: the cases.
        collided: changed names that are, word for word, another listed party's: they are no cases.
    """

    family: str
    part: Part
    what: str
    cases: tuple[Case, ...]
    collided: int


class Lists:
    """The listed parties, and who bears which name and number."""

    def __init__(self, parties: Mapping[str, Listed]) -> None:
        self.parties = parties
        self.names = [name for id in sorted(parties) for name in parties[id].names]
        self.bearers = bearers(parties)
        self.numbers = particulars.numbers(parties)
        groups = sorted({min(truth) for truth in self.bearers.values()})
        self._clusters = {id: number for number, id in enumerate(groups)}
        strata: dict[tuple[str, str, str, str], int] = {}
        self._places = {
            name: (self.cluster(name), strata.setdefault(stratum(name), len(strata)))
            for name in self.names
        }

    def truth(self, name: Name) -> frozenset[str]:
        """Those of whom one must be found: namesakes cannot be told apart by their name."""
        return self.bearers[folded(name.name)]

    def cluster(self, name: Name) -> int:
        """Number of those who bear this name."""
        return self._clusters[min(self.truth(name))]

    def ordered(self, names: Sequence[Name], seed: str) -> Iterator[Name]:
        """Names in the order in which they are drawn.

        First the first few of each combination of list, script, type and kind; then each of those
        who bear a name has a turn, and after all of them each a second one.
        """
        if not names:
            return
        known = np.array([self._places[name] for name in names])
        mixed = np.random.default_rng(list(seed.encode())).permutation(len(names))
        clusters, strata = known[mixed].T
        late = _turns(strata) >= LEAST
        turns = np.where(late, _turns(clusters), 0)
        for place in np.lexsort((turns, late)):
            yield names[mixed[place]]

    def bearer(self, name: Name) -> Listed:
        """The party that bears it."""
        return self.parties[name.party]


def stratum(name: Name) -> tuple[str, str, str, str]:
    """List, script, type and kind of a name."""
    return name.source, script(name.name) or "no letters", name.type, name.kind


def _turns(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each number how often it came before.

    >>> _turns(np.array([7, 3, 7, 7])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(numbers, kind="stable")
    sorted_ = numbers[order]
    first = np.r_[True, sorted_[1:] != sorted_[:-1]]
    begins = np.maximum.accumulate(np.where(first, np.arange(len(numbers)), 0))
    turns = np.empty(len(numbers), np.int64)
    turns[order] = np.arange(len(numbers)) - begins
    return turns


def fit(name: Name) -> bool:
    """Whether a listed name is one name and no whole sentence; weak and former ones are apart.

    >>> fit(Name("x", "vessel", "name", "OCEAN MAIDEN", "ofac-sdn"))
    True
    >>> fit(Name("x", "any", "alias", "A, B, C OOO / D", "ofac-sdn"))
    False
    """
    return name.kind in ("name", "alias") and _one(name)


def _one(name: Name) -> bool:
    text = name.name
    return (
        2 <= len(text) <= 90
        and any(char.isalnum() for char in text)
        and text.count(",") < 2
        and not re.search(r"[/;:]|a\.?k\.?a\.?", text)
        and (len(text) >= 5 or not text.isascii())
    )


def cases(lists: Lists, count: int, seed: int) -> Iterator[Drawn]:
    """The cases of every family about names, birth dates and identifiers.

    Args:
        lists: the listed parties.
        count: cases of a family; fewer where it says something about fewer names.
        seed: the same seed and lists give the same cases.
    """
    usual = [name for name in lists.names if fit(name)]
    others = [name for name in lists.names if not fit(name) and _one(name)]
    for family, fits in (*((f, None) for f in FAMILIES), *FURTHER):
        some = others if family.name in _OTHERS else usual
        yield _of_names(lists, family, fits, some, count, seed)
    for what in particulars.FAMILIES:
        yield _of_particulars(lists, what, count, seed)


_OTHERS = frozenset({"former name", "weak alias alone"})


def part_of(family: str) -> Part:
    """The part of the validation that a family about names belongs to."""
    if family == "weak alias alone":
        return "weak"
    return "exact" if family in EXACT else "fuzzy"


def _of_names(
    lists: Lists, family: Family, fits: Fits | None, names: Sequence[Name], count: int, seed: int
) -> Drawn:
    key = f"{seed} {family.name}"
    chance = random.Random(key)
    part = part_of(family.name)
    found: list[Case] = []
    collided = 0
    for name in islice(lists.ordered(names, key), TRIES + TRIES_A_CASE * count):
        if fits is not None and not fits(name, lists.bearer(name)):
            continue
        other = family.change(chance, name.name.split(), name.type)
        if not other or not any(char.isalnum() for char in other):
            continue
        truth = lists.truth(name)
        if lists.bearers.get(folded(other), truth).isdisjoint(truth):
            collided += 1
            continue
        subject = Subject(other, family.type(name.type))
        found.append(Case(family.name, part, subject, name, truth, lists.cluster(name)))
        if len(found) == count:
            break
    what = (family.change.__doc__ or _ROMANISED).splitlines()[0]
    if family.asks != "right":
        what = f"As listed; the type is {'not said' if family.asks == 'none' else 'the wrong one'}."
    return Drawn(family.name, part, _WHAT.get(family.name, what), tuple(found), collided)


_ROMANISED = "A name listed in Cyrillic, in the Latin letters of this standard."
_WHAT = {
    "original script": "As listed, in another script than the Latin one.",
    "former name": "A name that the party had before, as listed.",
    "weak alias alone": "A name that the list calls weak, as listed, and nothing else.",
}


def _of_particulars(lists: Lists, what: particulars.Particular, count: int, seed: int) -> Drawn:
    key = f"{seed} {what.name}"
    chance = random.Random(key)
    part: Part = "identifiers" if what.numbers else "facts"
    names = [
        name
        for name in lists.names
        if _one(name) and name.kind == what.kind and what.fits(lists.bearer(name))
    ]
    found: list[Case] = []
    for name in islice(lists.ordered(names, key), TRIES + TRIES_A_CASE * count):
        bearer = lists.bearer(name)
        subject = what.subject(chance, name, bearer)
        if subject is None:
            continue
        truth = lists.truth(name)
        if not subject.name:
            truth = frozenset(
                id for one in subject.identifiers for id in lists.numbers[particulars.bare(one)]
            )
        found.append(Case(what.name, part, subject, name, truth, lists.cluster(name)))
        if len(found) == count:
            break
    said = (what.subject.__doc__ or "").splitlines()[0]
    return Drawn(what.name, part, said, tuple(found), 0)
