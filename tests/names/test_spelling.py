"""Latin letters as the languages of Eastern Europe use them."""

from __future__ import annotations

import pytest

from caveat.names.spelling import respelt


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("Sergejs Čemezovs", "Sergej Chemezov"),
        ("Ramzanas Kadyrovas", "Ramzan Kadyrov"),
        ("Dmitrijus Medvedevas", "Dmitrij Medvedev"),
        ("Sergej Čemezov", "Sergej Chemezov"),
        ("Aleksandr Lukaşenko", "Aleksandr Lukashenko"),
    ],
)
def test_a_foreign_name_is_spelt_as_in_english(written: str, english: str) -> None:
    assert english in respelt(written)


@pytest.mark.parametrize(
    "name",
    ["Chris Collins", "James Perkins", "Carlos Martins", "François Garçon", "Vladimir Putin"],
)
def test_a_name_of_its_own_language_stays_as_it_is(name: str) -> None:
    assert respelt(name) == ()
