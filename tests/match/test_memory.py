"""What words may be, remembered in arrays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from caveat.match import memory as room
from caveat.match.memory import Memory
from caveat.match.rows import Rows, build
from caveat.names.name import read_name
from caveat.names.script import sound

TEXTS = ["tschemesow", "rosoboronexport", "boeing", "x", "22"]


@pytest.fixture(scope="module")
def rows(folders: Callable[[], Path]) -> Rows:
    folder = folders()
    names = ("Sergei CHEMEZOV", "Rosoboron Export", "Plant 22")
    build([read_name(name) for name in names], folder)
    return Rows(folder)


def ask(memory: Memory, *texts: str) -> list[int]:
    numbers: list[int] = memory.numbers(texts, [sound(text) for text in texts]).tolist()
    return numbers


def test_a_word_has_one_number_however_often_it_is_asked_about(rows: Rows) -> None:
    memory = Memory(rows)
    assert ask(memory, *TEXTS) == [0, 1, 2, 3, 4]
    assert ask(memory, "boeing", "kim", "tschemesow") == [2, 5, 0]
    assert len(memory) == 6


def test_what_is_known_of_a_word_does_not_hang_on_the_others(rows: Rows) -> None:
    together, alone = Memory(rows), Memory(rows)
    ask(together, *TEXTS)
    for place, text in enumerate(TEXTS):
        ask(alone, text)
        for name in ("near", "alike", "how"):
            both = [
                getattr(one, name)[one.starts[place] : one.starts[place + 1]].tolist()
                for one in (together, alone)
            ]
            assert both[0] == both[1], (text, name)
    for name in ("rarity", "mark", "length", "first", "digit", "joins"):
        assert getattr(together, name).tolist() == getattr(alone, name).tolist()


def test_listed_words_that_give_it_as_one_come_last(rows: Rows) -> None:
    memory = Memory(rows)
    ask(memory, *TEXTS)
    assert memory.joins.tolist() == [False, True, False, False, False]
    assert memory.near[memory.starts[2] - 1] >= len(rows.words)


def test_how_much_a_word_tells_is_the_same_before_it_is_looked_up(rows: Rows) -> None:
    memory = Memory(rows)
    before = [memory.telling(text, sound(text)) for text in TEXTS]
    assert len(memory) == 0
    ask(memory, *TEXTS)
    assert before == [memory.telling(text, sound(text)) for text in TEXTS]


def test_it_does_not_grow_for_ever(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "REMEMBERED", 2)
    memory = Memory(rows)
    ask(memory, "tschemesow", "boeing")
    assert ask(memory, "kim", "boeing") == [0, 1]
    assert len(memory) == 2
    assert np.all(np.diff(memory.starts) >= 0)
