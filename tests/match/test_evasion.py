"""Names that somebody hid, cut, or buried in a text are still found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caveat.subject import Subject, Type

if TYPE_CHECKING:
    from tests.match.conftest import Indexes

    from caveat.match.index import Index

PARTIES = """
person | name: Sergei Viktorovich CHEMEZOV | alias: Sergei CHEMEZOV
organization | name: State Corporation Rostec | alias: Rostec
organization | name: Rosoboronexport OAO
organization | name: Uralvagonzavod Research and Production Corporation of Nizhny Tagil
person | name: Mohammed Jamal KHALIFA
organization | name: Müller und Söhne GmbH
person | name: Sergey NARYSHKIN
vessel | name: ARTAVIL
"""


@pytest.fixture(scope="module")
def index(index_of: Indexes) -> Index:
    return index_of(PARTIES)


def found(index: Index, name: str, type: Type = "any") -> list[int]:
    return [match.party for match in index.search([Subject(name, type)])[0]]


@pytest.mark.parametrize(
    ("written", "party"),
    [
        ("Ser\u200bgei Che\u00admezov", 0),
        ("Sеrgеi Сhеmеzоv", 0),  # look-alikes
        ("Serg3i Chemez0v", 0),
        ("Sergei Chemezzov", 0),
        ("SergeiChemezov", 0),
        ("Sergei Cheme zov", 0),
        ("Ser&#103;ei Chemezov", 0),
        ("Сергей Чемезов".encode().decode("cp1252", "replace"), 0),
        ("MÃ¼ller und SÃ¶hne GmbH", 5),
        ("S. V. Chemezov", 0),
        ("Mr Sergei Chemezov Jr.", 0),
        ("Serge Tchemezov", 0),
        ("Naryškin Sergej", 6),
        ("Ростех", 1),
        ("Rostekh", 1),
        ("Rosoboron Export", 2),
    ],
)
def test_a_disguised_name_is_found(index: Index, written: str, party: int) -> None:
    assert party in found(index, written)


@pytest.mark.parametrize(
    "text",
    [
        "payment to S. Chemezov re invoice 5",
        "salary Sergei Chemezov month 11",
        "transfer in favour of Tchemezov Sergey for goods, contract no. 77/2",
        "oplata po dogovoru 15 Sergei Viktorovich Chemezov za uslugi",
    ],
)
def test_a_name_inside_a_text_is_found(index: Index, text: str) -> None:
    assert found(index, text)[:1] == [0]


def test_a_text_without_a_listed_name_is_no_hit(index: Index) -> None:
    assert found(index, "payment to S. Ivanova re invoice 5") == []
    assert found(index, "transfer in favour of Chemistry Services for goods, contract no. 5") == []


def test_a_name_cut_off_at_the_end_of_a_field_is_found(index: Index) -> None:
    whole = "Uralvagonzavod Research and Production Corporation of Nizhny Tagil"
    assert found(index, whole[:35], "organization") == [3]
    left = "Joint Stock Company Research and Pr"
    assert len(left) == 35
    assert found(index, left, "organization") == []  # what is left may be anybody's


@pytest.mark.parametrize("type", ["person", "organization", "any"])
def test_a_name_in_the_wrong_field_is_found(index: Index, type: Type) -> None:
    assert found(index, "Rosoboronexport OAO", type) == [2]
    assert found(index, "Sergei Chemezov", type) == [0]


def test_a_ship_is_no_person(index: Index) -> None:
    assert found(index, "Artavil", "vessel") == [7]
    assert found(index, "Artavil", "person") == []


def test_a_bare_surname_is_no_hit_but_can_be_asked_for(index: Index) -> None:
    assert found(index, "Khalifa", "person") == []
    low = index.search([Subject("Chemezov", "person")], threshold=0.3)[0]
    assert [match.party for match in low] == [0]


def test_namesakes_with_another_surname_are_no_hit(index: Index) -> None:
    assert found(index, "Sergei Viktorovich Ivanov", "person") == []
    assert found(index, "Mohammed Jamal Hassan", "person") == []
