"""Judgement: what the checks of a deal found, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from caveat.ownership.reasons import Exposure
from caveat.screening.answer import ListUsed, Screening
from caveat.screening.deals.deal import Deal, Jurisdiction
from caveat.screening.deals.laws import Law

Grade = Literal["clear", "caution", "cannot tell", "stop"]
"""What a check comes to, from the lightest to the gravest. ``stop``: a blocked party, an embargoed
place or a restricted dealing is involved; ``cannot tell``: the data do not settle it; ``caution``:
something that a person must look at."""

GRADES: tuple[Grade, ...] = get_args(Grade)

IN_WORDS: dict[Grade, str] = {
    "clear": "nothing found",
    "caution": "look at it before going on",
    "cannot tell": "the data do not settle it",
    "stop": "a blocked party, embargoed place or restricted dealing is involved",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Attributes:
        grade: how grave it is; ``clear`` for a fact that a reader should have.
        says: reason, in full sentences.
        by: whose law it is about; None where it is about all or none.
        laws: the legal sources.
        parties: ids, in the deal file, of the parties it is about.
        because: further sentences: chains, sums, what would change it.
        url: where the source of a legal rule of ownership can be read; with ``source``.
        source: legal source that is not in ``laws.toml``: that of a test of ownership.
    """

    grade: Grade
    says: str
    by: Jurisdiction | None = None
    laws: tuple[Law, ...] = ()
    parties: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        name: in one word, as JSON has it.
        title: as a question.
        findings: the gravest first.
    """

    name: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def grade(self) -> Grade:
        """The gravest of its findings."""
        return gravest(one.grade for one in self.findings)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One party's verdict under one test, before and after the deal.

    Attributes:
        party: its id in the deal file.
        by: whose test it is.
        before: the verdict before.
        after: the verdict after; the same object where the deal moves nothing above it.
        moved: whether the deal moves shares of it, or of somebody above it.
    """

    party: str
    by: Jurisdiction
    before: Exposure
    after: Exposure
    moved: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A deal on one day.

    Attributes:
        title: ``on the day of the deal`` or ``today``.
        as_of: the day.
        known_at: the day whose knowledge was used.
        checks: in the order of the report.
        screenings: party's id in the file -> its screening.
        weighed: the verdicts by ownership.
        lists: the lists behind it.
        basis: the lists and sets of stakes, each in its version.
        cautions: what a reader must know.
    """

    title: str
    as_of: date
    known_at: date
    checks: tuple[Check, ...]
    screenings: dict[str, Screening]
    weighed: tuple[Weighed, ...]
    lists: tuple[ListUsed, ...]
    basis: tuple[str, ...]
    cautions: tuple[str, ...]

    @property
    def grade(self) -> Grade:
        """The gravest of its checks."""
        return gravest(one.grade for one in self.checks)

    def check(self, name: str) -> Check:
        """A check by its name."""
        return next(one for one in self.checks if one.name == name)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A deal, judged.

    Attributes:
        deal: what the file says.
        days: the day of the deal, then today; one where they are the same.
        edition: id of the edition.
        notes: what a reader must know of the whole.
    """

    deal: Deal
    days: tuple[Day, ...]
    edition: str
    notes: tuple[str, ...]

    @property
    def grade(self) -> Grade:
        """The gravest of its days."""
        return gravest(one.grade for one in self.days)


def gravest(grades: Iterable[Grade]) -> Grade:
    """The gravest of some grades; ``clear`` if there is none.

    >>> gravest(["caution", "stop", "clear"])
    'stop'
    """
    return max(grades, key=GRADES.index, default="clear")
