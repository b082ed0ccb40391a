"""The bound is never less than what the words come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.match.align import Lexicon, align, weigh
from caveat.match.bound import bounds
from caveat.names.name import Name, read_name

if TYPE_CHECKING:
    from caveat.subject import Type

PLAIN = Lexicon(lambda word: 1.0, lambda word: frozenset())
NICKS = Lexicon(lambda word: 0.5, lambda word: frozenset({"Bill"} & {word.title()}) | (
    frozenset({"Bill"}) if word == "william" else frozenset()))  # fmt: skip


def table(names: list[Name], lexicon: Lexicon) -> pa.Table:
    weights = [[weigh(name, place, lexicon) for place in range(len(name.tokens))] for name in names]
    return pa.table(
        {
            "words": pa.array([name.tokens for name in names], pa.list_(pa.string())),
            "weights": pa.array(weights, pa.list_(pa.float32())),
        }
    )


def bound(left: Name, right: Name, lexicon: Lexicon = PLAIN) -> float:
    one = np.zeros(1, np.int64)
    return float(bounds([left], one, table([right], lexicon), one, lexicon)[0])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sergei Chemezov", "Сергей Викторович Чемезов"),
        ("S. Chemezov", "Sergei Chemezov"),
        ("Rosoboron Export", "Rosoboronexport"),
        ("Rosoboronexport", "Rosoboron Export"),
        ("Abdulrahmankhan", "Abdul Rahman Khan"),
        ("Chemesov Sergej", "Sergei Chemezov"),
        ("Volga", "Volga Group"),
    ],
)
def test_it_is_not_less_for_true_examples(left: str, right: str) -> None:
    one, other = read_name(left), read_name(right)
    assert bound(one, other) >= align(one, other, PLAIN)[0] - 1e-6


def test_nicknames_count() -> None:
    one, other = read_name("Bill Gates", "person"), read_name("William Gates", "person")
    assert bound(one, other, NICKS) >= align(one, other, NICKS)[0] - 1e-6
    assert align(one, other, NICKS)[0] > 0.9


def test_names_with_nothing_in_common_are_bounded_low() -> None:
    assert bound(read_name("Maria Kestrelova"), read_name("Sergei Chemezov")) < 0.3


SYLLABLES = st.sampled_from(["che", "me", "zov", "ser", "gei", "ro", "stec", "ivan", "abd", "ul"])
WORDS = st.lists(SYLLABLES, min_size=1, max_size=3).map("".join)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TYPES: st.SearchStrategy[Type] = st.sampled_from(["person", "organization"])


@given(NAMES, NAMES, TYPES)
def test_it_is_not_less_where_no_words_are_written_as_one(
    left: str, right: str, type: Type
) -> None:
    one, other = read_name(left, type), read_name(right, type)
    similarity, pairs = align(one, other, PLAIN)
    if not any(pair.how == "glued" and pair.similarity < 0.98 for pair in pairs):
        assert bound(one, other) >= similarity - 1e-5


@given(st.lists(NAMES, min_size=1, max_size=6), st.lists(NAMES, min_size=1, max_size=6))
def test_many_pairs_at_once_are_bounded_as_each_alone(left: list[str], right: list[str]) -> None:
    mine, theirs = [read_name(n) for n in left], [read_name(n) for n in right]
    who = np.repeat(np.arange(len(mine)), len(theirs))
    which = np.tile(np.arange(len(theirs)), len(mine))
    together = bounds(mine, who, table(theirs, PLAIN), which, PLAIN)
    alone = [bound(mine[i], theirs[j]) for i, j in zip(who, which, strict=True)]
    assert np.allclose(together, alone, atol=1e-5)
