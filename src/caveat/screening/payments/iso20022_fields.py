"""ISO 20022 elements as fields: parties, agents with their accounts, and free texts.

The walk goes through every element of a transaction. What it knows gets its role; what it does not
know, but has a name or a BIC in it, becomes a field, too, under its element's name: nobody hides
in an element that a version of the standard added.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from caveat.names.countries import code
from caveat.screening.payments import places
from caveat.screening.payments.check_digits import is_iban
from caveat.screening.payments.payment import PartyField

_ROLES = {
    "Dbtr": "debtor", "UltmtDbtr": "ultimate debtor", "InitgPty": "initiating party",
    "Cdtr": "creditor", "UltmtCdtr": "ultimate creditor", "Ownr": "account owner",
    "TradgPty": "trading party", "Invcr": "invoicer", "Invcee": "invoicee",
    "DbtrAgt": "debtor agent", "CdtrAgt": "creditor agent", "InstgAgt": "instructing agent",
    "InstdAgt": "instructed agent", "IntrmyAgt1": "intermediary agent 1",
    "IntrmyAgt2": "intermediary agent 2", "IntrmyAgt3": "intermediary agent 3",
    "PrvsInstgAgt": "previous instructing agent",
    "PrvsInstgAgt1": "previous instructing agent 1",
    "PrvsInstgAgt2": "previous instructing agent 2",
    "PrvsInstgAgt3": "previous instructing agent 3", "FwdgAgt": "forwarding agent",
    "InstgRmbrsmntAgt": "instructing reimbursement agent",
    "InstdRmbrsmntAgt": "instructed reimbursement agent",
    "ThrdRmbrsmntAgt": "third reimbursement agent", "ChrgsAcctAgt": "charges account agent",
    "RcvgAgt": "receiving agent", "DlvrgAgt": "delivering agent", "IssgAgt": "issuing agent",
    "Svcr": "account servicer", "Agt": "charges agent", "Authrty": "authority",
    "Fr": "sender", "To": "receiver",
    "GrnshmtAdmstr": "garnishment administrator", "Grnshee": "garnishee",
}  # fmt: skip
"""Element -> role. Names of elements after the message definitions of ISO 20022."""

_TEXTS = {
    "Ustrd": "remittance", "AddtlRmtInf": "remittance", "InstrInf": "instruction",
    "InstrForDbtrAgt": "instruction", "Inf": "regulatory reporting",
    "AddtlTxInf": "additional information", "AddtlNtryInf": "additional information",
    "Desc": "description", "AddtlInf": "additional information",
    "ChqFr": "cheque from", "MemoFld": "cheque memo",
}  # fmt: skip

_PLAIN = {
    "PmtId", "PmtTpInf", "IntrBkSttlmAmt", "IntrBkSttlmDt", "InstdAmt", "Amt", "ChrgBr", "Refs",
    "AmtDtls", "BkTxCd", "SttlmTmIndctn", "SttlmTmReq", "XchgRate", "NtryDtls", "RfrdDocAmt",
    "SttlmMtd", "BookgDt", "ValDt", "Bal", "TxsSummry", "CreDtTm", "PoolgAdjstmntDt",
}  # fmt: skip
"""Elements that name nobody, or whose content is read elsewhere."""

_INTERNAL = {"BANK", "CUST", "EMPL"}
"""Schemes of numbers that somebody gave out for himself: they are on no list."""

_LEAST, _LEAST_ACCOUNT = 9, 12
"""Shorter numbers of no known scheme are too many people's: nobody is told by them."""


class _Locals(dict[Any, str]):
    def __missing__(self, tag: Any) -> str:
        plain = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(self) < 4096:
            self[tag] = plain
        return plain


local = _Locals()
"""Tag -> its name without the namespace; empty for comments."""


def text_of(element: etree._Element) -> str:
    """An element's own text, with single blanks."""
    text = element.text
    return " ".join(text.split()) if text else ""


def fields(
    element: etree._Element, place: str, wrong: list[str], skip: str = ""
) -> list[PartyField]:
    """Every field inside an element.

    Args:
        element: a transaction, a group header, an entry.
        place: path of the element in its message.
        wrong: takes what cannot be read.
        skip: name of children that are left out, for they are transactions of their own.
    """
    found: list[dict[str, Any]] = []
    _walk(element, place, "", found, wrong, skip)
    return [field for said in found if not (field := PartyField(**said)).empty]


def _walk(
    element: etree._Element,
    place: str,
    before: str,
    found: list[dict[str, Any]],
    wrong: list[str],
    skip: str = "",
) -> None:
    texts: dict[str, list[str]] = {}
    owners: dict[str, dict[str, Any]] = {}
    for child in element:
        tag = local[child.tag]
        if tag in _PLAIN or not tag or tag == skip:
            continue
        here = f"{place}/{tag}"
        if not len(child):
            if tag in _TEXTS and (text := text_of(child)):
                texts.setdefault(tag, []).append(text)
            continue
        if tag.endswith("Acct"):
            _account(child, tag[:-4] or tag, here, before, owners, found)
            continue
        inner = child[0]
        if local[inner.tag] in ("Pty", "Agt", "FIId", "OrgId") and tag in _ROLES:
            child = inner
        names = {local[one.tag] for one in child}
        if tag in _ROLES or names & {"FinInstnId", "Nm"}:
            said = _party(child, before + _ROLES.get(tag, tag), here, names, found, wrong)
            owners[tag] = said
            continue
        under = "underlying " if tag == "UndrlygCstmrCdtTrf" else before
        _walk(child, here, under, found, wrong)
    for tag, parts in texts.items():
        found.append({"role": before + _TEXTS[tag], "kind": "text", "place": f"{place}/{tag}",
                      "text": " ".join(parts)})  # fmt: skip


def _party(
    element: etree._Element,
    role: str,
    place: str,
    names: set[str],
    found: list[dict[str, Any]],
    wrong: list[str],
) -> dict[str, Any]:
    agent = "FinInstnId" in names
    said: dict[str, Any] = {"role": role, "kind": "agent" if agent else "party", "place": place}
    found.append(said)
    countries: list[str] = []
    addresses: list[str] = []
    numbers: list[str] = []
    others: list[str] = []
    for child in element:
        tag = local[child.tag]
        if tag == "Nm":
            said["name"] = text_of(child)
        elif tag == "PstlAdr" or tag == "Adr":
            _address(child, countries, addresses)
        elif tag == "CtryOfRes":
            countries.append(code(text_of(child)))
        elif tag == "Id":
            for one in child:
                if local[one.tag] == "PrvtId":
                    said["person"] = True
                    _private(one, said, numbers, place, wrong)
                elif local[one.tag] == "OrgId":
                    said["person"] = False
                    _institution(one, said, numbers, countries, addresses)
        elif tag == "FinInstnId":
            _institution(child, said, [], countries, addresses)
        elif tag == "BrnchId":
            for one in child:
                if local[one.tag] == "Nm":
                    others.append(text_of(one))
                elif local[one.tag] == "PstlAdr":
                    _address(one, countries, addresses)
        elif tag == "CtctDtls":
            for one in child:
                if local[one.tag] == "Nm" and (text := text_of(one)):
                    found.append({"role": f"{role} contact", "kind": "party", "name": text,
                                  "place": f"{place}/CtctDtls"})  # fmt: skip
        elif tag == "TaxId" and (text := text_of(child)):
            numbers.append(text)
    if not countries and said.get("birth_place"):
        countries.append(code(said["birth_place"].rpartition(", ")[2]))
    said["aliases"] = tuple(filter(None, others))
    said["countries"] = tuple(dict.fromkeys(one for one in countries if one))
    said["addresses"] = tuple(addresses)
    said["identifiers"] = tuple(numbers)
    return said


def _institution(
    element: etree._Element,
    said: dict[str, Any],
    numbers: list[str],
    countries: list[str],
    addresses: list[str],
) -> None:
    for one in element:
        tag = local[one.tag]
        if tag in ("BICFI", "BIC", "AnyBIC", "BICOrBEI", "BEI"):
            said["bic"] = text_of(one).upper()
        elif tag == "LEI":
            said["lei"] = text_of(one).upper()
        elif tag == "Nm":
            said["name"] = text_of(one)
        elif tag == "PstlAdr":
            _address(one, countries, addresses)
        elif tag == "Othr":
            numbers += _number(one)
        elif tag in ("CmbndId", "NmAndAdr"):  # of the first versions
            _institution(one, said, numbers, countries, addresses)


def _private(
    element: etree._Element,
    said: dict[str, Any],
    numbers: list[str],
    place: str,
    wrong: list[str],
) -> None:
    for one in element:
        tag = local[one.tag]
        if tag == "DtAndPlcOfBirth":
            born = {local[part.tag]: text_of(part) for part in one}
            said["birth_place"] = ", ".join(
                filter(None, (born.get("CityOfBirth"), born.get("CtryOfBirth")))
            )
            if text := born.get("BirthDt"):
                day = iso_day(text)
                if day:
                    said["birth_date"] = day
                else:
                    wrong.append(f"{place}: birth date {text[:40]!r} is no date.")
        elif tag == "Othr":
            numbers += _number(one)


def _number(element: etree._Element) -> Iterator[str]:
    text = scheme = ""
    for one in element:
        tag = local[one.tag]
        if tag == "Id":
            text = text_of(one)
        elif tag == "SchmeNm":
            scheme = next((text_of(part) for part in one if local[part.tag] == "Cd"), "")
    if text and scheme not in _INTERNAL and (scheme or len(text) >= _LEAST):
        yield text


def _address(element: etree._Element, countries: list[str], addresses: list[str]) -> None:
    parts: list[str] = []
    lines: list[str] = []
    country = ""
    for one in element:
        tag = local[one.tag]
        text = text_of(one)
        if tag == "Ctry":
            country = code(text)
        elif tag == "AdrLine":
            lines.append(text)
        elif text and tag not in ("AdrTp", "CtrySubDvsn"):
            parts.append(text)
    if not country and lines:
        country = places.country_of(lines)
    if country:
        countries.append(country)
    address = ", ".join(filter(None, (*parts, *lines)))
    if address:
        addresses.append(address)


def _account(
    element: etree._Element,
    owner: str,
    place: str,
    before: str,
    owners: dict[str, dict[str, Any]],
    found: list[dict[str, Any]],
) -> None:
    """An account belongs to the party before it; one of nobody is a field by itself."""
    number = name = ""
    for child in element:
        tag = local[child.tag]
        if tag == "Id":
            for one in child:
                if local[one.tag] == "IBAN":
                    number = text_of(one).replace(" ", "").upper()
                elif local[one.tag] == "Othr":
                    number = next(
                        (text_of(part) for part in one if local[part.tag] == "Id"), number
                    )
                elif local[one.tag] in ("BBAN", "UPIC", "PrtryAcct"):  # of the first versions
                    number = text_of(one) or "".join(map(text_of, one))
        elif tag == "Nm":
            name = text_of(child)
        elif len(child) and local[child.tag] in ("Ownr", "Svcr"):
            names = {local[one.tag] for one in child}
            _party(child, before + _ROLES[tag], f"{place}/{tag}", names, found, [])
    said = owners.get(owner)
    if said is None:
        role = before + _ROLES.get(owner, owner)
        said = {"role": f"{role} account", "kind": "party", "place": place}
        found.append(said)
    if number:
        said["accounts"] = (*said.get("accounts", ()), number)
    if name and name != said.get("name"):
        key = "aliases" if said.get("name") else "name"
        said[key] = (*said.get("aliases", ()), name) if key == "aliases" else name


def iso_day(text: str) -> str:
    """The day of an ISO date or date with time; empty if it is none.

    >>> iso_day("2026-11-24T09:30:00+01:00"), iso_day("1952-08-20Z"), iso_day("2026-02-30")
    ('2026-11-24', '1952-08-20', '')
    """
    try:
        return date.fromisoformat(text[:10]).isoformat() if text[4:5] == "-" else ""
    except ValueError:
        return ""


def telling_accounts(accounts: tuple[str, ...]) -> tuple[str, ...]:
    """The account numbers that are long enough to be somebody's alone."""
    return tuple(one for one in accounts if is_iban(one) or len(one) >= _LEAST_ACCOUNT)
