"""A journal that was taken out, checked without the casework: years later, elsewhere, by anybody.

A whole journal (``caveat audit export``) is a row of entries, each hashed over the one before, with
the signed head last. A part of it (``--about alert/12``; ``journal.jsonl`` of a case) has a last
line that signs how many entries they are, and which. Needed are the file and the public key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from caveat.casework.canonical import canonical, digest
from caveat.casework.journal import EXTRACT, Fault, Verified, check_head, compare, of_head
from caveat.casework.signing import signed
from caveat.casework.store import HEAD
from caveat.casework.work import START
from caveat.errors import BadInput

_ENTRY = {"seq": int, "at": str, "actor": str, "via": str, "action": str, "about": str,
          "content": str, "before": str, "hash": str}  # fmt: skip
_LAST = {
    HEAD: {"seq": int, "hash": str, "at": str, "key": str, "signature": str},
    EXTRACT: {"about": str, "entries": int, "digest": str, "head": dict, "key": str,
              "signature": str},
}  # fmt: skip


def verify(
    place: Path, heads: Sequence[Mapping[str, Any]] = (), key: str | None = None
) -> Verified:
    """Read a journal that was taken out, and say what is not as it was written.

    Args:
        place: the file.
        heads: signed heads that were kept apart.
        key: the public key that must have signed, in base64. Without it, somebody may have written
            all of it anew and signed it with a key of his own.

    Raises:
        BadInput: the file cannot be read, or is none.
    """
    apart = {one["seq"]: one["hash"] for one in map(check_head, heads)}
    faults: list[Fault] = []
    seen = _Seen()
    record: Mapping[str, Any] | None = None
    for number, said in _lines(place):
        if record is not None:
            raise _no_journal(place, number)  # something stands behind the signed line
        if "format" in said:
            record = said
            continue
        seen.take(said)
        if apart.get(said["seq"], said["hash"]) != said["hash"]:
            faults.append(Fault(said["seq"], "is another entry than the one in a head kept apart."))
    if record is None:
        raise BadInput(
            f"{place} does not end with a signed head: its end was cut off, or it is no journal. "
            "Get the file again, as caveat audit export wrote it."
        )
    part = record["format"] == EXTRACT
    head = record["head"] if part else record
    faults += seen.part(record) if part else seen.whole(record)
    try:
        check_head(head)
    except BadInput:
        faults.append(Fault(0, "The signature of the head is not of this head."))
        return Verified(seen.count, "", tuple(faults), record["key"])
    faults += [
        Fault(seq, f"is not in it: it ends at {head['seq']}, before a head kept apart.")
        for seq in apart
        if seq > head["seq"]
    ]
    if key is not None and {record["key"], head["key"]} != {key}:
        faults.append(Fault(0, "It was signed with another key than the one given."))
    return Verified(seen.count, head["hash"], tuple(faults), record["key"])


class _Seen:
    """The entries so far: what is wrong with them if they are all, and if they are a part."""

    def __init__(self) -> None:
        self.count = 0
        self._last, self._before = 0, START
        self._hashes: list[str] = []
        self._abouts: dict[str, int] = {}
        self._alone: list[Fault] = []
        self._linked: list[Fault] = []

    def take(self, entry: Mapping[str, Any]) -> None:
        """Take one more in."""
        self.count += 1
        self._linked += compare(entry, self._last, self._before)
        # what an entry of a part follows is not there: whether it is itself is all there is to see
        self._alone += compare(entry, entry["seq"] - 1, entry["before"])
        if entry["seq"] <= self._last:
            self._alone.append(Fault(entry["seq"], "stands elsewhere than it was written."))
        self._abouts.setdefault(entry["about"], entry["seq"])
        self._hashes.append(entry["hash"])
        self._last, self._before = entry["seq"], entry["hash"]

    def whole(self, record: Mapping[str, Any]) -> Iterator[Fault]:
        """What is wrong with a whole journal that ends with this head."""
        yield from self._linked
        yield from of_head(record, self._last, self._before if self._last else START)

    def part(self, record: Mapping[str, Any]) -> Iterator[Fault]:
        """What is wrong with a part that ends with this signature."""
        yield from self._alone
        for about, seq in self._abouts.items():
            if about != record["about"]:
                yield Fault(seq, f"is about {about}, not {record['about']}.")
        if self.count != record["entries"]:
            yield Fault(0, f"There are {self.count} entries, but {record['entries']} were signed.")
        elif digest(self._hashes) != record["digest"]:
            yield Fault(0, "The entries are not those that were signed.")
        said = {name: one for name, one in record.items() if name not in ("key", "signature")}
        if not signed(canonical(said), record["signature"], record["key"]):
            yield Fault(0, "The signature is not of this part.")


def _lines(place: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and content of each line: an entry, or what was signed."""
    number = 0
    try:
        with place.open("rb") as stream:
            for line in stream:
                number += 1
                said = json.loads(line)
                wanted = _LAST.get(said.get("format"), _ENTRY)
                if not all(isinstance(said.get(name), kind) for name, kind in wanted.items()):
                    raise _no_journal(place, number)
                yield number, said
    except OSError as error:
        raise BadInput(f"{place} cannot be read ({error.strerror}). Check its name.") from None
    except (ValueError, TypeError, AttributeError):
        raise _no_journal(place, number) from None


def _no_journal(place: Path, number: int) -> BadInput:
    return BadInput(
        f"{place}, line {number}, is no entry of a journal. "
        "Get the file again, as caveat audit export wrote it."
    )
