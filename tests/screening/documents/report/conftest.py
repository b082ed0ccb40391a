"""A short interview, read with the starter list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.screening.documents.report.readings import document, reading

from caveat.screening.documents.document import Turn

if TYPE_CHECKING:
    from caveat.screening.documents.reading import Reading
    from caveat.screening.library import Library


@pytest.fixture(scope="session")
def interview(library: Library) -> Reading:
    """Three listed parties, one on no list, two speakers, two pages."""
    paper = document(
        "Sergey Chemezov runs Rostec, which owns 25.1 percent of Kalashnikov Concern.",
        "Does Chemezov still talk to Boeing?",
        "Rostec would work with Boeing, and Vladimir Putin knows it.",
        day="2018-02",
        title="An interview",
        turns=[
            Turn(2, 2, "interviewer", "question", False),
            Turn(3, 3, "Sergey Chemezov", "answer", True),
        ],
        pages=[1, 2, 2],
    )
    return reading(
        library,
        paper,
        ("Sergey Chemezov", "person", ["Chemezov"]),
        ("Rostec", "organization", []),
        ("Kalashnikov Concern", "organization", []),
        ("Vladimir Putin", "person", []),
        ("Boeing", "organization", []),
        then="2018-02-28",
    )
