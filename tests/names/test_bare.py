"""Words in scripts that leave out the vowels, by all that they may sound like."""

from __future__ import annotations

import pytest

from caveat.match.alike import BARE_SLIP, HEARD, alike
from caveat.names.bare import bare_sound, with_geresh
from caveat.names.script import between, skeletons, sound


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("بوتين", "putin"),
        ("فلاديمير", "vladimir"),
        ("ولادیمیر", "vladimir"),
        ("قدیروف", "kadyrov"),
        ("رمضان", "ramzan"),
        ("رمضان", "ramadan"),
        ("تشيميزوف", "chemezov"),
        ("لوكاشينكو", "lukashenko"),
        ("פוטין", "putin"),
        ("קדירוב", "kadyrov"),
        ("צ'מזוב", "chemezov"),
        ("פריגוז'ין", "prigozhin"),
    ],
)
def test_a_foreign_name_is_heard(written: str, latin: str) -> None:
    heard = bare_sound(with_geresh(written))
    assert sound(latin) != heard
    assert alike("?", latin, heard, sound(latin)) == (HEARD, "transliteration")


@pytest.mark.parametrize(
    ("written", "latin"),
    [("حسون", "hassan"), ("حسنا", "hussein"), ("محمدی", "mohammad"), ("بوتين", "batan")],
)
def test_vowels_that_are_written_are_to_be_heard(written: str, latin: str) -> None:
    assert alike("?", latin, bare_sound(written), sound(latin))[0] <= BARE_SLIP


def test_points_say_nothing() -> None:
    assert bare_sound("مُحَمَّد") == bare_sound("محمد")


def test_each_way_has_its_consonants() -> None:
    assert skeletons(bare_sound("بوتين")) == ("btn", "bftn")
    assert between(sound("putin")) == ("btn", ("", "u", "i", ""))
