"""Two words: the same word written otherwise, or another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.match.alike import HOWS, alike, alike_many, edits
from caveat.names.bare import bare_sound
from caveat.names.script import sound


def told(one: str, other: str) -> tuple[float, str]:
    similarity, how = alike(one, other, sound(one), sound(other))
    return round(similarity, 2), how


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("chemezov", "chemezov", (1.0, "exact")),
        ("chemezov", "tschemesow", (0.95, "transliteration")),
        ("rostec", "rostekh", (0.95, "transliteration")),
        ("bashir", "bachir", (0.95, "transliteration")),
        ("s", "sergei", (0.8, "initial")),
        ("rosoboronexport", "rosoboronexpotr", (0.93, "typo")),
        ("fdi", "fadi", (0.72, "typo")),
    ],
)
def test_the_same_word_written_otherwise(one: str, other: str, said: tuple[float, str]) -> None:
    assert told(one, other) == said


@pytest.mark.parametrize(
    ("one", "other"),
    [("ying", "ling"), ("1234", "1235"), ("s", "ivan"), ("ab", "abc"), ("moscow", "minsk")],
)
def test_other_words(one: str, other: str) -> None:
    assert told(one, other)[0] == 0.0


def test_two_names_that_are_nearly_alike_are_said_to_be_two() -> None:
    assert told("meadows", "maddox")[1] == "near name"


def test_a_word_without_vowels_is_any_word_with_its_consonants() -> None:
    assert alike("bwtyn", "putin", bare_sound("بوتين"), sound("putin"))[0] > 0.8


def test_longer_words_may_differ_more() -> None:
    assert [edits(length) for length in range(1, 12)] == sorted(edits(n) for n in range(1, 12))


WORDS = st.one_of(
    st.text("aeikmnrstvz", min_size=1, max_size=9),
    st.sampled_from("sergei sergey meadows maddox li ling ying kim 22 bashir bachir musa".split()),
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_many_pairs_are_what_each_is(pairs: list[tuple[str, str]]) -> None:
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    similarity, how = alike_many(
        left, right, [sound(word) for word in left], [sound(word) for word in right]
    )
    for place, (one, other) in enumerate(pairs):
        value, way = alike(one, other, sound(one), sound(other))
        assert similarity[place] == pytest.approx(value, abs=1e-5)
        assert not value or HOWS[how[place]] == way


@given(WORDS, WORDS)
def test_it_does_not_matter_which_word_comes_first(one: str, other: str) -> None:
    assert told(one, other) == told(other, one)
