"""Signatures: does a blocked person sign or act for a party that is not blocked?"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.screening.deals.context import TESTS, Context
from caveat.screening.deals.judgement import Finding
from caveat.screening.deals.laws import law

TITLE = "Signatures: does a blocked person sign or act for a party?"


def findings(context: Context) -> Iterator[Finding]:
    """Blocked and perhaps blocked persons who sign, negotiate or hold an office."""
    for person in context.deal.parties:
        for by in context.deal.jurisdictions:
            verdict = context.blocked(person.id, by)
            if verdict not in ("listed", "blocked", "may be blocked"):
                continue
            sure = verdict != "may be blocked"
            who = f"{person.name}, who {'is' if sure else 'may be'} blocked [{TESTS[by].title}],"
            for other in person.signs_for:
                said = f"{who} signs for {context.deal.name(other)}."
                if by == "us":
                    said += (
                        " US persons may not enter into contracts that a blocked individual signs, "
                        "even for an entity that is not blocked (FAQ 400)."
                    )
                yield Finding(
                    "caution" if by != "us" else "stop" if sure else "cannot tell",
                    said,
                    by,
                    (law("FAQ-398"), law("FAQ-400")) if by == "us" else (),
                    (person.id, other),
                )
            for other in person.officer_of:
                yield Finding(
                    "caution",
                    f"{who} is an officer of {context.deal.name(other)}. An office is no share, "
                    "but may be control: see whether this person negotiates, signs or decides.",
                    by,
                    (law("FAQ-398"),) if by == "us" else (),
                    (person.id, other),
                )
