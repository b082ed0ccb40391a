"""ISO 20022 messages as a stream of transactions: pacs.008, pacs.009, pain.001, camt.053, camt.054.

Any version, any namespace or none, in any envelope, many messages in one file. Memory is bounded:
a transaction is given back as soon as it is read. A document type is refused, so that no entity is
ever resolved; nothing outside the file is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from lxml import etree

from caveat.screening.payments.envelopes import documents
from caveat.screening.payments.iso20022_fields import fields, iso_day, local, text_of
from caveat.screening.payments.iso20022_values import (
    day_in,
    forget,
    money,
    reference,
    texts,
    version,
)
from caveat.screening.payments.payment import Fault, Message, PartyField, Read, Transaction

_KINDS = {
    "FIToFICstmrCdtTrf": "pacs.008", "FICdtTrf": "pacs.009", "FinInstnCdtTrf": "pacs.009",
    "FinInstCdtTrf": "pacs.009", "CstmrCdtTrfInitn": "pain.001", "BkToCstmrStmt": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
    **{f"{kind}.001.{version:02d}": kind for version in (1, 2, 3) for kind in
       ("pacs.008", "pacs.009", "pain.001")},
}  # fmt: skip
"""Element of the message -> what it is; the first versions were named by their number."""

_TRANSACTION = "CdtTrfTxInf"
_GROUPS = ("PmtInf", "Stmt", "Ntfctn")
_TAGS = tuple(
    f"{{*}}{name}"
    for name in (*_KINDS, *_GROUPS, "AppHdr", "Document", "GrpHdr", _TRANSACTION, "Ntry", "TxDtls")
)

_WITHOUT = 1 << 26
"""So many bytes without a transaction, and the file is given up, so that memory is bounded."""


_NEEDED = {
    "pacs.008": ("Dbtr", "DbtrAgt", "CdtrAgt", "Cdtr"),
    "pacs.009": ("Dbtr", "Cdtr"),
    "pain.001": (),
}
"""What a transaction must have by its message definition, besides identification and amount."""


def read(stream: IO[bytes], file: str) -> Iterator[Read]:
    """Every message and transaction of a file, in order; a fault where it cannot be read.

    Args:
        stream: the file, open at its beginning.
        file: its name.

    Yields:
        A `Message` where one begins, a `Transaction` for each that is read, and a `Fault` for what
        is not: it speaks for the rest of the document that it stands in.
    """
    reader = _Reader(file)
    for begins, block in documents(stream):
        if begins:
            yield from reader.end()
        yield from reader.feed(block)
    yield from reader.end()
    if not reader.messages and not reader.faults:
        yield Fault(file, "", "The file has no message that Caveat reads in it.")


class _Reader:
    """Reads one document after the other; keeps what a transaction inherits."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.number = 0
        self.messages = 0
        self.faults = 0
        self._begin()

    def _begin(self) -> None:
        self._parser: etree.XMLPullParser | None = None
        self._broken = False
        self._fed = 0
        self._kind = self._version = self._id = self._created = ""
        self._place = 0
        self._said = -1
        self._envelope: tuple[PartyField, ...] = ()
        self._header: tuple[PartyField, ...] = ()
        self._header_wrong: list[str] = []
        self._head: dict[str, str] = {}
        self._group: etree._Element | None = None
        self._inherited: tuple[PartyField, ...] = ()
        self._group_wrong: list[str] = []
        self._group_day = ""
        self._groups = self._entries = self._details = 0
        self._waiting: Transaction | None = None
        self._foreign = ""

    def feed(self, block: bytes) -> Iterator[Read]:
        """Take a block of the document; after a fault nothing more is taken."""
        if self._broken or not block or (self._parser is None and not block.strip()):
            return
        if self._parser is None:
            self._parser = etree.XMLPullParser(
                events=("start", "end"), tag=_TAGS, resolve_entities=False, no_network=True,
                load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True,
                remove_pis=True,
            )  # fmt: skip
            block = block.lstrip()
        try:
            self._fed += len(block)
            self._parser.feed(block)
        except etree.XMLSyntaxError as error:
            yield from self._events()
            if not self._broken:
                yield self._fault(error)
            return
        yield from self._events()
        if self._fed > _WITHOUT and not self._broken:
            self._broken = True
            self.faults += 1
            yield Fault(
                self.file, self._where(),
                f"No transaction ended within {_WITHOUT >> 20} MB: the rest was not read.",
            )  # fmt: skip

    def end(self) -> Iterator[Read]:
        """The document is over."""
        if self._parser is not None and not self._broken:
            try:
                self._parser.close()
            except etree.XMLSyntaxError as error:
                yield from self._events()
                yield self._fault(error)
            else:
                yield from self._events()
                if self._foreign and not self._broken:
                    self.faults += 1
                    yield Fault(self.file, "", f"{self._foreign} is no message that Caveat reads.")
        if self._waiting is not None:
            yield self._waiting
        self._begin()

    def _fault(self, error: etree.XMLSyntaxError) -> Fault:
        self._broken = True
        self.faults += 1
        line, column = error.position
        reason = (error.msg or "it is no XML").rpartition(", line ")[0] or str(error.msg)
        return Fault(
            self.file,
            f"line {line}, column {column}{', ' + self._where() if self.messages else ''}",
            f"The XML breaks off: {reason}. What stands behind it was not read.",
        )

    def _where(self) -> str:
        return f"message {self.messages}, after transaction {self.number}"

    def _events(self) -> Iterator[Read]:
        assert self._parser is not None
        for event, element in self._parser.read_events():
            assert isinstance(element, etree._Element)
            if self._broken:
                return
            if event == "start":
                yield from self._start(element)
            else:
                yield from self._over(element)

    def _start(self, element: etree._Element) -> Iterator[Read]:
        if element.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
            self._broken = True
            self.faults += 1
            yield Fault(
                self.file, "",
                "It declares a document type, which no payment message has: entities and external "
                "files are never read. Nothing of it was read.",
            )  # fmt: skip
            return
        tag = local[element.tag]
        if tag == "Document":
            self._foreign = version(element) or "A document of no known namespace"
        elif tag in _KINDS:
            self._foreign = ""
            self._kind, self._version = _KINDS[tag], version(element) or _KINDS[tag]
            self._place, self._said, self._id, self._created = 0, -1, "", ""
            self._header, self._header_wrong, self._head = self._envelope, [], {}
            self._envelope = ()
            self._groups = self._entries = 0
            self.messages += 1
            yield Message(self._version)
        elif tag in _GROUPS:
            self._groups += 1
            self._group, self._entries = None, 0
        elif tag == "Ntry":
            self._entries += 1
            self._details = 0

    def _over(self, element: etree._Element) -> Iterator[Read]:
        tag = local[element.tag]
        if tag == "AppHdr":
            self._envelope = tuple(fields(element, "AppHdr", []))
        elif not self._kind:
            return
        elif tag == "GrpHdr":
            self._header = (
                *fields(element, "GrpHdr", self._header_wrong), *self._header
            )  # fmt: skip
            self._head = {local[one.tag]: text_of(one) for one in element}
            self._id, self._created = self._head.get("MsgId", ""), self._head.get("CreDtTm", "")
            said = self._head.get("NbOfTxs", "")
            self._said = int(said) if said.isdigit() and len(said) < 16 else -1
        elif tag == _TRANSACTION:
            self._fed = 0
            yield self._transfer(element)
            forget(element)
        elif tag == "TxDtls":
            self._fed = 0
            if self._waiting is not None:
                yield self._waiting
            self._waiting = self._detail(element)
            forget(element)
        elif tag == "Ntry":
            self._fed = 0
            yield from self._entry(element)
            forget(element)
        elif tag in _GROUPS:
            forget(element)
        elif tag in _KINDS:
            yield from self._message_over()
            self._kind = ""
            forget(element)

    def _message_over(self) -> Iterator[Read]:
        if self._kind.startswith("camt"):
            return
        if self._said >= 0 and self._said != self._place:
            self.faults += 1
            yield Fault(
                self.file, f"message {self.messages}",
                f"Its header says {self._said} transactions, but {self._place} are in it.",
            )  # fmt: skip
        if not self._place and self._said < 0:
            self.faults += 1
            yield Fault(self.file, f"message {self.messages}", "No transaction is in it.")

    # -- transactions --------------------------------------------------------------------------

    def _inherit(self, parent: etree._Element | None, kind: str) -> str:
        """Take in what the group of a transaction says, once; gives the group's path."""
        path = f"{kind}[{self._groups}]"
        if self._group is not parent and parent is not None:
            self._group = parent
            self._group_wrong = []
            skip = _TRANSACTION if kind == "PmtInf" else "Ntry"
            self._inherited = tuple(fields(parent, path, self._group_wrong, skip))
            self._group_day = ""
            for one in parent:
                if local[one.tag] == "ReqdExctnDt":
                    self._group_day = day_in(one, path, self._group_wrong)
        return path

    def _transfer(self, element: etree._Element) -> Transaction:
        self._place += 1
        path = f"{_TRANSACTION}[{self._place}]"
        wrong: list[str] = []
        if self._kind == "pain.001":
            path = f"{self._inherit(element.getparent(), 'PmtInf')}/{path}"
        found = fields(element, path, wrong)
        inherited = self._inherited if self._kind == "pain.001" else ()
        wrong = [*self._header_wrong, *(self._group_wrong if inherited else ()), *wrong]
        parts = {local[one.tag]: one for one in element}
        ids = texts(parts.get("PmtId"))
        own = ids.get("EndToEndId", "")
        if not own:
            wrong.append(f"{path}/PmtId: it has no EndToEndId.")
        amount, currency = self._amount(parts, path, wrong)
        day = ""
        for name in ("IntrBkSttlmDt", "ReqdExctnDt"):
            if name in parts:
                day = day_in(parts[name], path, wrong)
        day = day or self._group_day or self._header_day(wrong) or iso_day(self._created)
        for name in _NEEDED[self._kind]:
            if name not in parts:
                wrong.append(f"{path}: it has no {name}.")
        roles = {one.role for one in (*inherited, *found)}
        for name, role in (("Dbtr", "debtor"), ("Cdtr", "creditor")):
            if name in parts and role not in roles:
                wrong.append(f"{path}/{name}: it names nobody.")
        if self._kind == "pain.001" and "debtor" not in roles:
            wrong.append(f"{path}: neither it nor its PmtInf has a Dbtr.")
        named = own if own != "NOTPROVIDED" else ""
        return self._make(
            element, path, named or ids.get("TxId") or ids.get("InstrId") or own,
            ids.get("UETR", ""), day, amount, currency,
            (*found, *inherited, *self._header), wrong,
        )  # fmt: skip

    def _header_day(self, wrong: list[str]) -> str:
        text = self._head.get("IntrBkSttlmDt", "")
        day = iso_day(text)
        if text and not day:
            wrong.append(f"GrpHdr/IntrBkSttlmDt: {text[:40]!r} is no date.")
        return day

    def _amount(
        self, parts: dict[str, etree._Element], path: str, wrong: list[str]
    ) -> tuple[str, str]:
        name = "Amt" if self._kind == "pain.001" else "IntrBkSttlmAmt"
        element = parts.get(name)
        if element is None:
            wrong.append(f"{path}: it has no {name}.")
            return "", ""
        while len(element):  # Amt/InstdAmt, Amt/EqvtAmt/Amt
            element = element[0]
        return money(element, f"{path}/{name}", wrong)

    def _detail(self, element: etree._Element) -> Transaction:
        """One detail of an entry; the entry's own values stand before it."""
        entries = element.getparent()
        entry = entries.getparent() if entries is not None else None
        self._details += 1
        wrong: list[str] = []
        path, common = self._of_entry(entry)
        place = f"{path}/TxDtls[{self._details}]"
        found = fields(element, place, wrong)
        parts = {local[one.tag]: one for one in element}
        ids = texts(parts.get("Refs"))
        amount, currency = common["amount"], common["currency"]
        if "Amt" in parts:
            amount, currency = money(parts["Amt"], f"{place}/Amt", wrong)
        return self._make(
            element, place, reference(ids) or common["reference"], ids.get("UETR", ""),
            common["day"], amount, currency, (*found, *self._inherited, *self._header),
            [*self._header_wrong, *self._group_wrong, *common["wrong"], *wrong],
        )  # fmt: skip

    def _entry(self, element: etree._Element) -> Iterator[Transaction]:
        path, common = self._of_entry(element)
        wrong: list[str] = []
        found = fields(element, path, wrong, "NtryDtls")
        if self._waiting is not None:
            last, self._waiting = self._waiting, None
            yield replace(last, fields=(*found, *last.fields)) if found else last
            return
        yield self._make(
            element, path, common["reference"], "", common["day"], common["amount"],
            common["currency"], (*found, *self._inherited, *self._header),
            [*self._header_wrong, *self._group_wrong, *common["wrong"], *wrong],
        )  # fmt: skip

    def _of_entry(self, entry: etree._Element | None) -> tuple[str, dict[str, Any]]:
        parent = entry.getparent() if entry is not None else None
        group = "Stmt" if self._kind == "camt.053" else "Ntfctn"
        path = f"{self._inherit(parent, group)}/Ntry[{self._entries}]"
        wrong: list[str] = []
        parts = {local[one.tag]: one for one in entry} if entry is not None else {}
        amount = currency = day = ""
        if "Amt" in parts:
            amount, currency = money(parts["Amt"], f"{path}/Amt", wrong)
        else:
            wrong.append(f"{path}: it has no Amt.")
        if "CdtDbtInd" not in parts:
            wrong.append(f"{path}: it has no CdtDbtInd.")
        for name in ("BookgDt", "ValDt"):
            if name in parts:
                day = day_in(parts[name], path, wrong) or day
        number = next(
            (text for name in ("AcctSvcrRef", "NtryRef")
             if name in parts and (text := text_of(parts[name]))), ""
        )  # fmt: skip
        return path, {"amount": amount, "currency": currency, "reference": number,
                      "day": day or iso_day(self._created), "wrong": wrong}  # fmt: skip

    def _make(
        self, element: etree._Element, place: str, reference: str, uetr: str, day: str,
        amount: str, currency: str, found: tuple[PartyField, ...], wrong: list[str],
    ) -> Transaction:  # fmt: skip
        self.number += 1
        line: Any = element.sourceline
        return Transaction(
            self.file, self.number, self._version, self._id,
            f"message {self.messages}, {place}", line, reference, uetr, day,
            amount, currency, found, tuple(wrong),
        )  # fmt: skip
