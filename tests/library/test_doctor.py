"""A library that was damaged: what is found, what is made again, and what cannot be."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caveat import Library, Subject
from caveat.errors import CaveatError, LibraryDamaged
from caveat.library.edition import Edition, current_folder
from caveat.sources import registry

TODAY = "2026-11-24"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the starter list and a set of stakes."""
    from caveat.screening.update import update
    from caveat.sources.reading import File

    root = tmp_path_factory.mktemp("doctor") / "library"
    library = Library.open(root, today=TODAY)
    update(library, ["starter"])
    stakes = root.with_name("register.csv")
    stakes.write_text("owner_id,owned_id,share_min\na,b,51\n")
    library.bring_stakes([File(stakes)], published="2026-11-01")
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A copy, to be damaged."""
    return shutil.copytree(whole, tmp_path / "library")


def _files(root: Path) -> list[str]:
    folder = current_folder(root)
    return sorted(str(place.relative_to(folder)) for place in folder.rglob("*") if place.is_file())


def _score(root: Path) -> float:
    return Library.open(root, today=TODAY).screen(Subject("Sergei Chemezov")).hits[0].score


def test_a_whole_library_has_no_finding(root: Path) -> None:
    assert Library.open(root, today=TODAY).examine() == []


def test_every_file_of_an_edition_that_is_cut_off_is_seen_on_opening(root: Path) -> None:
    folder = current_folder(root)
    for name in _files(root):
        place = folder / name
        before = place.read_bytes()
        if not before:
            continue
        place.write_bytes(before[: len(before) // 2])
        with pytest.raises(LibraryDamaged, match=r"Run caveat|Restore"):
            Edition(folder)
        place.write_bytes(before)
    Edition(folder).verify()


@pytest.mark.parametrize("how", ["cut", "flipped", "lost"])
def test_an_edition_is_made_again_and_answers_as_before(root: Path, how: str) -> None:
    before = _score(root)
    place = max(current_folder(root).rglob("*.npy"), key=lambda one: one.stat().st_size)
    content = bytearray(place.read_bytes())
    place.unlink()
    if how == "cut":
        place.write_bytes(content[:-100])
    if how == "flipped":
        content[len(content) // 2] ^= 64
        place.write_bytes(content)
    library = Library.open(root, today=TODAY)
    [finding] = library.examine()
    assert not finding.mended and "caveat doctor --repair" in finding.remedy
    [finding] = library.examine(repair=True)
    assert finding.mended
    assert _score(root) == before
    assert Library.open(root, today=TODAY).examine() == []


def test_what_was_parsed_is_parsed_again_from_the_archive(root: Path) -> None:
    before = _score(root)
    [place] = root.glob("versions/starter/*/statements.parquet")
    good = place.read_bytes()
    place.write_bytes(good[:-50])
    library = Library.open(root, today=TODAY)
    assert [one.place for one in library.examine()] == [place]
    assert all(one.mended for one in library.examine(repair=True))
    assert place.read_bytes() == good
    assert _score(root) == before


def test_a_raw_file_that_is_lost_is_told_and_cannot_be_made(root: Path) -> None:
    [raw] = root.glob("archive/*/*.gz")
    raw.unlink()
    [finding] = Library.open(root, today=TODAY).examine(repair=True)
    assert not finding.mended
    assert "is lost" in finding.wrong
    assert "Restore it from a backup, or import the file again" in finding.remedy
    assert _score(root) > 0.9  # the edition still answers


def test_stakes_that_are_damaged_are_told(root: Path) -> None:
    [place] = root.glob("stakes/versions/register/*/stakes.parquet")
    place.write_bytes(b"damaged")
    [finding] = Library.open(root, today=TODAY).examine()
    assert finding.place == place


def test_a_pointer_that_leads_nowhere_is_set_again(root: Path) -> None:
    (root / "editions/current").write_text("2020-01-01-nowhere")
    library = Library.open(root, today=TODAY)
    [finding] = library.examine(repair=True)
    assert finding.mended
    assert _score(root) > 0.9


def test_what_a_killed_writer_left_is_told(root: Path) -> None:
    (root / "editions/.aside-xyz").mkdir()
    [finding] = Library.open(root, today=TODAY).examine()
    assert "killed" in finding.wrong


def test_a_version_that_comes_out_otherwise_is_not_put_in_place(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer program reads a list otherwise: old answers must not change in silence."""
    [place] = root.glob("versions/starter/*/statements.parquet")
    place.write_bytes(place.read_bytes()[:-50])
    starter = registry.SOURCES["starter"]
    few = replace(starter, parser="tabular:read")
    monkeypatch.setitem(registry.SOURCES, "starter", few)
    found = Library.open(root, today=TODAY).examine(repair=True)
    assert not found[0].mended
    assert found[0].remedy


def test_the_days_of_a_clock_that_goes_back_are_refused_not_guessed(root: Path) -> None:
    """Yesterday's machine asks a library that was filled today."""
    library = Library.open(root, today=date(2026, 10, 1))
    with pytest.raises(CaveatError, match="had come out by 2026-10-01"):
        library.screen(Subject("Sergei Chemezov"))
