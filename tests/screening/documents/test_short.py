"""Short mentions lead back to the name that stands elsewhere in the document."""

from __future__ import annotations

import pytest
from tests.screening.documents.written import written

from caveat.screening.library import Library


def shorts(library: Library, text: str) -> list[tuple[str, str]]:
    return [
        (mention.text, mention.how)
        for one in library.read(written(text)).found
        for mention in one.mentions
        if mention.how != "name"
    ]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Sergei Chemezov came. Chemezov's car waited.", "Chemezov's"),
        ("Chemezov came. Later Sergei Chemezov left.", "Chemezov"),
        ("Сергей Чемезов приехал. О Чемезове писали.", "Чемезове"),
        ("Ali und Sergej Tschemesow kamen. Tschemesows Wagen wartete.", "Tschemesows"),
    ],
)
def test_a_surname(library: Library, text: str, short: str) -> None:
    assert shorts(library, text) == [(short, "short")]


@pytest.mark.parametrize(
    "text",
    [
        "Sergei Chemezov came. Then Anna Chemezov sang.",
        "Sergei Chemezov came. They met on Chemezov Square.",
    ],
)
def test_another_given_name_beside_it_makes_it_somebody_elses(library: Library, text: str) -> None:
    assert shorts(library, text) == []


def test_a_term_defined_in_brackets(library: Library) -> None:
    text = 'State Corporation Rostec (the "Buyer") pays. The Buyer shall take delivery.'
    assert ("Buyer", "description") in shorts(library, text)


def test_the_corporation_is_the_nearest_one_that_is_one(library: Library) -> None:
    text = "State Corporation Rostec grew. Then the corporation sold a plant."
    assert ("the corporation", "description") in shorts(library, text)
    assert shorts(library, "Sergei Chemezov left. The corporation grew.") == []
