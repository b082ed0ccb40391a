"""A lost row is found, wherever it was lost."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.sources.reading import File
from caveat.validation import counting
from caveat.validation.integrity import Whole, integrity, sealed

TODAY = "2026-11-24"
LOST = "starter-sergei-chemezov"


def checked(library: Library) -> tuple[Whole, dict[str, bool | None]]:
    (used,) = library.desk(library.terms()).question.used
    whole = integrity(library, used)
    return whole, {check.name: check.passed for check in whole.checks}


@pytest.fixture
def taken(tmp_path: Path) -> Library:
    """The starter list taken in, and not yet built."""
    library = Library.open(tmp_path / "library", today=TODAY)
    library.bring(registry.get("starter"), [starter.bundled()])
    return library


def statements(library: Library) -> Path:
    (place,) = library.root.glob("versions/starter/*/statements.parquet")
    return place


def test_a_whole_list_passes_every_check(library: Library) -> None:
    whole, checks = checked(library)
    assert sealed(library).passed and all(checks.values()), checks
    assert whole.counted == whole.read == whole.loaded == 62
    assert whole.names == whole.indexed > 150


def test_a_party_that_was_lost_is_missed_by_every_count(taken: Library) -> None:
    place = statements(taken)
    rows = pq.read_table(place)
    pq.write_table(rows.filter(pc.not_equal(rows["party"], LOST)), place)
    taken.build()
    whole, checks = checked(taken)
    assert whole.loaded == whole.read - 1
    assert [checks[name] for name in ("independent count", "parties", "statements")] == [False] * 3
    (said,) = (check.said for check in whole.checks if check.name == "parties")
    assert LOST in said


def test_one_alias_that_was_lost_is_missed(taken: Library) -> None:
    place = statements(taken)
    rows = pq.read_table(place)
    pq.write_table(rows.filter(pc.not_equal(rows["value"], "Sergey Chemezov")), place)
    taken.build()
    whole, checks = checked(taken)
    assert checks["parties"] and checks["statements"] is False
    (said,) = (check.said for check in whole.checks if check.name == "statements")
    assert said.startswith("1 of ")


def test_a_file_of_the_archive_that_was_changed_is_seen(taken: Library) -> None:
    taken.build()
    (raw,) = taken.root.glob("archive/*/*.gz")
    raw.chmod(0o644)
    raw.write_bytes(raw.read_bytes()[:-20])
    _, checks = checked(taken)
    assert checks["archive"] is False


def test_an_edition_that_was_changed_is_seen(taken: Library) -> None:
    edition = taken.build()
    place = edition.folder / "fact_first.npy"
    whole = place.read_bytes()
    place.chmod(0o644)
    place.unlink()
    place.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert sealed(taken).passed is False


@given(
    st.lists(
        st.sampled_from((b"<sdnEntry>", b"<sdnEntry x='1'>", b"<sdnEntryType>", b"a" * 90, b"\n")),
        max_size=60,
    ),
    st.integers(201, 400),
)
def test_tags_are_counted_whatever_block_they_fall_into(parts: list[bytes], block: int) -> None:
    from tempfile import NamedTemporaryFile

    with pytest.MonkeyPatch.context() as patch, NamedTemporaryFile(suffix=".xml") as file:
        patch.setattr(counting, "_BLOCK", block)
        file.write(b"".join(parts))
        file.flush()
        wanted = sum(part.startswith(b"<sdnEntry") and b"Type" not in part for part in parts)
        assert counting.entries("ofac xml", [File(Path(file.name))]) == wanted


def test_what_cannot_be_counted_is_not_guessed(tmp_path: Path) -> None:
    file = tmp_path / "list.ods"
    file.write_bytes(b"")
    assert counting.entries("uk-sl ods", [File(file)]) is None
