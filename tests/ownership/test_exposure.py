"""The verdict on one party, and each of its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.ownership.networks import DAY, TODAY, listed, network, stake

from caveat.ownership.build import build
from caveat.ownership.explain import chain, sentences
from caveat.ownership.exposure import exposure
from caveat.ownership.network import Network
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.known import regime
from caveat.stake import WHOLE, Holder, Stake


def of(
    id: str,
    found: Network,
    name: str = "ofac",
    starting: str = "XY",
    maybe: str = "",
    on: date = TODAY,
    joint: Sequence[str] = (),
) -> Exposure:
    party = found.number(id)
    assert party is not None
    return exposure(found, party, regime(name), on, listed(found, starting, maybe, joint))


def shares(links: Sequence[object]) -> list[tuple[str, str]]:
    return [(link.owner, link.share) for link in links]  # type: ignore[attr-defined]


def test_a_verdict_says_who_counts_and_how_much_and_how_far_from_the_threshold() -> None:
    found = network(stake("X", "A", "30"), stake("Y", "A", "16.8"), stake("Z", "A", 50))
    answer = of("A", found)
    assert answer.verdict == "not blocked on what is known"
    assert (answer.certain_share, answer.possible_share) == (468_000_000, 468_000_000)
    assert shares(answer.owners) == [("X", "30 %"), ("Y", "16.8 %")]
    assert answer.short == 32_000_000
    assert "3.2 points short" in " ".join(sentences(answer))


def test_the_shortest_chain_comes_first_and_then_the_largest() -> None:
    found = network(
        stake("X", "A", 50), stake("X", "B", 100), stake("A", "P", 20), stake("B", "P", 25),
        stake("Y", "P", 5), stake("B", "A", 50),
    )  # fmt: skip
    answer = of("P", found)
    ways = ["".join(link.owner for link in one.links) for one in answer.chains]
    assert ways == ["Y", "XB", "XA", "XBA"]
    assert all(one.certain for one in answer.chains)
    assert chain(answer, answer.chains[1]) == "X (listed) owns 100 % of B, which owns 25 % of P."


def test_a_chain_ends_at_the_first_listed_party_and_visits_nobody_twice() -> None:
    found = network(
        stake("X", "Y", 100), stake("Y", "A", 60), stake("A", "B", 60), stake("B", "A", 40)
    )
    assert ["".join(link.owner for link in c.links) for c in of("B", found).chains] == ["YA"]
    assert ["".join(link.owner for link in c.links) for c in of("A", found).chains] == ["Y"]


def test_an_unknown_share_may_block_and_asks_for_itself() -> None:
    found = network(stake("X", "A"), stake("Y", "A", 5, 10))
    answer = of("A", found)
    assert answer.verdict == "may be blocked"
    assert (answer.certain_share, answer.possible_share) == (50_000_000, WHOLE)
    assert [(fact.owner, fact.owned) for fact in answer.missing] == [("X", "A")]
    assert "find out how much of A belongs to X (known: an unknown share)" in " ".join(
        sentences(answer)
    )


def test_what_others_hold_for_certain_cannot_be_held_by_the_listed() -> None:
    found = network(stake("X", "A"), stake("Z", "A", 60))
    answer = of("A", found)
    assert answer.verdict == "not blocked on what is known"
    assert answer.possible_share == 400_000_000


def test_two_facts_are_missing_where_one_is_not_enough() -> None:
    found = network(stake("X", "A", 10, 30), stake("Y", "A", 10, 30))
    answer = of("A", found)
    assert [fact.owner for fact in answer.missing] == ["X", "Y"]


def test_whether_somebody_was_listed_may_be_what_is_missing() -> None:
    answer = of("A", network(stake("Z", "A", 60)), starting="", maybe="Z")
    assert answer.verdict == "may be blocked"
    assert [(fact.owner, fact.kind) for fact in answer.missing] == [("Z", "listing")]
    assert "whether Z was listed on" in " ".join(sentences(answer))


def test_a_month_without_a_day_leaves_the_verdict_open_within_it() -> None:
    found = network(stake("X", "A", 60, start="2018-02"))
    assert of("A", found, on=date(2018, 1, 31)).verdict == "not blocked on what is known"
    assert of("A", found, on=date(2018, 2, 15)).verdict == "may be blocked"
    assert of("A", found, on=date(2018, 2, 28)).verdict == "blocked"


def test_a_stake_is_no_more_held_on_the_day_on_which_it_was_given_up() -> None:
    found = network(stake("X", "A", 60, end="2018-02-15"))
    assert of("A", found, on=date(2018, 2, 14)).verdict == "blocked"
    after = of("A", found, on=DAY)
    assert after.verdict == "not blocked on what is known"
    assert any("gave up a stake of 60 % by 2018-02-15" in said for said in after.cautions)
    assert any("FAQ 402" in said for said in after.cautions)


def test_the_smallest_divestment_and_the_smallest_acquisition() -> None:
    found = network(stake("X", "A", 51), stake("Z", "A", 49), stake("X", "B", "46.8"))
    [freed] = of("A", found).remedies
    assert (freed.brings, freed.points, freed.smallest) == ("free", 10_000_001, True)
    [way_in] = of("B", found).remedies
    assert (way_in.brings, way_in.points) == ("blocked", 32_000_000)
    assert "X gives up more than 1 point of the shares of A." in " ".join(sentences(of("A", found)))


def test_the_smallest_divestment_may_be_further_up() -> None:
    """Selling a sliver of the holding frees the subsidiary that the holding owns whole."""
    found = network(stake("X", "H", 50), stake("H", "A", 100))
    [freed] = of("A", found).remedies
    assert [(step.owners, step.owned, step.points) for step in freed.steps] == [(("X",), "H", 1)]


def test_the_smallest_acquisition_may_be_further_up() -> None:
    found = network(stake("X", "H", 45), stake("H", "A", 100))
    [way_in] = of("A", found).remedies
    assert [(step.owned, step.points) for step in way_in.steps] == [("H", 50_000_000)]


def test_who_is_listed_itself_is_freed_by_no_sale() -> None:
    answer = of("X", network(stake("Y", "X", 100)))
    assert (answer.verdict, answer.remedies) == ("listed", ())


def test_control_without_ownership_is_a_caution_under_the_ofac_rule() -> None:
    found = network(stake("X", "A", kind="control"), stake("X", "B", 60, kind="voting rights"))
    answer = of("A", found)
    assert answer.verdict == "not blocked on what is known"
    assert any("X, which is or may be blocked, controls it" in said for said in answer.cautions)
    assert any("has 60 % of its votes" in said for said in of("B", found).cautions)
    assert of("A", found, "eu").verdict == "blocked"


def test_a_right_to_control_must_be_given_up() -> None:
    found = network(stake("X", "A", kind="board"), stake("X", "A", 60))
    [freed] = of("A", found, "uk").remedies
    assert (freed.rights, freed.points) == (1, 100_000_000)


def test_in_the_kingdom_one_sale_may_serve_against_two_persons() -> None:
    """Y is listed itself and belongs to X: A is brought in by both, through the same shares."""
    found = network(stake("X", "Y", 100), stake("Y", "A", 80))
    [freed] = of("A", found, "uk").remedies
    assert freed.points == 300_000_000


def test_a_nominee_may_hold_nothing_of_its_own() -> None:
    found = network(stake("X", "A", 100, kind="nominee"))
    answer = of("A", found)
    assert (answer.verdict, answer.certain_share) == ("may be blocked", 0)


def test_a_stake_held_through_others_counts_by_itself_and_is_not_added_for_certain() -> None:
    alone = network(stake("X", "A", 75, direct=False))
    assert of("A", alone).verdict == "blocked"
    twice = network(stake("X", "H", 100), stake("H", "A", 30), stake("X", "A", 30, direct=False))
    answer = of("A", twice)
    assert (answer.verdict, answer.certain_share) == ("may be blocked", 300_000_000)
    known = network(
        stake("X", "H", 100), stake("H", "A", 30), stake("X", "A", 30, direct=False),
        stake("Z", "A", 70),
    )  # fmt: skip
    assert of("A", known).verdict == "not blocked on what is known"
    assert any("held through others" in said for said in of("A", known).cautions)


def test_sources_that_agree_narrow_a_share_and_those_that_do_not_widen_it() -> None:
    agree = network(stake("X", "A", 25, 75, source="psc"), stake("X", "A", 60, source="own"))
    assert of("A", agree).certain_share == 600_000_000
    differ = network(stake("X", "A", 40, source="psc"), stake("X", "A", 60, source="own"))
    answer = of("A", differ)
    assert (answer.certain_share, answer.possible_share) == (400_000_000, 600_000_000)
    assert answer.verdict == "may be blocked"


def test_two_rows_of_one_source_are_added_up_and_the_same_row_twice_is_not() -> None:
    found = network(stake("X", "A", 30), stake("X", "A", 20))
    assert of("A", found).verdict == "blocked"
    again = network(stake("X", "A", 30), stake("X", "A", 30))
    assert of("A", again).certain_share == 300_000_000
    assert "counted once" in again.faults[0].reason


def test_bad_stakes_are_said_and_the_computation_goes_on() -> None:
    found = build(
        [Holder("X"), Holder("A")],
        [
            Stake("X", "A", least=-5, most=600_000_000, origin="s.csv:2"),
            Stake("X", "A", least=1_400_000_000, most=1_400_000_000, origin="s.csv:3"),
            Stake("A", "A", least=WHOLE, most=WHOLE, origin="s.csv:4"),
            Stake("nobody", "A", least=0, most=0, origin="s.csv:5"),
            Stake("X", "A", least=600_000_000, most=400_000_000, origin="s.csv:6"),
            Stake("X", "A", start="31/02/2018", origin="s.csv:7"),
            Stake("X", "A", start="2020", end="2019", origin="s.csv:8"),
            Stake("", "A", origin="s.csv:9"),
        ],
    )
    said = {fault.where: fault.reason for fault in found.faults}
    assert "negative" in said["s.csv:2"]
    assert "140 % is more than the whole" in said["s.csv:3"]
    assert "a share of itself" in said["s.csv:4"]
    assert "described nowhere" in said["s.csv:5"]
    assert "ends are swapped" in said["s.csv:6"]
    assert "is no date" in said["s.csv:7"]
    assert "before it begins" in said["s.csv:8"]
    assert "does not say who owns" in said["s.csv:9"]
    assert of("A", found).verdict == "blocked"


def test_shares_of_140_percent_are_a_fault_with_their_places() -> None:
    found = network(stake("X", "A", 60, source="own"), stake("Z", "A", 80, source="own"))
    answer = of("A", found)
    assert answer.verdict == "blocked"  # by the letter; the fault says that one must be wrong
    assert "The shares of A add up to 140 %" in answer.faults[0].reason


def test_stakes_of_the_future_and_the_past_are_said() -> None:
    found = network(stake("X", "A", 60, start="2030-01-01"), stake("Y", "A", 60, end="2001"))
    reasons = [fault.reason for fault in of("A", found).faults]
    assert any("begins on 2030-01-01, after" in reason for reason in reasons)
    assert any("ended on 2001, by" in reason for reason in reasons)


def test_a_ring_of_whole_shares_ends() -> None:
    found = network(stake("A", "B", 100), stake("B", "A", 100), stake("X", "A", 100))
    answer = of("B", found)
    assert answer.verdict == "blocked"
    assert any("add up to 200 %" in fault.reason for fault in answer.faults)


def test_depth_shortens_the_chains_and_not_the_verdict() -> None:
    found = network(stake("X", "A", 60), stake("A", "B", 60), stake("B", "C", 60))
    answer = exposure(found, 2, regime("ofac"), TODAY, listed(found, "X"), depth=1)
    assert (answer.party, answer.verdict, answer.chains) == ("C", "blocked", ())


def test_an_office_may_be_control_and_a_relative_holds_nothing() -> None:
    found = network(stake("X", "A", 0, kind="control"), stake("X", "B", 0, kind="unknown"))
    assert of("A", found, "eu").verdict == "may be blocked"
    assert of("B", found, "eu").verdict == "not blocked on what is known"


def test_a_person_is_owned_by_nobody() -> None:
    found = build(
        [Holder("X"), Holder("P", type="person")],
        [stake("X", "P", 60), Stake("X", "P", "unknown", origin="list:1")],
    )
    assert of("P", found).verdict == "not blocked on what is known"
    assert [fault.reason for fault in found.faults] == [
        "'P' is a person, of whom nobody owns a share: it is left out."
    ]
