"""The day of a document: who says it, and who is believed."""

from __future__ import annotations

from datetime import date

import pytest

from caveat.errors import BadDate
from caveat.screening.documents.dated import as_day, candidates
from caveat.screening.documents.document import laid_out

TODAY = date(2026, 11, 24)


def days(*texts: str, name: str = "note.txt", own: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """The candidates of a text of these paragraphs."""
    _, blocks = laid_out([(text, "paragraph", None, "") for text in texts])
    return [one.day for one in candidates(blocks, name, own, today=TODAY)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Moscow, 26 February 2018", "2018-02-26"),
        ("26.02.2018", "2018-02-26"),
        ("By Anton Troianovski Feb. 26, 2018 at 9:12 p.m.", "2018-02-26"),
        (
            "MOSCOW, February 26, 2018 — Sergey Chemezov offered to sell arms to the world.",
            "2018-02-26",
        ),
        ("2018-02-26", "2018-02-26"),
        ("2018/02/26", "2018-02-26"),
        ("26/02/2018", "2018-02-26"),
        ("02/26/2018", "2018-02-26"),
        ("2018年2月26日", "2018-02-26"),
        ("2018년 2월 26일", "2018-02-26"),
        ("26 февраля 2018 г.", "2018-02-26"),
        ("г. Москва, «26» февраля 2018 года", "2018-02-26"),
        ("26 лютого 2018 року", "2018-02-26"),
        ("Berlin, den 26. Februar 2018", "2018-02-26"),
        ("Paris, le 1er mars 2018", "2018-03-01"),
        ("Madrid, 26 de febrero de 2018", "2018-02-26"),
        ("Roma, 26 febbraio 2018", "2018-02-26"),
        ("Lisboa, 26 de fevereiro de 2018", "2018-02-26"),
        ("Warszawa, 26 lutego 2018 r.", "2018-02-26"),
        ("26 Şubat 2018", "2018-02-26"),
        ("٢٦ فبراير ٢٠١٨", "2018-02-26"),
        ("2018. február 26.", "2018-02-26"),
        ("26 Φεβρουαρίου 2018", "2018-02-26"),
        ("This Agreement is dated as of March 3, 2015 between Rostec and Boeing.", "2015-03-03"),
        (
            "THIS AGREEMENT is made this 3rd day of March 2015 by and between the parties.",
            "2015-03-03",
        ),
        (
            "Published on 26 February 2018 by the press office, and read by many people since.",
            "2018-02-26",
        ),
        ("February 2018", "2018-02"),
        ("Февраль 2018 г.", "2018-02"),
    ],
)
def test_days_that_a_text_says_of_itself(text: str, day: str) -> None:
    assert days("Rostec", text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Treasury targeted him for sanctions on 28 April 2014, after Russia’s annexation "
        "of Crimea, describing him as a trusted ally of President Putin.",
        "He predicted, without irony, that Putin would win the March 18 presidential election.",
        "03/04/2018",
        "Tel. 26.02.20181",
        "31 February 2018",
        "26 February 1818",
        "26 February 2031",
        "Sergey Chemezov was born on 20 August 1952 in Cheremkhovo, and he worked in Dresden then.",
    ],
)
def test_days_that_a_text_tells_of_are_not_its_own(text: str) -> None:
    assert days("Rostec", text) == []


def test_days_far_below_the_top_are_not_its_own() -> None:
    assert days(*["Rostec sells arms."] * 40, "26 February 2018") == []


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("interview-2018-02.txt", ["2018-02"]),
        ("2018-02-26 offer.pdf", ["2018-02-26"]),
        ("20180226_offer.pdf", ["2018-02-26"]),
        ("offer 26.02.2018.pdf", ["2018-02-26"]),
        ("report2018.pdf", ["2018"]),
        ("invoice-12345678.pdf", []),
        ("offer.pdf", []),
    ],
)
def test_the_day_in_a_files_name(name: str, day: list[str]) -> None:
    assert days("Rostec", name=name) == day


def test_the_most_trustworthy_comes_first() -> None:
    _, blocks = laid_out([("Moscow, 26 February 2018", "paragraph", None, "")])
    found = candidates(
        blocks,
        "offer-2018-03.pdf",
        [
            ("2018-02-27", "the page's own data"),
            ("2019-01-01", "created, by the file's properties"),
        ],
        given="2018-2-25",
        today=TODAY,
    )
    assert [(one.day, one.how) for one in found] == [
        ("2018-02-25", "given"),
        ("2018-02-27", "metadata"),
        ("2018-02-26", "text"),
        ("2018-03", "name"),
        ("2019-01-01", "metadata"),
    ]
    assert found[2].words == "Moscow, 26 February 2018"


def test_a_day_that_the_user_gives_must_be_one() -> None:
    with pytest.raises(BadDate):
        candidates((), "-", [], given="26 Feb")


def test_a_month_is_taken_for_its_last_day_but_not_for_one_to_come() -> None:
    assert as_day("2018-02") == date(2018, 2, 28)
    assert as_day("2018") == date(2018, 12, 31)
    assert as_day("2026-11", TODAY) == TODAY
