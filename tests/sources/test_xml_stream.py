"""XML as a stream of entries."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from caveat.errors import ListMalformed
from caveat.sources.reading import File
from caveat.sources.xml_stream import child, entries, local, root, text, texts


def put(folder: Path, content: str) -> File:
    (folder / "list.xml").write_text(content)
    return File(folder / "list.xml")


def test_entries_come_whole_and_without_namespaces(tmp_path: Path) -> None:
    file = put(tmp_path, '<l xmlns="urn:x"><e><n>A</n><n> B  C </n></e><e><n/></e></l>')
    found = [(local(entry), texts(entry, "n")) for entry in entries(file, {"e"})]
    assert found == [("e", ["A", "B C"]), ("e", [])]
    assert local(root(file)) == "l"


def test_an_entry_inside_an_entry_is_given_once(tmp_path: Path) -> None:
    file = put(tmp_path, "<l><e><e>inner</e></e></l>")
    assert [text(child(entry, "e")) for entry in entries(file, {"e"})] == ["inner"]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for count in (2_000, 20_000):
        file = put(tmp_path, "<l>" + "<e><n>Sergei Chemezov</n></e>" * count + "</l>")
        tracemalloc.start()
        assert sum(1 for _ in entries(file, {"e"})) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 3 * peaks[0]


def test_a_broken_file_is_told_with_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(ListMalformed, match=r"list\.xml, line 2, column \d+"):
        list(entries(put(tmp_path, "<l><e>ok</e>\n<e>oops</l>"), {"e"}))


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ListMalformed, match=r"list\.xml"):
        root(put(tmp_path, ""))


def test_a_billion_laughs_are_not_laughed(tmp_path: Path) -> None:
    rows = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    file = put(tmp_path, f'<!DOCTYPE l [<!ENTITY a0 "ha">{rows}]><l><e>&a8;</e></l>')
    try:
        said = [entry.text or "" for entry in entries(file, {"e"})]
    except ListMalformed:
        return
    assert sum(map(len, said)) < 1_000
