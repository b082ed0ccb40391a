"""What somebody was and is, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screening.documents.report.readings import document, reading

from caveat.screening.documents.report.told import shortly, told

if TYPE_CHECKING:
    from caveat.screening.documents.reading import Reading
    from caveat.screening.library import Library


def test_both_days_in_one_sentence(interview: Reading) -> None:
    said = {found.name: told(interview, found) for found in interview.found}
    assert said["Rostec"].startswith(
        "in February 2018 under sectoral restrictions only (OFAC, Directive 3, since 2014-09-12); "
        "on 24 November 2026 blocked ("
    )
    assert "OFAC, since 2022-06-28" in said["Rostec"]
    assert said["Boeing"] == "in February 2018 and on 24 November 2026 on no list"


def test_shortly_for_a_list_at_the_side(interview: Reading) -> None:
    assert {found.name: shortly(interview, found) for found in interview.found} == {
        "Sergey Chemezov": "in February 2018 and on 24 November 2026 blocked",
        "Rostec": "in February 2018 under sectoral restrictions only; on 24 November 2026 blocked "
        "and under sectoral restrictions",
        "Kalashnikov Concern": "in February 2018 and on 24 November 2026 blocked",
        "Vladimir Putin": "in February 2018 on no list; on 24 November 2026 blocked",
        "Boeing": "in February 2018 and on 24 November 2026 on no list",
    }


def test_without_a_day_of_the_document(library: Library) -> None:
    paper = document("Rostec and Boeing met.")
    made = reading(library, paper, ("Rostec", "organization", []), ("Boeing", "organization", []))
    assert [shortly(made, found) for found in made.found] == [
        "on 24 November 2026 blocked and under sectoral restrictions",
        "on 24 November 2026 on no list",
    ]
