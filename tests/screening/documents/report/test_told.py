"""What somebody was and is, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screening.documents.report.readings import document, reading

from caveat.screening.documents.report.told import told

if TYPE_CHECKING:
    from caveat.screening.documents.reading import Reading
    from caveat.screening.library import Library


def test_both_days_in_one_sentence(interview: Reading) -> None:
    said = {found.name: told(interview, found) for found in interview.found}
    assert said == {
        "Sergey Chemezov": "blocked since 28 April 2014: in February 2018 already, and on "
        "24 November 2026",
        "Rostec": "in February 2018 under sectoral restrictions only (since 12 September 2014); "
        "blocked since 24 February 2022",
        "Kalashnikov Concern": "blocked since 16 July 2014: in February 2018 already, and on "
        "24 November 2026",
        "Vladimir Putin": "in February 2018 on no list; blocked since 25 February 2022",
        "Boeing": "on no list in February 2018 and on 24 November 2026",
    }


def test_without_a_day_of_the_document(library: Library) -> None:
    paper = document("Rostec and Boeing met.")
    made = reading(library, paper, ("Rostec", "organization", []), ("Boeing", "organization", []))
    assert [told(made, found) for found in made.found] == [
        "blocked since 24 February 2022",
        "on no list on 24 November 2026",
    ]
