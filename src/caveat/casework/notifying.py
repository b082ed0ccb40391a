"""Where notices go: a TOML file, and the environment for what is secret.

``watch.toml`` in the library's folder, or the file that ``CAVEAT_WATCH_FILE`` names; see
``docs/how-to/watch.md``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from caveat.errors import BadInput

NAME = "watch.toml"

_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told.

    Attributes:
        url: the address.
        secret: what it is signed with.
    """

    url: str
    secret: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server, and who gets the mails.

    Attributes:
        host, port: of the server.
        sender: from whom.
        to: to whom.
        starttls: whether the connection is encrypted before anything is said.
        user, password: who logs in; nobody if empty.
        ca_file: certificates to trust instead of those of the machine.
    """

    host: str
    port: int
    sender: str
    to: tuple[str, ...]
    starttls: bool = True
    user: str = ""
    password: str = ""
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where notices go.

    Attributes:
        webhook, mail, file: the ways; None where there is none.
        names: whether names of customers and parties are told, and not only numbers.
        tries: how often each way is tried.
        wait: seconds before the second try; twice as many before each further one.
    """

    webhook: Webhook | None = None
    mail: Mail | None = None
    file: Path | None = None
    names: bool = False
    tries: int = 5
    wait: float = 2.0

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that there are."""
        return tuple(one for one in ("webhook", "mail", "file") if getattr(self, one) is not None)


_KEYS = {
    "": {"names", "tries", "wait", "webhook", "mail", "file"},
    "webhook": {"url"},
    "mail": {"host", "port", "from", "to", "starttls", "user", "ca_file"},
    "file": {"path"},
}


def read(root: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; none of the ways, if there is no file.

    Args:
        root: the library's folder.
        environment: has ``CAVEAT_WATCH_FILE``, ``CAVEAT_WEBHOOK_SECRET`` and
            ``CAVEAT_SMTP_PASSWORD``.

    Raises:
        BadInput: the file cannot be read, or says something that is nothing.
    """
    said = environment.get("CAVEAT_WATCH_FILE", "")
    place = Path(said) if said else root / NAME
    if not said and not place.exists():
        return Settings()
    try:
        content = tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{place} cannot be read ({error}). See docs/how-to/watch.md.") from None
    for table, keys in _KEYS.items():
        part = content.get(table, {}) if table else content
        if not isinstance(part, dict):
            raise _bad(place, f"{table} is no table")
        if strange := sorted(set(part) - keys):
            raise _bad(place, f"{f'{table}.' if table else ''}{strange[0]} is nothing")
    file = content.get("file")
    return Settings(
        _webhook(place, content["webhook"], environment) if "webhook" in content else None,
        _mail(place, content["mail"], environment) if "mail" in content else None,
        place.parent / _text(place, file, "file", "path") if file is not None else None,
        _typed(place, content, "names", bool, False),
        _number(place, content, "tries", 5, 1, 20),
        float(_typed(place, content, "wait", (int, float), 2.0)),
    )


def _webhook(place: Path, said: Mapping[str, Any], environment: Mapping[str, str]) -> Webhook:
    url = _text(place, said, "webhook", "url")
    parts = urlsplit(url)
    near = parts.hostname in _HERE
    if not parts.hostname or parts.scheme not in ("https", "http"):
        raise _bad(place, "webhook.url is no address")
    if parts.scheme == "http" and not near:
        raise _bad(place, "webhook.url is not encrypted: it must begin with https://")
    secret = environment.get("CAVEAT_WEBHOOK_SECRET", "")
    if len(secret) < 16:
        raise BadInput(
            "The webhook is signed, and CAVEAT_WEBHOOK_SECRET is missing or shorter than 16 "
            "characters. Make one with openssl rand -hex 32, and give it to the other side, too."
        )
    return Webhook(url, secret.encode())


def _mail(place: Path, said: Mapping[str, Any], environment: Mapping[str, str]) -> Mail:
    to = said.get("to")
    people = [to] if isinstance(to, str) else to
    good = isinstance(people, list) and people and all(_address(one) for one in people)
    if not good or not _address(said.get("from")):
        raise _bad(place, "mail.from and mail.to must be addresses of mail")
    mail = Mail(
        _text(place, said, "mail", "host"),
        _number(place, said, "port", 587, 1, 65535),
        said["from"],
        tuple(people or ()),
        _typed(place, said, "starttls", bool, True),
        _typed(place, said, "user", str, ""),
        environment.get("CAVEAT_SMTP_PASSWORD", ""),
        _typed(place, said, "ca_file", str, ""),
    )
    if not mail.starttls and mail.host not in _HERE:
        raise _bad(place, "mail.starttls may be false only for a server on the same machine")
    if mail.user and not mail.starttls:
        raise _bad(place, "mail.user would send its password in the open: leave starttls on")
    return mail


def _address(said: Any) -> bool:
    return isinstance(said, str) and "@" in said and not any(one in said for one in "\r\n,")


def _text(place: Path, said: Any, table: str, name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise _bad(place, f"{table}.{name} is missing")
    return value


def _typed(place: Path, said: Mapping[str, Any], name: str, kind: Any, usual: Any) -> Any:
    value = said.get(name, usual)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise _bad(place, f"{name} cannot be {value!r}")
    return value


def _number(
    place: Path, said: Mapping[str, Any], name: str, usual: int, least: int, most: int
) -> int:
    value: int = _typed(place, said, name, int, usual)
    if not least <= value <= most:
        raise _bad(place, f"{name} must be from {least} to {most}")
    return value


def _bad(place: Path, what: str) -> BadInput:
    return BadInput(f"{place}: {what}. See docs/how-to/watch.md.")
