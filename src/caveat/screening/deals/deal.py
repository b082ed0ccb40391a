"""Deal: what a deal file says, and nothing that it does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from caveat.stake import Interest
from caveat.subject import Subject

Role = Literal[
    "buyer", "seller", "target", "joint venture", "issuer", "shareholder", "financier", "lender",
    "borrower", "guarantor", "insurer", "bank", "broker", "agent", "supplier", "manufacturer",
    "consignee", "end user", "carrier", "vessel", "signatory", "officer", "adviser", "other",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)

Jurisdiction = Literal["us", "eu", "uk", "ch"]
JURISDICTIONS: tuple[Jurisdiction, ...] = get_args(Jurisdiction)
ASKED: tuple[Jurisdiction, ...] = ("us", "eu", "uk")
"""Whose law is asked about, if the file does not say. Caveat downloads no Swiss list: with it, no
deal could ever be clear."""

Owners = Literal["as stated", "widely held", "public body"]
"""What is known of a party's owners: those that are stated and no more; that it is widely held,
with no large holder behind it; that it is a public body, which nobody owns."""

OWNERS: tuple[Owners, ...] = get_args(Owners)

OIL_PROJECTS = ("deepwater", "arctic offshore", "shale")
DEBTS = ("loan", "bond", "credit", "guarantee", "trade credit", "deposit", "other")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a deal.

    Attributes:
        id: what the other tables of the file call it.
        subject: what is screened.
        roles: what it does in the deal.
        signs_for: ids of the parties for whom it signs or negotiates.
        officer_of: ids of the parties whose director, chief executive or other officer it is.
        same_as: ids in the library that somebody has found it to be.
        not_same_as: ids in the library that somebody has found it not to be.
        bound: jurisdictions of which it is a person (a US person, an EU operator), where told.
        owners: what is known of its owners beyond the stakes.
        military: whether it is a military body or end user, where told.
        sectors: sectors of the economy in which it works, in the user's words.
        ibans: its accounts; only their country is read.
        bics: its banks; only their country is read.
        phones: its telephone numbers; only their prefix is read.
    """

    id: str
    subject: Subject
    roles: tuple[Role, ...]
    signs_for: tuple[str, ...] = ()
    officer_of: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    bound: tuple[Jurisdiction, ...] = ()
    owners: Owners = "as stated"
    military: bool | None = None
    sectors: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    bics: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name; its id, where only an identifier is known."""
        return self.subject.name or self.id


@dataclass(frozen=True, slots=True)
class Holding:
    """A stake as it stands before the deal.

    Attributes:
        holder: id of the party that has it.
        owned: id of the party that it is in.
        kind: what is held.
        least: in billionths of the whole.
        most: in billionths.
        since: ISO prefix of its first day, where told.
        until: ISO prefix of the day on which it was given up, where told.
        line: line of the file.
    """

    holder: str
    owned: str
    kind: Interest
    least: int
    most: int
    since: str | None = None
    until: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Purchase:
    """Shares that change hands.

    Attributes:
        buyer: id of who gets them.
        owned: id of the company that they are in.
        kind: what is bought.
        least: in billionths of the whole company.
        most: in billionths.
        seller: id of who gives them up; None where the file does not say.
        line: line of the file.
    """

    buyer: str
    owned: str
    kind: Interest
    least: int
    most: int
    seller: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """New shares, which dilute the old ones.

    Attributes:
        to: id of who gets them.
        owned: id of the company that issues them.
        least: share of the enlarged capital, in billionths.
        most: in billionths.
        line: line of the file.
    """

    to: str
    owned: str
    least: int
    most: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Debt:
    """New debt in the deal.

    Attributes:
        borrower: id of who owes it.
        days: its tenor.
        kind: one of `DEBTS`.
        lender: id of who lends, where told.
        line: line of the file.
    """

    borrower: str
    days: int
    kind: str = "loan"
    lender: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods, services or technology that the deal moves.

    Attributes:
        description: in the user's words.
        kind: one of the kinds of ``goods.toml``; None where the user does not say.
        codes: customs (HS) or control-list codes, as written.
        origin: countries or places that they come from.
        destination: countries or places that they go to.
        end_use: countries or places where they will be used.
        military_use: whether the end use is military, where told.
        oil_project: what kind of oil project they are for, where they are.
        line: line of the file.
    """

    description: str = ""
    kind: str | None = None
    codes: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    end_use: tuple[str, ...] = ()
    military_use: bool | None = None
    oil_project: str | None = None
    line: int = 0

    @property
    def name(self) -> str:
        """How a finding calls them."""
        return self.description or self.kind or ", ".join(self.codes) or "goods"


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal.

    Attributes:
        title: what the file calls it.
        signed: day of signature.
        parties: everybody in it.
        holdings: stakes as they stand before it.
        purchases: shares that change hands.
        issues: new shares.
        debts: new debt.
        goods: what is delivered.
        closing: day on which it takes effect, where told.
        currency: ISO 4217 code, where told.
        amount: in that currency, where told.
        performance: countries or places where it is performed.
        jurisdictions: whose law is asked about.
        file: name of the file.
    """

    title: str
    signed: date
    parties: tuple[Party, ...]
    holdings: tuple[Holding, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    issues: tuple[Issue, ...] = ()
    debts: tuple[Debt, ...] = ()
    goods: tuple[Goods, ...] = ()
    closing: date | None = None
    currency: str | None = None
    amount: float | None = None
    performance: tuple[str, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ASKED
    file: str = ""

    def party(self, id: str) -> Party:
        """The party of an id; the file has been checked, so that there is one."""
        return next(one for one in self.parties if one.id == id)

    def name(self, id: str) -> str:
        """The name of the party of an id."""
        return self.party(id).name
