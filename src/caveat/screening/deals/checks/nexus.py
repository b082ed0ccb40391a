"""Nexus: whose law binds somebody in the deal, by persons, places and currency?"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.screening.deals.context import NAMES, Context
from caveat.screening.deals.deal import JURISDICTIONS
from caveat.screening.deals.judgement import Finding

TITLE = "Nexus: whose law binds somebody in the deal?"


def findings(context: Context) -> Iterator[Finding]:
    """Persons of each jurisdiction; the US dollar."""
    deal = context.deal
    for by in JURISDICTIONS:
        persons = [one.name for one in context.persons(by)]
        if persons and by in deal.jurisdictions:
            yield Finding("clear", f"Persons of {NAMES[by]} by what the file says: "
                          f"{', '.join(persons)}.", by)  # fmt: skip
        elif persons:
            yield Finding(
                "caution",
                f"{', '.join(persons)}: persons of {NAMES[by]}, whose law the file does not ask "
                f'about. Add "{by}" to jurisdictions.',
                by,
            )
    if deal.currency == "USD":
        yield Finding(
            "caution",
            "The deal is in US dollars. Payments in dollars clear through banks in the United "
            "States as a rule, which brings the deal under US jurisdiction, whoever the parties are"
            + ("." if "us" in deal.jurisdictions
               else '; the file does not ask about US law. Add "us" to jurisdictions.'),
            "us",
        )  # fmt: skip
