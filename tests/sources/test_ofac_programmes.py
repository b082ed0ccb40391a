"""What OFAC's programme tags tell: the order behind each, and when it was signed."""

from __future__ import annotations

import pytest

from caveat.sources.ofac_programmes import not_before, programme


@pytest.mark.parametrize(
    ("tag", "order", "day"),
    [
        ("UKRAINE-EO13661", "Executive Order 13661", "2014-03-16"),
        ("UKRAINE-EO13662", "Executive Order 13662", "2014-03-20"),
        ("RUSSIA-EO14024", "Executive Order 14024", "2021-04-15"),
        ("SDGT", "Executive Order 13224", "2001-09-23"),
    ],
)
def test_a_tag_names_its_order_and_the_day_it_was_signed(tag: str, order: str, day: str) -> None:
    known = programme(tag)
    assert known is not None
    assert known.legal_basis == order
    assert not_before(tag) == day


def test_a_tag_that_is_not_known_says_nothing() -> None:
    assert programme("NEW-TAG") is None
    assert not_before("NEW-TAG") is None
