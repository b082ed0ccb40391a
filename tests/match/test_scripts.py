"""A listed party is found by its name in the script of any newspaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caveat.subject import Subject

if TYPE_CHECKING:
    from tests.match.conftest import Indexes

    from caveat.match.index import Index

PARTIES = """
person | name: Vladimir PUTIN
person | name: Sergei CHEMEZOV
person | name: Ramzan KADYROV
person | name: Alexander LUKASHENKO
person | name: Dawood IBRAHIM
person | name: Yuet-ngor LAM CHENG | alias: Carrie LAM
person | name: Hassan HUSSEINI
"""


@pytest.fixture(scope="module")
def index(index_of: Indexes) -> Index:
    return index_of(PARTIES)


def found(index: Index, name: str) -> list[int]:
    return [match.party for match in index.search([Subject(name, "person")])[0]]


@pytest.mark.parametrize(
    ("written", "party"),
    [
        ("Βλαντιμίρ Πούτιν", 0),
        ("του Βλαντιμίρ Πούτιν", 0),
        ("व्लादिमीर पुतिन", 0),
        ("ウラジーミル・プーチン", 0),
        ("فلاديمير بوتين", 0),
        ("ولادیمیر پوتین", 0),
        ("ולדימיר פוטין", 0),
        ("ვლადიმერ პუტინი", 0),
        ("วลาดิมีร์ ปูติน", 0),
        ("블라디미르 푸틴", 0),
        ("弗拉基米尔·普京", 0),
        ("セルゲイ・チェメゾフ", 1),
        ("سيرغي تشيميزوف", 1),
        ("סרגיי צ'מזוב", 1),
        ("Sergejs Čemezovs", 1),
        ("Sergey Çemezov", 1),
        ("Ραμζάν Καντίροφ", 2),
        ("رمضان قدیروف", 2),
        ("רמזן קדירוב", 2),
        ("람잔 카디로프", 2),
        ("Ramzanas Kadyrovas", 2),
        ("アレクサンドル・ルカシェンコ", 3),
        ("दाऊद इब्राहिम", 4),
        ("林鄭月娥", 5),
    ],
)
def test_a_name_in_another_script_is_found(index: Index, written: str, party: int) -> None:
    assert found(index, written) == [party]


@pytest.mark.parametrize(
    "written",
    [
        "ウラジーミル・ナボコフ", "블라디미르 나보코프", "Βλαντίμιρ Ναμπόκοφ", "فلاديمير نابوكوف",
        "ולדימיר נבוקוב", "व्लादिमीर नाबोकोव", "セルゲイ・プロコフィエフ", "سيرغي رحمانينوف",
        "דונלד טראמפ", "도널드 트럼프", "ドナルド・トランプ", "अमिताभ बच्चन", "სერგეი პროკოფიევი",
        "حسين كرماني", "王小明", "สมชาย ใจดี", "Sergejs Prokofjevs",
    ],
)  # fmt: skip
def test_a_namesake_in_another_script_is_not(index: Index, written: str) -> None:
    assert found(index, written) == []
