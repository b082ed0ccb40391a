"""Words that are names, which names they write, and how much they tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.names.known import known_names, relation, relations, tell, tells

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize("word", ["chemezov", "sergei", "mohammed", "kim", "meadows"])
def test_names_are_known(word: str) -> None:
    assert known_names([word]).tolist() == [True]


@pytest.mark.parametrize("word", ["chemzov", "invoice", "beneficiary", "xqzzt", "gaddress"])
def test_other_words_are_none(word: str) -> None:
    assert known_names([word]).tolist() == [False]


def test_the_first_letter_counts() -> None:
    assert known_names(["hemezov", "themezov", "chemezov"]).tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("sergei", "sergey", 1),
        ("mohammed", "muhammad", 1),
        ("bashir", "bachir", 1),
        ("meadows", "maddox", -1),
        ("ivanov", "ivanovich", -1),
        ("chemzov", "chemezov", 0),
    ],
)
def test_words_write_one_name_or_two(one: str, other: str, how: int) -> None:
    assert relation(one, other) == relation(other, one) == how


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_many_pairs_are_what_each_is(pairs: list[tuple[str, str]]) -> None:
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    assert relations(left, right).tolist() == [relation(a, b) for a, b in pairs]


@given(st.lists(WORDS, max_size=5))
def test_many_words_tell_what_each_tells(words: list[str]) -> None:
    assert tells(words).tolist() == [tell(word) for word in words]
    assert all(0.1 < value < 1.31 for value in tells(words).tolist())


def test_what_many_have_tells_less() -> None:
    assert tell("mohammed") < tell("chemezov")
    assert tell("holding") < tell("bank") < tell("rosoboronexport")
    assert tell("li") < tell("rotenberg")
