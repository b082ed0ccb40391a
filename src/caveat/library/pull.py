"""A published edition into this library, which is then a replica.

Only what is missing or different is fetched, into ``incoming/``, large files in parts, so that a
pull that was cut off goes on where it stopped. Every file is compared with its checksum; only
then is anything put in its place, the edition by one rename and the pointer to it last.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from caveat.errors import (
    BadInput,
    LibraryDamaged,
    NothingPublished,
    StoreDamaged,
)
from caveat.library import versions
from caveat.library.build import prune
from caveat.library.disk import (
    alone,
    aside,
    checksum,
    discard,
    file_aside,
    read_json,
    settle,
    write_json,
    writing,
)
from caveat.library.edition import Edition
from caveat.library.publication import CURRENT, Piece, Pointer
from caveat.library.publish import AT_ONCE, Progress, publication
from caveat.library.store import Store

PART = 8 << 20
"""Bytes asked for at once."""

RECORD = "replica.json"
"""Marks a library as a replica, and says what of it was pulled."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of pulling.

    Attributes:
        number: of the publication.
        edition: the edition's id, now in force.
        at: when it was published.
        fetched: bytes that had to be fetched: the others were here.
        size: bytes of all its files.
        new: whether anything has changed here.
    """

    number: int
    edition: str
    at: str
    fetched: int
    size: int
    new: bool


def pull(
    root: Path, store: Store, *, archive: bool = False, progress: Progress | None = None
) -> Pulled:
    """Bring this library to what was published last.

    Args:
        root: the library's folder; made if it is not there.
        store: where it was published.
        archive: with the raw files, so that the edition can be rebuilt and receipts replayed.
        progress: told how far it is.

    Raises:
        NothingPublished: nothing was published there.
        StoreFailed: the store cannot be reached; what was fetched is kept for the next time.
        StoreDamaged: a file there is not what its checksum says; nothing has changed here.
        BadInput: the library has lists of its own.
        LibraryLocked: another process pulls into it, or writes to it.
    """
    known = _known(root)
    with _pulling(root):
        tried = None
        while True:
            pointer = Pointer.from_bytes(store.read(CURRENT))
            try:
                return _pull(root, store, pointer, known, archive, progress)
            except NothingPublished as error:
                if pointer == tried:
                    raise StoreDamaged(
                        f"{error} The publication {pointer.number} names it: publish again."
                    ) from None
                tried = pointer  # it was pruned meanwhile, or is damaged: the next look tells


def _pull(
    root: Path,
    store: Store,
    pointer: Pointer,
    known: Mapping[str, object],
    archive: bool,
    progress: Progress | None,
) -> Pulled:
    if known.get("publication") == pointer.sha256 and bool(known.get("archive")) >= archive:
        size = int(str(known.get("size", 0)))
        at = str(known.get("at", ""))
        return Pulled(pointer.number, pointer.edition, at, 0, size, False)
    found = publication(store, pointer)
    if archive and not found.archived:
        raise BadInput(
            f"The archive was not published at {store.address}. "
            "Publish it with caveat publish --archive, or pull without."
        )
    archive = archive or (bool(known.get("archive")) and found.archived)  # once had, always had
    wanted = [piece for piece in found.pieces if archive or not piece.archive]
    incoming = root / "incoming"
    here = _here(root, wanted)
    missing = list({piece.sha256: piece for piece in wanted if piece.sha256 not in here}.values())
    fetched = _fetch(store, missing, incoming, progress)
    at_hand = {**here, **{piece.sha256: incoming / piece.sha256 for piece in missing}}
    with writing(root):
        _settle(root, found.edition, wanted, at_hand)
        _forget(root, known, wanted)
        record = {
            "address": store.address,
            "number": found.number,
            "publication": pointer.sha256,
            "edition": found.edition,
            "at": found.at,
            "archive": archive,
            "size": sum(piece.size for piece in wanted),
            "files": {piece.place: piece.sha256 for piece in wanted},
        }
        write_json(root / RECORD, record)
        prune(root / "editions" / found.edition)
    shutil.rmtree(incoming, ignore_errors=True)
    return Pulled(
        found.number, found.edition, found.at, fetched, sum(one.size for one in wanted), True
    )


def download(
    store: Store, piece: Piece, folder: Path, got: Callable[[int], None] | None = None
) -> Path:
    """Fetch a file, or the rest of it, and compare it with its checksum.

    Args:
        store: where from.
        piece: the file.
        folder: where to put it, under its checksum.
        got: told how many bytes came, after each part.

    Raises:
        StoreDamaged: it is not what its checksum says.
        StoreFailed: the store cannot be reached; what came is kept.
    """
    place = folder / piece.sha256
    if place.exists() and checksum(place) == piece.sha256:
        return place
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{piece.sha256}.part"
    begun = part.stat().st_size if part.exists() else 0
    with part.open("ab" if begun <= piece.size else "wb") as stream:
        start = stream.tell()
        while start < piece.size:
            block = store.part(piece.name, start, min(start + PART, piece.size))
            if not block:
                break
            stream.write(block)
            start += len(block)
            if got:
                got(len(block))
        stream.flush()
        os.fsync(stream.fileno())
    if checksum(part) != piece.sha256:
        part.unlink()
        raise StoreDamaged(
            f"{piece.name} at {store.address} ({piece.place}) is not what its checksum says. "
            "Nothing was put in force; send it again with caveat publish --verify."
        )
    part.replace(place)
    return place


def _known(root: Path) -> dict[str, object]:
    """What was pulled before; a library with lists of its own is left alone."""
    place = root / RECORD
    if place.exists():
        return dict(read_json(place))
    if versions.sources(root) or (root / "editions" / "current").exists():
        raise BadInput(
            f"The library {root} has lists of its own. Pull into an empty folder: "
            "caveat --library FOLDER pull."
        )
    return {}


def _pulling(root: Path) -> AbstractContextManager[None]:
    """Be the only one who pulls into a library; others may read it, and write what is theirs."""
    taken = f"Another caveat pulls into the library {root}. Wait until it is done."
    return alone(root / "pulling", taken)


def _here(root: Path, wanted: Sequence[Piece]) -> dict[str, Path]:
    """Checksum -> a file of this library that has it, of those that are wanted.

    A file's place does not vouch for its content, so each is read.
    """
    known = dict(read_json(root / RECORD)["files"]) if (root / RECORD).exists() else {}
    places = {str(sha256): place for place, sha256 in known.items()}
    found = {}
    for sha256 in {piece.sha256 for piece in wanted} & places.keys():
        file = root / places[sha256]
        if file.exists() and checksum(file) == sha256:
            found[sha256] = file
    return found


def _fetch(
    store: Store, missing: Sequence[Piece], incoming: Path, progress: Progress | None
) -> int:
    """Fetch files, and give how many bytes came; one that fails stops those not begun."""
    total, done, counting = sum(piece.size for piece in missing), 0, Lock()

    def got(size: int) -> None:
        nonlocal done
        with counting:
            done += size
            if progress:
                progress(done, total)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        tasks = [pool.submit(download, store, piece, incoming, got) for piece in missing]
        try:
            for task in tasks:
                task.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return done


def _settle(root: Path, edition: str, wanted: Sequence[Piece], at_hand: Mapping[str, Path]) -> None:
    """Put everything in its place: what an answer needs before what points to it."""
    place = root / "editions" / edition
    start = f"editions/{edition}/"
    with aside(place.parent) as folder:
        for piece in wanted:
            if piece.place.startswith(start):
                _link(at_hand[piece.sha256], folder / piece.place.removeprefix(start))
        try:
            Edition(folder)
        except LibraryDamaged as error:
            raise StoreDamaged(
                f"The published edition {edition} cannot be opened here. {error}"
            ) from None
        if place.exists() and not _same(place, start, wanted):
            discard(place)
        if not place.exists():
            settle(folder, place)
    others = [piece for piece in wanted if not piece.place.startswith("editions/")]
    others.sort(key=lambda piece: (piece.place.endswith(("version.json", ".csv")), piece.place))
    for piece in others:
        file = root / piece.place
        if not file.exists() or checksum(file) != piece.sha256:
            with at_hand[piece.sha256].open("rb") as source, file_aside(file) as target:
                shutil.copyfileobj(source, target, 1 << 20)
    if any(piece.place.startswith("stakes/") for piece in others):
        os.utime(root / "stakes" / "versions")  # running services look at its time
    pointer = root / "editions" / "current"
    if not pointer.exists() or pointer.read_text() != edition:
        with file_aside(pointer) as stream:
            stream.write(edition.encode())


def _same(place: Path, start: str, wanted: Sequence[Piece]) -> bool:
    """Whether an edition that is here already is the one that was published."""
    mine = [piece for piece in wanted if piece.place.startswith(start)]
    files = [(place / piece.place.removeprefix(start), piece.sha256) for piece in mine]
    return all(file.exists() and checksum(file) == sha256 for file, sha256 in files)


def _link(file: Path, place: Path) -> None:
    """A second name for a file that nobody changes; a copy where the disk has no such thing."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def _forget(root: Path, known: Mapping[str, object], wanted: Sequence[Piece]) -> None:
    """Remove what was pulled before and is not published any more; editions are pruned apart."""
    before = known.get("files")
    old = set(before) if isinstance(before, dict) else set()
    for name in sorted(old - {piece.place for piece in wanted}):
        if not name.startswith("editions/"):
            file = root / name
            file.unlink(missing_ok=True)
            with suppress(OSError):  # its folder goes with its last file
                file.parent.rmdir()
