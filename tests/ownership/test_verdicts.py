"""The tests over a whole network: against a slow reference, and as laws."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ownership import reference
from tests.ownership.networks import DAY, PARTIES, listed, network, stake, stakes

from caveat.ownership.above import above
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.regimes.rule import Regime
from caveat.ownership.verdicts import VERDICTS, Reach, after, verdicts
from caveat.stake import WHOLE, Stake

REGIME = st.sampled_from([REGIMES[name] for name in ("ofac", "eu", "uk", "ch")])
SOME = st.sets(st.sampled_from(PARTIES), max_size=3)
DATES = st.sampled_from([DAY, DAY.replace(year=2014), DAY.replace(year=2025)])


def names(found: Network, reach: Reach) -> set[str]:
    return {found.ids[number] for number in reach.members}


def groups(all_: Listed, found: Network, parties: frozenset[int]) -> list[set[str]]:
    together: dict[int, set[str]] = {}
    for party, group in all_.groups(by_person=True).items():
        if party in parties:
            together.setdefault(group, set()).add(found.ids[party])
    return list(together.values()) or [set()]


@settings(max_examples=600)
@given(stakes(), REGIME, SOME, SOME, st.lists(SOME, max_size=1), DATES)
def test_the_verdicts_are_those_of_the_slow_reference(
    held: list[Stake], regime: Regime, sure: set[str], maybe: set[str], joint: list[set[str]],
    day: date,
) -> None:  # fmt: skip
    found = network(*held)
    starting = listed(found, sorted(sure), sorted(maybe), [sorted(ids) for ids in joint])
    rule = regime.rule(day)
    verdict = verdicts(found, regime, day, starting)
    for reach, parties, certain in (
        (verdict.certain, starting.certain, True),
        (verdict.possible, starting.either, False),
    ):
        wanted = reference.blocked(
            [found.stake(number) for number in range(found.stakes)],
            rule,
            day,
            groups(starting, found, parties),
            certain,
        )
        assert names(found, reach) == wanted
        for party, id in enumerate(found.ids):  # and of the walk up from each party
            up = above(found, party, rule, day, starting)
            assert any(party in inside for inside in up.members(certain).values()) == (id in wanted)


@given(stakes(), REGIME, SOME, st.data())
def test_whatever_the_truth_is_it_lies_between_certain_and_possible(
    held: list[Stake], regime: Regime, sure: set[str], data: st.DataObject
) -> None:
    """One world after another: each share somewhere in its range, each doubtful day decided."""
    found = network(*held)
    starting = listed(found, sorted(sure))
    verdict = verdicts(found, regime, DAY, starting)
    rule = regime.rule(DAY)
    world: list[Stake] = []
    left: dict[tuple[str, str], int] = {}
    for row in reference.held([found.stake(n) for n in range(found.stakes)], DAY):
        if row.direct and (row.sure or data.draw(st.booleans())):
            room = left.setdefault((row.owned, row.kind), WHOLE)
            low, high = int(row.least * WHOLE), min(int(row.most * WHOLE), room)
            if low > high:
                return  # the stakes contradict each other: there is no such world
            share = data.draw(st.integers(low, high))
            left[row.owned, row.kind] -= share
            world.append(Stake(row.owner, row.owned, row.kind, share, share))
    decided = (*rule.control, *(kind for m in rule.measures for kind in m.counts))
    world = [one for one in world if one.kind in decided]
    indirect = [one for one in held if not one.direct]
    truth = reference.blocked(
        world, rule, DAY, groups(starting, found, starting.certain), certain=True
    )
    assert truth <= names(found, verdict.possible) | sure
    if not indirect:
        assert names(found, verdict.certain) <= truth | sure


@given(stakes(), REGIME, SOME, SOME)
def test_another_listed_party_frees_nobody(
    held: list[Stake], regime: Regime, sure: set[str], more: set[str]
) -> None:
    found = network(*held)
    before, after_ = (
        verdicts(found, regime, DAY, listed(found, sorted(ids))) for ids in (sure, sure | more)
    )
    assert names(found, before.certain) <= names(found, after_.certain)
    assert names(found, before.possible) <= names(found, after_.possible)


@given(stakes(), stakes(), REGIME, SOME, SOME)
def test_after_a_change_the_verdicts_are_those_of_the_whole_new_network(
    held: list[Stake], others: list[Stake], regime: Regime, sure: set[str], maybe: set[str]
) -> None:
    everybody = [stake(PARTIES[0], id, 0) for id in PARTIES[1:]]  # the same parties in both
    old, new = network(*everybody, *held), network(*everybody, *held, *others[:2])
    starting = listed(old, sorted(sure), sorted(maybe))
    changed = np.array([new.number(one.owned) for one in others[:2]])
    again = after(verdicts(old, regime, DAY, starting), new, changed)
    whole = verdicts(new, regime, DAY, starting)
    assert np.array_equal(again.codes(), whole.codes())
    assert np.array_equal(again.possible.pairs, whole.possible.pairs)


def test_the_verdicts_in_words() -> None:
    found = network(
        stake("X", "A", 50), stake("Y", "B", 40, 60), stake("Y", "C", 10), stake("Z", "D", 100)
    )
    verdict = verdicts(found, REGIMES["ofac"], DAY, listed(found, "XY", "Z"))
    assert {id: VERDICTS[code] for id, code in zip(found.ids, verdict.codes(), strict=True)} == {
        "X": "listed", "Y": "listed", "Z": "may be blocked",
        "A": "blocked", "B": "may be blocked", "C": "not blocked on what is known",
        "D": "may be blocked",
    }  # fmt: skip
    assert [found.ids[n] for n in verdict.blocked()] == ["A"]
    assert [found.ids[n] for n in verdict.may_be_blocked()] == ["B", "D", "Z"]
