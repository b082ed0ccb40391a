"""Names as other languages spell them."""

from __future__ import annotations

import pytest

from caveat.names.respelling import korean, respelt


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Siergiej", "sergei"),
        ("Ceaika", "chaika"),
        ("Șor", "shor"),
        ("Szergej", "sergey"),
        ("Tsjemezov", "chemezov"),
        ("Loekasjenko", "lukashenko"),
        ("Hezbollah", "hizballah"),
        ("Володимир", "владимир"),
        ("Уладзімір", "владимир"),
        ("チェメゾフ", "chemezov"),
        ("체메조프", "chemezov"),
    ],
)
def test_a_spelling_leads_back_to_the_one_of_lists(written: str, listed: str) -> None:
    assert listed in [guess.lower() for guess in respelt(written)]


def test_koreans_are_read_as_the_north_and_the_south_write_them() -> None:
    assert ("kim", "yojong") in korean("김여정")
    assert {("pak", "jinhyok"), ("park", "jinhyuk")} & set(korean("박진혁"))
    assert korean("평양시청") == ()
