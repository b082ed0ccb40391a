"""Everything known of who owns whom: nodes, stakes between them, and what must be said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.sources.reading import File
from caveat.stake import WHOLE, Stake
from caveat.subject import Subject

HEADINGS = "owner_id,owner_name,owner_identifier,owned_id,owned_name,share_min"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The starter list, and two sets of stakes around Rostec."""
    opened = Library.open(tmp_path / "library", today="2026-11-24")
    opened.bring(registry.get("starter"), [starter.bundled()])
    opened.build()
    for name, published, rows in (
        ("one", "2020-01-01", ["r,Rostec,7704274402,a,Alpha LLC,50", "s,Sergei Chemezov,,a,,10"]),
        ("two", "2022-01-01", ["9,Rostec,7704274402,b,Beta LLC,25", "x,Xenia,,x,,1"]),
    ):
        place = tmp_path / f"{name}.csv"
        place.write_text("\n".join((HEADINGS, *rows)))
        opened.bring_stakes([File(place)], published=published)
    return opened


def test_holders_that_are_one_party_are_one_node_under_its_id(library: Library) -> None:
    known = library.stakes()
    assert known.node("one/r") == known.node("two/9") == "starter-rostec"
    assert known.parties == {"starter-rostec": ("starter-rostec",)}
    held = {(s.owner, s.owned): s.least for s in known.stakes() if s.source in ("one", "two")}
    assert held == {
        ("starter-rostec", "one/a"): WHOLE // 2,
        ("one/s", "one/a"): WHOLE // 10,
        ("starter-rostec", "two/b"): WHOLE // 4,
    }


def test_what_is_only_proposed_is_told_apart(library: Library) -> None:
    known = library.stakes()
    assert set(known.possible) == {"one/s"}
    (link,) = known.possible["one/s"]
    assert link.party == "starter-sergei-chemezov"


def test_every_end_of_a_stake_is_a_holder_and_each_holder_is_there_once(library: Library) -> None:
    known = library.stakes()
    ids = [holder.id for holder in known.holders()]
    assert len(ids) == len(set(ids))
    assert {end for stake in known.stakes() for end in (stake.owner, stake.owned)} <= set(ids)
    names = {holder.id: holder.name for holder in known.holders()}
    assert names["starter-rostec"] == "State Corporation Rostec"
    assert names["one/a"] == "Alpha LLC"


def test_the_lists_own_stakes_are_there(library: Library) -> None:
    held = {(stake.owner, stake.owned) for stake in library.stakes().stakes()}
    assert ("starter-rostec", "starter-rosoboronexport") in held


def test_the_table_says_what_the_stakes_say(library: Library) -> None:
    known = library.stakes()
    assert [Stake(**row) for row in known.table().to_pylist()] == list(known.stakes())
    library.decide("two/9", "starter-rostec", "refused")
    library.decide("one/r", "starter-rostec", "refused")
    known = library.stakes()
    assert [Stake(**row) for row in known.table().to_pylist()] == list(known.stakes())


def test_what_was_known_on_a_day(library: Library) -> None:
    then = library.stakes(known_at="2026-11-05", as_of="2018-02-15")
    assert [version.source for version in then.sets] == ["one", "two"]
    with_one = library.stakes(known_at="2021-06-01")
    assert [version.source for version in with_one.sets] == ["one"]
    assert any("two: no version had come out by 2021-06-01" in said for said in with_one.cautions)


def test_faults_name_their_set_and_place(library: Library) -> None:
    (fault,) = library.stakes().faults()
    assert fault.where == "two two.csv:3" and "owns itself" in fault.reason


def test_nobody_in_a_set_of_stakes_is_ever_a_hit_by_name(library: Library) -> None:
    library.build()
    assert library.screen(Subject(name="Alpha LLC"), ownership=False).clear
    found = library.screen(Subject(name="Alpha LLC"))
    assert found.hits == () and [hit.name for hit in found.owned] == ["Alpha LLC"]


def test_refusing_parts_a_node_again(library: Library) -> None:
    library.decide("two/9", "starter-rostec", "refused")
    known = library.stakes()
    assert known.node("two/9") == "two/9"
    assert known.node("one/r") == "starter-rostec"
