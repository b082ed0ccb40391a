"""The tests of ownership against worked examples, run through the engine that answers users."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from typing import Any, cast

from caveat.ownership.build import build
from caveat.ownership.listed import Listed
from caveat.ownership.regimes.known import regime
from caveat.ownership.verdicts import verdicts
from caveat.stake import WHOLE, Interest, Stake


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked example, and what the engine made of it.

    Attributes:
        name: the example.
        regime: name of the test.
        title: its title.
        source: the authority's text.
        official: whether the authority published this very example; else it follows from the text.
        what: the stakes, in words.
        day: the day of which it is true, in ISO.
        expected: who must be blocked.
        found: whom the engine blocks, or may.
        passed: whether they are the same, and none is uncertain.
    """

    name: str
    regime: str
    title: str
    source: str
    official: bool
    what: str
    day: str
    expected: tuple[str, ...]
    found: tuple[str, ...]
    passed: bool


def worked(today: date) -> tuple[Worked, ...]:
    """Every worked example, run.

    >>> all(one.passed for one in worked(date(2026, 11, 24)))
    True

    Args:
        today: the day of those that say none.
    """
    whole = tomllib.loads((files("caveat.validation") / "examples.toml").read_text("utf-8"))
    return tuple(run(example, today) for example in whole["example"])


def run(example: Mapping[str, Any], today: date) -> Worked:
    """One example, run.

    Args:
        example: as ``examples.toml`` has it.
        today: the day, if the example says none.
    """
    network = build((), [_stake(*said) for said in example["stakes"]])
    on = date.fromisoformat(example["day"]) if "day" in example else today

    def numbers(ids: list[str]) -> frozenset[int]:
        return frozenset(number for id in ids if (number := network.number(id)) is not None)

    joint = [numbers(ids) for ids in example.get("joint", ())]
    listed = Listed(numbers(example.get("listed", ["X", "Y"])), joint=joint)
    test = regime(example["regime"])
    verdict = verdicts(network, test, on, listed)
    found = sorted(network.ids[number] for number in verdict.blocked())
    unsure = sorted(network.ids[number] for number in verdict.may_be_blocked())
    expected = sorted(example["blocked"])
    return Worked(
        example["name"],
        test.name,
        test.title,
        example["source"],
        bool(example.get("official")),
        example["what"],
        on.isoformat(),
        tuple(expected),
        (*found, *(f"{id} (possible)" for id in unsure)),
        found == expected and not unsure,
    )


def _stake(owner: str, owned: str, said: str) -> Stake:
    try:
        share = int(Decimal(said) / 100 * WHOLE)
    except InvalidOperation:
        return Stake(owner, owned, cast(Interest, said))
    return Stake(owner, owned, "shares", share, share)
