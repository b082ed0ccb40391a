"""An edition out to a store, from which others pull it.

One publishes at a time: whoever could create ``publishing.json``. Contents go first, the list of
them next, and the pointer to that last of all, over exactly the pointer that was read before
(where the storage can hold to it), so that even a publisher who was thought dead changes nothing.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from caveat.errors import BadInput, LibraryDamaged, NothingPublished, StoreBusy, StoreDamaged
from caveat.library.disk import checksum, writing
from caveat.library.publication import CURRENT, Piece, Pointer, Publication, collected
from caveat.library.store import Store

KEEP = 3
"""Publications kept, unless the user says otherwise: the newest, and those being pulled."""

AT_ONCE = 8
"""Files on their way at the same time."""

LOCK = "publishing.json"

Progress = Callable[[int, int], None]
"""Called with bytes done, and bytes in all."""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing.

    Attributes:
        number: of the publication.
        edition: the edition's id.
        files: how many files it has.
        size: bytes of them all.
        sent: bytes that had to be sent: the store had the others.
        new: whether anything had changed since the one before.
        pruned: how many earlier publications were removed.
    """

    number: int
    edition: str
    files: int
    size: int
    sent: int
    new: bool
    pruned: int


def publish(
    root: Path,
    store: Store,
    *,
    at: datetime,
    archive: bool = False,
    keep: int = KEEP,
    verify: bool = False,
    take_over: bool = False,
    progress: Progress | None = None,
) -> Published:
    """Publish the edition in force, with all that answers need.

    Args:
        root: the library's folder.
        store: where to.
        at: the time, with its zone.
        archive: with the raw files, too, so that replicas can rebuild and replay.
        keep: how many publications to keep there; at least 1.
        verify: read every file at the store again, and send those that are damaged.
        take_over: publish although somebody else seems to, because that one is dead.
        progress: told how far it is.

    Raises:
        StoreBusy: somebody else publishes there, or did meanwhile.
        StoreFailed: the store cannot be reached or written; nothing was published.
        NoList, LibraryDamaged: the library has nothing that could be published.
    """
    if keep < 1:
        raise BadInput("At least one publication must be kept. Say --keep 1 or more.")
    with _alone(store, at, take_over) as held, tempfile.TemporaryDirectory() as spare:
        seen = store.mark(CURRENT)
        before = newest(store, doubtful=True)
        number = before.number + 1 if before else _after(store)
        with writing(root):
            found = collected(root, at, number=number, archive=archive)
            changing = _copied(root, found.pieces, Path(spare))
        size = sum(piece.size for piece in found.pieces)
        sent = _send(root, store, found.pieces, changing, verify, progress)
        if before is not None and before.pieces == found.pieces:
            return Published(before.number, before.edition, len(found.pieces), size, sent, False, 0)
        pointer = Pointer.to(found)
        store.write(pointer.name, found.to_bytes())
        if not held():
            raise StoreBusy(
                f"Somebody took over publishing to {store.address}. Look who, and publish again."
            )
        store.write(CURRENT, pointer.to_bytes(), over=seen)
        pruned = _prune(store, pointer, keep)
    return Published(number, found.edition, len(found.pieces), size, sent, True, pruned)


def newest(store: Store, *, doubtful: bool = False) -> Publication | None:
    """What was published last at a store.

    Args:
        store: where.
        doubtful: take damaged records for none; a publisher writes them anew.

    Raises:
        StoreDamaged: its records are not what they should be.
        NothingPublished: nothing was; with ``doubtful``, None instead.
    """
    try:
        pointer = Pointer.from_bytes(store.read(CURRENT))
        return publication(store, pointer)
    except (StoreDamaged, NothingPublished):
        if not doubtful:
            raise
        return None


def publication(store: Store, pointer: Pointer) -> Publication:
    """The publication that a pointer names.

    Raises:
        StoreDamaged: it is not what the pointer says.
        NothingPublished: it was removed meanwhile.
    """
    content = store.read(pointer.name)
    found = Publication.from_bytes(content, pointer.name)
    if Pointer.to(found).sha256 != pointer.sha256:
        raise StoreDamaged(
            f"{pointer.name} at {store.address} is not what its checksum says. Publish again."
        )
    return found


@contextmanager
def _alone(store: Store, at: datetime, take_over: bool) -> Iterator[Callable[[], bool]]:
    """Be the only one who publishes; gives what tells whether that is still so."""
    who = f"{platform.node() or 'a machine'}, process {os.getpid()}"
    since = at.isoformat(timespec="seconds")
    mine = json.dumps({"by": who, "since": since, "mark": os.urandom(8).hex()}).encode()
    if not store.create(LOCK, mine):
        if not take_over:
            other = _other(store)
            raise StoreBusy(
                f"{other.get('by', 'Somebody')} has been publishing to {store.address} since "
                f"{other.get('since', 'a time not known')}. Wait until it is done; if it died, "
                "say --take-over."
            )
        store.write(LOCK, mine)

    def held() -> bool:
        with suppress(NothingPublished):
            return store.read(LOCK) == mine
        return False

    try:
        yield held
    finally:
        if held():
            store.remove([LOCK])


def _other(store: Store) -> dict[str, Any]:
    """Who publishes, as far as that can be read."""
    with suppress(NothingPublished, ValueError):
        said = json.loads(store.read(LOCK))
        return said if isinstance(said, dict) else {}
    return {}


def _after(store: Store) -> int:
    """The number after those that lie at a store whose pointer is lost."""
    return 1 + max((_number(name) for name in store.sizes("publications")), default=0)


def _number(name: str) -> int:
    digits = name.rpartition("/")[2].partition("-")[0]
    return int(digits) if digits.isdigit() else 0


def _copied(root: Path, pieces: Sequence[Piece], spare: Path) -> dict[str, Path]:
    """Copies of the small files that may change while others are sent, by place."""
    found = {}
    for number, piece in enumerate(pieces):
        if piece.place.endswith(("checked.json", ".csv")):
            found[piece.place] = spare / str(number)
            shutil.copyfile(root / piece.place, found[piece.place])
    return found


def _send(
    root: Path,
    store: Store,
    pieces: Sequence[Piece],
    changing: dict[str, Path],
    verify: bool,
    progress: Progress | None,
) -> int:
    """Send what the store has not; the bytes that were sent."""
    there = store.sizes("files")
    wanted = {piece.name: piece for piece in pieces}
    missing = [
        piece
        for name, piece in wanted.items()
        if there.get(name) != piece.size or (verify and not _good(store, piece))
    ]
    total = sum(piece.size for piece in missing)
    done = 0

    def send(piece: Piece) -> int:
        file = changing.get(piece.place, root / piece.place)
        try:
            store.put(piece.name, file)
        except NothingPublished:
            raise LibraryDamaged(
                f"{file} went away while it was sent: the library was built anew. Publish again."
            ) from None
        return piece.size

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for size in pool.map(send, missing):
            done += size
            if progress:
                progress(done, total)
    return done


def _good(store: Store, piece: Piece) -> bool:
    """Whether a file at the store is what its name says."""
    from caveat.library.pull import download

    with tempfile.TemporaryDirectory() as folder:
        try:
            return checksum(download(store, piece, Path(folder))) == piece.sha256
        except (StoreDamaged, NothingPublished):
            return False


def _prune(store: Store, pointer: Pointer, keep: int) -> int:
    """Remove all publications but the newest, and the files that none of those needs."""
    names = sorted(store.sizes("publications"), key=_number, reverse=True)
    names = [name for name in names if name != pointer.name]
    kept, gone = [pointer.name, *names[: keep - 1]], names[keep - 1 :]
    needed = set()
    for name in kept:
        with suppress(StoreDamaged, NothingPublished):
            needed |= {one.name for one in Publication.from_bytes(store.read(name), name).pieces}
    store.remove(gone)
    store.remove(name for name in store.sizes("files") if name not in needed)
    return len(gone)
