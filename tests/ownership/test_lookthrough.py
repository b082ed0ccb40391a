"""Integrated shares: products along all paths, cycles too."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.ownership.networks import TODAY, network, stake

from caveat.ownership.lookthrough import LookThrough, look_through
from caveat.ownership.network import Network
from caveat.stake import WHOLE, Stake


def through(found: Network, party: str) -> LookThrough:
    number = found.number(party)
    assert number is not None
    return look_through(found, number, TODAY)


def shares(found: Network, party: str) -> dict[str, float]:
    return {one.owner: one.least for one in through(found, party).shares}


def test_shares_are_multiplied_along_a_path_and_added_over_paths() -> None:
    found = network(
        stake("X", "A", 50), stake("A", "P", 50), stake("X", "B", 10), stake("B", "P", 50)
    )
    assert shares(found, "P") == pytest.approx({"A": 0.5, "B": 0.5, "X": 0.3})


def test_cross_holdings_are_solved() -> None:
    """A and B hold half of each other, X and Y the other halves."""
    found = network(
        stake("A", "B", 50), stake("B", "A", 50), stake("X", "A", 50), stake("Y", "B", 50)
    )
    got = shares(found, "A")
    assert got["X"] == pytest.approx(2 / 3) and got["Y"] == pytest.approx(1 / 3)


def test_ultimate_owners_are_those_whom_nobody_owns() -> None:
    found = network(stake("X", "A", 50), stake("A", "P", 50))
    assert {one.owner: one.ultimate for one in through(found, "P").shares} == {
        "A": False, "X": True,
    }  # fmt: skip


def test_a_range_gives_bounds() -> None:
    found = network(stake("X", "A", 40, 60), stake("A", "P", 50, 100), stake("Z", "P", 20))
    [x] = [one for one in through(found, "P").shares if one.owner == "X"]
    assert (x.least, x.most) == pytest.approx((0.2, 0.48))


def test_a_closed_ring_is_a_fault_and_no_crash() -> None:
    found = network(stake("A", "B", 100), stake("B", "A", 100), stake("B", "P", 60))
    answer = through(found, "P")
    assert {one.owner: one.least for one in answer.shares} == pytest.approx({"B": 0.6})
    assert "A, B own each other whole" in answer.faults[0].reason


def test_a_ring_that_somebody_owns_a_share_of_is_solved_whatever_the_faults() -> None:
    found = network(stake("A", "B", 100), stake("B", "A", 100), stake("X", "A", 100))
    answer = through(found, "B")
    assert any("add up to 200 %" in fault.reason for fault in answer.faults)
    assert all(0 <= one.least <= one.most <= 1 for one in answer.shares)


@settings(max_examples=80)
@given(st.lists(st.tuples(st.sampled_from("XYABC"), st.sampled_from("ABC"),
                          st.integers(1, 20)), min_size=1, max_size=8))  # fmt: skip
def test_the_shares_are_the_limit_of_all_walks(rows: list[tuple[str, str, int]]) -> None:
    table: dict[tuple[str, str], Fraction] = {}
    for owner, owned, twentieths in rows:
        held = sum((s for (_, p), s in table.items() if p == owned), Fraction(0))
        if owner != owned and held + Fraction(twentieths, 20) < 1:
            table[owner, owned] = table.get((owner, owned), Fraction(0)) + Fraction(twentieths, 20)
    assume(table)
    found = network(
        *(Stake(o, p, "shares", int(s * WHOLE), int(s * WHOLE)) for (o, p), s in table.items())
    )
    for party in found.ids:
        share = {id: table.get((id, party), Fraction(0)) for id in found.ids}
        total = dict.fromkeys(found.ids, 0.0)
        walks = {id: float(s) for id, s in share.items()}
        for _ in range(400):
            total = {id: total[id] + walks[id] for id in found.ids}
            walks = {
                id: sum(float(table.get((id, via), 0)) * walks[via] for via in found.ids)
                for id in found.ids
            }
        got = {one.owner: one.least for one in through(found, party).shares}
        for id in found.ids:
            if id != party:
                assert got.get(id, 0.0) == pytest.approx(min(1.0, total[id]), abs=1e-6)
