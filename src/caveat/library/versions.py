"""Versions: what was published when, and what was read from it.

A version is a folder ``versions/SOURCE/DAY.CHECKSUM/`` with ``version.json`` and
``statements.parquet``. It is written once and never changed. ``versions/SOURCE/checked.json``
tells on which day the publisher last said that the newest version is still the current one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from caveat.library.archive import Raw
from caveat.library.disk import read_json, write_json


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one list, or of one set of stakes.

    Attributes:
        source: name of the list, or of the set.
        title: the list's title, for lists that the registry does not know.
        published: the day the publisher put it out.
        taken: the day it came into the library.
        sequence: order among the versions of one day.
        format: the file format that was read.
        files: the raw files.
        parties: number of listed parties; of a set of stakes, of holders.
        statements: number of statements; of a set of stakes, of stakes.
        unknown: elements and columns that the parser did not know, with a count.
        unread: values kept as notes because their type could not hold them.
        cautions: what a user must know about this version.
        dated: whether the file itself says when it was published.
        faults: what was wrong with a set of stakes.
        made: what was made of the files: name -> SHA-256; empty in versions of before 0.1.
    """

    source: str
    title: str
    published: date
    taken: date
    sequence: int
    format: str
    files: tuple[Raw, ...]
    parties: int
    statements: int
    unknown: Mapping[str, int]
    unread: Mapping[str, int]
    cautions: tuple[str, ...]
    dated: bool = False
    faults: int = 0
    made: Mapping[str, str] = field(default_factory=dict)

    @property
    def checksums(self) -> tuple[str, ...]:
        """Checksums of the raw files, sorted: what makes two versions the same."""
        return tuple(sorted(raw.sha256 for raw in self.files))

    @property
    def name(self) -> str:
        """The version's folder."""
        return f"{self.published.isoformat()}.{self.sequence}.{self.checksums[0][:8]}"

    def to_json(self) -> dict[str, Any]:
        """The record as JSON values."""
        record = asdict(self)
        record["published"] = self.published.isoformat()
        record["taken"] = self.taken.isoformat()
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Version:
        """The record that `to_json` wrote."""
        values = dict(record)
        values["published"] = date.fromisoformat(values["published"])
        values["taken"] = date.fromisoformat(values["taken"])
        values["files"] = tuple(Raw(**raw) for raw in values["files"])
        values["cautions"] = tuple(values["cautions"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Check:
    """What the publisher last said about the newest version.

    Attributes:
        on: the day of the last download or confirmation.
        version: the version's folder.
        validators: address -> what makes the next request conditional.
    """

    on: date
    version: str
    validators: Mapping[str, Mapping[str, str]]


def folder(root: Path, version: Version) -> Path:
    """Where a version lies."""
    return root / "versions" / version.source / version.name


def of_source(root: Path, source: str) -> list[Version]:
    """The versions of a list, oldest first; one that only repeats the one before is left out."""
    row = kept(root, source)
    return [
        version
        for place, version in enumerate(row)
        if place == 0 or version.checksums != row[place - 1].checksums
    ]


def kept(root: Path, source: str) -> list[Version]:
    """Every version of a list on the disk, oldest first.

    One that repeats the one before is kept, because a version that comes later may turn out to
    stand between the two.
    """
    found = [
        Version.from_json(read_json(record))
        for record in (root / "versions" / source).glob("[0-9]*/version.json")
    ]
    return sorted(found, key=lambda version: (version.published, version.sequence))


def sources(root: Path) -> list[str]:
    """The lists that have at least one version, in alphabetical order."""
    records = root.glob("versions/*/[0-9]*/version.json")
    return sorted({record.parent.parent.name for record in records})


def in_force(versions: list[Version], on: date) -> Version | None:
    """The version that was the newest on a day."""
    known = [version for version in versions if version.published <= on]
    return known[-1] if known else None


def read_check(root: Path, source: str) -> Check | None:
    """The last check of a list, if it was ever downloaded."""
    place = root / "versions" / source / "checked.json"
    if not place.exists():
        return None
    record = read_json(place)
    return Check(date.fromisoformat(record["on"]), record["version"], record["validators"])


def write_check(root: Path, source: str, check: Check) -> None:
    """Note a check of a list."""
    record = {"on": check.on.isoformat(), "version": check.version, "validators": check.validators}
    write_json(root / "versions" / source / "checked.json", record)
