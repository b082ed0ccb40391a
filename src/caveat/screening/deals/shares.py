"""What a deal does to the shares: purchases first, then new shares, in exact billionths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from caveat.ownership.points import percent
from caveat.screening.deals.deal import Deal, Issue, Purchase
from caveat.stake import WHOLE, Interest, Stake

_DILUTED: frozenset[Interest] = frozenset({"shares", "nominee", "trust", "unknown"})
_DEAL = "the deal"

Node = Callable[[str], str]
"""A party's id in the file -> its id in the network."""


def change(deal: Deal, held: Sequence[Stake], node: Node) -> tuple[list[Stake], list[str]]:
    """The stakes after a deal.

    A range stays a range: what is sold is taken off both its ends, and dilution is rounded
    outward, so that no threshold is met or missed by rounding.

    Args:
        deal: purchases and issues.
        held: the stakes on the day before it.
        node: from the file's ids to the stakes'.

    Returns:
        The stakes, and sentences on what did not reach.
    """
    stakes, notes = list(held), []
    for purchase in deal.purchases:
        if purchase.seller is None:
            notes.append(
                f"Line {purchase.line}: the file does not say who sells shares of "
                f"{deal.name(purchase.owned)} to {deal.name(purchase.buyer)}; what its other "
                "holders keep is not known."
            )
            stakes = _from_anybody(stakes, purchase, node)
        else:
            stakes, said = _from(stakes, purchase, node, deal)
            notes += said
        bought = Stake(
            node(purchase.buyer), node(purchase.owned), purchase.kind, purchase.least,
            purchase.most, True, None, None, _DEAL, f"line {purchase.line}",
        )  # fmt: skip
        stakes = _added(stakes, bought)
    for owned in dict.fromkeys(one.owned for one in deal.issues):
        issues = [one for one in deal.issues if one.owned == owned]
        stakes = _diluted(stakes, issues, node(owned))
        for issue in issues:
            given = Stake(
                node(issue.to), node(owned), "shares", issue.least, issue.most, True, None, None,
                _DEAL, f"line {issue.line}",
            )  # fmt: skip
            stakes = _added(stakes, given)
    return stakes, notes


def _from(
    stakes: list[Stake], purchase: Purchase, node: Node, deal: Deal
) -> tuple[list[Stake], list[str]]:
    """The stakes without what a seller gave up; each source's rows of it are summed first."""
    assert purchase.seller is not None
    seller, owned = node(purchase.seller), node(purchase.owned)
    mine = [s for s in stakes if (s.owner, s.owned, s.kind) == (seller, owned, purchase.kind)
            and s.direct]  # fmt: skip
    rest = [stake for stake in stakes if stake not in mine]
    who = f"{deal.name(purchase.seller)} in {deal.name(purchase.owned)}"
    if not mine:
        kept = Stake(seller, owned, purchase.kind, 0, WHOLE - purchase.least, True, None, None,
                     _DEAL, f"line {purchase.line}")  # fmt: skip
        return [*rest, kept], [
            f"Line {purchase.line}: no stake of {who} is known on that day; what it keeps is "
            "taken as unknown."
        ]
    notes: list[str] = []
    for source in dict.fromkeys(stake.source for stake in mine):
        rows = [stake for stake in mine if stake.source == source]
        most = sum(stake.most for stake in rows)
        if most < purchase.least:
            notes.append(
                f"Line {purchase.line}: the stake of {who} is {percent(most)} by {source}, less "
                f"than the {percent(purchase.least)} that are sold. Check both."
            )
        least = max(0, sum(stake.least for stake in rows) - purchase.most)
        most = max(0, min(most, WHOLE) - purchase.least)
        if most:
            rest.append(replace(rows[0], least=least, most=most))
    return rest, notes


def _from_anybody(stakes: list[Stake], purchase: Purchase, node: Node) -> list[Stake]:
    """Who sells is not known: anybody but the buyer may have less by as much."""
    buyer, owned = node(purchase.buyer), node(purchase.owned)
    return [
        replace(stake, least=max(0, stake.least - purchase.most))
        if (stake.owned, stake.kind) == (owned, purchase.kind) and stake.owner != buyer
        else stake
        for stake in stakes
    ]


def _diluted(stakes: list[Stake], issues: Sequence[Issue], owned: str) -> list[Stake]:
    """The old shares after new ones; votes may or may not follow."""
    low = min(WHOLE, sum(one.least for one in issues))
    high = min(WHOLE, sum(one.most for one in issues))
    found = []
    for stake in stakes:
        if stake.owned == owned and stake.kind in _DILUTED:
            stake = replace(
                stake,
                least=stake.least * (WHOLE - high) // WHOLE,
                most=-(-stake.most * (WHOLE - low) // WHOLE),
            )
            if not stake.most:
                continue
        elif stake.owned == owned and stake.kind == "voting rights":
            stake = replace(stake, least=stake.least * (WHOLE - high) // WHOLE)
        found.append(stake)
    return found


def _added(stakes: list[Stake], more: Stake) -> list[Stake]:
    """The stakes with one more; it is added to what each source says that the owner had."""
    key = (more.owner, more.owned, more.kind)
    found, met = [], set()
    for stake in stakes:
        if (stake.owner, stake.owned, stake.kind) == key and stake.direct:
            if stake.source not in met:
                least, most = stake.least + more.least, stake.most + more.most
                stake = replace(stake, least=min(least, WHOLE), most=min(most, WHOLE))
            met.add(stake.source)
        found.append(stake)
    return found if met else [*found, more]
