"""Shares: what people write for them, and how near to a threshold each may come."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.errors import BadShare
from caveat.sources.stakes.share import UNKNOWN, between, exactly, read_share
from caveat.stake import WHOLE

HALF = WHOLE // 2


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("50", "50"),
        ("50.0", "50"),
        ("50 %", "50"),
        ("50,5", "50.5"),
        ("49.995", "49.995"),
        ("100 percent", "100"),
        ("25.01 per cent", "25.01"),
        ("0", "0"),
        ("1/2", "50"),
        ("16.67", "16.67"),
    ],
)
def test_an_exact_share(text: str, percent: str) -> None:
    billionths = int(Fraction(percent) * WHOLE / 100)
    assert read_share(text) == (billionths, billionths)


def test_a_hair_below_half_is_not_half() -> None:
    assert read_share("49.995").most < HALF
    assert read_share("49.9999999").most < HALF


def test_a_third_is_rounded_outward_so_that_three_thirds_may_be_the_whole() -> None:
    third = read_share("1/3")
    assert 3 * third.least < WHOLE <= 3 * third.most
    assert third.most - third.least == 1


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (">50%", HALF + 1, WHOLE),
        ("more than 50", HALF + 1, WHOLE),
        ("at least 50 %", HALF, WHOLE),
        ("≥ 50", HALF, WHOLE),
        ("<25", 0, WHOLE // 4 - 1),
        ("up to 25 %", 0, WHOLE // 4),
        ("25-50", WHOLE // 4, HALF),
        ("25 % – 50 %", WHOLE // 4, HALF),
        ("between 25 and 50", WHOLE // 4, HALF),
        ("more than 25 but not more than 50", WHOLE // 4 + 1, HALF),
        ("at least 50 but less than 75", HALF, 3 * WHOLE // 4 - 1),
    ],
)
def test_a_range(text: str, least: int, most: int) -> None:
    assert read_share(text) == (least, most)


def test_one_share_more_than_a_half_is_more_than_half_and_hardly_more() -> None:
    least, most = read_share("50 % + 1 share")
    assert HALF < least < most < HALF + WHOLE // 1000


def test_one_share_less_than_a_half_is_no_half() -> None:
    assert read_share("50% minus one share").most < HALF


@pytest.mark.parametrize("text", ["", " ", "unknown", "n/a", "?"])
def test_nothing_said_is_unknown(text: str) -> None:
    assert read_share(text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-5", "negative"),
        ("140", "more than 100"),
        ("1.000,5", "no share"),
        ("most of it", "no share"),
        ("about 50", "no share"),
        ("60-40", "ends below"),
        ("1/0", "no share"),
        ("4/3", "more than 100"),
    ],
)
def test_what_is_no_share_is_said(text: str, why: str) -> None:
    with pytest.raises(BadShare, match=why):
        read_share(text)


@given(st.fractions(0, 100))
def test_rounding_never_loses_the_true_share(percent: Fraction) -> None:
    least, most = exactly(percent)
    assert least <= percent * WHOLE / 100 <= most
    assert most - least <= 1


def test_a_bound_that_is_left_out_is_not_met() -> None:
    assert between(Fraction(25), Fraction(50), above=True, below=True) == (
        WHOLE // 4 + 1,
        HALF - 1,
    )
