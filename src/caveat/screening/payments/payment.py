"""A payment as its message states it: transactions, their parties, agents and texts, with places.

The words for roles are those of ISO 20022, for SWIFT MT, too: debtor, creditor, debtor agent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["party", "agent", "text"]


@dataclass(frozen=True, slots=True)
class PartyField:
    """One field of a transaction that may name somebody.

    Attributes:
        role: whom the field names: ``debtor``, ``creditor agent``, ``remittance``.
        kind: a party, a financial institution, or free text.
        place: where in the message: ``CdtTrfTxInf[3]/Dbtr``, ``:50F:``.
        name: as written; empty if the field gives only identifiers.
        aliases: other ways to read the name: lines that go on, a contact's company.
        person: True for a private person, False for an organization, None if nothing tells.
        birth_date: ISO prefix.
        birth_place: town and country, as written.
        countries: ISO 3166 codes of residence and address, in small letters.
        bic: of an institution or an organization.
        lei: its legal entity identifier.
        identifiers: other numbers that may be on a list: passport, tax, registration.
        accounts: IBANs and other account numbers.
        addresses: address lines, as written.
        text: of a free text.
    """

    role: str
    kind: Kind
    place: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    person: bool | None = None
    birth_date: str | None = None
    birth_place: str = ""
    countries: tuple[str, ...] = ()
    bic: str = ""
    lei: str = ""
    identifiers: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    text: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it that could be screened."""
        return not (
            self.name or self.text or self.bic or self.lei or self.identifiers or self.accounts
            or self.addresses
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transaction:
    """One payment of a message; one entry or one detail of it in an account statement.

    Attributes:
        file: name of the file.
        number: from 1, over the whole file.
        message: what the message is: ``pacs.008.001.08``, ``MT103``.
        message_id: the message's own reference; empty if it has none.
        place: where in the file: ``message 1, CdtTrfTxInf[3]``.
        line: of the file, from 1, where known; else 0.
        reference: end-to-end identification, else the transaction's or the bank's reference.
        uetr: unique end-to-end transaction reference; empty if there is none.
        value_date: ISO date of settlement, execution or booking, else of the message; may be
            empty.
        amount: as written, with a point.
        currency: ISO 4217 code.
        fields: every party, agent and text, in the order of the message.
        wrong: why it is rejected: each thing that is missing or cannot be read; none if whole.
    """

    file: str
    number: int
    message: str
    message_id: str
    place: str
    line: int
    reference: str
    uetr: str
    value_date: str
    amount: str
    currency: str
    fields: tuple[PartyField, ...]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something of a file that could not be read, so that nobody can say who is in it.

    Attributes:
        file: name of the file.
        place: where: ``line 40, column 7``, ``message 2``; empty if it is the whole file.
        reason: one sentence.
    """

    file: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message begins.

    Attributes:
        kind: ``pacs.008.001.08``, ``MT202COV``.
    """

    kind: str


Read = Transaction | Fault | Message
"""What readers give out, in the order of the file."""
