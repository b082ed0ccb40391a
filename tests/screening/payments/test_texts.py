"""Free texts: which words of a payment's text are worth a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.screening.payments.places import country_of
from caveat.screening.payments.texts import words_of


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("SALARY NOVEMBER 2026", []),
        ("/INV/2026-0815", []),
        ("Rechnung Nr. 4711 vom 12.11.2026", []),
        ("INVOICE 15 ROSTEC", ["ROSTEC"]),
        ("rent Sergei Chemezov", ["Sergei Chemezov"]),
        ("payment on behalf of Aziz, Abdul contract 7", ["Aziz Abdul"]),
        ("BANK OF RUSSIA; Invoice 7; Hans Huber", ["BANK OF RUSSIA", "Hans Huber"]),
    ],
)
def test_numbers_and_words_of_every_payment_are_left_out(text: str, asked: list[str]) -> None:
    found = [words.text for words in words_of(text)]
    assert [one for one in found if one != text] == asked


def test_a_long_text_is_asked_about_in_parts_that_overlap() -> None:
    text = " ".join(f"{chr(97 + n % 26)}word" for n in range(150))
    parts = [words.text.split() for words in words_of(text)]
    assert {word for part in parts for word in part} == set(text.split())
    assert all(len(part) <= 60 for part in parts[1:])


@given(st.text(max_size=400))
def test_no_text_breaks_it_and_nothing_is_made_up(text: str) -> None:
    for words in words_of(text):
        assert words.text.strip()
        assert all(word in text for word in words.text.split())


@pytest.mark.parametrize(
    ("lines", "country"),
    [
        (["24 USACHEVA ST", "119048 MOSCOW RUSSIA"], "ru"),
        (["10 DOWNING STREET", "LONDON, UNITED KINGDOM"], "gb"),
        (["3/DE/BERLIN"], "de"),
        (["1209 ORANGE STREET", "WILMINGTON DE"], ""),
        (["5TH AVENUE", "NEW JERSEY"], "us"),
        ([], ""),
    ],
)
def test_the_country_at_the_end_of_an_address(lines: list[str], country: str) -> None:
    assert country_of(lines) == country
