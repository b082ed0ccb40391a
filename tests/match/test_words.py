"""The words of an edition, and which of them a word may be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.match.alike import HOWS, alike
from caveat.match.words import Words, build
from caveat.names.bare import bare_sound
from caveat.names.script import sound

LISTED = (
    "chemezov sergei viktorovich rosoboronexport kalashnikov construction william putin zheng "
    "mohammed kim ivanov 22"
).split()


@pytest.fixture(scope="module")
def words(folders: Callable[[], Path]) -> Words:
    folder = folders()
    build(LISTED, [sound(word) for word in LISTED], np.ones(len(LISTED), np.float32), folder)
    return Words(folder)


def near(words: Words, text: str, heard: str | None = None) -> dict[str, str]:
    """Listed words that a word may be, and how."""
    _, found, _, hows = words.near([text], [heard or sound(text)])
    return dict(zip(words.texts(found), (HOWS[how] for how in hows), strict=True))


@pytest.mark.parametrize(
    ("text", "listed", "how"),
    [
        ("chemezov", "chemezov", "exact"),
        ("tschemesow", "chemezov", "transliteration"),
        ("chmezov", "chemezov", "typo"),
        ("rosoboroneksport", "rosoboronexport", "transliteration"),
        ("bill", "william", "nickname"),
        ("stroitelnaya", "construction", "translation"),
        ("tsing", "zheng", "variant"),
    ],
)
def test_a_word_is_found_however_it_is_written(
    words: Words, text: str, listed: str, how: str
) -> None:
    assert near(words, text)[listed] == how


def test_a_word_without_vowels_finds_those_with_its_consonants(words: Words) -> None:
    assert "putin" in near(words, "bwtyn", bare_sound("بوتين"))


def test_other_words_are_not_found(words: Words) -> None:
    assert near(words, "boeing") == {}
    assert near(words, "23") == {}


@given(st.sampled_from([word for word in LISTED if len(word) > 4]), st.data())
def test_one_slip_away_is_always_found(words: Words, word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slip = data.draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )
    )
    if alike(slip, word, sound(slip), sound(word))[0]:
        assert word in near(words, slip)


def test_many_words_find_what_each_finds(words: Words) -> None:
    texts = ["tschemesow", "bill", "boeing", "sergey"]
    ends, found, _, _ = words.near(texts, [sound(text) for text in texts])
    for place, text in enumerate(texts):
        mine = found[ends[place] : ends[place + 1]]
        assert set(words.texts(mine)) == set(near(words, text))
