"""API keys: a file of hashes, one a key; the keys themselves are shown once and kept nowhere.

A key is 32 random bytes, so that a plain SHA-256 of it can be kept: there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from caveat.errors import LibraryDamaged, NotServed
from caveat.library.disk import read_json, write_json
from caveat.screening.answer import NOT_ADVICE

Role = Literal["analyst", "operator", "admin"]
"""What a caller may do: an analyst asks, an operator reads the metrics, an admin does both."""

ROLES: tuple[Role, ...] = get_args(Role)

PER_MINUTE = 6_000
"""Requests a minute of a key that says nothing else."""

FORMAT = "caveat.keys/1"
_PREFIX = "cav"


@dataclass(frozen=True, slots=True)
class Key:
    """An API key, as the file has it.

    Attributes:
        id: the part of the key that may be seen.
        name: whose it is.
        role: what its bearer may do.
        hash: SHA-256 of the whole key.
        created: the day on which it was made.
        per_minute: requests a minute.
        max_body: bytes of one request; 0 for the service's own limit.
    """

    id: str
    name: str
    role: Role
    hash: str
    created: str
    per_minute: int = PER_MINUTE
    max_body: int = 0


def to_json(found: Iterable[Key]) -> dict[str, Any]:
    """Keys as JSON values, without what they are checked by (``caveat.schema.json``)."""
    shown = ("id", "name", "role", "created", "per_minute", "max_body")
    return {
        "format": "caveat.keys/1",
        "keys": [{name: getattr(key, name) for name in shown} for key in found],
        "notice": NOT_ADVICE,
    }


def default_place(root: Path) -> Path:
    """Where the keys of a library's service lie."""
    return root / "service" / "keys.json"


def read(place: Path) -> dict[str, Key]:
    """The keys by their ids; none where there is no file.

    Raises:
        NotServed: the file cannot be read.
    """
    if not place.exists():
        return {}
    try:
        record = read_json(place)
        if record["format"] != FORMAT:
            raise ValueError(f"its format is {record['format']}")
        found = [Key(**values) for values in record["keys"]]
    except (LibraryDamaged, KeyError, TypeError, ValueError) as error:
        raise NotServed(
            f"The file of keys {place} cannot be read ({error}). Restore it, or remove it and "
            "make new keys with caveat keys add."
        ) from None
    return {key.id: key for key in found}


def add(
    place: Path,
    name: str,
    role: Role,
    on: date,
    *,
    per_minute: int = PER_MINUTE,
    max_body: int = 0,
) -> str:
    """Make a key.

    Args:
        place: the file of keys; made if it is not there.
        name: whose it is; the name of no other key.
        role: what its bearer may do.
        on: the day.
        per_minute: requests a minute.
        max_body: bytes of one request; 0 for the service's own limit.

    Returns:
        The key. It cannot be had again.

    Raises:
        NotServed: there is a key of this name, or the file cannot be read.
    """
    known = read(place)
    if any(key.name == name for key in known.values()):
        raise NotServed(f"There is a key of the name {name!r}. Revoke it, or take another name.")
    id = secrets.token_hex(6)
    text = f"{_PREFIX}_{id}_{secrets.token_urlsafe(32)}"
    made = Key(id, name, role, _hash(text), on.isoformat(), per_minute, max_body)
    _write(place, {**known, id: made})
    return text


def revoke(place: Path, name: str) -> Key:
    """Take a key away; running services notice within a second.

    Raises:
        NotServed: there is no key of this name or id.
    """
    known = read(place)
    for id, key in known.items():
        if name in (key.name, id):
            del known[id]
            _write(place, known)
            return key
    raise NotServed(f"There is no key {name!r}. See them with caveat keys list.")


def find(known: Mapping[str, Key], text: str) -> Key | None:
    """The key that a caller showed; None if it is not good."""
    prefix, _, rest = text.partition("_")
    id, _, _ = rest.partition("_")
    key = known.get(id)
    if prefix != _PREFIX or key is None or not hmac.compare_digest(key.hash, _hash(text)):
        return None
    return replace(key)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(place: Path, known: Mapping[str, Key]) -> None:
    write_json(place, {"format": FORMAT, "keys": [asdict(key) for key in known.values()]})
    place.chmod(0o600)
