"""How old a list is for a question."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.library.archive import Raw
from caveat.library.edition import Listing
from caveat.library.freshness import Age, age
from caveat.library.timeline import Moment
from caveat.library.versions import Check, Version


def version(day: str) -> Version:
    when, raw = date.fromisoformat(day), Raw("list.txt", day, 1)
    return Version("un-sc", "UN", when, when, 0, "lines", (raw,), 1, 1, {}, {}, ())


OLD, NEW = version("2022-06-01"), version("2022-06-28")
LISTING = Listing("un-sc", "UN", (OLD, NEW))


def aged(
    as_of: str, known_at: str = "", check: tuple[str, Version] | None = None, exempt: bool = False
) -> Age:
    """The age for a question, after a check that found this version on this day."""
    moment = Moment(date.fromisoformat(as_of), date.fromisoformat(known_at or as_of))
    last = Check(date.fromisoformat(check[0]), check[1].name, {}) if check else None
    return age(LISTING, last, moment, exempt)


def test_a_version_is_as_old_as_its_publication() -> None:
    assert aged("2022-06-28") == Age(NEW, NEW.published, 0)
    assert aged("2022-07-03") == Age(NEW, NEW.published, 5)


def test_a_check_that_found_nothing_new_makes_it_younger() -> None:
    assert aged("2022-07-03", check=("2022-07-01", NEW)) == Age(NEW, date(2022, 7, 1), 2)


def test_a_check_after_the_day_of_knowledge_counts_up_to_that_day() -> None:
    assert aged("2022-07-03", check=("2022-09-01", NEW)) == Age(NEW, date(2022, 7, 3), 0)


def test_a_check_of_another_version_does_not_count() -> None:
    assert aged("2022-07-03", check=("2022-07-01", OLD)) == Age(NEW, NEW.published, 5)
    assert aged("2022-06-20", check=("2022-07-01", NEW)) == Age(OLD, OLD.published, 19)


def test_a_check_before_the_publication_does_not_make_it_older() -> None:
    assert aged("2022-07-03", check=("2022-01-01", NEW)) == Age(NEW, NEW.published, 5)


def test_a_version_published_after_the_day_asked_about_is_never_too_old() -> None:
    assert aged("2014-01-01", known_at="2029-01-01") == Age(NEW, NEW.published, 0)


def test_a_day_after_the_publication_is_as_far_from_it_as_it_is() -> None:
    assert aged("2022-07-03", known_at="2029-01-01").days == 5


@pytest.mark.parametrize(("known_at", "used"), [("2022-06-27", OLD), ("2022-06-28", NEW)])
def test_the_version_is_the_newest_that_could_be_known(known_at: str, used: Version) -> None:
    assert aged("2022-06-10", known_at).version == used


def test_before_the_first_version_there_is_no_age() -> None:
    assert aged("2022-05-31") == Age(None, None, None)
    assert aged("2022-05-31", exempt=True) == Age(None, None, None)


def test_an_exempt_list_is_never_old() -> None:
    assert aged("2029-01-01", exempt=True) == Age(NEW, NEW.published, 0)


DAYS = st.dates(date(2022, 6, 1), date(2022, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_no_list_is_younger_than_its_last_confirmation(one: date, other: date, on: date) -> None:
    as_of, known_at = sorted((one, other))
    found = aged(str(as_of), str(known_at), (str(on), NEW))
    assert found.version is not None and found.confirmed is not None
    assert found.version.published <= found.confirmed <= known_at
    assert found.days == max(0, (as_of - found.confirmed).days)
