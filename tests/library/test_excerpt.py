"""Rows and elements of raw files, letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.errors import LibraryDamaged
from caveat.library import archive
from caveat.library.archive import Raw
from caveat.library.excerpt import LARGEST, excerpts, place_of
from caveat.sources.reading import File


def _kept(root: Path, content: bytes) -> Raw:
    place = root / "list.txt"
    place.write_bytes(content)
    file = File(place)
    raw = archive.measure(file)
    archive.keep(root, file, raw)
    return raw


def test_a_row_comes_with_its_quotes_and_its_spaces(tmp_path: Path) -> None:
    raw = _kept(tmp_path, b'1,"AL-ASSAD, Bashar",-0- \r\n2,b\r\n')
    assert excerpts(tmp_path, raw, ["1", "2", "9"]) == {
        "1": '1,"AL-ASSAD, Bashar",-0- ',
        "2": "2,b",
    }


def test_a_row_of_several_lines_is_whole_whichever_line_is_named(tmp_path: Path) -> None:
    raw = _kept(tmp_path, b'id;text\n1;"one\ntwo\nthree"\n2;x\n')
    whole = '1;"one\ntwo\nthree"'
    assert excerpts(tmp_path, raw, ["2", "4", "5"]) == {"2": whole, "4": whole, "5": "2;x"}


def test_an_element_is_found_by_its_own_number_and_no_other(tmp_path: Path) -> None:
    """An alias may have the number that another party has."""
    one = b"<sdnEntry>\n  <uid>7</uid><akaList><aka><uid>12</uid></aka></akaList></sdnEntry>"
    two = b"<sdnEntry >\n  <uid>12</uid><lastName>M\xc3\xbcller &amp; Co</lastName>\n</sdnEntry>"
    raw = _kept(tmp_path, b"<sdnList xmlns='x'>" + one + two + b"<sdnEntryCount>2</sdnEntryCount>")
    assert excerpts(tmp_path, raw, ["sdnEntry[12]"]) == {"sdnEntry[12]": two.decode()}


def test_an_element_is_found_by_an_attribute_or_a_prefixed_name(tmp_path: Path) -> None:
    part = b'<ns:sanctionEntity logicalId="13"><ns:nameAlias logicalId="14"/></ns:sanctionEntity>'
    raw = _kept(tmp_path, b"<ns:export>" + part + b"</ns:export>")
    assert excerpts(tmp_path, raw, ["sanctionEntity[13]"]) == {"sanctionEntity[13]": part.decode()}
    assert excerpts(tmp_path, raw, ["sanctionEntity[14]"]) == {}


def test_where_elements_have_no_number_it_is_their_place(tmp_path: Path) -> None:
    raw = _kept(tmp_path, b"<data-set><record>2</record><record>1</record></data-set>")
    assert excerpts(tmp_path, raw, ["record[2]"]) == {"record[2]": "<record>1</record>"}


def test_a_list_of_ones_own_in_toml_is_cut_at_its_tables(tmp_path: Path) -> None:
    one = '[[party]]\nid = "i"\nname = "Ivan"\nlisted = [{ list = "un" }]'
    raw = _kept(tmp_path, f'published = "2026"\n{one}\n[[party]]\nid = "j"\n'.encode())
    assert excerpts(tmp_path, raw, ["party[i]"]) == {"party[i]": one}


def test_what_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    raw = _kept(tmp_path, b"<data-set><record>" + b"x" * 2 * LARGEST + b"</record></data-set>")
    (text,) = excerpts(tmp_path, raw, ["record[1]"]).values()
    assert text.endswith(f"[cut: {2 * LARGEST + 17:,} characters]")


def test_a_workbook_gives_none(tmp_path: Path) -> None:
    assert excerpts(tmp_path, _kept(tmp_path, b"\0\1\2\n\0"), ["1"]) == {}


def test_a_file_that_was_changed_is_none(tmp_path: Path) -> None:
    raw = _kept(tmp_path, b"1,a\n")
    (kept,) = (tmp_path / "archive").rglob("*.gz")
    kept.write_bytes(b"")
    with pytest.raises(LibraryDamaged):
        excerpts(tmp_path, raw, ["1"])


def test_the_place_of_a_value_is_the_entry_that_it_stands_in() -> None:
    assert place_of("list.xml:record[24]/Aliases") == "list.xml:record[24]"
