"""The journal: read it, take it out, and find whatever was changed in it.

Each entry is hashed over the one before, and the newest is signed. A change, a removal or another
order breaks the row of hashes; who cuts the end off must also have the signed head, which is kept
apart (``casework/head.json``, and wherever you export it to). What the entries vouch for
(decisions, snapshots, attachments) is hashed again, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caveat.casework.canonical import digest
from caveat.casework.models import Entry, Head
from caveat.casework.people import allowed
from caveat.casework.signing import signed
from caveat.casework.store import HEAD, Store, record_of
from caveat.casework.work import START, Actor, signed_part
from caveat.errors import BadInput
from caveat.library.disk import file_aside

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
    """Write the journal as JSON lines, whole or not at all; the last line is the signed head.

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
    count = 0
    with file_aside(place) as stream:
        for entry in entries(store, actor, about=about):
            count += 1
            stream.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        stream.write(json.dumps(head(store, actor)).encode() + b"\n")
    return count


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
        key: the public key that must have signed, in base64; if not said, any that agrees with the
            heads, and with the key of this machine.

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
        record = record_of(session.get_one(Head, 1))
        last, before, met = 0, START, set()
        for entry in _rows(session):
            faults += _compare(entry, last, before)
            if entry.seq in wanted:
                met.add(entry.seq)
                if wanted[entry.seq] != entry.hash:
                    faults.append(
                        Fault(entry.seq, "is another entry than the one in a head kept apart.")
                    )
            last, before = entry.seq, entry.hash
        faults += _of_head(record, last, before)
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
        if key is not None and keys - {key}:
            faults.append(Fault(0, "The head was signed with another key than the one given."))
        faults += [Fault(seq, what) for seq, what in unlike(session, store.vault)]
    return Verified(last, before if last else "", tuple(faults), record["key"])


def _compare(entry: Entry, last: int, before: str) -> Iterator[Fault]:
    if entry.seq != last + 1:
        missing = f"{last + 1}" if entry.seq == last + 2 else f"{last + 1} to {entry.seq - 1}"
        yield Fault(last + 1, f"is missing: entries {missing} were removed.")
    elif entry.before != before:
        yield Fault(
            entry.seq,
            "does not follow the entry before: one of the two was changed, or put elsewhere.",
        )
    if digest({name: getattr(entry, name) for name in _HASHED}) != entry.hash:
        yield Fault(entry.seq, "was changed: it is not what its hash says.")


def _of_head(record: Mapping[str, Any], last: int, before: str) -> Iterator[Fault]:
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
