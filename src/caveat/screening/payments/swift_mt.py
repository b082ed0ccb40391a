"""SWIFT MT messages as a stream of transactions: MT103 (with STP and REMIT), MT202, MT202COV.

Whole messages in blocks, several in one file, one behind the other or with ``$`` between them, or
only the text of block 4. See ``docs/decisions/swift-mt.md`` for why this reader is our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO

from caveat.screening.payments.payment import Fault, Message, PartyField, Read, Transaction
from caveat.screening.payments.swift_mt_fields import Tagged, fields

_LINE, _MESSAGE = 1 << 14, 1 << 18
"""Longest line and longest message that are read, in bytes: SWIFT allows 10,000 for a message."""

_TAG = re.compile(r":(\d\d[A-Z]?):(.*)", re.DOTALL)
_BLOCK = re.compile(r"\{([1235S]):((?:[^{}]|\{[^{}]*\})*)\}")
_INNER = re.compile(r"\{(\w{3}):([^{}]*)\}")
_BEGINS = re.compile(r"\{1:|(?<=\})\$")
_AMOUNT = re.compile(r"(\d{6})?([A-Z]{3})(\d{1,14},\d{0,5})$")

_NEEDED = {
    "MT103": ("20", "23B", "32A", "50", "59", "71A"),
    "MT202": ("20", "21", "32A", "58"),
    "MT202COV": ("20", "21", "32A", "58", "50", "59"),
}
"""Mandatory fields, after the message definitions; 50 stands for any of its options."""


@dataclass(frozen=True, slots=True)
class _Raw:
    """The text of one message, and the line that it begins in."""

    text: str
    line: int
    wrong: str = ""


def read(stream: IO[bytes], file: str) -> Iterator[Read]:
    """Every message of a file, in order; a message that is none of ours is a fault.

    Args:
        stream: the file, open at its beginning.
        file: its name.

    Yields:
        For each message a `Message`, and its `Transaction` or a `Fault`.
    """
    number = messages = 0
    for raw in _messages(stream):
        messages += 1
        where = f"message {messages}, line {raw.line}"
        if raw.wrong:
            yield Fault(file, where, raw.wrong)
            continue
        head, text, wrong, behind = _blocks(raw.text)
        tagged, lost = _tags(text)
        kind = head.get("kind") or _kind_of(tagged)
        if kind not in _NEEDED:
            yield Fault(file, where, f"{kind or 'It'} is no message that Caveat reads.")
            continue
        yield Message(kind)
        number += 1
        yield _transaction(file, number, messages, kind, head, tagged, raw.line, [*wrong, *lost])
        if behind:
            yield Fault(file, where, f"{behind[:40]!r} stands behind its blocks; it was not read.")
    if not messages:
        yield Fault(file, "", "The file has no message in it.")


def _messages(stream: IO[bytes]) -> Iterator[_Raw]:
    """The texts of messages, each bounded in length; what is longer is given up with a reason."""
    lines: list[str] = []
    size = begins = number = 0
    over = False
    seen: set[str] = set()
    while line := stream.readline(_LINE):
        number += 1
        if len(line) == _LINE and not line.endswith(b"\n"):
            yield _Raw("", number, "A line is longer than any of a SWIFT message. "
                       "The rest of the file was not read.")  # fmt: skip
            return
        for part in _parts(_decoded(line)):
            bare = part.strip()
            first = part.startswith(("{1:", "$")) or (
                bool(lines) and bare.startswith(":20:") and ":20:" in seen
            )
            if first and "".join(lines).strip():
                yield _Raw("\n".join(lines), begins, _TOO_LONG if over else "")
            if first:
                lines, size, over, seen = [], 0, False, set()
                part = part.removeprefix("$")
            if bare.startswith(":20:") or ":20:" in part:
                seen.add(":20:")
            if not lines:
                begins = number
            if not part.strip() and not lines:
                continue
            size += len(part)
            over = over or size > _MESSAGE
            if not over:
                lines.append(part)
    if "".join(lines).strip():
        yield _Raw("\n".join(lines), begins, _TOO_LONG if over else "")


_TOO_LONG = "The message is longer than any SWIFT message. It was not read."


def _parts(line: str) -> Iterator[str]:
    """A line, parted where a message begins in it."""
    start = 0
    for found in _BEGINS.finditer(line, 1):
        yield line[start : found.start()]
        start = found.start()
    yield line[start:]


def _decoded(line: bytes) -> str:
    plain = line.rstrip(b"\r\n").strip(b"\x01\x03\x00")
    try:
        return plain.decode("utf-8-sig")
    except UnicodeDecodeError:
        return plain.decode("latin-1")


def _blocks(text: str) -> tuple[dict[str, str], str, list[str], str]:
    """What the headers say, the text of block 4, what is wrong, and what stands behind it all."""
    at = text.find("{4:")
    if at < 0:
        if text.lstrip().startswith("{"):
            return _header(text), "", ["It has no block 4."], ""
        return {}, text, [], ""
    body = text[at + 3 :]
    end = re.search(r"(?:^|\n)\s*-\}", body)
    wrong = [] if end else ["Block 4 does not end with -}: the message may be cut off."]
    behind = body[end.end() :] if end else ""
    lost = " ".join(_BLOCK.sub("", behind).split())
    return _header(text[:at] + behind), body[: end.start()] if end else body, wrong, lost


def _header(text: str) -> dict[str, str]:
    said = {found[1]: found[2] for found in _BLOCK.finditer(text)}
    head: dict[str, str] = {}
    here = _bic(said.get("1", "")[3:15])
    two = said.get("2", "")
    there = _bic(two[4:16] if two[:1] == "I" else two[14:26])
    if two:
        head["kind"] = f"MT{two[1:4]}"
        head["sender"], head["receiver"] = (here, there) if two[0] == "I" else (there, here)
    elif here:
        head["sender"] = here
    user = dict(_INNER.findall(said.get("3", "")))
    head["uetr"] = user.get("121", "")
    if user.get("119", "") == "COV" and head.get("kind") == "MT202":
        head["kind"] = "MT202COV"
    return head


def _bic(terminal: str) -> str:
    """The BIC of a logical terminal's address: without its ninth character.

    >>> _bic("SABRRUMMAXXX")
    'SABRRUMMXXX'
    """
    return terminal[:8] + terminal[9:12] if len(terminal) == 12 else terminal[:8]


def _tags(text: str) -> tuple[list[Tagged], list[str]]:
    """The fields of block 4 in their order, and the lines that belong to none."""
    found: list[Tagged] = []
    lost: list[str] = []
    over = False
    for line in text.split("\n"):
        plain = line.rstrip()
        over = over or plain == "-"
        starts = _TAG.match(plain)
        if over:
            if plain not in ("", "-"):
                lost.append(f"{plain[:40]!r} stands behind its end and was not read.")
        elif starts:
            found.append(Tagged(starts[1], [starts[2]]))
        elif found:
            found[-1].lines.append(plain)
        elif plain.strip():
            lost.append(f"{plain[:40]!r} stands before any field.")
    for tagged in found:
        while len(tagged.lines) > 1 and not tagged.lines[-1]:
            tagged.lines.pop()
    return found, lost


def _kind_of(tagged: list[Tagged]) -> str:
    """What a text without headers is, by its fields."""
    tags = {one.tag[:2] for one in tagged}
    if "58" in tags:
        return "MT202COV" if {"50", "59"} & tags else "MT202"
    return "MT103" if {"50", "59", "32"} & tags and "20" in tags and "60" not in tags else ""


def _transaction(
    file: str, number: int, message: int, kind: str, head: dict[str, str], tagged: list[Tagged],
    line: int, wrong: list[str],
) -> Transaction:  # fmt: skip
    tags = {one.tag for one in tagged} | {one.tag[:2] for one in tagged}
    wrong += [f"It has no field {need}." for need in _NEEDED[kind] if need not in tags]
    value = {one.tag: one.lines[0].strip() for one in reversed(tagged)}
    day, currency, amount = "", "", ""
    for tag in ("32A", "33B"):
        said = value.get(tag)
        if said is None:
            continue
        found = _AMOUNT.match(said)
        if not found or (tag == "32A" and not found[1]):
            wrong.append(f":{tag}: {said[:40]!r} is no date, currency and amount.")
            continue
        if tag == "32A":
            currency, amount = found[2], found[3].replace(",", ".").rstrip(".")
            day = _day(found[1])
            if not day:
                wrong.append(f":32A: {found[1]!r} is no date.")
    found_fields = fields(tagged, kind, wrong)
    parties = [
        PartyField(role, "agent", f"block {1 if role == 'sender' else 2}", bic=head[role])
        for role in ("sender", "receiver")
        if head.get(role)
    ]
    return Transaction(
        file, number, kind, value.get("20", ""), f"message {message}", line, value.get("20", ""),
        head.get("uetr", ""), day, amount, currency, (*found_fields, *parties), tuple(wrong),
    )  # fmt: skip


def _day(text: str) -> str:
    """A date of six digits: years up to 79 are of this century.

    >>> _day("261124"), _day("261331")
    ('2026-11-24', '')
    """
    year = int(text[:2])
    try:
        return date(year + (2000 if year < 80 else 1900), int(text[2:4]), int(text[4:])).isoformat()
    except ValueError:
        return ""
