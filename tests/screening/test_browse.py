"""Looking parties up by words, filtering and counting them."""

from __future__ import annotations

import pytest
from tests.screening.conftest import Shelf

from caveat.errors import BadInput
from caveat.screening.browse import Found, Wanted, browse
from caveat.screening.library import Library

ROSTEC = "starter-rostec"


def look(library: Library, wanted: Wanted, **terms: object) -> Found:
    return browse(library, library.terms(**terms), wanted)


def ids(found: Found) -> list[str]:
    return [party.id for party, _ in found.parties]


def test_every_word_must_occur(library: Library) -> None:
    assert ids(look(library, Wanted("sergei chemezov"))) != []
    assert ids(look(library, Wanted("sergei rostec"))) == []


def test_a_whole_name_goes_before_one_that_says_more(library: Library) -> None:
    assert ids(look(library, Wanted("rostec")))[0] == ROSTEC


def test_identifiers_and_ids_are_words_too(library: Library) -> None:
    assert ids(look(library, Wanted("7704274402"))) == [ROSTEC]
    assert ids(look(library, Wanted(ROSTEC)))[0] == ROSTEC


def test_the_beginning_of_the_last_word(library: Library) -> None:
    assert ids(look(library, Wanted("rost"))) == []
    assert ROSTEC in ids(look(library, Wanted("rost", begun=True)))


def test_only_who_is_known_on_the_day(shelf: Shelf) -> None:
    shelf.take("2026-01-10", {"i": {"name": "Ivan Sidorov", "since": "2020-01-01"}})
    shelf.take("2026-05-10", {"m": {"name": "Maria Petrova", "since": "2026-05-01"}})
    library = shelf.build()
    assert look(library, Wanted()).total == 1
    assert ids(look(library, Wanted())) == ["starter-m"]
    assert ids(look(library, Wanted(), known_at="2026-02-01")) == ["starter-i"]


def test_facets_agree_with_filters(library: Library) -> None:
    whole = look(library, Wanted(facets=("countries", "schema", "genders")))
    for facet, values in whole.facets.items():
        if facet == "countries":
            for value, count in values[:5]:
                assert look(library, Wanted(countries=(value,))).total == count
        assert sum(count for _, count in values) >= 1


def test_a_schema_that_is_none(library: Library) -> None:
    with pytest.raises(BadInput, match="Alien"):
        look(library, Wanted(schema="Alien"))
