"""Shares, their intervals, and when two of them differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.validation.rates import differ, differ_paired, holm, rate, wilson

FOUND = st.lists(st.booleans(), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("found", "cases", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_the_interval_is_the_published_one(found: int, cases: int, low: float, high: float) -> None:
    assert wilson(found / cases, cases) == pytest.approx((low, high), abs=5e-5)


@given(FOUND)
def test_the_share_lies_in_its_interval(found: list[bool]) -> None:
    one = rate(found)
    assert 0 <= one.low <= one.rate <= one.high <= 1
    assert one.found == sum(found) and one.effective == len(found)


@given(FOUND, st.integers(2, 5))
def test_asking_the_same_party_again_tells_nothing_new(found: list[bool], times: int) -> None:
    once = rate(found, np.arange(len(found)))
    often = rate(found * times, np.tile(np.arange(len(found)), times))
    assert often.rate == pytest.approx(once.rate)
    assert often.effective == pytest.approx(once.effective, abs=1e-6)


def test_families_weigh_the_same_however_many_cases_they_have() -> None:
    found = [True] * 90 + [False] * 10
    groups = np.array([0] * 90 + [1] * 10)
    assert rate(found, np.arange(100), groups).rate == 0.5


def test_differences_are_shown_or_not() -> None:
    good, bad = rate([True] * 95 + [False] * 5), rate([True] * 80 + [False] * 20)
    assert differ(good, bad) < 0.01
    assert differ(good, rate([True] * 93 + [False] * 7)) > 0.3
    assert differ(rate([]), good) == differ(rate([True]), rate([True])) == 1.0


def test_the_same_cases_tell_more_than_others() -> None:
    # 8 of 1000 lost, none gained: far from shown by shares, shown pair by pair
    before, after = rate([True] * 950 + [False] * 50), rate([True] * 942 + [False] * 58)
    assert differ(before, after) > 0.3 and differ_paired(0, 8) < 0.01
    assert differ_paired(2_000, 2_000) == 1.0 and differ_paired(100, 2_000) < 1e-9


@given(st.lists(st.floats(0, 1), max_size=20))
def test_asking_often_makes_nothing_more_certain(chances: list[float]) -> None:
    right = holm(chances)
    assert all(new >= old for new, old in zip(right, chances, strict=True))
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    assert [right[place] for place in order] == sorted(right)
