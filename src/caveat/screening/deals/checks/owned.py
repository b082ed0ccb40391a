"""Ownership: is a party blocked because of who owns or controls it, before the deal?"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.ownership import explain
from caveat.ownership.points import percent
from caveat.ownership.reasons import Exposure
from caveat.screening.deals.context import TESTS, Context
from caveat.screening.deals.judgement import Finding, Grade
from caveat.screening.deals.laws import law

TITLE = "Ownership: is a party blocked because of who stands behind it, before the deal?"


def findings(context: Context) -> Iterator[Finding]:
    """The verdict on each party under each test, before the deal."""
    for one in context.weighed:
        found = one.before
        if found.verdict == "listed":
            continue  # its name says so already
        grade = grade_of(found)
        controls = context.owners.controls(one.party, TESTS[one.by])
        if grade == "clear" and (found.certain_share or controls):
            grade = "caution"
        if grade == "clear":
            continue
        laws = (law("FAQ-398"),) if one.by == "us" and grade == "caution" else ()
        yield Finding(
            grade, says(found, grade, controls), one.by, laws, (one.party,), reasons(found),
            found.source, found.url,
        )  # fmt: skip


def grade_of(found: Exposure) -> Grade:
    """How grave a verdict is."""
    if found.verdict in ("listed", "blocked"):
        return "stop"
    return "cannot tell" if found.verdict == "may be blocked" else "clear"


def says(found: Exposure, grade: Grade, controls: list[str]) -> str:
    """The verdict in words, and what makes it a caution."""
    said = explain.verdict(found)
    if grade == "stop":
        said += " A blocked party is involved."
    if grade == "caution" and found.certain_share:
        said += (
            f" But blocked parties hold {percent(found.certain_share)} of it: a significant "
            "minority share, to be watched."
        )
    if grade == "caution" and controls:
        said += f" But {' '.join(controls)} The test does not take control as enough; be careful."
    return said


def reasons(found: Exposure) -> tuple[str, ...]:
    """Sums, chains, what would settle it or change it, cautions."""
    chained = [explain.chain(found, one) for one in found.chains[:5]]
    return (*explain.sentences(found)[1:], *chained, *found.cautions)
