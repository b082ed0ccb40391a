"""A picture that is opened step by step."""

from __future__ import annotations

from datetime import date

import pytest

from caveat.ownership.build import build
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.regimes.known import regime
from caveat.ownership.unfold import MOST, unfold
from caveat.ownership.verdicts import Verdicts, verdicts
from caveat.stake import WHOLE, Holder, Stake

DAY = date(2026, 11, 24)


def stake(owner: str, owned: str, percent: int = 60, **said: str) -> Stake:
    share = WHOLE // 100 * percent
    return Stake(owner, owned, least=share, most=share, **said)  # type: ignore[arg-type]


def found(*stakes: Stake, listed: str = "x") -> tuple[Verdicts, Network]:
    ids = dict.fromkeys(id for one in stakes for id in (one.owner, one.owned))
    network = build([Holder(id, id.upper()) for id in ids], stakes)
    number = network.number(listed)
    certain = frozenset() if number is None else frozenset({number})
    return verdicts(network, regime("ofac"), DAY, Listed(certain, frozenset(), (), {})), network


def test_at_first_the_party_stands_alone_with_what_could_be_opened() -> None:
    all, network = found(stake("x", "a"), stake("a", "b"), stake("a", "c"))
    number = network.number("a")
    assert number is not None
    one = unfold(all, number)
    assert set(one.graph.names) == {"a"}
    assert (one.above, one.below) == ({"a": 1}, {"a": 2})


def test_opened_upward_and_downward_with_the_verdict_on_each() -> None:
    all, network = found(stake("x", "a"), stake("a", "b"), stake("b", "c"))
    one = unfold(all, network.number("a") or 0, above=["a"], below=["a"])
    assert one.graph.verdicts == {"x": "listed", "a": "blocked", "b": "blocked"}
    assert one.below == {"b": 1}
    assert {(link.owner, link.owned) for link in one.graph.links} == {("x", "a"), ("a", "b")}


def test_what_is_not_shown_cannot_be_opened() -> None:
    all, network = found(stake("x", "a"), stake("a", "b"), stake("b", "c"))
    one = unfold(all, network.number("x") or 0, below=["b", "nobody"])
    assert set(one.graph.names) == {"x"}
    assert one.opened_below == frozenset()


def test_links_between_shown_parties_are_drawn_whoever_was_opened() -> None:
    all, network = found(stake("x", "a", 30), stake("x", "b"), stake("b", "a", 30))
    one = unfold(all, network.number("a") or 0, above=["a"])
    assert ("x", "b") in {(link.owner, link.owned) for link in one.graph.links}


def test_of_many_the_gravest_and_the_largest_are_shown() -> None:
    many = [stake("a", f"o{n:02}", 51 + n % 40) for n in range(40)]
    all, network = found(*many, stake("x", "o39"))
    one = unfold(all, network.number("a") or 0, below=["a"])
    assert len(one.graph.names) == MOST + 1
    assert one.below == {"a": 40 - MOST}
    assert "o39" in one.graph.names
    assert "o01" not in one.graph.names


def test_a_ring_ends() -> None:
    all, network = found(stake("a", "b"), stake("b", "a"), stake("a", "a", 10))
    one = unfold(all, network.number("a") or 0, above=["a", "b"], below=["a", "b"])
    assert set(one.graph.names) == {"a", "b"}


@pytest.mark.parametrize("end", ["2020-01-01", "2026-11-24"])
def test_what_was_given_up_is_not_shown(end: str) -> None:
    all, network = found(stake("x", "a", end=end), stake("a", "b"))
    one = unfold(all, network.number("a") or 0, above=["a"])
    assert set(one.graph.names) == {"a"}
