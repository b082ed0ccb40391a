"""Marks of texts: sums in which a letter can be left out, and two texts written as one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from caveat.names.marks import around, halves, joined, marks, pairs

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30)


@given(WORDS, WORDS)
def test_texts_written_as_one_have_the_mark_of_the_whole(one: str, other: str) -> None:
    whole, lengths = marks([one, other, one + other])
    assert joined(whole[:1], lengths[:1], whole[1:2])[0] == whole[2]


@given(WORDS, WORDS)
def test_other_texts_have_other_marks(one: str, other: str) -> None:
    whole, _ = marks([one, other])
    assert (whole[0] == whole[1]) == (one == other)
    short = halves(whole)
    assert (short[0] == short[1]) == (one == other)


@given(WORDS.filter(lambda word: len(word) > 3), st.data())
def test_a_letter_left_out_gives_the_mark_of_the_rest(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    found, owner = around([word], 4)
    assert marks([word[:at] + word[at + 1 :]])[0][0] in found
    assert set(owner.tolist()) == {0}


def test_short_texts_are_looked_up_as_they_are() -> None:
    _, owner = around(["kim", "chemezov"], 4)
    assert owner.tolist().count(0) == 1
    assert owner.tolist().count(1) == 1 + len("chemezov")


def test_pairs_are_all_agreements() -> None:
    table = np.array([1, 3, 3, 9], np.uint64)
    left, right = pairs(np.array([3, 4, 9], np.uint64), table)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 1), (0, 2), (2, 3)]
