"""Who stands behind a party of the library: lists, stakes and decisions made one question."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.errors import NotYetKnown, UnknownHolder
from caveat.library import disk
from caveat.ownership.regimes.known import REGIMES
from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.sources.reading import File
from caveat.stake import WHOLE
from caveat.subject import Subject

HEADINGS = "owner_id,owner_name,owner_identifier,owned_id,owned_name,share_min,start,end"
ONE = (
    "r,Rostec,7704274402,a,Alpha LLC,50,2020-01-01,",
    "s,Sergei Chemezov,,b,Beta LLC,60,,",
    "a,Alpha LLC,,c,Gamma LLC,25,,",
    "r,Rostec,7704274402,c,Gamma LLC,24.9,,",
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The starter list, and a set of stakes of Rostec and perhaps of Chemezov."""
    opened = Library.open(tmp_path / "library", today="2026-11-24")
    opened.bring(registry.get("starter"), [starter.bundled()])
    opened.build()
    place = tmp_path / "one.csv"
    place.write_text("\n".join((HEADINGS, *ONE)))
    opened.bring_stakes([File(place)], published="2021-01-01")
    return opened


def test_a_holder_of_a_set_is_blocked_by_a_listed_party(library: Library) -> None:
    answer = library.ownership.exposure("one/a")
    assert (answer.verdict, answer.certain_share) == ("blocked", WHOLE // 2)
    [chain] = answer.chains
    assert [(link.owner, link.owned, link.origin) for link in chain.links] == [
        ("starter-rostec", "one/a", "one.csv:2")
    ]
    assert "RUSSIA-EO14024, since 2022-06-28" in answer.listed["starter-rostec"]
    assert answer.basis == (
        "starter, version of 2026-11-01", "stakes one, version of 2021-01-01",
    )  # fmt: skip


def test_it_may_be_asked_by_its_whole_name(library: Library) -> None:
    assert library.ownership.exposure("alpha  llc").party == "one/a"
    with pytest.raises(UnknownHolder, match="caveat screen NAME"):
        library.ownership.exposure("Alpha")


def test_on_a_day_before_the_designation_or_the_stake_it_was_not(library: Library) -> None:
    asked = library.ownership
    assert asked.exposure("one/a", as_of="2022-06-27").verdict == "not blocked on what is known"
    assert asked.exposure("one/a", as_of="2022-06-28").verdict == "blocked"
    assert asked.exposure("one/c", as_of="2022-06-28").short == 1_000_000


def test_a_link_that_nobody_settled_makes_it_possible_and_a_decision_settles_it(
    library: Library,
) -> None:
    answer = library.ownership.exposure("one/b")
    assert answer.verdict == "may be blocked"
    assert [(fact.owner, fact.kind) for fact in answer.missing] == [("one/s", "listing")]
    assert answer.listed["one/s"].startswith("perhaps ")
    assert any("Sergei Chemezov (one/s) is perhaps" in said and "proposed" in said
               for said in answer.cautions)  # fmt: skip
    library.decide("one/s", "starter-sergei-chemezov", "confirmed")
    assert library.ownership.exposure("one/b").verdict == "blocked"
    library.decide("one/s", "starter-sergei-chemezov", "refused")
    assert library.ownership.exposure("one/b").verdict == "not blocked on what is known"


def test_what_was_not_yet_known_does_not_count(library: Library) -> None:
    library.bring(registry.get("starter"), [starter.bundled()])
    with pytest.raises(NotYetKnown):
        library.ownership.exposure("one/a", known_at="2021-06-01")  # the list came out later
    assert library.ownership.exposure("one/a", known_at="2026-11-10").verdict == "blocked"


def test_a_party_of_a_list_that_no_stake_names_has_a_verdict_too(library: Library) -> None:
    answer = library.ownership.exposure("starter-vladimir-putin")
    assert (answer.verdict, answer.chains) == ("listed", ())


def test_the_derived_list_is_what_each_exposure_says(library: Library) -> None:
    for regime in REGIMES:
        derived = library.ownership.derived(regime=regime)
        for one in derived.exposures:
            assert one.verdict in ("blocked", "may be blocked")
            alone = library.ownership.exposure(one.party, regime=regime)
            assert (alone.verdict, alone.chains) == (one.verdict, one.chains)
    names = {one.name for one in library.ownership.derived().exposures}
    assert {"Alpha LLC", "Beta LLC"} <= names and "Gamma LLC" not in names


def test_the_timeline_agrees_with_the_exposure_of_any_day(library: Library) -> None:
    history = library.ownership.timeline("one/a")
    assert [(str(turn.day), turn.verdict) for turn in history.turns] == [
        ("None", "not blocked on what is known"), ("2022-06-28", "blocked"),
    ]  # fmt: skip
    for turn in history.turns[1:]:
        assert library.ownership.exposure("one/a", as_of=turn.day).verdict == turn.verdict


def test_screening_finds_it_by_name_and_keeps_what_it_found_out(library: Library) -> None:
    [hit] = library.screen(Subject(name="Alpha LLC")).owned
    assert (hit.party, hit.status) == ("one/a", "blocked")
    assert {one.regime for one in hit.exposures} >= {"ofac"}
    kept = sorted(place.name for place in (library.root / "ownership").iterdir())
    again = Library.open(library.root, today="2026-11-24")
    assert again.screen(Subject(name="Alpha LLC")).owned[0].party == "one/a"
    assert sorted(place.name for place in (library.root / "ownership").iterdir()) == kept
    library.decide("one/r", "starter-rostec", "refused")
    assert library.screen(Subject(name="Alpha LLC")).owned == ()


def test_while_somebody_else_writes_the_answer_is_the_same_and_nothing_is_kept(
    library: Library,
) -> None:
    with disk.writing(library.root):
        assert library.screen(Subject(name="Alpha LLC")).owned[0].party == "one/a"
    assert not (library.root / "ownership").exists()


def test_the_integrated_share_multiplies(library: Library) -> None:
    shares = {one.owner: one.least for one in library.ownership.look_through("one/c").shares}
    assert shares == pytest.approx({"starter-rostec": 0.374, "one/a": 0.25})


def test_what_a_party_holds_is_drawn_with_the_verdict_on_each(library: Library) -> None:
    drawn = library.ownership.family("starter-rostec")
    assert drawn.verdicts["one/a"] == "blocked" and drawn.verdicts["starter-rostec"] == "listed"
    assert drawn.verdicts["one/c"] == "not blocked on what is known"
