"""Bodies by their names in other languages."""

from __future__ import annotations

import pytest

from caveat.names.bodies import bodies, is_body, plain_body


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("חמאס", "Hamas"),
        ("中芯国际", "Semiconductor Manufacturing International Corporation"),
        ("ΙΣΛΑΜΙΚΟ ΚΡΑΤΟΣ", "Daesh"),
        ("فيلق القدس", "Quds Force"),
        ("中央銀行", "Central Bank of {}"),
    ],
)
def test_bodies_have_names_that_no_letter_gives(written: str, listed: str) -> None:
    assert bodies()[plain_body(written)] == listed


def test_a_name_that_no_table_has_is_no_body() -> None:
    assert plain_body("Rostec") not in bodies()
    assert not is_body("Rosneft Trading")


def test_a_state_is_filled_in() -> None:
    assert is_body("Central Bank of Venezuela")
