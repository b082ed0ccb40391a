"""What the columns of a table are, and what a row of it is about."""

from __future__ import annotations

from typing import Any

import pytest

from caveat.errors import BadMapping, BadSubject
from caveat.screening.table import guess, mapping, subject


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Customer ID", "Full Name", "DOB"], ["key", "name", "birth_date"]),
        (["Vorname", "Name", "Geburtsdatum"], ["first_name", "last_name", "birth_date"]),
        (["Kundennummer", "Firma", "Land"], ["key", "name", "country"]),
        (["Nom", "Prénom", "Date de naissance"], ["last_name", "first_name", "birth_date"]),
        (["Nombre", "Apellidos", "País"], ["first_name", "last_name", "country"]),
        (["ФИО", "Дата рождения", "ИНН"], ["name", "birth_date", "identifier"]),
        (["Vessel name", "IMO number", "Flag"], ["name", "identifier", "country"]),
    ],
)
def test_headings_are_guessed(headings: list[str], fields: list[str]) -> None:
    assert guess(headings) == dict(zip(headings, fields, strict=True))


def test_what_is_said_goes_before_what_is_guessed() -> None:
    assert mapping(["Name", "Trade name"], {"Trade name": "name"}) == {"Trade name": "name"}


def test_a_field_or_heading_that_does_not_exist_is_told() -> None:
    with pytest.raises(BadMapping, match=r"no column 'Kunde'\. Its columns are: Name"):
        mapping(["Name"], {"Kunde": "name"})
    with pytest.raises(BadMapping, match=r"'nom' is no field\. Use one of: name"):
        mapping(["Name"], {"Name": "nom"})


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("1952-08-20", "1952-08-20"),
        ("20/08/1952", "1952-08-20"),
        ("20.08.1952", "1952-08-20"),
        ("20 Aug 1952", "1952-08-20"),
        ("1952", "1952"),
        (1952, "1952"),
        ("", None),
    ],
)
def test_birth_dates_of_many_shapes(cell: Any, read: str | None) -> None:
    columns = {"n": "name", "b": "birth_date"}
    assert subject({"n": "Sergei Chemezov", "b": cell}, columns).birth_date == read


def test_names_in_parts_are_put_together_and_more_names_are_aliases() -> None:
    columns = {"a": "first_name", "b": "last_name", "c": "alias"}
    one = subject({"a": "Sergei", "b": "Chemezov", "c": "S. Chemezov; Чемезов"}, columns)
    assert one.name == "Sergei Chemezov"
    assert one.aliases == ("S. Chemezov", "Чемезов")


def test_a_cell_that_cannot_be_read_is_told() -> None:
    with pytest.raises(BadSubject, match="31/02/1980"):
        subject({"n": "A B", "b": "31/02/1980"}, {"n": "name", "b": "birth_date"})
    with pytest.raises(BadSubject, match="needs a name"):
        subject({"n": ""}, {"n": "name"})
