"""Answers of earlier editions."""

from __future__ import annotations

import pytest
from tests.screening.conftest import Shelf

from caveat.errors import UnknownEdition, UnknownParty
from caveat.screening.editions import of_edition


def test_an_earlier_edition_answers_as_it_did(shelf: Shelf) -> None:
    shelf.take("2026-11-01", {"a": {"name": "Ann Bee", "since": "2020-01-01"}})
    before = shelf.build().edition.id
    shelf.take("2026-11-20", {"b": {"name": "New Man", "since": "2026-11-19"}})
    library = shelf.build()
    new = next(id for id in library.edition.parties["id"].to_pylist() if id.endswith("b"))
    assert library.show(new).party.caption == "New Man"
    earlier = of_edition(library, before)
    assert earlier.edition.id == before
    with pytest.raises(UnknownParty):
        earlier.show(new)


def test_the_edition_in_force_is_the_library_itself(shelf: Shelf) -> None:
    shelf.take("2026-11-01", {"a": {"name": "Ann Bee", "since": "2020-01-01"}})
    library = shelf.build()
    assert of_edition(library, library.edition.id) is library


@pytest.mark.parametrize("id", ["2001-01-01-abcdef", "../versions", "", "current"])
def test_an_edition_that_is_gone_is_said(shelf: Shelf, id: str) -> None:
    shelf.take("2026-11-01", {"a": {"name": "Ann Bee", "since": "2020-01-01"}})
    with pytest.raises(UnknownEdition, match="The one in force is"):
        of_edition(shelf.build(), id)
