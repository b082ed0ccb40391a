"""A network of columns is the network of the same stakes as objects."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from tests.ownership.networks import DAY, listed, stake, stakes

from caveat.ownership.build import build
from caveat.ownership.columns import of_columns
from caveat.ownership.network import Network
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.verdicts import verdicts
from caveat.stake import Holder, Stake

_TYPES = {"least": pa.int64(), "most": pa.int64(), "direct": pa.bool_()}
STAKES = pa.schema([(one.name, _TYPES.get(one.name, pa.string())) for one in fields(Stake)])
HOLDERS = pa.schema([(name, pa.string()) for name in ("id", "name", "type")])


def columns(holders: list[Holder], held: list[Stake]) -> Network:
    described = [{"id": h.id, "name": h.name, "type": h.type} for h in holders]
    return of_columns(
        pa.Table.from_pylist(described, HOLDERS),
        pa.Table.from_pylist([asdict(one) for one in held], STAKES),
    )


def told(network: Network) -> set[Stake]:
    return {network.stake(number) for number in range(network.stakes)}


@given(stakes())
def test_the_same_stakes_give_the_same_network_and_verdicts(held: list[Stake]) -> None:
    holders = [Holder("a", "Anna", "person"), Holder("b", "", "organization")]
    one, other = build(holders, [*held, *held]), columns(holders, [*held, *held])
    assert told(one) == told(other) and one.stakes == other.stakes
    for regime in REGIMES.values():
        mine, theirs = (
            dict(zip(net.ids, verdicts(net, regime, DAY, listed(net, "bc")).codes(), strict=True))
            for net in (one, other)
        )
        assert mine == {id: theirs[id] for id in mine}  # a party of no sound stake may be left over
    names = dict(zip(other.ids, zip(other.names, other.types, strict=True), strict=True))
    for id, name, type in zip(one.ids, one.names, one.types, strict=True):
        assert names[id] == (name, type)


def test_what_is_wrong_is_said_once_for_all_its_rows(tmp_path: Path) -> None:
    found = columns(
        [],
        [Stake("a", "a", origin="s:1"), Stake("b", "b", origin="s:2"), stake("x", "y", 60),
         Stake("x", "z", least=-5, most=2 * 10**9, origin="s:4"), stake("x", "y", 60)],
    )  # fmt: skip
    reasons = {fault.where: fault.reason for fault in found.faults}
    assert reasons["s:1"] == "a in a owns a share of itself: it is left out; and so in 1 more rows."
    assert "cannot be" in reasons["s:4"] and "1 stakes are told more than once" in reasons[""]
    found.save(tmp_path)
    assert told(Network.open(tmp_path)) == told(found)


def test_no_stakes_at_all() -> None:
    assert columns([], []).stakes == 0
