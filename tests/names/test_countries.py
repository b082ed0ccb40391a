"""Countries as users and lists write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.names.countries import code


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Russia", "ru"),
        ("RUSSIA", "ru"),
        ("Russian Federation", "ru"),
        ("RU", "ru"),
        (" ru ", "ru"),
        ("UK", "gb"),
        ("GB", "gb"),
        ("United Kingdom", "gb"),
        ("Iran", "ir"),
        ("Turkey", "tr"),
        ("Korea, North", "kp"),
    ],
)
def test_a_country_has_one_code(written: str, iso: str) -> None:
    assert code(written) == iso


def test_an_unknown_country_stays_what_it_is() -> None:
    assert code(" Atlantis ") == "atlantis"


@given(st.text(max_size=30))
def test_every_text_has_some_code(text: str) -> None:
    assert code(text) == code(text.strip())
