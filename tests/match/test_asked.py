"""Names that are asked about, as arrays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caveat.match.asked import Asked, asked, estimates, read
from caveat.match.memory import Memory
from caveat.match.rows import Rows, build
from caveat.names.name import read_name, read_text
from caveat.subject import Type

LISTED: list[tuple[str, Type]] = [
    ("Sergei Viktorovich CHEMEZOV", "person"),
    ("Rosoboron Export", "organization"),
    ("Volga Group", "organization"),
]


@pytest.fixture(scope="module")
def rows(folders: Callable[[], Path]) -> Rows:
    folder = folders()
    build([read_name(text, type) for text, type in LISTED], folder)
    return Rows(folder)


def of(rows: Rows, *texts: str, type: Type = "person") -> Asked:
    return asked([read_text(text, type)[0] for text in texts], rows, Memory(rows))


def test_every_word_stands_behind_the_one_before(rows: Rows) -> None:
    found = of(rows, "Sergei Chemezov", "Maria", "")
    assert found.ends.tolist() == [0, 2, 3, 3]
    assert len(found.words) == len(found.weights) == 3


def test_a_word_that_occurs_twice_is_looked_up_once(rows: Rows) -> None:
    found = of(rows, "Sergei Chemezov", "Chemezov Sergei")
    assert found.near.shape[0] == 2
    assert found.words.tolist() == [0, 1, 1, 0]


def test_initials_with_a_surname_are_told(rows: Rows) -> None:
    found = of(rows, "S. V. Chemezov", "Sergei V. Chemezov", "Chemezov")
    assert found.initials.tolist() == [True, False, False]


def test_a_text_is_told(rows: Rows) -> None:
    found = of(rows, "payment to S. Chemezov re invoice 5", "Maria del Carmen Garcia Lopez Perez")
    assert found.loose.tolist() == [True, False]


def test_the_listed_name_has_the_largest_part(rows: Rows) -> None:
    found = of(rows, "Sergey Tchemezov")
    parts = (estimates(found, rows.columns.shape[0]) @ rows.columns).toarray()[0]
    assert parts.argmax() == 0
    assert parts[0] > 0.6
    assert parts[1:].tolist() == [0.0, 0.0]


def test_two_listed_words_are_found_when_written_as_one(rows: Rows) -> None:
    found = of(rows, "Rosoboronexport", type="organization")
    parts = (estimates(found, rows.columns.shape[0]) @ rows.columns).toarray()[0]
    assert parts.argmax() == 1
    assert found.glued.tolist() == [True]


def test_a_word_that_sounds_in_two_ways_is_two_words() -> None:
    """Letters out of Arabic may stand for more than the same letters written in Latin."""
    names = [*read_text("شمس الرحمن", "person"), read_name("shms alrhmn", "person")]
    alone = [read([name]) for name in names]
    together = read(names)
    pairs = list(zip(together.texts, together.sounds, strict=True))
    assert len(set(pairs)) == len(pairs) > len(set(together.texts))
    for place, one in enumerate(alone):
        words = together.words[together.ends[place] : together.ends[place + 1]]
        assert [pairs[word] for word in words] == [
            (one.texts[word], one.sounds[word]) for word in one.words
        ]
