"""Building editions: the same again from the same, one swap, and no harm from a kill anywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat.errors import LibraryDamaged, LibraryLocked, NoList
from caveat.library import changes, statements, versions
from caveat.library.build import KEPT, build
from caveat.library.disk import writing
from caveat.library.edition import Edition, current

if TYPE_CHECKING:
    from tests.library.conftest import Shelf, Shelves

OLD = "p name Old\np [X] reason R\nq name Somebody\nq [X] reason R"
NEW = "p name New\np [X] reason R\nq name Somebody\nq [X] reason R\nr [X] reason R"


def answer(edition: Edition) -> list[tuple[str, str]]:
    """The party's names, and the day of the last version with each."""
    party = edition.party(edition.number("p"))
    return [
        (one.statement.value, str(one.last))
        for one in party.statements
        if one.statement.prop == "name"
    ]


# -- what a build makes --------------------------------------------------------------------------


def test_a_library_without_a_list_has_no_edition(shelf: Shelf) -> None:
    with pytest.raises(NoList, match="Get one with caveat update"):
        shelf.build()


def test_what_was_built_is_in_force(shelf: Shelf) -> None:
    shelf.take(OLD, "2020-01-01")
    built = shelf.build()
    assert current(shelf.root).id == built.id
    shelf.take(NEW, "2020-01-02")
    assert current(shelf.root).id == built.id
    newer = shelf.build()
    assert current(shelf.root).id == newer.id != built.id


def test_the_id_begins_with_the_day_of_the_newest_version(shelf: Shelf) -> None:
    shelf.take(OLD, "2020-01-01", name="one")
    shelf.take(OLD, "2019-01-01", name="two")
    assert shelf.build().id.startswith("2020-01-01-")


def test_the_same_versions_give_the_same_bytes(new_shelf: Shelves) -> None:
    made = []
    for _ in range(2):
        shelf = new_shelf()
        shelf.take(OLD, "2020-01-01")
        shelf.take(NEW, "2020-01-02")
        shelf.build()
        made.append(shelf.bytes())
    assert made[0] == made[1]


def test_the_signature_of_the_indexes_is_part_of_the_id(shelf: Shelf) -> None:
    shelf.take(OLD, "2020-01-01")
    with writing(shelf.root):
        ids = {build(shelf.root, signature=signature).id for signature in ("one", "two", "one")}
    assert len(ids) == 2


def test_building_again_writes_nothing_new(shelf: Shelf) -> None:
    shelf.take(OLD, "2020-01-01")
    place = shelf.build().folder / "statements.arrow"
    before = place.stat()
    shelf.build()
    assert (place.stat().st_ino, place.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_an_older_edition_is_put_in_force_again_when_its_versions_are_all_there_are(
    shelf: Shelf,
) -> None:
    shelf.take(OLD, "2020-01-01")
    first = shelf.build()
    taken = shelf.take(NEW, "2020-01-02")
    shelf.build()
    shutil.rmtree(versions.folder(shelf.root, taken.version))
    assert shelf.build().id == first.id == current(shelf.root).id


def test_indexers_see_the_whole_edition_and_their_files_belong_to_it(shelf: Shelf) -> None:
    def indexer(edition: Edition, folder: Path) -> None:
        assert edition.id.startswith("2020-01-01-")
        (folder / "deep").mkdir()
        (folder / "deep/names.txt").write_text(" ".join(edition.parties["caption"].to_pylist()))

    shelf.take(OLD, "2020-01-01")
    with writing(shelf.root):
        edition = build(shelf.root, [indexer])
    place = edition.folder / "deep/names.txt"
    assert place.read_text() == "Old Somebody"
    edition.verify()
    place.write_text("Old Someboda")
    with pytest.raises(LibraryDamaged, match=r"names\.txt is missing or changed"):
        edition.verify()


def test_an_indexer_that_fails_leaves_the_last_edition_in_force(shelf: Shelf) -> None:
    def fails(edition: Edition, folder: Path) -> None:
        raise RuntimeError

    shelf.take(OLD, "2020-01-01")
    old = shelf.build()
    shelf.take(NEW, "2020-01-02")
    with pytest.raises(RuntimeError), writing(shelf.root):
        build(shelf.root, [fails])
    assert current(shelf.root).id == old.id
    assert shelf.aside() == []


def test_old_editions_go_but_those_that_a_reader_may_be_opening_stay(shelf: Shelf) -> None:
    ids = []
    for day in range(1, 7):
        shelf.take(f"p name N{day}\np [X] reason R", f"2020-01-0{day}")
        ids.append(shelf.build().id)
    left = {place.parent.name for place in shelf.root.glob("editions/*/edition.json")}
    assert left == set(ids[-KEPT:])


# -- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["edition.json", "statements.arrow", "parties.arrow", "links.npy"])
@pytest.mark.parametrize("how", ["flipped", "missing"])
def test_a_damaged_edition_is_made_anew(shelf: Shelf, name: str, how: str) -> None:
    shelf.take(OLD, "2020-01-01")
    edition, whole = shelf.build(), shelf.bytes()
    place = edition.folder / name
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.unlink()
    if how == "flipped":
        place.write_bytes(content)
    again = shelf.build()
    again.verify()
    assert shelf.bytes() == whole


def test_a_damaged_version_keeps_the_last_edition_in_force(shelf: Shelf) -> None:
    shelf.take(OLD, "2020-01-01")
    old = shelf.build()
    version = shelf.take(NEW, "2020-01-02").version
    (versions.folder(shelf.root, version) / "statements.parquet").write_bytes(b"damaged")
    with pytest.raises(LibraryDamaged, match="import its files again"):
        shelf.build()
    assert answer(current(shelf.root)) == answer(old)
    shutil.rmtree(versions.folder(shelf.root, version))  # what the message says to do
    shelf.take(NEW, "2020-01-02")
    assert answer(shelf.build()) == [("New", "2020-01-02"), ("Old", "2020-01-01")]


def test_a_build_waits_for_no_other_writer(shelf: Shelf) -> None:
    shelf.take(OLD, "2020-01-01")
    with writing(shelf.root), pytest.raises(LibraryLocked):
        shelf.build()


# -- kills ---------------------------------------------------------------------------------------

EVERY = 8
"""Only each eighth step is tried, to be quick: with 1 here all 300 are, in 40 seconds."""

_KILLED = """
import os, shutil, sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import duckdb, pyarrow.parquet  # a fork must not wait for an import
from conftest import Shelf
from caveat.sources.reading import Entity

template, work, text, every = Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], int(sys.argv[5])
Entity("warm", "Person", "").add("name", "up")

def armed(root, last):
    seen = 0
    def hook(event, args):
        nonlocal seen
        touches = any(str(one).startswith(str(root)) for one in args)
        if touches or event == "fcntl.flock":
            seen += 1
            if seen == last:
                os._exit(9)
    sys.addaudithook(hook)

last = 1
while True:
    root = work / str(last)
    shutil.copytree(template, root)
    child = os.fork()
    if not child:
        shelf = Shelf(root)
        armed(root, last)
        shelf.take(text, "2020-01-09")
        shelf.build()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    print(last, code, flush=True)
    if code != 9:
        break
    last += every
"""


def killed(template: Shelf, work: Path, every: int) -> list[Path]:
    """Libraries in which a writer was killed before its first, its next, … touch of the disk.

    An audit hook sees each file that Python opens, makes, moves or removes. The last library
    is one whose writer was let through.
    """
    ran = subprocess.run(
        [
            sys.executable,
            *("-c", _KILLED, str(Path(__file__).parent)),
            *(str(template.root), str(work), NEW, str(every)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    codes = dict(line.split() for line in ran.stdout.splitlines())
    assert set(list(codes.values())[:-1]) == {"9"}
    assert list(codes.values())[-1] == "0"
    return [work / number for number in codes]


def check(
    new_shelf: Shelves, place: Path, before: Edition | None, wanted: Shelf, unkilled: Edition
) -> str:
    """That a library survived, and goes on as if nothing had happened; which edition answers."""
    shelf = new_shelf()
    shutil.copytree(place, shelf.root)
    try:
        edition = current(shelf.root)
    except NoList:
        assert before is None
        found = ""
    else:
        edition.verify()
        last = before if before is not None and edition.id == before.id else unkilled
        assert edition.id == last.id
        assert answer(edition) == answer(last)
        found = edition.id
    for version in versions.of_source(shelf.root, "tiny"):
        folder = versions.folder(shelf.root, version)
        assert len(list(statements.read(folder / "statements.parquet"))) == version.statements
    shelf.take(NEW, "2020-01-09")
    after = shelf.build()
    after.verify()
    assert after.id == unkilled.id == current(shelf.root).id
    (listing,), (same,) = after.listings, unkilled.listings
    day = listing.versions[-1].published
    assert changes.on(after, listing, day) == changes.on(unkilled, same, day)
    assert shelf.aside() == []
    assert shelf.bytes() == wanted.bytes()
    return found


@pytest.mark.parametrize("history", [0, KEPT], ids=["the first list", "a list with a history"])
def test_a_kill_at_any_step_leaves_a_library_that_answers_and_goes_on(
    new_shelf: Shelves, tmp_path: Path, history: int
) -> None:
    template, wanted = new_shelf(), new_shelf()
    before: Edition | None = None
    for number in range(history):
        text = OLD.replace("Old", f"Old{number}")
        for shelf in (template, wanted):
            shelf.take(text, f"2020-01-0{number + 1}")
            before = shelf.build()
    template.root.mkdir(exist_ok=True)
    wanted.take(NEW, "2020-01-09")
    unkilled = wanted.build()
    places = killed(template, tmp_path, EVERY)
    assert len(places) > 100 // EVERY
    found = [check(new_shelf, place, before, wanted, unkilled) for place in places]
    assert found == sorted(found)  # once the new edition is in force, it stays
    assert {found[0], found[-1]} == {before.id if before else "", unkilled.id}
