"""Goods: are arms, dual-use or other goods of the deal restricted where they go or come from?"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.screening.deals.context import Context
from caveat.screening.deals.deal import Goods
from caveat.screening.deals.embargoes import country
from caveat.screening.deals.goods import KINDS, Told, kinds, rules, unread
from caveat.screening.deals.judgement import Finding, Grade
from caveat.screening.deals.sectoral import named, no_dual_use

TITLE = "Goods: is what is delivered restricted?"

_GRADES: dict[str, Grade] = {"prohibited": "stop", "licence": "caution", "denied": "caution"}


def findings(context: Context) -> Iterator[Finding]:
    """The goods of the deal, one after another."""
    for goods in context.deal.goods:
        told = kinds(goods)
        for code in goods.codes:
            if unread(code):
                yield Finding("cannot tell", f"{code!r} of {goods.name} is no customs or control-"
                              "list code that is known. Check it.")  # fmt: skip
        if not told:
            yield Finding(
                "cannot tell" if not goods.codes else "clear",
                f"Nothing tells of what kind {goods.name} is"
                + (": write kind or codes." if not goods.codes
                   else "; its codes are in no group that these data know."),
            )  # fmt: skip
        for one in told:
            yield from _rules(context, goods, one)
            if one.kind in ("arms", "dual-use"):
                yield from _annex(context, goods, one)


def _rules(context: Context, goods: Goods, told: Told) -> Iterator[Finding]:
    to, origin = to_and_from(context, goods)
    military = goods.military_use or any(one.military for one in context.deal.parties)
    unsaid = goods.military_use is None and not any(
        one.military is not None for one in context.deal.parties if "end user" in one.roles
    )
    for rule in rules():
        if rule.by not in context.deal.jurisdictions or told.kind not in rule.kinds:
            continue
        met = sorted((to & set(rule.to)) | (origin & set(rule.origin)))
        if not met or not rule.holds(context.day):
            continue
        if rule.military and not military and not unsaid:
            continue
        grade = _GRADES[rule.effect]
        what, where = KINDS[told.kind].title, ", ".join(met).upper()
        said = f"{goods.name} ({what}: {told.how}), {where}, since {rule.since}: {rule.says}"
        if rule.military and not military:
            grade, said = (
                "cannot tell",
                f"{said}. The file does not say whether the use is military",
            )
        elif not told.certain:
            grade, said = "caution", f"{said}. Only words hint at the kind: write kind or codes"
        yield Finding(grade, f"{said}.", rule.by, (rule.law,))


def _annex(context: Context, goods: Goods, told: Told) -> Iterator[Finding]:
    if "eu" not in context.deal.jurisdictions:
        return
    for since, names, law in no_dual_use():
        for party in context.deal.parties if since <= context.day else ():
            found = named(party.subject, names)
            if found is not None:
                yield Finding(
                    "cannot tell",
                    f"{party.name} has the name of {found.name} (score {found.score:.2f}), to "
                    f"which no dual-use goods may go since {since}: {goods.name} "
                    f"({told.how}). Find out whether it is the same.",
                    "eu", (law,), (party.id,),
                )  # fmt: skip


def to_and_from(context: Context, goods: Goods) -> tuple[set[str], set[str]]:
    """Codes of the countries to which goods go, and from which they come; where the file names
    none, those of the buyers and end users, and of the sellers."""
    to = {place.code for text in (*goods.destination, *goods.end_use)
          if (place := country(text)) is not None}  # fmt: skip
    origin = {place.code for text in goods.origin if (place := country(text)) is not None}
    for party in context.deal.parties:
        if {"end user", "consignee"} & set(party.roles) or (
            "buyer" in party.roles and not goods.destination
        ):
            to |= context.countries(party.id)
        if not goods.origin and {"seller", "supplier", "manufacturer"} & set(party.roles):
            origin |= context.countries(party.id)
    return to, origin
