"""Names by how they begin."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from caveat.match.index import Index

NAMES = ("Sergei Chemezov", "Сергей Чемезов", "Chemical Bank", "CHEMICAL BANK", "Rostec",
         "Bank of Moscow")  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("index")
    table = pa.table(
        {
            "party": pa.array(np.arange(len(NAMES), dtype=np.int32)),
            "kind": ["name"] * len(NAMES),
            "value": list(NAMES),
            "label": ["name"] * len(NAMES),
        }
    )
    Index.build(table, ["any"] * len(NAMES), folder)
    return Index.open(folder)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("che", "Chemical Bank"),
        ("sergei che", "Sergei Chemezov"),
        ("rost", "Rostec"),
        ("ban", "Bank of Moscow"),
        ("chemezov s", "Sergei Chemezov"),
    ],
)
def test_names_that_begin_so_come_first(index: Index, typed: str, first: str) -> None:
    assert index.beginnings.suggest(typed, 8)[0] == first


def test_any_script_will_do(index: Index) -> None:
    assert set(index.beginnings.suggest("Чемез", 8)) == {"Sergei Chemezov", "Сергей Чемезов"}


def test_capitals_make_no_second_suggestion(index: Index) -> None:
    assert [name.lower() for name in index.beginnings.suggest("chemical", 8)] == ["chemical bank"]


def test_a_word_that_no_list_has_is_taken_for_one_that_is_alike(index: Index) -> None:
    assert "Sergei Chemezov" in index.beginnings.suggest("tschemesow", 8)


def test_only_what_may_be_used_is_suggested(index: Index) -> None:
    allowed = np.array([name != "Rostec" for name in NAMES])
    assert index.beginnings.suggest("rost", 8, allowed) == []


@pytest.mark.parametrize("typed", ["", " ", "…", "\u200b"])
def test_nothing_typed_suggests_nothing(index: Index, typed: str) -> None:
    assert index.beginnings.suggest(typed, 8) == []
