"""An edition is shared whole or not at all: through a folder, and through a real S3 server."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CAVEAT, Command, at
from tests.screening.conftest import Shelf
from tests.storage import KEY, SECRET, Storage, storage

from caveat.errors import (
    BadInput,
    CaveatError,
    LibraryDamaged,
    NothingPublished,
    StoreBusy,
    StoreDamaged,
    StoreFailed,
)
from caveat.library import versions
from caveat.library.edition import current
from caveat.library.publication import CURRENT, Pointer
from caveat.library.publish import LOCK, Published, publish
from caveat.library.pull import pull
from caveat.library.store import Store
from caveat.screening.library import Library
from caveat.subject import Subject

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = "2026-11-24"


@pytest.fixture(params=["folder", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to publish: a folder, or a bucket of a real server."""
    if request.param == "folder":
        return str(tmp_path / "published")
    server: Storage = request.getfixturevalue("by_s3")
    return server.address()


@pytest.fixture
def bucket(by_s3: Storage) -> str:
    return by_s3.address()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A library with one listed party, to publish from."""
    shelf = Shelf(tmp_path / "library")
    issue(shelf, "2026-11-01", "Ivan Sidorov")
    return shelf


def issue(shelf: Shelf, day: str, *names: str) -> None:
    """A new version of the list, in force."""
    parties = {name.lower().replace(" ", "-"): {"name": name, "since": day} for name in names}
    shelf.take(day, parties)
    shelf.build()


def out(shelf: Shelf, address: str, **said: Any) -> Published:
    return publish(shelf.library.root, Store(address), at=AT, **said)


def listed(root: Path, name: str) -> bool:
    return not Library.open(root, today=TODAY).screen(Subject(name, "person")).clear


def pieces(store: Store) -> dict[str, str]:
    """Place -> name at the store, of what was published last."""
    from caveat.library.publish import newest

    found = newest(store)
    assert found is not None
    return {piece.place: piece.name for piece in found.pieces}


def corrupt(store: Store, name: str) -> None:
    content = bytearray(store.read(name))
    content[len(content) // 2] ^= 1
    store.write(name, bytes(content))


class TestWhole:
    def test_a_replica_answers_as_the_library_does(
        self, shelf: Shelf, address: str, tmp_path: Path
    ) -> None:
        (version,) = versions.of_source(shelf.library.root, "un-sc")
        check = versions.Check(date(2026, 11, 23), version.name, {})
        versions.write_check(shelf.library.root, "un-sc", check)
        published = out(shelf, address)
        pulled = pull(tmp_path / "replica", Store(address))
        assert (pulled.edition, pulled.number) == (published.edition, 1)
        here, there = (
            Library.open(root, today=TODAY) for root in (shelf.library.root, tmp_path / "replica")
        )
        asked = Subject("Ivan Sidorov", "person")
        assert there.screen(asked) == here.screen(asked)
        assert there.health() == here.health()
        there.edition.verify()

    def test_it_has_neither_casework_nor_keys_nor_by_itself_the_archive(
        self, shelf: Shelf, address: str
    ) -> None:
        root = shelf.library.root
        (root / "service").mkdir()
        (root / "service/keys.json").write_text("{}")
        (root / "casework.db").write_text("people")
        out(shelf, address)
        places = pieces(Store(address))
        assert {place.partition("/")[0] for place in places} == {"editions", "versions"}
        assert not any(place.endswith(".parquet") for place in places)

    def test_with_the_archive_a_replica_can_rebuild(
        self, shelf: Shelf, address: str, tmp_path: Path
    ) -> None:
        out(shelf, address, archive=True)
        replica = tmp_path / "replica"
        pull(replica, Store(address))
        with pytest.raises(CaveatError):  # the edition is gone, and so is all it was made of
            (replica / "editions/current").unlink()
            for place in (replica / "editions").glob("2*/statements.arrow"):
                place.unlink()
            Library.open(replica, today=TODAY).build()
        pulled = pull(tmp_path / "whole", Store(address), archive=True)
        rebuilt = Library.open(tmp_path / "whole", today=TODAY).build()
        assert rebuilt.id == pulled.edition

    def test_the_archive_can_be_had_later(self, shelf: Shelf, address: str, tmp_path: Path) -> None:
        out(shelf, address)
        with pytest.raises(BadInput, match="not published"):
            pull(tmp_path / "replica", Store(address), archive=True)
        pull(tmp_path / "replica", Store(address))
        out(shelf, address, archive=True)
        pull(tmp_path / "replica", Store(address), archive=True)
        assert list((tmp_path / "replica/archive").glob("*/*.gz"))
        issue(shelf, "2026-11-20", "Maria Petrova")
        out(shelf, address, archive=True)
        pull(tmp_path / "replica", Store(address))  # as a service that follows does
        assert len(list((tmp_path / "replica/archive").glob("*/*.gz"))) == 2

    def test_decisions_and_stakes_go_along_and_go_away(
        self, shelf: Shelf, address: str, tmp_path: Path
    ) -> None:
        from caveat.sources.reading import File

        root, replica = shelf.library.root, tmp_path / "replica"
        register = tmp_path / "register.csv"
        register.write_text("owner,owned,share\nIvan Sidorov,Acme Ltd,60\n")
        shelf.library.bring_stakes([File(register)], name="register")
        (root / "links.csv").write_text("holder,party,decision,day\n")
        out(shelf, address)
        pull(replica, Store(address))
        assert [one.source for one in Library.open(replica, today=TODAY).stake_sets()] == [
            "register"
        ]
        (root / "links.csv").unlink()
        out(shelf, address)
        pull(replica, Store(address))
        assert not (replica / "links.csv").exists()


class TestPartial:
    def test_only_what_is_missing_is_sent_and_fetched(
        self, shelf: Shelf, address: str, tmp_path: Path
    ) -> None:
        first = out(shelf, address)
        assert first.sent and out(shelf, address).sent == 0
        pull(tmp_path / "replica", Store(address))
        assert pull(tmp_path / "replica", Store(address)).fetched == 0
        (version,) = versions.of_source(shelf.library.root, "un-sc")
        check = versions.Check(date(2026, 11, 23), version.name, {})
        versions.write_check(shelf.library.root, "un-sc", check)
        second = out(shelf, address)
        assert (second.number, second.edition) == (2, first.edition)
        assert 0 < second.sent < 500
        assert pull(tmp_path / "replica", Store(address)).fetched == second.sent

    def test_half_a_file_is_gone_on_with(self, shelf: Shelf, bucket: str, tmp_path: Path) -> None:
        done = out(shelf, bucket)
        store, replica = Store(bucket), tmp_path / "replica"
        (name,) = (n for p, n in pieces(store).items() if p.endswith("/parties.arrow"))
        content = store.read(name)
        part = replica / "incoming" / f"{name.rpartition('/')[2]}.part"
        part.parent.mkdir(parents=True)
        part.write_bytes(content[: len(content) // 2])
        distinct = {n: len(store.read(n)) for n in pieces(store).values()}
        assert sum(distinct.values()) <= done.size
        fetched = pull(replica, store).fetched
        assert fetched == sum(distinct.values()) - len(content) // 2

    def test_large_files_come_in_parts(
        self, shelf: Shelf, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("caveat.library.pull.PART", 1000)
        out(shelf, bucket)
        seen: list[int] = []
        pull(tmp_path / "replica", Store(bucket), progress=lambda done, total: seen.append(done))
        assert len(seen) > 40 and listed(tmp_path / "replica", "Ivan Sidorov")

    def test_a_server_killed_midway(self, shelf: Shelf, tmp_path: Path, s3: Storage,
                                    monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
        with storage(tmp_path / "other") as server:
            for name, value in server.environment.items():
                monkeypatch.setenv(name, value)
            address, replica = server.address(), tmp_path / "replica"
            out(shelf, address)
            pull(replica, Store(address))
            before = current(replica).id
            issue(shelf, "2026-11-20", "Ivan Sidorov", "Maria Petrova")
            out(shelf, address)
            came: list[int] = []

            def cut(done: int, total: int) -> None:
                came.append(done)
                server.kill()

            with pytest.raises(StoreFailed, match="reachable"):
                pull(replica, Store(address), progress=cut)
            assert current(replica).id == before
            assert not listed(replica, "Maria Petrova")
            server.start()
            whole = pull(tmp_path / "fresh", Store(address)).fetched
            again = pull(replica, Store(address))
            assert again.new and again.fetched <= whole - max(came)
            assert listed(replica, "Maria Petrova")
            assert not (replica / "incoming").exists()


class TestDamaged:
    def test_a_damaged_file_is_named_and_nothing_switches(
        self, shelf: Shelf, address: str, tmp_path: Path
    ) -> None:
        out(shelf, address)
        pull(tmp_path / "replica", Store(address))
        issue(shelf, "2026-11-20", "Ivan Sidorov", "Maria Petrova")
        edition = out(shelf, address).edition
        store = Store(address)
        place = f"editions/{edition}/statements.arrow"
        corrupt(store, pieces(store)[place])
        with pytest.raises(StoreDamaged, match=place):
            pull(tmp_path / "replica", store)
        assert not listed(tmp_path / "replica", "Maria Petrova")
        assert out(shelf, address).sent == 0
        assert out(shelf, address, verify=True).sent > 0
        pull(tmp_path / "replica", store)
        assert listed(tmp_path / "replica", "Maria Petrova")

    @pytest.mark.parametrize("what", ["pointer", "publication"])
    def test_a_damaged_record(self, shelf: Shelf, address: str, tmp_path: Path, what: str) -> None:
        out(shelf, address)
        store = Store(address)
        name = Pointer.from_bytes(store.read(CURRENT)).name
        if what == "pointer":
            store.write(CURRENT, b"{")
        else:
            store.write(name, store.read(name).replace(b'"number": 1', b'"number": 9'))
        with pytest.raises(StoreDamaged):
            pull(tmp_path / "replica", store)
        assert out(shelf, address).new  # written anew, over the damaged one
        assert pull(tmp_path / "replica", store).number == 2

    def test_a_missing_file(self, shelf: Shelf, address: str, tmp_path: Path) -> None:
        out(shelf, address)
        store = Store(address)
        store.remove([pieces(store)["versions/un-sc/" + first_version(shelf) + "/version.json"]])
        with pytest.raises(StoreDamaged, match="publish again"):
            pull(tmp_path / "replica", store)
        out(shelf, address)
        assert pull(tmp_path / "replica", store).new

    def test_a_publication_writes_nowhere_else(self, shelf: Shelf, tmp_path: Path) -> None:
        out(shelf, str(tmp_path / "published"))
        store = Store(str(tmp_path / "published"))
        name = Pointer.from_bytes(store.read(CURRENT)).name
        import hashlib
        import json

        record = json.loads(store.read(name))
        record["files"][0]["place"] = "../../etc/passwd"
        content = json.dumps(record).encode()
        pointer = json.loads(store.read(CURRENT))
        pointer["sha256"] = hashlib.sha256(content).hexdigest()
        store.write(name, content)
        store.write(CURRENT, json.dumps(pointer).encode())
        with pytest.raises(StoreDamaged, match="no place in a library"):
            pull(tmp_path / "replica", store)

    def test_a_damaged_edition_is_not_published(self, shelf: Shelf, address: str) -> None:
        place = shelf.library.edition.folder / "links.npy"
        place.write_bytes(b"x" + place.read_bytes()[1:])
        with pytest.raises(LibraryDamaged):
            out(shelf, address)
        with pytest.raises(NothingPublished):
            Store(address).read(CURRENT)
        with pytest.raises(NothingPublished):
            Store(address).read(LOCK)

    def test_a_file_damaged_in_the_replica_is_not_carried_over(
        self, shelf: Shelf, address: str, tmp_path: Path
    ) -> None:
        out(shelf, address)
        pulled = pull(tmp_path / "replica", Store(address))
        folder = tmp_path / "replica/editions" / pulled.edition
        (folder / "links.npy").write_bytes(b"x")
        (version,) = versions.of_source(shelf.library.root, "un-sc")
        check = versions.Check(date(2026, 11, 23), version.name, {})
        versions.write_check(shelf.library.root, "un-sc", check)
        out(shelf, address)
        pull(tmp_path / "replica", Store(address))
        current(tmp_path / "replica").verify()


def first_version(shelf: Shelf) -> str:
    return versions.of_source(shelf.library.root, "un-sc")[0].name


class TestTogether:
    def test_only_one_publishes(self, shelf: Shelf, address: str) -> None:
        store = Store(address)
        store.create(LOCK, b'{"by": "another machine, process 7", "since": "2026-11-24T11:00"}')
        with pytest.raises(StoreBusy, match=r"another machine, process 7 .* since 2026-11-24T11"):
            out(shelf, address)
        assert out(shelf, address, take_over=True).new
        assert out(shelf, address).number == 1

    def test_only_one_of_many_is_told_that_it_may(self, address: str) -> None:
        stores = [Store(address) for _ in range(6)]
        begin = threading.Barrier(len(stores))

        def try_it(store: Store) -> bool:
            begin.wait()
            return store.create(LOCK, b"{}")

        with ThreadPoolExecutor(len(stores)) as pool:
            assert sum(pool.map(try_it, stores)) == 1

    def test_one_who_was_taken_for_dead_changes_nothing(
        self, shelf: Shelf, address: str, tmp_path: Path
    ) -> None:
        other = Shelf(tmp_path / "second")
        issue(other, "2026-11-10", "Maria Petrova")
        took: list[Published] = []

        def meanwhile(done: int, total: int) -> None:
            if not took:
                took.append(out(other, address, take_over=True))

        with pytest.raises(StoreBusy, match="took over"):
            out(shelf, address, progress=meanwhile)
        assert pull(tmp_path / "replica", Store(address)).edition == took[0].edition

    def test_s3_swaps_the_pointer_only_over_the_one_that_was_read(self, bucket: str) -> None:
        store = Store(bucket)
        store.write(CURRENT, b"one", over="")
        seen = store.mark(CURRENT)
        store.write(CURRENT, b"two", over=seen)
        with pytest.raises(StoreBusy):
            store.write(CURRENT, b"three", over=seen)
        with pytest.raises(StoreBusy):
            store.write(CURRENT, b"three", over="")
        assert store.read(CURRENT) == b"two"

    def test_readers_while_editions_come_and_go(
        self, shelf: Shelf, address: str, tmp_path: Path
    ) -> None:
        out(shelf, address, keep=1)
        stop, failed, pulled = threading.Event(), list[BaseException](), list[str]()

        def read(number: int) -> None:
            replica, store = tmp_path / f"replica-{number}", Store(address)
            while not stop.is_set():
                try:
                    pulled.append(pull(replica, store).edition)
                    current(replica).verify()
                except BaseException as error:
                    failed.append(error)
                    return

        threads = [threading.Thread(target=read, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for number in range(10, 13):
            issue(shelf, f"2026-11-{number}", "Ivan Sidorov", f"Maria Petrova {number}")
            last = out(shelf, address, keep=1)
        stop.set()
        for thread in threads:
            thread.join()
        assert not failed
        assert set(pulled) & {last.edition} or pull(tmp_path / "replica-0", Store(address))

    def test_earlier_ones_are_kept_and_removed(self, shelf: Shelf, address: str) -> None:
        store = Store(address)
        out(shelf, address, keep=2)
        for number in range(10, 13):
            issue(shelf, f"2026-11-{number}", "Ivan Sidorov", f"Maria Petrova {number}")
            done = out(shelf, address, keep=2)
        assert (done.number, done.pruned) == (4, 1)
        assert len(store.sizes("publications")) == 2
        assert set(pieces(store).values()) < set(store.sizes("files"))
        out(shelf, address, keep=1)
        issue(shelf, "2026-11-20", "Maria Petrova")
        out(shelf, address, keep=1)
        assert set(store.sizes("files")) == set(pieces(store).values())


class TestRefused:
    def test_a_library_with_lists_of_its_own_is_left_alone(
        self, shelf: Shelf, address: str
    ) -> None:
        out(shelf, address)
        with pytest.raises(BadInput, match="lists of its own"):
            pull(shelf.library.root, Store(address))

    def test_nothing_published(self, address: str, tmp_path: Path) -> None:
        with pytest.raises(NothingPublished, match="caveat publish"):
            pull(tmp_path / "replica", Store(address))

    @pytest.mark.parametrize(
        ("address", "why"),
        [
            ("s3://key:secret@bucket/x", "environment"),
            ("gopher://bucket/x", "Nothing here can read"),
        ],
    )
    def test_an_address_that_is_none(self, address: str, why: str) -> None:
        with pytest.raises(BadInput, match=why) as raised:
            Store(address)
        assert "secret@" not in str(raised.value)


def test_commands_by_s3_say_no_credential(shelf: Shelf, by_s3: Storage, tmp_path: Path) -> None:
    import os
    import subprocess

    address = by_s3.address()

    def run(root: Path, *words: str, **environment: str) -> tuple[int, str]:
        done = subprocess.run(
            [CAVEAT, "--library", root, "--today", TODAY, *words],
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], **by_s3.environment, **environment},
        )
        return done.returncode, done.stdout + done.stderr

    root, replica = shelf.library.root, tmp_path / "replica"
    said = [
        run(replica, "pull", address),
        run(root, "publish", address),
        run(replica, "pull", address),
        run(replica, "pull", address),
        run(replica, "screen", "Ivan Sidorov"),
        run(root, "publish", address, AWS_SECRET_ACCESS_KEY=f"{SECRET}2"),
        run(replica, "pull", address, AWS_ENDPOINT_URL="http://127.0.0.1:1"),
    ]
    assert [code for code, _ in said] == [4, 0, 0, 0, 3, 1, 1]
    text = "\n".join(words for _, words in said)
    assert "number 1 at s3://" in text and "was here already" in text
    assert KEY not in text and SECRET not in text and "Traceback" not in text


def test_commands_by_folder(starter: Command, tmp_path: Path) -> None:
    published = starter("publish", tmp_path / "shared")
    assert published.code == 0 and "is published: number 1" in published.out
    replica = at(tmp_path / "replica")
    assert replica("pull", (tmp_path / "shared").as_uri()).code == 0
    assert replica("screen", "Sergei Chemezov").code == 3
