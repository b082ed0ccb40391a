"""Many pairs of names at once come to what each comes to word by word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.match.align import Lexicon, align
from caveat.match.asked import asked
from caveat.match.bulk import worths
from caveat.match.memory import Memory
from caveat.match.rows import Rows, build
from caveat.names.name import Name, read_name
from caveat.names.script import sound
from caveat.names.senses import senses
from caveat.subject import Type

LISTED: list[tuple[str, Type]] = [
    ("Sergei Viktorovich CHEMEZOV", "person"),
    ("Sergey Chemezov", "person"),
    ("William Henry Gates", "person"),
    ("Abdul Rahman Khan", "person"),
    ("Rosoboronexport OAO", "organization"),
    ("Plant 22", "organization"),
    ("Joint Stock Company Concern Kalashnikov", "organization"),
    ("Volga Group", "organization"),
    ("Bank of Moscow", "organization"),
    ("Star 1", "vessel"),
]


@pytest.fixture(scope="module")
def rows(folders: Callable[[], Path]) -> Rows:
    folder = folders()
    build([read_name(text, type) for text, type in LISTED], folder)
    return Rows(folder)


def both_ways(rows: Rows, names: list[Name]) -> tuple[list[float], list[float]]:
    """What each name and each row are worth: in bulk, and word by word."""
    memory = Memory(rows)
    lexicon = Lexicon(lambda word: memory.telling(word, sound(word)), senses)
    who = np.repeat(np.arange(len(names)), len(rows))
    which = np.tile(np.arange(len(rows)), len(names))
    bulk = worths(asked(names, rows, memory), who, rows, which)
    listed = [read_name(text, type) for text, type in LISTED]
    alone = [align(names[i], listed[j], lexicon)[0] for i, j in zip(who, which, strict=True)]
    return bulk.tolist(), alone


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Sergei Chemezov", "person"),
        ("S. V. Chemezov", "person"),
        ("Tschemesow Sergej", "person"),
        ("Сергей Чемезов", "person"),
        ("Chemzov Sergei", "person"),
        ("Bill Gates", "person"),
        ("Abdulrahman Khan", "person"),
        ("AbdulRahman Khan", "person"),
        ("Rosoboron Export", "organization"),
        ("Plant 23", "organization"),
        ("Kalashnikov JSC", "organization"),
        ("Volga", "organization"),
        ("Bank of Minsk", "organization"),
        ("Maria Garcia", "person"),
        ("", "person"),
    ],
)
def test_true_examples_agree(rows: Rows, text: str, type: Type) -> None:
    bulk, alone = both_ways(rows, [read_name(text, type)])
    assert bulk == pytest.approx(alone, abs=0.02)


WORDS = st.sampled_from(
    "sergei sergey chemezov chemesov bill william rahman abdul abdulrahman khan plant 22 23 s v "
    "volga group bank moscow star 1 kalashnikov concern ao rosoboron export viktorovich".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.lists(NAMES, min_size=1, max_size=4), st.sampled_from(["person", "organization"]))
def test_any_names_of_their_words_seem_worth_what_they_are(
    rows: Rows, texts: list[str], type: Type
) -> None:
    bulk, alone = both_ways(rows, [read_name(text, type) for text in texts])
    missed = [
        one for one, other in zip(bulk, alone, strict=True) if other >= 0.8 and one < other - 0.04
    ]
    assert not missed


def test_each_name_is_worth_the_same_alone_and_among_others(rows: Rows) -> None:
    names = [read_name(text, "person") for text in ("S. Chemezov", "Bill Gates", "Abdul Khan")]
    together, _ = both_ways(rows, names)
    assert together == [value for name in names for value in both_ways(rows, [name])[0]]
