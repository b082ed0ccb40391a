"""Values of ISO 20022 messages: amounts, dates, references, and what a namespace says."""

from __future__ import annotations

import re

from lxml import etree

from caveat.screening.payments.iso20022_fields import iso_day, local, text_of

_AMOUNT = re.compile(r"(?=.{1,19}$)(?:\d+(?:\.\d{0,5})?|\.\d{1,5})$")
_NAMESPACE = re.compile(r"((?:pacs|pain|camt)\.\d{3}\.\d{3}\.\d{2})$")


def forget(element: etree._Element) -> None:
    """Give an element's memory back; those before it of the same name go away altogether."""
    element.clear()
    before = element.getprevious()
    parent = element.getparent()
    while before is not None and before.tag == element.tag and parent is not None:
        parent.remove(before)
        before = element.getprevious()


def version(element: etree._Element) -> str:
    """What the namespace says that a message is; empty if it does not."""
    found = _NAMESPACE.search(etree.QName(element).namespace or "")
    return found[1] if found else ""


def texts(element: etree._Element | None) -> dict[str, str]:
    """The texts of an element's children, by name."""
    return {local[one.tag]: text_of(one) for one in element} if element is not None else {}


def reference(ids: dict[str, str]) -> str:
    """The reference of an entry's detail that tells most."""
    for name in ("EndToEndId", "TxId", "InstrId", "AcctSvcrRef"):
        if (text := ids.get(name)) and text != "NOTPROVIDED":
            return text
    return ids.get("EndToEndId", "")


def money(element: etree._Element, path: str, wrong: list[str]) -> tuple[str, str]:
    """Amount and currency, as written; what is wrong with them is told to ``wrong``."""
    amount, currency = text_of(element), str(element.get("Ccy") or "")
    if not _AMOUNT.match(amount):
        wrong.append(f"{path}: {amount[:40]!r} is no amount.")
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        wrong.append(f"{path}: {currency[:10]!r} is no currency.")
    return amount[:40], currency[:10]


def day_in(element: etree._Element, path: str, wrong: list[str]) -> str:
    """The day in ``<ValDt><Dt>`` or ``<IntrBkSttlmDt>``."""
    inner = element[0] if len(element) else element
    day = iso_day(text_of(inner))
    if not day:
        wrong.append(f"{path}/{local[element.tag]}: {text_of(inner)[:40]!r} is no date.")
    return day
