"""The statements of versions, and who said what from when to when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caveat.errors import LibraryDamaged
from caveat.library.statements import HISTORY, history, listed, read, write
from caveat.party import Statement

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
STATEMENTS = st.lists(st.builds(Statement, *[ANY] * 8), max_size=20)

FEW = st.builds(
    lambda party, own, prop, value: Statement(
        party,
        party if own else f"{party}.1",
        "Person" if own else "Sanction",
        prop,
        value,
        "",
        "",
        "",
    ),
    st.sampled_from(["a", "b", "é", "😀", "ａ", "ab", "A", " "]),
    st.booleans(),
    st.sampled_from(["name", "alias"]),
    st.sampled_from(["X", "Y"]),
)
LISTS = st.lists(
    st.lists(st.lists(FEW, max_size=6), min_size=1, max_size=5), min_size=1, max_size=2
)

quick = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def say(value: str, origin: str = "", party: str = "p", schema: str = "Person") -> Statement:
    return Statement(party, party, schema, "name", value, "", "", origin)


def merged(folder: Path, lists: Sequence[Sequence[Iterable[Statement]]]) -> pa.Table:
    paths = []
    for number, versions in enumerate(lists):
        paths.append([folder / f"{number}.{place}.parquet" for place in range(len(versions))])
        for statements, path in zip(versions, paths[-1], strict=True):
            write(statements, path)
    return pa.Table.from_batches(history(paths, folder / "spill"), HISTORY)


# -- a version -----------------------------------------------------------------------------------


@quick
@given(statements=STATEMENTS)
def test_statements_are_read_as_they_were_written(
    tmp_path: Path, statements: list[Statement]
) -> None:
    assert write(iter(statements), tmp_path / "one.parquet") == len(statements)
    assert list(read(tmp_path / "one.parquet")) == statements


def test_a_long_list_is_written_in_pieces_and_in_order(tmp_path: Path) -> None:
    rows = [say(str(number)) for number in range(120_001)]
    assert write(rows, tmp_path / "long.parquet") == len(rows)
    assert list(read(tmp_path / "long.parquet")) == rows


def test_listed_are_the_parties_with_a_designation(tmp_path: Path) -> None:
    rows = [
        say("Rostec", party="ofac-17260"),
        Statement("ofac-17260", "ofac-17260.s", "Sanction", "program", "RUSSIA", "", "", ""),
        say("somebody's brother", party="ofac-stub-1"),
    ]
    write(rows, tmp_path / "one.parquet")
    assert listed(tmp_path / "one.parquet") == {"ofac-17260"}


# -- all versions --------------------------------------------------------------------------------


def islands(lists: Sequence[Sequence[Iterable[Statement]]]) -> set[tuple[Statement, int, int, int]]:
    """The slow and obvious way: walk through the versions, and note where a row begins and ends."""
    found = set()
    for source, versions in enumerate(lists):
        sets = [{statement._replace(origin="") for statement in one} for one in versions]
        for statement in set().union(*sets):
            begun: int | None = None
            for place, one in enumerate([*sets, set()]):
                if statement in one and begun is None:
                    begun = place
                elif statement not in one and begun is not None:
                    found.add((statement, source, begun, place - 1))
                    begun = None
    return found


@quick
@given(lists=LISTS)
def test_history_is_what_a_walk_through_the_versions_finds(
    tmp_path: Path, lists: list[list[list[Statement]]]
) -> None:
    rows = merged(tmp_path, lists).to_pylist()
    found = [
        (
            Statement(*(row[name] for name in Statement._fields))._replace(origin=""),
            row["source"],
            row["first"],
            row["last"],
        )
        for row in rows
    ]
    assert len(found) == len(set(found))
    assert set(found) == islands(lists)


@quick
@given(lists=LISTS)
def test_history_is_in_order(tmp_path: Path, lists: list[list[list[Statement]]]) -> None:
    rows = merged(tmp_path, lists).to_pylist()
    keys = [
        (row["party"], row["source"], row["entity"] != row["party"], -row["last"]) for row in rows
    ]
    assert keys == sorted(keys)
    groups: dict[tuple[str, int, bool, int], list[Statement]] = defaultdict(list)
    for row, key in zip(rows, keys, strict=True):
        groups[key].append(Statement(*(row[name] for name in Statement._fields)))
    for (_, source, _, last), statements in groups.items():
        version = [statement._replace(origin="") for statement in lists[source][-last]]
        places = [version.index(statement._replace(origin="")) for statement in statements]
        assert places == sorted(places)


@quick
@given(lists=LISTS)
def test_history_is_the_same_every_time(tmp_path: Path, lists: list[list[list[Statement]]]) -> None:
    assert merged(tmp_path, lists).equals(merged(tmp_path, lists))


def test_a_statement_that_comes_back_has_two_rows_of_versions(tmp_path: Path) -> None:
    rows = merged(tmp_path, [[[say("X")], [say("X")], [say("Y")], [say("X"), say("Y")]]])
    found = [(row["value"], row["first"], row["last"]) for row in rows.to_pylist()]
    assert sorted(found) == [("X", 0, 1), ("X", 3, 3), ("Y", 2, 3)]


def test_where_it_stands_is_no_part_of_what_it_says(tmp_path: Path) -> None:
    versions = [[say("X", "sdn.csv:9")], [say("X", "sdn.csv:10"), say("X", "sdn.csv:11")]]
    (row,) = merged(tmp_path, [versions]).to_pylist()
    assert (row["first"], row["last"], row["origin"]) == (0, 1, "sdn.csv:10")


def test_lists_do_not_mix(tmp_path: Path) -> None:
    rows = merged(tmp_path, [[[say("X")], [say("Y")]], [[say("X")]]]).to_pylist()
    found = {(row["source"], row["value"], row["first"], row["last"]) for row in rows}
    assert found == {(0, "X", 0, 0), (0, "Y", 1, 1), (1, "X", 0, 0)}


@pytest.mark.parametrize("damage", ["missing", "emptied", "cut"])
def test_a_damaged_version_is_named(tmp_path: Path, damage: str) -> None:
    place = tmp_path / "one.parquet"
    write([say("X")], place)
    whole = place.read_bytes()
    if damage == "missing":
        place.unlink()
    else:
        place.write_bytes(b"" if damage == "emptied" else whole[: len(whole) // 2])
    with pytest.raises(LibraryDamaged, match=r"one\.parquet.* import its files again"):
        list(history([[place]], tmp_path / "spill"))


def test_a_party_stands_together_however_many_there_are(tmp_path: Path) -> None:
    names = [f"p{number * 7919 % 200_003:06}" for number in range(200_003)]
    rows = [say(name, party=name) for name in names]
    whole = merged(tmp_path, [[rows, rows[::2]], [rows[::3]]])
    parties = whole["party"].to_pylist()
    assert len(parties) > 200_003
    assert parties == sorted(parties)
