"""The door to everything: one question, many questions, and the refusal to answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars
import pyarrow as pa
import pytest

import caveat
from caveat import Library, Subject
from caveat.errors import BadDate, NoList, NotYetKnown, StaleList, UnknownParty

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screening.conftest import Shelf

NAMES = ["Sergei Chemezov", "Maria Kestrelova", "Чемезов Сергей", "Rostekh", "Boeing"]


def test_the_public_names_are_there() -> None:
    for name in caveat.__all__:
        assert getattr(caveat, name) is not None
    assert caveat.compare(Subject("Sergei Chemezov"), Subject("Чемезов Сергей")).score > 0.9


def test_many_questions_get_the_answers_of_single_ones(library: Library) -> None:
    one_by_one = [library.screen(Subject(name)) for name in NAMES]
    assert list(library.screen_many([Subject(name) for name in NAMES])) == one_by_one


def test_tables_of_arrow_and_polars_get_the_same_answers(library: Library) -> None:
    columns = {"Full name": NAMES, "Date of birth": [None, None, "1952", None, None]}
    arrow = list(library.screen_many(pa.table(columns)))
    assert list(library.screen_many(polars.DataFrame(columns))) == arrow
    assert [bool(one.hits) for one in arrow] == [True, False, True, True, False]
    assert arrow[2].subject.birth_date == "1952"


def test_answers_stream(library: Library) -> None:
    taken = 0

    def endless() -> Iterator[Subject]:
        nonlocal taken
        while True:
            taken += 1
            yield Subject("Sergei Chemezov")

    answers = library.screen_many(endless())
    assert next(answers).hits
    assert taken < 2_000


def test_hits_come_best_first_and_no_more_than_asked_for(library: Library) -> None:
    answer = library.screen(Subject("Romanovich Rotenberg"), threshold=0.5)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) >= 2
    limited = library.screen(Subject("Romanovich Rotenberg"), threshold=0.5, limit=1)
    assert len(limited.hits) == 1
    assert any("More parties may match" in caution for caution in limited.cautions)


def test_every_answer_names_its_edition_and_lists(library: Library) -> None:
    for name in NAMES:
        answer = library.screen(Subject(name))
        assert answer.edition == library.edition.id
        assert [(used.source, str(used.version)) for used in answer.lists] == [
            ("starter", "2026-11-01")
        ]
        assert any("not fit for compliance" in caution for caution in answer.cautions)


def test_a_party_is_clear_before_it_was_designated(library: Library) -> None:
    chemezov = Subject("Sergei Chemezov", birth_date="1952-08-20")
    assert library.screen(chemezov, as_of="2014-04-27").clear
    [hit] = library.screen(chemezov, as_of="2014-04-28").hits
    assert {one.programme for one in hit.designations if one.status == "listed"} == {
        "UKRAINE-EO13661"
    }


def test_a_day_that_cannot_be_asked_about_is_refused(library: Library) -> None:
    with pytest.raises(BadDate, match="future"):
        library.screen(Subject("x"), as_of="2999-01-01")
    with pytest.raises(NotYetKnown, match="No list in the library had come out"):
        library.screen(Subject("x"), known_at="2020-01-01")


def test_without_a_list_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(NoList, match="caveat update"):
        Library.open(tmp_path, today="2026-11-24").screen(Subject("Sergei Chemezov"))


def test_a_stale_list_is_named_and_refused_under_strict(shelf: Shelf) -> None:
    shelf.take("2026-11-01", {"a": {"name": "Bartholomew Quist", "since": "2020-01-01"}})
    library = shelf.build()
    answer = library.screen(Subject("Nobody Else"))
    assert answer.lists[0].stale
    assert any("stale" in caution for caution in answer.cautions)
    with pytest.raises(StaleList, match="23 days before; 7 are allowed"):
        library.screen(Subject("Nobody Else"), strict=True)
    assert library.screen(Subject("Nobody Else"), strict=True, max_age=30).clear


def test_what_was_known_then_holds_nothing_of_later_versions(shelf: Shelf) -> None:
    shelf.take("2026-10-01", {"a": {"name": "Bartholomew Quist", "since": "2020-01-01"}})
    shelf.take(
        "2026-11-20",
        {
            "a": {"name": "Bartholomew Quist", "since": "2020-01-01"},
            "b": {"name": "Zebedee Wimple", "since": "2021-01-01"},
        },
    )
    library = shelf.build()
    zebedee = Subject("Zebedee Wimple")
    assert library.screen(zebedee, as_of="2021-06-01").hits
    assert library.screen(zebedee, as_of="2021-06-01", known_at="2026-10-10").clear


def test_one_party_and_those_that_point_to_it(library: Library) -> None:
    shown = library.show("starter-rostec")
    assert shown.party.caption == "State Corporation Rostec"
    assert "starter-sergei-chemezov" in {other.id for other in shown.pointing}
    assert shown.lists[0].source == "starter"
    with pytest.raises(UnknownParty):
        library.show("starter-nobody")


def test_the_health_of_every_list_is_told(library: Library) -> None:
    states = {state.source: state for state in library.health()}
    assert states["starter"].health == "good"
    assert states["starter"].parties == 62
    assert states["ofac-sdn"].health == "not here"


def test_changes_want_their_days_in_order(library: Library) -> None:
    with pytest.raises(BadDate, match="earlier day first"):
        list(library.changes("2026-11-02", "2026-11-01"))
