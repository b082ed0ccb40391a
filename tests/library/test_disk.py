"""How the library writes: whole or not at all, and one writer at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from caveat.errors import LibraryDamaged, LibraryLocked
from caveat.library.disk import (
    aside,
    checksum,
    checksum_of,
    default_root,
    discard,
    file_aside,
    read_json,
    settle,
    write_json,
    writing,
)


def test_the_library_lies_where_the_user_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAVEAT_HOME", "/srv/caveat")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert default_root() == Path("/srv/caveat")
    monkeypatch.delenv("CAVEAT_HOME")
    assert default_root() == Path("/data/caveat")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/ada")
    assert default_root() == Path("/home/ada/.local/share/caveat")


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    holds = (
        "import sys; from pathlib import Path; from caveat.library.disk import writing\n"
        "with writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LibraryLocked, match="Wait until it is done"), writing(tmp_path):
            pass
        other.communicate()
    with writing(tmp_path):
        pass


def test_a_killed_writer_holds_nothing(tmp_path: Path) -> None:
    dies = (
        "import os, sys; from pathlib import Path; from caveat.library.disk import writing\n"
        "with writing(Path(sys.argv[1])): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", dies, str(tmp_path)]).returncode == 9
    with writing(tmp_path):
        pass


def test_what_a_killed_writer_left_is_swept_away(tmp_path: Path) -> None:
    for parent in (tmp_path / "versions/tiny", tmp_path / "editions", tmp_path / "archive/ab"):
        (parent / ".aside-folder/.aside-inner").mkdir(parents=True)
        (parent / ".aside-folder/file").touch()
        (parent / ".aside-file").touch()
        (parent / "kept").touch()
    with writing(tmp_path):
        left = {
            str(place.relative_to(tmp_path)) for place in tmp_path.rglob("*") if place.is_file()
        }
    assert left == {"lock", "versions/tiny/kept", "editions/kept", "archive/ab/kept"}


def test_a_folder_built_aside_is_seen_only_when_it_is_settled(tmp_path: Path) -> None:
    place = tmp_path / "editions/one"
    with aside(place.parent) as folder:
        (folder / "deep").mkdir()
        (folder / "deep/file").write_text("content")
        assert not place.exists()
        settle(folder, place)
    assert (place / "deep/file").read_text() == "content"
    assert list(place.parent.iterdir()) == [place]
    assert place.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_is_not_settled_is_gone(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), aside(tmp_path) as folder:
        (folder / "file").touch()
        raise RuntimeError
    with aside(tmp_path) as folder:
        (folder / "file").touch()
    assert list(tmp_path.iterdir()) == []


def test_a_discarded_folder_is_gone(tmp_path: Path) -> None:
    (tmp_path / "old/deep").mkdir(parents=True)
    (tmp_path / "old/deep/file").touch()
    discard(tmp_path / "old")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    place = tmp_path / "deep/current"
    with file_aside(place) as stream:
        stream.write(b"one")
        assert not place.exists()
    with file_aside(place) as stream:
        stream.write(b"two")
        assert place.read_bytes() == b"one"
    assert place.read_bytes() == b"two"
    assert list(place.parent.iterdir()) == [place]


def test_a_file_that_cannot_be_written_whole_leaves_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "current"
    place.write_bytes(b"one")
    with pytest.raises(RuntimeError), file_aside(place) as stream:
        stream.write(b"tw")
        raise RuntimeError
    assert place.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [place]


def test_json_is_read_as_it_was_written(tmp_path: Path) -> None:
    content = {"name": "Чемезов", "numbers": [1, 2.5, None], "deep": {"yes": True}}
    write_json(tmp_path / "record.json", content)
    assert read_json(tmp_path / "record.json") == content


@pytest.mark.parametrize("content", [None, b"", b'{"half": ', b"\xff\xfe\x00"])
def test_json_that_cannot_be_read_is_damage(tmp_path: Path, content: bytes | None) -> None:
    place = tmp_path / "record.json"
    if content is not None:
        place.write_bytes(content)
    with pytest.raises(LibraryDamaged, match=r"record\.json cannot be read .*Restore"):
        read_json(place)


def test_checksums_are_those_of_sha256(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")  # the first example of FIPS 180-2
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert checksum(tmp_path / "abc") == known


def test_the_checksum_of_a_record_does_not_depend_on_the_order_of_its_keys() -> None:
    assert checksum_of({"a": 1, "b": 2}) == checksum_of({"b": 2, "a": 1})
    assert checksum_of({"a": 1}) != checksum_of({"a": 2})
