"""What every parser builds on: entities in the making, files that may be packed."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.sources.reading import Entity, File, Reading


def test_a_value_is_brought_to_its_normal_form_and_keeps_what_was_printed() -> None:
    party = Entity("x-1", "Person", "file:1")
    party.add("nationality", "Russian Federation")
    [statement] = party.statements()
    assert (statement.value, statement.original) == ("ru", "Russian Federation")


def test_a_value_that_its_type_cannot_hold_is_kept_as_a_note_and_counted() -> None:
    reading = Reading()
    party = Entity("x-1", "Person", "file:1", reading)
    party.add("nationality", "Atlantis", label="Nationality")
    assert party.values("notes") == ["Nationality: Atlantis"]
    assert reading.unread == {"nationality": 1}


def test_a_property_that_the_schema_lacks_is_an_error_of_the_parser() -> None:
    with pytest.raises(KeyError, match="Person has no property imoNumber"):
        Entity("x-1", "Person", "file:1").add("imoNumber", "9187629")


def test_the_same_key_gives_the_same_attached_entity_in_every_version() -> None:
    one, other = (Entity("x-1", "Person", where) for where in ("may:1", "june:99"))
    assert one.attach("Sanction", "list", "P").id == other.attach("Sanction", "list", "P").id
    assert one.attach("Sanction", "list", "P") is one.attach("Sanction", "list", "P")
    assert one.attach("Sanction", "list", "Q").id != one.attach("Sanction", "list", "P").id


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_text_that_a_publisher_wrote_is_dropped(text: str) -> None:
    for prop in ("name", "birthDate", "nationality", "email", "passportNumber", "gender"):
        party = Entity("x-1", "Person", "file:1")
        party.add(prop, text)
        assert bool(list(party.statements())) == bool(" ".join(text.split()))


def test_a_packed_file_reads_as_the_plain_one_and_goes_by_its_name(tmp_path: Path) -> None:
    packed = tmp_path / "sdn.csv.gz"
    packed.write_bytes(gzip.compress(b"16685"))
    file = File(packed)
    with file.open() as stream:
        assert stream.read() == b"16685"
    assert file.name == "sdn.csv"


def test_a_zip_of_one_file_is_read_like_the_file(tmp_path: Path) -> None:
    place = tmp_path / "list.csv.zip"
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("20260101-list.csv", "a,b\n" * 1000)
    file = File(place)
    assert file.name == "list.csv"
    with file.open() as stream:
        assert stream.readline() == b"a,b\n"
    assert file.head(3) == b"a,b"


def test_a_zip_of_several_files_is_left_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "book.xlsx"
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("a.xml", "a")
        packed.writestr("b.xml", "b")
    assert File(place).head(2) == b"PK"
