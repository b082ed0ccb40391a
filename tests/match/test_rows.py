"""The names of an edition as arrays of words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from caveat.match.align import LIGHT
from caveat.match.rows import Rows, build, numbers_in
from caveat.names.marks import marks
from caveat.names.name import read_name
from caveat.names.script import sound

NAMES = [
    read_name("Sergei CHEMEZOV", "person"),
    read_name("OAO Rosoboron Export", "organization"),
    read_name("Plant 22", "organization"),
]


@pytest.fixture(scope="module")
def rows(folders: Callable[[], Path]) -> Rows:
    folder = folders()
    build(NAMES, folder)
    return Rows(folder)


def test_every_name_has_its_words_in_their_order(rows: Rows) -> None:
    assert len(rows) == len(NAMES)
    for place, name in enumerate(NAMES):
        own = rows.row_words[rows.ends[place] : rows.ends[place + 1]]
        assert tuple(rows.words.texts(own)) == name.tokens


def test_a_legal_form_weighs_next_to_nothing(rows: Rows) -> None:
    start = rows.ends[1]
    assert rows.weights[start] == pytest.approx(LIGHT)
    assert rows.weights[start + 1] > 0.5
    assert rows.light[start : start + 3].tolist() == [True, False, False]


def test_words_of_names_that_are_not_counted_make_no_word_common(
    folders: Callable[[], Path],
) -> None:
    more = [*NAMES, read_name("Sergei Ivanov", "person"), read_name("Sergei Petrov", "person")]
    told = []
    for names, counted in ((NAMES, None), (more, np.arange(5) < 3), (more, None)):
        folder = folders()
        build(names, folder, counted)
        words = Rows(folder).words
        sergei, chemezov = words.sounding([sound("sergei"), sound("chemezov")])
        told.append((words.rarities[sergei], words.rarities[chemezov], words.piece_weights.sum()))
    assert told[0] == told[1] and told[2][0] < told[0][0] and told[2][1] == told[0][1]


def test_persons_are_told_from_others(rows: Rows) -> None:
    assert rows.person.tolist() == [True, False, False]


def test_the_places_of_numbers_are_bits(rows: Rows) -> None:
    assert rows.digits.tolist() == [0, 0, 0b10]
    assert numbers_in(np.array([True, False, True]), np.array([0, 1, 3])).tolist() == [1, 2]


def test_neighbouring_words_are_found_as_one(rows: Rows) -> None:
    mark, _ = marks(["rosoboronexport", "rosoboron"])
    places, numbers = rows.as_one(mark)
    assert set(places.tolist()) == {0} and (numbers >= 0).all()


def test_words_of_a_name_have_length_one_together(rows: Rows) -> None:
    alone = rows.columns[: len(rows.words)]
    squares = np.asarray(alone.multiply(alone).sum(axis=0)).ravel()
    assert squares == pytest.approx(np.ones(len(rows)), abs=1e-5)
