"""The index: built once, opened at once, and refused when damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from caveat.errors import LibraryDamaged
from caveat.match.index import Index
from caveat.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.match.conftest import Indexes

PARTIES = """
person|name: Sergei V. CHEMEZOV|alias: Сергей Чемезов|weak_alias: Chemez|identifier: 770202363089
organization | name: State Corporation Rostec | former_name: Russian Technologies
organization | name: Concern Radio-Electronic Technologies | weak_alias: KRET
vessel | name: ARTAVIL | former_name: SHONA | identifier: 9187629
person | name: Sergei CHEMEZOV | birth_date: 1991
"""


@pytest.fixture(scope="module")
def index(index_of: Indexes) -> Index:
    return index_of(PARTIES)


def found(index: Index, **said: object) -> list[int]:
    return [match.party for match in index.search([Subject(**said)])[0]]  # type: ignore[arg-type]


def test_parties_are_found_by_every_kind_of_name(index: Index) -> None:
    assert found(index, name="Чемезов Сергей")[:1] == [0]
    assert found(index, name="Rostec State Corporation") == [1]
    assert found(index, name="Russian Technologies") == [1]
    assert found(index, name="Shona", type="vessel") == [3]


def test_an_identifier_finds_its_party_however_it_is_punctuated(index: Index) -> None:
    assert found(index, identifiers=("7702-0236-3089",)) == [0]
    assert found(index, identifiers=("IMO 9187629",)) == [3]
    assert found(index, identifiers=("770202363088",)) == []


def test_a_persons_weak_alias_alone_is_not_enough_a_companys_acronym_is(index: Index) -> None:
    assert found(index, name="Chemez") == []
    [match] = index.search([Subject("Chemez")], threshold=0.65)[0]
    assert [piece.kind for piece in match.evidence] == ["name", "weak alias"]
    assert found(index, name="KRET") == [2]


def test_what_is_masked_cannot_be_found(index: Index) -> None:
    mask = np.ones(len(index.kinds), np.bool_)
    mask[:3] = False  # every name of the first party
    hits = index.search([Subject("Sergei V. Chemezov")], allowed=mask)[0]
    assert 0 not in [match.party for match in hits]


def test_one_question_gets_the_answer_that_it_gets_among_many(index: Index) -> None:
    names = ["Чемезов", "Rostec", "S. V. Chemezov", "Nobody", "Artavil"]
    many = index.search([Subject(name) for name in names])
    assert many == [index.search([Subject(name)])[0] for name in names]


def test_no_subject_no_answer(index: Index) -> None:
    assert index.search([]) == []


def test_arrays_are_mapped_not_read(index: Index) -> None:
    for array in (index.kinds, index.starts, index.row_facts, index.number_marks):
        assert isinstance(array, np.memmap)


def test_a_file_that_is_missing_or_cut_off_is_told(
    index_of: Indexes, folders: Callable[[], Path]
) -> None:
    from tests.match.conftest import Listed

    for name, cut in (
        ("words.arrow", 40),
        ("rows_words.npy", 100),
        ("row_facts.npy", 100),
        ("facts.arrow", -1),
    ):
        folder = folders()
        Listed.read(PARTIES).index(folder)
        if cut < 0:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes((folder / name).read_bytes()[:cut])
        with pytest.raises(LibraryDamaged, match="caveat build"):
            Index.open(folder)
