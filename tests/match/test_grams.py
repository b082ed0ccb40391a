"""Which listed names share enough letters to be looked at."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from caveat.match import grams
from caveat.names.script import sound, words

NAMES = ["sergei chemezov", "sergei ivanov", "rosoboronexport", "kalashnikov concern", "x"]


def heard(*names: str) -> list[list[str]]:
    """How the words of names sound."""
    return [[sound(word) for word in words(name)] for name in names]


def built(names: list[str]) -> tuple[csr_matrix, grams.Floats]:
    """The columns of an index of names, and the weights of pieces."""
    counts = grams.pieces(heard(*names))
    weights = grams.rarities(counts)
    return grams.vectors(counts, weights).T.tocsr(), weights


def asked(weights: grams.Floats, *names: str) -> csr_matrix:
    """The vectors of names that are asked about."""
    return grams.vectors(grams.pieces(heard(*names)), weights)


def cosines(columns: csr_matrix, weights: grams.Floats, *names: str) -> grams.Floats:
    """Every name against every row, the slow way."""
    whole: grams.Floats = (asked(weights, *names) @ columns).toarray()
    return whole


def test_a_name_has_each_of_its_pieces_once() -> None:
    counts = grams.pieces([["abab"], ["ab", "ab"], ["a"], [""], []])
    assert counts.shape == (5, grams.PIECES)
    assert counts.sum(axis=1).tolist() == [[4], [2], [1], [0], [0]]  # " ab", aba, bab, "ab "
    assert set(counts.data) == {1.0}


def test_pieces_do_not_reach_into_the_next_word_or_name() -> None:
    apart = grams.pieces([["ab"], ["cd"]])
    together = grams.pieces([["ab", "cd"]])
    assert (apart.sum(axis=0) == together.sum(axis=0)).all()


@pytest.mark.parametrize("names", [[], [[]], [[""]], [["a"]]])
def test_few_letters_make_no_trouble(names: list[list[str]]) -> None:
    assert grams.pieces(names).shape == (len(names), grams.PIECES)


def test_a_rare_piece_weighs_more_than_a_common_one() -> None:
    counts = grams.pieces(heard("aaab aaac", "aaab", "aaab"))
    weights = grams.rarities(counts)
    only = np.setdiff1d(counts[0].indices, counts[1].indices)
    assert weights[only].min() > weights[counts[1].indices].max()


def test_every_name_is_of_length_1() -> None:
    columns, _ = built(NAMES)
    lengths = np.sqrt(columns.multiply(columns).sum(axis=0))
    assert lengths == pytest.approx(np.ones((1, len(NAMES))))


def test_the_nearest_come_first_and_are_no_more_than_asked_for() -> None:
    columns, weights = built(NAMES)
    queries = asked(weights, "sergey tchemezov", "nobody")
    near = grams.nearest(queries, columns, 2, 0.1)
    assert near[0].indices.tolist() == [0, 1]
    assert near[0].data[0] > near[0].data[1] >= 0.1
    assert near[1].nnz == 0
    assert grams.nearest(queries, columns, 1, 0.1)[0].indices.tolist() == [0]


def test_rows_that_may_not_be_used_are_not_found() -> None:
    columns, weights = built(NAMES)
    rest = grams.only(columns, np.array([False, True, True, True, True]))
    near = grams.nearest(asked(weights, "sergei chemezov"), rest, 5, 0.1)
    assert near.indices.tolist() == [1]
    assert rest.shape == columns.shape


@given(
    st.lists(st.text("abcz ", max_size=12), min_size=1, max_size=8),
    st.lists(st.text("abcz ", max_size=12), min_size=1, max_size=4),
)
def test_what_is_found_is_what_the_whole_product_has(listed: list[str], names: list[str]) -> None:
    columns, weights = built(listed)
    slow = cosines(columns, weights, *names)
    assert (slow <= 1 + 1e-5).all()
    fast = grams.nearest(asked(weights, *names), columns, len(listed), 0.3).toarray()
    clear = np.abs(slow - 0.3) > 1e-5
    assert np.where(slow > 0.3, slow, 0)[clear] == pytest.approx(fast[clear], abs=1e-5)


@given(
    st.lists(st.text("abcz ", max_size=12), min_size=1, max_size=8),
    st.lists(st.text("abcz ", max_size=12), min_size=1, max_size=4),
    st.integers(1, 9),
)
def test_however_many_are_nearer_whoever_is_near_is_found(
    listed: list[str], names: list[str], mostly: int
) -> None:
    columns, weights = built(listed)
    queries = asked(weights, *names)
    whole = grams.nearest(queries, columns, len(listed), 0.3)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(grams, "_MOSTLY", mostly)
        patched.setattr(grams, "_TOGETHER", 2)
        found = grams.all_near(queries, columns, 0.3)
    assert (found != whole).nnz == 0 and found.nnz == whole.nnz


@given(st.lists(st.text("abcz ", min_size=1, max_size=12), min_size=1, max_size=8))
def test_every_name_is_nearest_to_itself(listed: list[str]) -> None:
    columns, weights = built(listed)
    slow = cosines(columns, weights, *listed)
    for place, name in enumerate(listed):
        if name.strip():
            assert slow[place, place] == pytest.approx(1.0, abs=1e-5)
