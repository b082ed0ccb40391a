"""E-mail messages: head, text, and what is attached."""

from __future__ import annotations

import email
import re
from datetime import date
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from caveat.errors import MissingExtra
from caveat.screening.documents import bounds
from caveat.screening.documents.formats import html, parse, text
from caveat.screening.documents.formats.content import Content, Unreadable

_HEAD = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date")
_QUOTED = re.compile(r"^(?:>\s?)+", re.M)
_DEEPEST = 60
"""Parts inside each other: mail programs write four or five."""


def read(data: bytes, depth: int = 0) -> Content:
    """A message.

    Args:
        data: the message as it was sent.
        depth: how many files it is inside of.

    Raises:
        Unreadable: its parts are nested without end, or nothing in it has words.
    """
    found = Content()
    data = re.sub(rb"\A\s*From [^\r\n]*\r?\n", b"", data).lstrip()
    try:
        message = email.message_from_bytes(data, policy=default)
    except RecursionError:
        raise _deep() from None
    _message(message, found, depth, [0])
    if not found.parts:
        raise Unreadable("the message has no words", "Save it anew from its mail program.")
    return found


def _message(message: EmailMessage, found: Content, depth: int, attached: list[int]) -> None:
    """Head, text and attachments of one message, which may itself be attached to another."""
    for name in _HEAD:
        for value in _values(message, name):
            found.add(f"{name}: {value}".replace("\t", " "), "header", name)
            if name == "Subject" and not found.title:
                found.title = value
            if name == "Date":
                _date(value, found)
    body: list[EmailMessage] = []
    others: list[EmailMessage] = []
    _sort(message, body, others, 0)
    for one in body:
        _body(one, found)
    for one in others:
        attached[0] += 1
        if attached[0] > bounds.ATTACHMENTS:
            found.warn(f"Only the first {bounds.ATTACHMENTS} attachments were read.")
            return
        _attachment(one, found, depth, attached[0])


def _values(message: EmailMessage, name: str) -> list[str]:
    """A field of the head; a malformed one as it stands."""
    try:
        return [" ".join(str(value).split()) for value in message.get_all(name, [])]
    except Exception:  # the standard library gives up on some malformed fields
        return [" ".join(str(value).split()) for key, value in message.raw_items() if key == name]


def _date(value: str, found: Content) -> None:
    try:
        day = parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return
    if day > date(1900, 1, 1) and not found.days:
        found.days.append((day.isoformat(), f"Date: {value}"))


def _sort(
    part: EmailMessage, body: list[EmailMessage], others: list[EmailMessage], deep: int
) -> None:
    """Parts that are the text (one of several alternatives), and parts that are attached."""
    if deep > _DEEPEST:
        raise _deep()
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" or part.get_filename():
        others.append(part)
    elif kind == "multipart/alternative":
        choices = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
        plain = [one for one in choices if one.get_content_type() == "text/plain"]
        for chosen in [*filter(_has_words, plain), *reversed(choices)][:1]:
            _sort(chosen, body, others, deep + 1)
    elif part.is_multipart() and kind != "message/rfc822":
        for one in part.iter_parts():
            if isinstance(one, EmailMessage):
                _sort(one, body, others, deep + 1)
    elif kind in ("text/plain", "text/html", "text/enriched") and kind != "message/rfc822":
        body.append(part)
    else:
        others.append(part)


def _has_words(part: EmailMessage) -> bool:
    return bool(_text(part).strip())


def _text(part: EmailMessage) -> str:
    """A part's letters; a character set that nobody knows is told by its letters."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return text.decoded(data)[0] if data.strip() else ""


def _body(part: EmailMessage, found: Content) -> None:
    words = _text(part)
    if len(words) > bounds.TEXT_BYTES:
        raise Unreadable("its text is too long to be a letter", "Split it, and read the parts.")
    if part.get_content_type() == "text/html":
        page = html.read_words(words, Content())
        for number, (line, kind, _, _) in enumerate(page.parts, start=1):
            if line != page.title or number > 1:
                found.add(line, kind, f"text, paragraph {number}")
        return
    words = text.mended(_QUOTED.sub("", words), found)
    for number, line in enumerate(text.paragraphs(words), start=1):
        found.add(line.replace("\t", " "), "paragraph", f"text, paragraph {number}")


def _attachment(part: EmailMessage, found: Content, depth: int, number: int) -> None:
    """An attachment, read as a file of its own; one that cannot be read is said."""
    name = part.get_filename() or ""
    inner = Content()
    try:
        if depth + 1 > bounds.NESTING:
            raise Unreadable(
                f"files in files are read {bounds.NESTING} deep", "Save it, and read it by itself."
            )
        if part.get_content_type() == "message/rfc822":
            message = next(
                (one for one in part.iter_parts() if isinstance(one, EmailMessage)), None
            )
            if message is None:
                return
            name = name or "message"
            data = message.as_bytes()
        else:
            name = name or f"number {number}"
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else b""
        _, inner = parse.content(data, name, depth + 1)
    except Unreadable as error:
        found.warn(f"Attachment {name} was not read: {error.reason}. {error.remedy}")
        return
    except MissingExtra as error:
        found.warn(f"Attachment {name} was not read. {error}")
        return
    for words, kind, page, place in inner.parts:
        found.add(words, kind, f"attachment {name}, {place}", page)
    for caution in inner.cautions:
        found.warn(f"Attachment {name}: {caution}")


def _deep() -> Unreadable:
    return Unreadable(
        "its parts are nested too deep", "It may be made to do harm; save it from its mail program."
    )
