"""Identifiers as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.names.identifiers import normal


@pytest.mark.parametrize(
    "written",
    [
        "7703695246",
        "77 0369 5246",
        "77-0369-5246",
        " 7703695246\n",
        "7703.695.246",
        "７７０３６９５２４６",
    ],
)
def test_blanks_and_punctuation_say_nothing(written: str) -> None:
    assert normal(written) == "7703695246"


@pytest.mark.parametrize("written", ["ab123456", "AB 123456", "Ab-123456"])
def test_case_says_nothing(written: str) -> None:
    assert normal(written) == "AB123456"


@pytest.mark.parametrize(
    "written",
    ["IMO 9187629", "IMO9187629", "imo-9187629", "IMO: 9187629", "IMO No. 9187629", "9187629"],
)
def test_a_ships_number_is_the_same_with_and_without_its_name(written: str) -> None:
    assert normal(written) == "9187629"


@pytest.mark.parametrize(
    "written", ["", "12", "1234", "N/A", "none", "unknown", "—", "IMO", "паспорт"]
)
def test_what_tells_nobody_apart_is_no_identifier(written: str) -> None:
    assert normal(written) == ""


@pytest.mark.parametrize("written", ["AB123456", "АВ 123456", "AB ۱۲۳۴۵۶"])
def test_the_script_says_nothing(written: str) -> None:
    assert normal(written) == "AB123456"


@pytest.mark.parametrize("bic", ["SABRRUMM", "SABRRUMM012", "sabrrumm"])
def test_a_bank_code_needs_no_digit(bic: str) -> None:
    assert normal(bic) == bic.upper()


@pytest.mark.parametrize("wrong", ["7703695247", "770369524", "77036952466"])
def test_one_wrong_digit_is_another_identifier(wrong: str) -> None:
    assert normal(wrong) != normal("7703695246")


@given(st.text(max_size=40))
def test_an_identifier_is_normal_once_and_for_all(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert not once or (once.isascii() and once.isalnum() and once == once.upper())
