"""A subject out of a FollowTheMoney entity, and a party as one."""

from __future__ import annotations

import pytest

from caveat.errors import BadInput, BadSubject
from caveat.screening import ftm
from caveat.screening.example import subject, type_of
from caveat.screening.library import Library


def test_every_property_has_its_place() -> None:
    said = {
        "name": ["A. Petrov", "Petrov"],
        "weakAlias": "Petya",
        "birthDate": ["circa 1960", "1961-02-03T00:00:00"],
        "nationality": ["ru"],
        "country": "by",
        "passportNumber": 123456,
        "address": ["Minsk"],
        "gender": "Male",
        "shoeSize": ["44"],
    }
    found = subject("Person", said, "key")
    assert (found.name, found.aliases) == ("A. Petrov", ("Petrov", "Petya"))
    assert (found.birth_date, found.gender) == ("1961-02-03", "male")
    assert set(found.countries) == {"ru", "by"} and found.identifiers == ("123456",)
    assert (found.addresses, found.key, found.type) == (("Minsk",), "key", "person")


def test_schemata() -> None:
    assert type_of("PublicBody") == "organization" and type_of("Airplane") == "aircraft"
    for name in ("Alien", "Sanction"):
        with pytest.raises(BadInput, match=name):
            type_of(name)


def test_nothing_to_ask_about() -> None:
    with pytest.raises(BadSubject):
        subject("Person", {"birthDate": "1960"})


def test_a_party_as_an_entity(library: Library) -> None:
    shown = library.show("starter-rostec")
    alone = ftm.entity(shown.party, shown.designations)
    assert alone["schema"] == "Company" or alone["schema"] == "Organization"
    assert alone["target"] and "sanction" in alone["properties"]["topics"]
    whole = ftm.nested(shown.party, shown.designations, shown.pointing, lambda id: None)
    assert {one["schema"] for one in whole["properties"]["sanctions"]} == {"Sanction"}


def test_before_its_designation_it_is_no_target(library: Library) -> None:
    shown = library.show("starter-rostec", as_of="2013-01-01")
    alone = ftm.entity(shown.party, shown.designations)
    assert not alone["target"] and "topics" not in alone["properties"]
