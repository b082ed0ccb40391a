"""The journal: read it, take it out, and find whatever was changed in it.

Each entry is hashed over the one before, and the newest is signed. A change, a removal or another
order breaks the row of hashes; who cuts the end off must also have the signed head, which is kept
apart (``casework/head.json``, and wherever you export it to). What the entries vouch for
(alerts, decisions, snapshots, attachments, runs, users, rules) is hashed again, too.

What was taken out (`write`) can be checked years later by whoever has the file and the public key,
without Caveat's database: `caveat.casework.taken_out`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caveat.casework.canonical import canonical, digest
from caveat.casework.models import Entry, Head
from caveat.casework.people import allowed
from caveat.casework.signing import signed
from caveat.casework.store import HEAD, Store, record_of
from caveat.casework.work import START, Actor, signed_part
from caveat.errors import BadInput
from caveat.library.disk import file_aside

EXTRACT = "caveat.extract/1"

_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the journal that is not as it was written.

    Attributes:
        seq: number of the entry; 0 if it is about the head.
        what: what is wrong, in a sentence.
    """

    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the whole journal found.

    Attributes:
        entries: how many there are.
        head: hash of the newest; empty if there is none.
        faults: what is wrong; none means that nothing was changed.
        key: the public key of the head, in base64.
    """

    entries: int
    head: str
    faults: tuple[Fault, ...]
    key: str


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as it is exported; ``content`` is text, since the hash is over that very text."""
    return {name: getattr(entry, name) for name in (*_HASHED, "hash")}


_HASHED = ("seq", "at", "actor", "via", "action", "about", "content", "before")


def entries(
    store: Store, actor: Actor, *, about: str | None = None, after: int = 0
) -> Iterator[dict[str, Any]]:
    """The entries, oldest first.

    Args:
        store: the casework.
        actor: who reads.
        about: only those of one thing (``alert/12``).
        after: only those after this number.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        for entry in _rows(session, about, after):
            yield entry_json(entry)


def _rows(session: Session, about: str | None = None, after: int = 0) -> Iterator[Entry]:
    wanted = select(Entry).where(Entry.seq > after).order_by(Entry.seq)
    if about is not None:
        wanted = wanted.where(Entry.about == about)
    yield from session.scalars(wanted.execution_options(yield_per=_CHUNK))


def write(store: Store, actor: Actor, place: Path, about: str | None = None) -> int:
    """Write the journal as JSON lines (`lines`), whole or not at all.

    Args:
        store: the casework.
        actor: who reads.
        place: the file.
        about: only entries about one thing.

    Returns:
        How many entries there are.

    Raises:
        NotAllowed: the actor is no user.
    """
    count = -1
    with file_aside(place) as stream:
        for line in lines(store, actor, about):
            count += 1
            stream.write(line)
    return count


def lines(store: Store, actor: Actor, about: str | None = None) -> Iterator[bytes]:
    """The journal as JSON lines. The last one is the signed head; of a part, a signature over it.

    A part cannot show by itself that nothing is missing from it: the hashes between its entries are
    elsewhere. Therefore the last line of it, which is signed, says how many they are, and of which
    journal they are all.

    Args:
        store: the casework.
        actor: who reads.
        about: only entries about one thing (``alert/12``).

    Raises:
        NotAllowed: the actor is no user.
    """
    last = head(store, actor)
    hashes = []
    for entry in entries(store, actor, about=about):
        if entry["seq"] > last["seq"]:  # written while we read
            break
        if about is not None:
            hashes.append(entry["hash"])
        yield json.dumps(entry, ensure_ascii=False).encode() + b"\n"
    if about is not None:
        last = _signed_part(store, about, hashes, last)
    yield json.dumps(last, ensure_ascii=False).encode() + b"\n"


def _signed_part(
    store: Store, about: str, hashes: Sequence[str], last: Mapping[str, Any]
) -> dict[str, Any]:
    said = {
        "format": EXTRACT,
        "about": about,
        "entries": len(hashes),
        "digest": digest(list(hashes)),
        "head": dict(last),
    }
    key, signature = store.signer.public, store.signer.sign(canonical(said))
    return {**said, "key": key, "signature": signature}


def head(store: Store, actor: Actor) -> dict[str, Any]:
    """The newest entry's number and hash, signed: keep it where nobody can change it.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        return record_of(session.get_one(Head, 1))


def verify(
    store: Store,
    actor: Actor,
    heads: Sequence[Mapping[str, Any]] = (),
    key: str | None = None,
) -> Verified:
    """Read the whole journal and say what is not as it was written.

    Args:
        store: the casework.
        actor: who reads.
        heads: signed heads that were kept apart; the one beside the database is always used.
        key: the public key that must have signed, in base64; if not said, that of this machine
            where it alone signs (SQLite), else any.

    Raises:
        NotAllowed: the actor is no user.
        BadInput: one of the heads is none.
    """
    from caveat.casework.vouched import unlike

    apart = [check_head(one) for one in heads]
    if store.head_apart().exists():
        apart.append(check_head(json.loads(store.head_apart().read_text())))
    wanted = {one["seq"]: one["hash"] for one in apart}
    faults: list[Fault] = []
    with store.reading() as session:
        allowed(session, actor, "read")
        found = session.get(Head, 1)
        if found is None:
            faults.append(Fault(0, "The signed head is missing: somebody removed it."))
        record: dict[str, Any] = record_of(found) if found is not None else dict(_NONE)
        last, before, met = 0, START, set()
        for entry in _rows(session):
            faults += compare(entry_json(entry), last, before)
            if entry.seq in wanted:
                met.add(entry.seq)
                if wanted[entry.seq] != entry.hash:
                    faults.append(
                        Fault(entry.seq, "is another entry than the one in a head kept apart.")
                    )
            last, before = entry.seq, entry.hash
        faults += of_head(record, last, before)
        for one in apart:
            if one["seq"] not in met and one["seq"] > last:
                faults.append(
                    Fault(
                        one["seq"],
                        f"is missing: the journal ends at {last}, but a head of {one['at']} that "
                        f"was kept apart goes to {one['seq']}. The end was cut off.",
                    )
                )
        keys = {one["key"] for one in (*apart, record) if one["signature"]}
        if key is None and store.engine.dialect.name == "sqlite" and store.signer.place.exists():
            key = store.signer.public
        if key is not None and keys - {key}:
            faults.append(Fault(0, "The head was signed with another key than it should be."))
        faults += [Fault(seq, what) for seq, what in unlike(session, store.vault)]
    return Verified(last, before if last else "", tuple(faults), record["key"])


_NONE = {"format": HEAD, "seq": 0, "hash": START, "at": "", "key": "", "signature": ""}
"""The head of a journal that has no entry."""


def compare(entry: Mapping[str, Any], last: int, before: str) -> Iterator[Fault]:
    """What is wrong with an entry, and with how it follows the one before.

    Args:
        entry: as `entry_json` gives it.
        last: number of the entry before; 0 if there is none.
        before: its hash.
    """
    seq = entry["seq"]
    if seq != last + 1:
        missing = f"{last + 1}" if seq == last + 2 else f"{last + 1} to {seq - 1}"
        yield Fault(last + 1, f"is missing: entries {missing} were removed.")
    elif entry["before"] != before:
        yield Fault(
            seq,
            "does not follow the entry before: one of the two was changed, or put elsewhere.",
        )
    if digest({name: entry[name] for name in _HASHED}) != entry["hash"]:
        yield Fault(seq, "was changed: it is not what its hash says.")


def of_head(record: Mapping[str, Any], last: int, before: str) -> Iterator[Fault]:
    """What is wrong with a signed head, of a journal that ends so."""
    if not last and not record["seq"]:
        return
    if record["seq"] > last:
        yield Fault(
            last + 1,
            f"is missing: the signed head goes to {record['seq']}. The end was cut off.",
        )
    elif (record["seq"], record["hash"]) != (last, before):
        yield Fault(record["seq"], "is not what the signed head says, or more was put after it.")
    part = signed_part(record["seq"], record["hash"], record["at"])
    if not signed(part, record["signature"], record["key"]):
        yield Fault(0, "The signature of the head is not of this head.")


def check_head(record: Any) -> dict[str, Any]:
    """A head that was exported, if its signature holds.

    Raises:
        BadInput: it is none, or was changed.
    """
    try:
        good = record["format"] == HEAD and signed(
            signed_part(record["seq"], record["hash"], record["at"]),
            record["signature"],
            record["key"],
        )
    except (KeyError, TypeError):
        good = False
    if not good:
        raise BadInput(
            "A head of the journal that was kept apart is none, or was changed after it was "
            "signed. Use another one."
        )
    return dict(record)
