"""Short forms of given names, other spellings of the same sign, other languages' words."""

from __future__ import annotations

import pytest

from caveat.names.senses import senses


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("bill", "william"),
        ("alex", "alexander"),
        ("zheng", "tsing"),  # 鄭, in Mandarin and in Min
        ("stroitelnaya", "construction"),
        ("kadaffi", "qadhdhafi"),
    ],
)
def test_a_short_form_shares_a_mark_with_the_name(short: str, full: str) -> None:
    assert senses(short) & senses(full)


@pytest.mark.parametrize(("one", "other"), [("bill", "alexander"), ("william", "alex")])
def test_other_names_share_none(one: str, other: str) -> None:
    assert not senses(one) & senses(other)


@pytest.mark.parametrize("word", ["", "x", "chemezov", "1234"])
def test_most_words_have_none(word: str) -> None:
    assert senses(word) == frozenset()
