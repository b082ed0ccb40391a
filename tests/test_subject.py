"""What may be asked about."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from caveat.errors import BadSubject
from caveat.subject import TYPES, Subject


def test_a_name_is_enough() -> None:
    subject = Subject(name="Sergei Chemezov")
    assert subject.type == "any"
    assert subject.names == ("Sergei Chemezov",)


def test_an_identifier_is_enough() -> None:
    assert Subject(identifiers=("IMO 9187629",)).names == ()


@pytest.mark.parametrize("name", ["", "   ", "\u00a0\t"])
def test_neither_name_nor_identifier_is_refused(name: str) -> None:
    with pytest.raises(BadSubject, match="needs a name or an identifier"):
        Subject(name=name, aliases=("Somebody",))


@pytest.mark.parametrize("type", TYPES)
def test_every_type_may_be_asked_for(type: Any) -> None:
    assert Subject(name="X", type=type).type == type


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("type", "company", "no type of subject. Use one of any, person, organization"),
        ("gender", "m", "Use male or female"),
        ("birth_date", "20 Aug 1952", "Birth date: .*Write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("birth_date", "1952-02-30", "Birth date: .*Check month and day"),
    ],
)
def test_an_unreadable_field_is_refused_with_what_to_write(
    field: str, value: str, message: str
) -> None:
    said: dict[str, Any] = {"name": "X", field: value}
    with pytest.raises(BadSubject, match=message):
        Subject(**said)


@pytest.mark.parametrize("text", ["1952", "1952-08", "1952-08-20"])
def test_a_birth_date_may_be_partial(text: str) -> None:
    assert Subject(name="X", birth_date=text).birth_date == text


def test_names_come_once_and_in_order() -> None:
    subject = Subject(name="Rostec", aliases=("Ростех", " ", "Rostec", "Ростех"))
    assert subject.names == ("Rostec", "Ростех")


def test_a_subject_cannot_be_changed_and_can_be_compared() -> None:
    subject = Subject(name="Rostec", key="4711")
    assert subject == Subject(name="Rostec", key="4711")
    assert len({subject, Subject(name="Rostec", key="4711")}) == 1
    with pytest.raises(FrozenInstanceError):
        subject.name = "Rosneft"  # type: ignore[misc]
