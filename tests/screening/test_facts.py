"""Facts and their times: the mask lets through what could be known, and misses no listed party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat import Library, Subject
from caveat.library.timeline import Moment, designations
from caveat.match.facts import Fact
from caveat.screening.facts import Times
from caveat.sources.ofac_programmes import not_before

if TYPE_CHECKING:
    from tests.screening.conftest import Shelf, Shelves

NAMES = {
    "a": ("Anatoly Drozdov", "Wilhelmina Oxley"),
    "b": ("Bartholomew Quist", "Khadija Mansouri"),
    "c": ("Celestino Varga", "Thorvald Nykvist"),
}
FIRST = date(2020, 1, 1)
LISTS = ("un-sc", "ca-sema")

Version = tuple[str, date, Mapping[str, Mapping[str, Any]]]
"""A version: its list, its day, and its parties."""


@st.composite
def stories(draw: st.DrawFn) -> list[Version]:
    """Up to five versions of two lists; parties come, go, and change their names."""
    said = st.fixed_dictionaries(
        {
            "since": st.sampled_from(["", "2019", "2020-01", "2020-01-02", "2020-01-04"]),
            "until": st.sampled_from(["", "", "2020-01-03", "2020-01"]),
        }
    )
    found: list[Version] = []
    for place in range(draw(st.integers(1, 5))):
        parties: dict[str, Mapping[str, Any]] = {"z": {"name": f"Zebedee Nobody{place}"}}
        for id, names in NAMES.items():
            if draw(st.booleans()):
                parties[id] = {"name": draw(st.sampled_from(names)), **draw(said)}
        day = FIRST + timedelta(days=draw(st.integers(0, 5)))
        found.append((draw(st.sampled_from(LISTS)), day, parties))
    return sorted(found, key=lambda one: one[1])


def filled(new_shelf: Shelves, story: Sequence[Version]) -> Library:
    shelf: Shelf = new_shelf()
    for name, day, parties in story:
        shelf.take(str(day), parties, name=name)
    return shelf.build()


def moments() -> st.SearchStrategy[list[Moment]]:
    """Days around the versions."""
    days = st.integers(-1, 7).map(lambda number: FIRST + timedelta(days=number))
    pairs = st.tuples(days, days).map(lambda pair: Moment(min(pair), max(pair)))
    return st.lists(pairs, min_size=6, max_size=6)


def may_be_used(fact: Fact, id: str, story: Sequence[Version], name: str, moment: Moment) -> bool:
    """What the mask should say of a name, from one list: told from the story alone."""
    known = [(day, who) for source, day, who in story if source == name and day <= moment.known_at]
    if not known:
        return False
    newest = known[-1][0]
    if moment.as_of > newest:
        known = known[-1:]
    elif moment.as_of == newest:
        known = [one for one in known if one[0] == newest]
    return any(who.get(id, {}).get("name") == fact.value for _, who in known)


@settings(max_examples=15, deadline=None)
@given(story=stories(), sources=st.sampled_from([("un-sc",), ("ca-sema",), LISTS]), asked=moments())
def test_a_name_may_be_used_if_a_version_that_speaks_for_the_day_has_it(
    new_shelf: Shelves, story: list[Version], sources: tuple[str, ...], asked: list[Moment]
) -> None:
    library = filled(new_shelf, story)
    times, ids = Times(library.edition), library.edition.parties["id"].to_pylist()
    facts = [library.index.fact(number) for number in range(len(library.index.kinds))]
    for moment in asked:
        allowed = times.allowed(sources, moment)
        told: dict[tuple[int, str], bool] = {}
        for number, fact in enumerate(facts):
            key = (fact.party, fact.value)
            told[key] = told.get(key, False) or bool(allowed[number])
        for fact in facts:
            id = ids[fact.party].removeprefix("starter-")
            if any(may_be_used(fact, id, story, one, moment) for one in sources):
                assert told[fact.party, fact.value], (fact, moment)
            elif told[fact.party, fact.value]:  # a dropped designation may reach to the day
                assert any(
                    source in sources and day <= moment.known_at and id in who
                    for source, day, who in story
                ), (fact, moment)


@settings(max_examples=15, deadline=None)
@given(story=stories(), asked=moments())
def test_every_party_that_may_be_listed_on_a_day_is_found_by_one_of_its_names(
    new_shelf: Shelves, story: list[Version], asked: list[Moment]
) -> None:
    library = filled(new_shelf, story)
    edition = library.edition
    for moment in asked:
        out = [one for one in edition.listings if one.ordinal(moment.known_at) >= 0]
        for id, names in NAMES.items():
            if f"starter-{id}" not in edition.parties["id"].to_pylist() or not out:
                continue
            whole = edition.party(edition.number(f"starter-{id}"))
            found = designations(whole, out, moment, not_before)
            answers = library.screen_many(
                [Subject(name) for name in names], as_of=moment.as_of, known_at=moment.known_at
            )
            hits = {hit.entity.id for screening in answers for hit in screening.hits}
            may_be = any(one.status != "not listed" for one in found)
            assert (f"starter-{id}" in hits) == may_be, (moment, found)


def test_two_versions_of_one_day_both_speak_for_it(shelf: Shelf) -> None:
    shelf.take("2020-01-01", {"a": {"name": "Anatoly Drozdov"}, "z": {"name": "Zed"}})
    shelf.take("2020-01-01", {"z": {"name": "Zed"}})
    library = shelf.build()
    asked = Subject("Anatoly Drozdov")
    (hit,) = library.screen(asked, as_of="2020-01-01").hits
    assert hit.status == "listed"
    assert library.screen(asked, as_of="2020-01-02").clear


def test_a_name_that_a_list_learned_later_is_still_a_name_of_the_party(shelf: Shelf) -> None:
    shelf.take("2020-01-01", {"a": {"name": "Anatoly Drozdov", "since": "2014"}})
    shelf.take("2020-01-05", {"a": {"name": "Wilhelmina Oxley", "since": "2014"}})
    library = shelf.build()
    for name in NAMES["a"]:
        assert library.screen(Subject(name), as_of="2018-01-01").hits
    assert library.screen(Subject("Anatoly Drozdov")).clear  # the newest version dropped it
    assert library.screen(Subject("Wilhelmina Oxley"), known_at="2020-01-04").clear


def test_only_what_is_a_partys_own_is_compared(shelf: Shelf) -> None:
    shelf.take("2020-01-01", {"a": {"name": "Anatoly Drozdov", "about": "Friend of Oxley",
                                    "passport": "AB123456", "links": ["b"]},
                              "b": {"name": "Bartholomew Quist"}})  # fmt: skip
    library = shelf.build()
    kinds = {library.index.fact(number).kind for number in range(len(library.index.kinds))}
    values = {library.index.fact(number).value for number in range(len(library.index.kinds))}
    assert kinds == {"name", "identifier"}
    assert values == {"Anatoly Drozdov", "Bartholomew Quist", "AB123456"}


def test_the_times_lie_beside_the_facts(library: Library) -> None:
    folder = library.edition.folder
    count = len(library.index.kinds)
    for name in ("source", "first", "last"):
        assert np.load(folder / f"fact_{name}.npy").shape == (count,)
    whole = Times(library.edition).allowed(["starter"], Moment(library.today, library.today))
    none = Times(library.edition).allowed([], Moment(library.today, library.today))
    assert whole.all() and not none.any() and len(whole) == count


def test_facts_are_sorted_by_their_party(library: Library) -> None:
    parties = [library.index.fact(number).party for number in range(len(library.index.kinds))]
    assert all(one <= other for one, other in pairwise(parties))


@pytest.mark.parametrize("day", ["2020-01-01", "2020-01-02"])
def test_a_list_that_was_not_asked_lends_no_name(shelf: Shelf, day: str) -> None:
    shelf.take("2020-01-01", {"a": {"name": "Anatoly Drozdov"}}, name="un-sc")
    shelf.take("2020-01-01", {"a": {"name": "Wilhelmina Oxley"}}, name="ca-sema")
    library = shelf.build()
    assert library.screen(Subject("Wilhelmina Oxley"), as_of=day).hits
    assert library.screen(Subject("Wilhelmina Oxley"), as_of=day, sources=["un-sc"]).clear
