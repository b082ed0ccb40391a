"""SWIFT MT fields as parties, agents and texts: options A, B, C, D, F, K and none.

Option F has numbered lines: 1 name, 2 address, 3 country and town, 4 birth date, 5 place of birth,
6 customer identification, 7 national identity, 8 what did not fit. In the free format, only the
account and the first line of the name are sure: where a name may go on in the next line, it is
read both ways. Sources: SWIFT User Handbook, category 1, fields 50a and 59a.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from caveat.screening.payments import places
from caveat.screening.payments.iso20022_fields import iso_day
from caveat.screening.payments.payment import PartyField


class Tagged(NamedTuple):
    """A field: its tag, and its lines."""

    tag: str
    lines: list[str]


_CUSTOMERS = {"50": "debtor", "59": "creditor"}
_AGENTS = {
    "51": "sending institution", "52": "debtor agent", "53": "sender's correspondent",
    "54": "receiver's correspondent", "55": "third reimbursement agent",
    "56": "intermediary agent", "57": "creditor agent", "58": "beneficiary institution",
}  # fmt: skip
_TEXTS = {
    "70": "remittance", "72": "bank to bank information", "77B": "regulatory reporting",
    "77T": "remittance",
}  # fmt: skip

_FULL = 35
"""Characters of a line; of a line of option F, 33 behind its number."""

_WRAPPED = 25
"""A line of a name that is at least so long may have been broken between words."""

_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")
_CODED = re.compile(r"([A-Z]{4})/([A-Z]{2})/(?:(.*)/)?(.+)$")
_NUMBERED = re.compile(r"([1-8])/(.*)")
_CODEWORD = re.compile(r"/([A-Z0-9]{1,8})/(.*)")
_INTERNAL = ("CUST", "EMPL")


def fields(tagged: Sequence[Tagged], kind: str, wrong: list[str]) -> tuple[PartyField, ...]:
    """Every party, agent and text of a message.

    Args:
        tagged: the fields, in their order.
        kind: of the message.
        wrong: takes what cannot be read.
    """
    found: list[PartyField] = []
    under = ""
    for one in tagged:
        number, option = one.tag[:2], one.tag[2:]
        if kind == "MT202COV" and number == "50":
            under = "underlying "  # from here on it is the customer's transfer
        place = f":{one.tag}:"
        if number in _CUSTOMERS:
            role = under + _CUSTOMERS[number]
            found.append(_party(one, role, place, option, wrong))
        elif number in _AGENTS:
            found.append(_agent(one, under + _AGENTS[number], place, option, wrong))
        elif one.tag in _TEXTS or number in _TEXTS:
            role = under + _TEXTS.get(one.tag, _TEXTS.get(number, ""))
            found += _text(one, role, place)
    return tuple(field for field in found if not field.empty)


def _party(one: Tagged, role: str, place: str, option: str, wrong: list[str]) -> PartyField:
    if option == "A":
        return replace(_agent(one, role, place, option, wrong), kind="party", person=False)
    if option == "F":
        return _numbered(one, role, place, wrong)
    field = _free(one, role, place, "party")
    if not field.name:
        wrong.append(f"{place} it names nobody.")
    return field


def _agent(one: Tagged, role: str, place: str, option: str, wrong: list[str]) -> PartyField:
    if option != "A":
        return _free(one, role, place, "agent")
    lines = [line.strip() for line in one.lines if line.strip()]
    account = ""
    while lines and lines[0].startswith("/"):
        account = lines.pop(0).rpartition("/")[2]
    bic = lines[0].upper() if lines else ""
    if not _BIC.match(bic):
        wrong.append(f"{place} {bic[:40]!r} is no BIC.")
        return PartyField(role, "agent", place, name=" ".join(lines), accounts=_some(account))
    return PartyField(role, "agent", place, bic=bic, accounts=_some(account))


def _free(one: Tagged, role: str, place: str, kind: str) -> PartyField:
    lines = [line.rstrip() for line in one.lines]
    account = ""
    while lines and (not lines[0].strip() or lines[0].startswith("/")):
        account = lines.pop(0).strip().rpartition("/")[2] or account
    if one.tag[2:] in ("B", "C"):  # a place, or nothing but a clearing code
        return PartyField(
            role, "agent", place, accounts=_some(account), addresses=tuple(filter(None, lines))
        )
    if lines and _NUMBERED.match(lines[0]):  # some write option F into the free format
        return _numbered(Tagged(one.tag, one.lines), role, place, [])
    name = lines[0].strip() if lines else ""
    rest = [line.strip() for line in lines[1:] if line.strip()]
    aliases = _longer(lines[0], rest, len(rest) - 1, _FULL) if lines else ()
    country = places.country_of(rest)
    return PartyField(
        role, "party" if kind == "party" else "agent", place, name=name, aliases=aliases,
        countries=_some(country), accounts=_some(account.replace(" ", "")),
        addresses=_some(", ".join(rest)),
    )  # fmt: skip


def _longer(first: str, rest: Sequence[str], most: int, full: int) -> tuple[str, ...]:
    """Ways to read a name that may go on: a full line breaks a word or ends with one.

    Args:
        first: its first line.
        rest: the lines behind it.
        most: so many of these, at most, may belong to it; an address is behind them.
        full: characters of a full line.
    """
    found: list[str] = []
    name, last = first.strip(), first.rstrip()
    for line in rest[: max(most, 0)]:
        long = len(last) >= full - 1
        if any(map(str.isdigit, line)) or (not long and len(last) < _WRAPPED):
            break
        if long and len(last) >= full:
            found.append(name + line)
        name = f"{name} {line}"
        found.append(name)
        last = line
    return tuple(found)


def _numbered(one: Tagged, role: str, place: str, wrong: list[str]) -> PartyField:
    parts: dict[str, list[str]] = {}
    account, numbers, countries = "", [], []
    last = ""
    for index, line in enumerate(line.strip() for line in one.lines):
        found = _NUMBERED.match(line)
        if found:
            last = found[1]
            parts.setdefault(last, []).append(found[2].strip())
        elif index == 0 and line.startswith("/"):
            account = line[1:].replace(" ", "")
        elif index == 0 and (coded := _CODED.match(line)):
            if coded[1] not in _INTERNAL:
                numbers.append(coded[4])
        elif line and last:
            parts[last][-1] += f" {line}"  # a number was left out
        elif line:
            wrong.append(f"{place} {line[:40]!r} has no number as lines of option F have.")
    names = parts.get("1", [])
    if not names:
        wrong.append(f"{place} it has no line 1/ with a name.")
    birth = born = ""
    if "4" in parts:
        text = re.sub(r"\D", "", parts["4"][0])
        birth = iso_day(f"{text[:4]}-{text[4:6]}-{text[6:]}") if len(text) == 8 else ""
        if not birth:
            wrong.append(f"{place} birth date {parts['4'][0][:40]!r} is no date.")
    for line in parts.get("3", []):
        code = line[:2]
        if places.is_country(code) and line[2:3] in ("/", ""):
            countries.append(code.lower())
    if "5" in parts:
        code, _, town = parts["5"][0].partition("/")
        born = ", ".join(filter(None, (town, code)))
        if not countries and places.is_country(code):
            countries.append(code.lower())
    more = "".join(parts.get("8", []))
    for line in (*parts.get("7", []), *parts.get("6", [])):
        bits = line.split("/")
        if len(bits) > 1:
            numbers.append(bits[-1] + more)
    if more and not numbers:
        names = [*names, more]
    address = ", ".join((*parts.get("2", []), *parts.get("3", [])))
    name = names[0] if names else ""
    return PartyField(
        role, "party", place, name=name,
        aliases=_joined(names),
        person=True if "4" in parts or "5" in parts else None,
        birth_date=birth or None, birth_place=born, countries=tuple(countries),
        identifiers=tuple(numbers), accounts=_some(account), addresses=_some(address),
    )  # fmt: skip


def _joined(names: Sequence[str]) -> tuple[str, ...]:
    """Lines of a name put together: with a blank, and without one behind a full line."""
    if len(names) < 2:
        return ()
    tight = names[0]
    for before, line in pairwise(names):
        tight += line if len(before) >= _FULL - 2 else f" {line}"
    return tuple(dict.fromkeys((" ".join(names), tight)))


def _text(one: Tagged, role: str, place: str) -> list[PartyField]:
    """A free text as a field for each code word: /INS/ and /ACC/ name institutions."""
    parts: list[tuple[str, str]] = []
    for line in one.lines:
        plain = line.strip()
        if plain.startswith("//"):
            plain = plain[2:]
            if parts:
                parts[-1] = (parts[-1][0], f"{parts[-1][1]} {plain}")
                continue
        coded = _CODEWORD.match(plain)
        if coded:
            parts.append((coded[1], coded[2]))
        elif parts and plain:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {plain}")
        elif plain:
            parts.append(("", plain))
    found = []
    for code, text in parts:
        here = f"{place}/{code}/" if code else place
        if _BIC.match(text.strip()) and code in ("INS", "ACC", "INT", "REC"):
            found.append(PartyField(role, "agent", here, bic=text.strip()))
        elif text.strip():
            found.append(PartyField(role, "text", here, text=" ".join(text.split())))
    return found


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
