"""Names in their own script, as they are mostly written in Latin letters."""

from __future__ import annotations

import pytest

from caveat.names.name import read_names
from caveat.names.native import foreign, reading, unvowelled
from caveat.names.script import sound


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("محمد", "mohamed"),
        ("谢尔盖", "sergej"),
        ("김", "kim"),
        ("יוסף", "yosef"),
    ],
)
def test_a_name_is_read_as_it_is_mostly_written(native: str, latin: str) -> None:
    assert [sound(word) for word in reading(native)] == [sound(latin)]


def test_a_korean_name_is_family_name_and_syllables() -> None:
    assert reading("김정은") == ("kim", "jeong", "eun")


def test_a_chinese_name_is_parted_where_the_table_has_both_parts() -> None:
    assert len(reading("习近平")) >= 2


def test_a_foreign_name_in_chinese_signs_is_one_word() -> None:
    assert foreign("切梅佐夫") == ("chemezov",)


def test_what_is_read_letter_by_letter_stands_in_no_table() -> None:
    assert reading("путин") == ()


@pytest.mark.parametrize(("word", "without"), [("بوتين", True), ("ישראל", True), ("путин", False)])
def test_scripts_without_vowels_are_told(word: str, without: bool) -> None:
    assert unvowelled(word) == without


def test_a_name_may_be_read_in_two_ways() -> None:
    assert len(read_names("谢尔盖·切梅佐夫", "person")) == 2
    assert len(read_names("Sergei Chemezov", "person")) == 1
    assert [name.tokens[-1] for name in read_names("Sergej Naryškin", "person")] == [
        "naryskin",
        "naryshkin",
    ]
