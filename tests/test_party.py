"""Listed parties: what they are called, and what lists say of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.party import DatedStatement, Party, Statement, captions, type_of


def say(prop: str, value: str, entity: str = "ofac-1", original: str = "") -> Statement:
    return Statement("ofac-1", entity, "Person", prop, value, original, "", "sdn.csv:1")


def party(*said: Statement) -> Party:
    day = date(2020, 1, 1)
    dated = tuple(DatedStatement(one, "ofac-sdn", day, day, None, (0, 0)) for one in said)
    return Party("ofac-1", "Person", "X", ("ofac-sdn",), dated)


@pytest.mark.parametrize(
    ("schema", "type"),
    [
        ("Person", "person"),
        ("Organization", "organization"),
        ("Company", "organization"),
        ("PublicBody", "organization"),
        ("Vessel", "vessel"),
        ("Airplane", "aircraft"),
        ("LegalEntity", "any"),
        ("Asset", "any"),
    ],
)
def test_a_party_is_what_its_schema_says(schema: str, type: str) -> None:
    assert type_of(schema) == type
    assert Party("ofac-1", schema, "X", (), ()).type == type


def test_a_party_is_called_by_its_first_name() -> None:
    said = [say("alias", "Serge"), say("name", "Sergei Chemezov"), say("name", "S. Chemezov")]
    assert captions(said) == {"ofac-1": "Sergei Chemezov"}


def test_a_latin_name_goes_before_one_in_another_script() -> None:
    said = [say("name", "Сергей Чемезов"), say("name", "Sergei Čemezov")]
    assert captions(said) == {"ofac-1": "Sergei Čemezov"}


def test_a_name_in_another_script_goes_before_a_latin_alias() -> None:
    said = [say("alias", "Serge"), say("name", "Сергей Чемезов")]
    assert captions(said) == {"ofac-1": "Сергей Чемезов"}


@given(st.permutations(["name", "alias", "previousName", "weakAlias", "imoNumber"]))
def test_names_go_before_aliases_former_names_weak_aliases_and_numbers(order: list[str]) -> None:
    said = [say(prop, f"The {prop}") for prop in order]
    for best in ("name", "alias", "previousName", "weakAlias", "imoNumber"):
        assert captions(said) == {"ofac-1": f"The {best}"}
        said = [statement for statement in said if statement.prop != best]
    assert captions(said) == {}


def test_names_of_attached_entities_are_no_names_of_the_party() -> None:
    assert captions([say("name", "Passport office", entity="ofac-1.passport.1")]) == {}


def test_values_come_once_in_the_order_of_the_list_and_only_the_partys_own() -> None:
    known = party(
        say("country", "ru"),
        say("nationality", "su"),
        say("country", "by"),
        say("country", "ru"),
        say("country", "ua", entity="ofac-1.address.1"),
    )
    assert known.values("country") == ("ru", "by")
    assert known.values("country", "nationality") == ("ru", "su", "by")
    assert known.values("flag") == ()


def test_originals_are_the_publishers_own_words_where_they_differ() -> None:
    known = party(say("birthDate", "1963", original="circa 1963"), say("birthDate", "1964-05-01"))
    assert known.values("birthDate") == ("1963", "1964-05-01")
    assert known.originals("birthDate") == ("circa 1963", "1964-05-01")
