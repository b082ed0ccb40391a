"""Names that somebody may be about to type."""

from __future__ import annotations

import pytest

from caveat.errors import NotYetKnown
from caveat.screening.library import Library
from caveat.screening.suggest import suggest


def test_names_as_the_lists_write_them(library: Library) -> None:
    found = suggest(library, "rosob")
    assert found
    assert all("rosob" in name.casefold() or "рособ" in name.casefold() for name in found)


def test_no_more_than_asked_for(library: Library) -> None:
    assert len(suggest(library, "s", limit=3)) == 3


def test_nothing_is_suggested_that_could_not_be_known(library: Library) -> None:
    with pytest.raises(NotYetKnown):
        suggest(library, "rosob", known_at="2013-01-01")
