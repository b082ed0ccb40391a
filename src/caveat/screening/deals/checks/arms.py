"""Arms: CAATSA section 231 and the like, for arms, dual-use goods, shares and debt that move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caveat.screening.deals.context import Context
from caveat.screening.deals.deal import Party
from caveat.screening.deals.defence import signs
from caveat.screening.deals.goods import kinds
from caveat.screening.deals.judgement import Finding
from caveat.screening.deals.laws import law
from caveat.screening.deals.sectoral import determinations

TITLE = "Arms: can the deal bring sanctions on the other side (CAATSA section 231)?"

SINCE = date(2017, 8, 2)
"""First day of section 231."""

_NO_LIST = (
    "The State Department's list of specified persons (section 231(e)) is not in the library: "
    "look it up.",
    "Worked example: Turkey's Presidency of Defense Industries was sanctioned on 14 December 2020 "
    "for buying the S-400 from Rosoboronexport.",
)


def findings(context: Context) -> Iterator[Finding]:
    """Signs of the defence sector beside arms or dual-use goods; sectors of E.O. 14024."""
    if "us" not in context.deal.jurisdictions:
        return
    told = [(goods, one) for goods in context.deal.goods for one in kinds(goods)
            if one.kind in ("arms", "dual-use")]  # fmt: skip
    for party in context.deal.parties if context.day >= SINCE else ():
        found = signs(context, party)
        what = f"{told[0][0].name} ({told[0][1].how})" if told else _moved(context, party)
        if found and what:
            yield Finding(
                "caution",
                f"{what} and {party.name}: a significant transaction with a "
                "person that is part of, or works for, Russia's defence or intelligence sector can "
                "bring sanctions on the other side, wherever it is (since 2 August 2017).",
                "us",
                (law("CAATSA-231"),),
                (party.id,),
                (*(sign.says for sign in found), *_NO_LIST),
            )
    for party in context.deal.parties:
        if "ru" not in context.countries(party.id):
            continue
        for since, sectors, source in determinations():
            words = [one for one in party.sectors if any(s in one.casefold() for s in sectors)]
            if words and since <= context.day:
                yield Finding(
                    "caution",
                    f"{party.name} works in a sector ({words[0]}) for which persons can be listed "
                    f"since {since}: it may come under the measures later.",
                    "us", (source,), (party.id,),
                )  # fmt: skip


def _moved(context: Context, party: Party) -> str:
    """What a party buys, sells, issues, borrows or lends; empty if it does none of it."""
    deal, id = context.deal, party.id
    if any(id in (one.buyer, one.seller, one.owned) for one in deal.purchases):
        return "Shares that change hands"
    if any(id in (one.to, one.owned) for one in deal.issues):
        return "New shares"
    return "New debt" if any(id in (one.borrower, one.lender) for one in deal.debts) else ""
