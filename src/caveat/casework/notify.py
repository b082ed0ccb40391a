"""Notices on their way: kept first, then sent; what cannot be delivered is a dead letter.

A notice is written to ``casework/outbox/`` before anything is sent, and goes from there when its
way has it; so a crash loses none. What was tried in vain goes to ``casework/deadletters/``.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from caveat.casework.notice import Notice, as_text
from caveat.casework.notifying import Settings
from caveat.errors import UnknownCase
from caveat.library.disk import write_json

_SECONDS = 15
"""How long another machine is waited for."""

FORMAT = "caveat.letter/1"

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice on one way.

    Attributes:
        id: of the letter.
        way: ``webhook``, ``mail`` or ``file``.
        tries: how often it was tried.
        why: why it failed the last time; no address and nothing personal.
        content: the notice.
    """

    id: str
    way: str
    tries: int
    why: str
    content: dict[str, Any]


class Failed(Exception):
    """A try failed; ``again`` says whether another may do better."""

    def __init__(self, why: str, *, again: bool = True) -> None:
        super().__init__(why)
        self.again = again


def post(root: Path, notice: Notice, settings: Settings) -> None:
    """Put a notice into the outbox, once for each way; `deliver` sends it."""
    for way in settings.ways:
        letter = Letter(f"{notice.id}-{way}", way, 0, "", notice.content)
        write_json(_place(root, "outbox", letter.id), _record(letter))


def deliver(
    root: Path, settings: Settings, *, sleep: Sleep = time.sleep, clock: Callable[[], float]
) -> tuple[int, int]:
    """Send what is in the outbox.

    Args:
        root: the library's folder.
        settings: which ways there are.
        sleep: waits some seconds between two tries.
        clock: seconds since 1970, for the signature.

    Returns:
        How many letters were delivered, and how many became dead letters.
    """
    sent, dead = 0, 0
    for letter in _letters(root, "outbox"):
        tried = _try(letter, settings, sleep, clock)
        if tried.why:
            write_json(_place(root, "deadletters", letter.id), _record(tried))
            dead += 1
        else:
            sent += 1
        _place(root, "outbox", letter.id).unlink(missing_ok=True)
    return sent, dead


def deadletters(root: Path) -> list[Letter]:
    """The letters that could not be delivered, the oldest first."""
    return _letters(root, "deadletters")


def resend(root: Path, ids: Sequence[str] = ()) -> int:
    """Put dead letters back into the outbox; `deliver` sends them.

    Args:
        root: the library's folder.
        ids: which; all, if not said.

    Returns:
        How many.

    Raises:
        UnknownCase: there is no such letter.
    """
    dead = {one.id: one for one in deadletters(root)}
    if unknown := [id for id in ids if id not in dead]:
        raise UnknownCase(
            f"There is no dead letter {unknown[0]!r}. See caveat watch --deadletters."
        )
    for id in ids or dead:
        letter = dead[id]
        again = Letter(letter.id, letter.way, 0, "", letter.content)
        write_json(_place(root, "outbox", id), _record(again))
        _place(root, "deadletters", id).unlink(missing_ok=True)
    return len(ids or dead)


def signature(secret: bytes, at: int, body: bytes) -> str:
    """What a webhook is signed with: HMAC-SHA-256 over the time, a point, and the body.

    >>> signature(b"secret", 1764000000, b"{}")[:23]
    't=1764000000,v1=b691197'

    Args:
        secret: that both sides know.
        at: seconds since 1970: who gets it refuses what is old.
        body: the bytes that are sent.
    """
    hashed = hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={hashed}"


def _try(letter: Letter, settings: Settings, sleep: Sleep, clock: Callable[[], float]) -> Letter:
    why, tries = "", 0
    for number in range(settings.tries):
        if number:
            sleep(settings.wait * 2 ** (number - 1))
        tries = number + 1
        try:
            _send(letter, settings, clock)
        except Failed as error:
            why = str(error)
            if not error.again:
                break
        else:
            return Letter(letter.id, letter.way, tries, "", letter.content)
    return Letter(letter.id, letter.way, tries, why, letter.content)


def _send(letter: Letter, settings: Settings, clock: Callable[[], float]) -> None:
    if letter.way == "webhook":
        _webhook(letter, settings, clock)
    elif letter.way == "mail":
        _mail(letter, settings)
    elif letter.way == "file" and settings.file is not None:
        _append(letter, settings.file)
    else:
        raise Failed(f"There is no {letter.way} in the settings any more.", again=False)


def _webhook(letter: Letter, settings: Settings, clock: Callable[[], float]) -> None:
    import httpx

    if settings.webhook is None:
        raise Failed("There is no webhook in the settings any more.", again=False)
    body = json.dumps(letter.content, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "caveat",
        "Caveat-Delivery": letter.id,
        "Caveat-Signature": signature(settings.webhook.secret, int(clock()), body),
    }
    try:
        found = httpx.post(
            settings.webhook.url, content=body, headers=headers, timeout=_SECONDS,
            follow_redirects=False, trust_env=False,
        )  # fmt: skip
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
        raise Failed(f"The webhook could not be reached ({type(error).__name__}).") from None
    if not 200 <= found.status_code < 300:
        again = found.status_code >= 500 or found.status_code in (408, 425, 429)
        raise Failed(f"The webhook answered {found.status_code}.", again=again)


def _mail(letter: Letter, settings: Settings) -> None:
    mail = settings.mail
    if mail is None:
        raise Failed("There is no mail in the settings any more.", again=False)
    message = EmailMessage()
    message["Subject"], text = as_text(Notice(letter.id, letter.content))
    message["From"], message["To"] = mail.sender, ", ".join(mail.to)
    message["Message-ID"] = f"<{letter.id}@caveat>"
    message.set_content(text)
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=_SECONDS) as server:
            if mail.starttls:
                trusted = ssl.create_default_context(cafile=mail.ca_file or None)
                server.starttls(context=trusted)
            if mail.user:
                server.login(mail.user, mail.password)
            refused = server.send_message(message)
    except smtplib.SMTPResponseException as error:
        again = error.smtp_code < 500
        raise Failed(f"The mail server answered {error.smtp_code}.", again=again) from None
    except smtplib.SMTPRecipientsRefused:
        raise Failed("The mail server refused every recipient.", again=False) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Failed(f"The mail could not be sent ({type(error).__name__}).") from None
    if refused:
        raise Failed(f"The mail server refused {len(refused)} of the recipients.", again=False)


def _append(letter: Letter, place: Path) -> None:
    """One line, in one write, under a lock: readers and other writers never see a part of it."""
    line = json.dumps(letter.content, ensure_ascii=False).encode() + b"\n"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(place, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            size = os.fstat(file).st_size
            try:
                if os.write(file, line) != len(line):
                    raise OSError("the disk is full")
                os.fsync(file)
            except OSError:
                os.ftruncate(file, size)
                raise
        finally:
            os.close(file)
    except OSError as error:
        raise Failed(f"The file could not be written ({type(error).__name__}).") from None


def _place(root: Path, box: str, id: str) -> Path:
    return root / "casework" / box / f"{id}.json"


def _record(letter: Letter) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "id": letter.id,
        "way": letter.way,
        "tries": letter.tries,
        "why": letter.why,
        "content": letter.content,
    }


def _letters(root: Path, box: str) -> list[Letter]:
    found = []
    for place in (root / "casework" / box).glob("*.json"):
        with suppress(OSError, ValueError, KeyError):
            said = json.loads(place.read_text())
            found.append(Letter(*(said[n] for n in ("id", "way", "tries", "why", "content"))))
    return sorted(found, key=lambda one: (one.content.get("at", ""), one.id))
