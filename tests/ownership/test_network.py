"""A network on the disk is the network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
from hypothesis import given
from tests.ownership.networks import DAY, listed, network, stake, stakes

from caveat.ownership.build import build
from caveat.ownership.network import Network
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.verdicts import verdicts
from caveat.stake import Fault, Holder, Stake


def test_a_saved_network_is_opened_as_it_was(tmp_path: Path) -> None:
    holders = [Holder("X", "Иван", "person"), Holder("A", "Alpha LLC", "organization")]
    told = [
        Stake("X", "A", "shares", 10, 20, True, "2018-02", "2019", "psc", "psc.jsonl:3"),
        Stake("A", "A", "shares", 10, 20, origin="psc.jsonl:4"),
    ]
    before = build(holders, told)
    before.save(tmp_path / "network")
    after = Network.open(tmp_path / "network")
    assert after.stake(0) == before.stake(0) == told[0]
    assert list(after.ids) == ["A", "X"] and list(after.names) == ["Alpha LLC", "Иван"]
    assert after.faults == before.faults
    assert after.faults == (
        Fault("psc.jsonl:4", "'A' is said to own a share of itself: it is left out."),
    )
    assert after.number("X") == 1 and after.number("nobody") is None
    for one in (before, after):
        assert one.numbers(["X", "nobody", "A"]) == [0, 1] and one.numbers([]) == []
    assert isinstance(after.owner, np.memmap)
    verdict = verdicts(after, REGIMES["ofac"], DAY, listed(after, "X"))
    assert np.array_equal(
        verdict.codes(), verdicts(before, REGIMES["ofac"], DAY, listed(before, "X")).codes()
    )


def test_an_empty_network_is_one(tmp_path: Path) -> None:
    network().save(tmp_path)
    opened = Network.open(tmp_path)
    assert (opened.stakes, len(opened.ids)) == (0, 0)
    assert len(verdicts(opened, REGIMES["ofac"], DAY, listed(opened, "")).codes()) == 0


@given(stakes())
def test_every_stake_is_kept_or_said(held: list[Stake]) -> None:
    found = network(*held)
    kept = {repr(found.stake(number)) for number in range(found.stakes)}
    assert len(kept) + len(found.faults) >= len(held)
    assert kept <= {repr(one) for one in held}


def test_the_walks_up_and_down() -> None:
    found = network(stake("X", "A", 60), stake("A", "B", 60), stake("B", "A", 10), stake("Z", "C"))

    def ids(numbers: np.ndarray) -> str:
        return "".join(found.ids[n] for n in numbers)

    assert ids(found.upward(found.number("B") or 0)) == "ABX"
    assert ids(found.downward(np.array([found.number("X")]))) == "ABX"


def test_days_are_spans() -> None:
    found = network(stake("X", "A", 60, start="2018-02", end="2018"))
    assert date.fromordinal(int(found.start_last[0])) == date(2018, 2, 28)
    assert date.fromordinal(int(found.end_first[0])) == date(2018, 1, 1)
