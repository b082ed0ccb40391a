"""Raw versions: what came is kept, and what is kept is what came."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caveat.errors import LibraryDamaged
from caveat.library.archive import Raw, fetch, keep, measure
from caveat.sources.reading import File

CONTENT = b'17260,"ROSTEC"\n' * 400


def brought(folder: Path, content: bytes, name: str = "sdn.csv") -> File:
    (folder / name).write_bytes(content)
    return File(folder / name)


def kept(root: Path) -> Path:
    (place,) = root.glob("archive/*/*")
    return place


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=3000).filter(lambda content: content[:2] != b"\x1f\x8b"))
def test_what_is_kept_comes_back_byte_for_byte(tmp_path: Path, content: bytes) -> None:
    file = brought(tmp_path, content)
    raw = measure(file)
    assert raw == Raw("sdn.csv", hashlib.sha256(content).hexdigest(), len(content))
    keep(tmp_path, file, raw)
    back = fetch(tmp_path, raw)
    assert back.name == "sdn.csv"
    with back.open() as stream:
        assert stream.read() == content


def test_any_tool_can_read_the_archive(tmp_path: Path) -> None:
    file = brought(tmp_path, CONTENT)
    keep(tmp_path, file, measure(file))
    assert gzip.decompress(kept(tmp_path).read_bytes()) == CONTENT
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    assert kept(tmp_path) == tmp_path / "archive" / sha256[:2] / f"{sha256}.gz"


def test_a_file_is_the_same_packed_or_not(tmp_path: Path) -> None:
    plain = brought(tmp_path, CONTENT)
    packed = brought(tmp_path, gzip.compress(CONTENT), "sdn.csv.gz")
    assert measure(plain) == measure(packed)
    keep(tmp_path, packed, measure(packed))
    before = kept(tmp_path).stat()
    keep(tmp_path, plain, measure(plain))
    assert kept(tmp_path).stat().st_ino == before.st_ino


def test_the_same_file_is_packed_into_the_same_bytes(tmp_path: Path) -> None:
    packed = []
    for root in (tmp_path / "one", tmp_path / "two"):
        root.mkdir()
        file = brought(root, CONTENT)
        keep(root, file, measure(file))
        packed.append(kept(root).read_bytes())
    assert packed[0] == packed[1]


@pytest.mark.parametrize("damage", ["flipped", "cut", "emptied", "missing", "another"])
def test_a_damaged_file_is_not_given_out_and_comes_back_with_the_file(
    tmp_path: Path, damage: str
) -> None:
    file = brought(tmp_path, CONTENT)
    raw = measure(file)
    keep(tmp_path, file, raw)
    place, packed = kept(tmp_path), bytearray(kept(tmp_path).read_bytes())
    packed[len(packed) // 2] ^= 1
    if damage == "missing":
        place.unlink()
    else:
        place.write_bytes(
            {
                "flipped": bytes(packed),
                "cut": bytes(packed[: len(packed) // 2]),
                "emptied": b"",
                "another": gzip.compress(b"something else"),
            }[damage]
        )
    with pytest.raises(LibraryDamaged, match=r"sdn\.csv .*missing from the archive or changed"):
        fetch(tmp_path, raw)
    keep(tmp_path, file, raw)
    assert measure(fetch(tmp_path, raw)) == raw
