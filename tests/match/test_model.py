"""What names are worth, from the shares of them that agree or do not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.match.model import FEATURES, worth, worth_many

SHARES = st.lists(st.floats(0, 2), min_size=len(FEATURES), max_size=len(FEATURES))
PERSON = st.booleans()


@given(PERSON)
def test_names_that_agree_in_everything_are_worth_one(person: bool) -> None:
    assert worth([0.0] * len(FEATURES), person) == 1.0


@given(SHARES, PERSON, st.integers(0, len(FEATURES) - 1), st.floats(0, 1))
def test_nothing_that_speaks_against_helps(
    shares: list[float], person: bool, place: int, more: float
) -> None:
    worse = [*shares]
    worse[place] += more
    assert worth(worse, person) <= worth(shares, person)


@given(st.lists(st.tuples(SHARES, PERSON), min_size=1, max_size=4))
def test_many_are_worth_what_each_is(pairs: list[tuple[list[float], bool]]) -> None:
    many = worth_many(np.array([s for s, _ in pairs]), np.array([p for _, p in pairs]))
    assert many.tolist() == pytest.approx([worth(s, p) for s, p in pairs], abs=1e-6)
