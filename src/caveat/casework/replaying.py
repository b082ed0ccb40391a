"""A receipt, answered again: from the same versions of the same lists, as they lie in the archive.

The library keeps every version of every list, but only its newest editions. The edition of a
receipt is therefore taken as it is, if it is still there; else it is built again, in a temporary
folder, of exactly the versions that the receipt names. So are what publishers had confirmed, the
sets of stakes, and what was decided of links: what came later is not there. Nothing is written to
the library.

What is proved is that *this* program gives the same answer from the same data. Another version of
the program may answer otherwise; then both versions are named, and what differs.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caveat import __version__
from caveat.casework import answering
from caveat.errors import CannotReplay, LibraryDamaged
from caveat.library import archive, versions
from caveat.library import stakes as sets
from caveat.library.edition import Edition
from caveat.library.versions import Check, Version
from caveat.screening import decisions
from caveat.screening.library import Library


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of a receipt.

    Attributes:
        same: whether the answer came out the same, to the letter.
        same_hits: whether at least the hits, their scores and states did.
        how: where the edition came from.
        then: what the receipt says came out.
        now: what came out.
        program_then: version of the program that made the receipt.
        program_now: version of this one.
        kind: of the receipt.
        edition: id of the edition then.
    """

    same: bool
    same_hits: bool
    how: str
    then: Mapping[str, Any]
    now: Mapping[str, Any]
    program_then: str
    program_now: str
    kind: str
    edition: str

    @property
    def told(self) -> str:
        """The outcome, in a sentence."""
        other = (
            ""
            if self.program_then == self.program_now
            else f" The receipt is of Caveat {self.program_then}; this is {self.program_now}."
        )
        if self.same:
            return f"It comes out the same, to the letter.{other}"
        if self.same_hits:
            return f"The hits are the same, but the answer differs in its words.{other}"
        return f"It comes out otherwise.{other}"

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {"format": "caveat.replay/1", **asdict(self), "told": self.told}


def replay(library: Library, receipt: Mapping[str, Any], file: Path | None = None) -> Replayed:
    """Answer a receipt again.

    Args:
        library: that made it, or has the same versions of the lists.
        receipt: as `caveat.casework.receipts.read` gives it.
        file: the document, customer file or payments, if the receipt is of such.

    Raises:
        CannotReplay: a version that it rests on is not in the library, or was changed.
        BadInput: the file is missing or another one.
    """
    basis = receipt["basis"]
    with _as_then(library, basis) as (then, how):
        now = answering.again(then, receipt, file)
    was = receipt["verdict"]
    return Replayed(
        was == now,
        (was["clear"], was["hits"]) == (now["clear"], now["hits"]),
        how,
        was,
        now,
        basis["program"],
        __version__,
        receipt["kind"],
        basis["edition"],
    )


@contextmanager
def _as_then(library: Library, basis: Mapping[str, Any]) -> Iterator[tuple[Library, str]]:
    """The library as it was when the receipt was made, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="caveat-replay-") as name:
        root = Path(name)
        for listed in basis["lists"]:
            known = {one.name: one for one in versions.kept(library.root, listed["source"])}
            for version, checksums in listed["versions"]:
                _bring(library.root, root, known.get(version), listed["source"], version, checksums)
        for source, check in basis["checks"].items():
            versions.write_check(
                root, source, Check(date.fromisoformat(check["on"]), check["version"], {})
            )
        stakes, new = sets.root_of(library.root), sets.root_of(root)
        for one in basis["stakes"]:
            known = {kept.name: kept for kept in versions.kept(stakes, one["name"])}
            version = one["version"]
            _bring(stakes, new, known.get(version), one["name"], version, one["checksums"])
        _links(root, basis["links"])
        how = _edition(library, root, basis["edition"])
        then = Library.open(root, today=basis["today"])
        if how == "":
            built = then.build().id
            how = f"built again from the archive, as {built}"
            if built != basis["edition"]:
                how += f" (then {basis['edition']}: this program lays editions out otherwise)"
        yield then, how


def _bring(
    old: Path,
    new: Path,
    version: Version | None,
    source: str,
    name: str,
    checksums: list[str],
) -> None:
    """Let a version stand in the new root, if its raw files are what the receipt says.

    Raises:
        CannotReplay: it is not there, or was changed.
    """
    if version is None or list(version.checksums) != list(checksums):
        raise CannotReplay(
            f"{source}, version {name}, is not in the library any more. "
            "Restore it from a backup, or import the file again."
        )
    try:
        for raw in version.files:
            archive.fetch(old, raw)
    except LibraryDamaged as error:
        raise CannotReplay(f"{source}, version {name}: {error}") from None
    place = versions.folder(new, version)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(versions.folder(old, version).resolve(), target_is_directory=True)


def _links(root: Path, links: list[list[str]]) -> None:
    """Write down what was decided of links then."""
    if not links:
        return
    with (root / "links.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(decisions.COLUMNS)
        writer.writerows([*link, ""] for link in links)


def _edition(library: Library, root: Path, id: str) -> str:
    """Use the edition that is still there and whole; else nothing."""
    place = library.root / "editions" / id
    try:
        Edition(place).verify()
    except LibraryDamaged:
        return ""
    editions = root / "editions"
    editions.mkdir(exist_ok=True)
    (editions / id).symlink_to(place.resolve(), target_is_directory=True)
    (editions / "current").write_text(id)
    return f"the edition {id}, which is still there"
