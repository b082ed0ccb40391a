"""Words in other scripts, as whoever reads them aloud would write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.names.practical import practical
from caveat.names.script import sound


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("τσεμέζοφ", "chemezov"),
        ("μεντβέντεφ", "medvedev"),
        ("γιανουκόβιτς", "yanukovich"),
        ("παπαδόπουλος", "papadopoulos"),
        ("チェメゾフ", "chemezov"),
        ("ルカシェンコ", "lukashenko"),
        ("メドベージェフ", "medvedev"),
        ("체메조프", "chemezov"),
        ("메드베데프", "medvedev"),
        ("पुतिन", "putin"),
        ("इब्राहिम", "ibrahim"),
        ("लुकाशेंको", "lukashenko"),
        ("হাফিজ", "hafiz"),
        ("మసూద్", "masud"),
        ("પુતિન", "putin"),
        ("ਪੁਤਿਨ", "putin"),
        ("ჩემეზოვი", "chemezov"),
        ("სააკაშვილი", "saakashvili"),
        ("วลาดิมีร์", "vladimir"),
        ("เมดเวเดฟ", "medvedev"),
    ],
)
def test_a_name_is_read_as_it_is_heard(written: str, latin: str) -> None:
    assert sound(practical(written)) == sound(latin)


@pytest.mark.parametrize("word", ["путин", "بوتين", "普京", "putin", "", "ᏣᎳᎩ"])
def test_other_scripts_are_read_elsewhere(word: str) -> None:
    assert practical(word) == ""


@given(
    st.text(
        st.one_of(
            st.characters(min_codepoint=0x370, max_codepoint=0x3FF),
            st.characters(min_codepoint=0x900, max_codepoint=0xD7F),
            st.characters(min_codepoint=0xE01, max_codepoint=0xE4E),
            st.characters(min_codepoint=0x30A1, max_codepoint=0x30FC),
            st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        ),
        max_size=12,
    )
)
def test_whatever_is_read_is_plain_letters(word: str) -> None:
    found = practical(word)
    assert found == "" or (found.isascii() and found.isalpha() and found.islower())


def test_a_long_word_takes_no_long_time() -> None:
    begin = time.process_time()
    practical("チフルジ" * 500)
    assert time.process_time() - begin < 5
