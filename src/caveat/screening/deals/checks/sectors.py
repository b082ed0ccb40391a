"""Sectors: new debt, new equity, projects and investment under sectoral restrictions."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.ownership import explain
from caveat.screening.deals.checks.owned import reasons
from caveat.screening.deals.context import Context
from caveat.screening.deals.deal import Jurisdiction, Party
from caveat.screening.deals.judgement import Finding
from caveat.screening.deals.laws import law
from caveat.screening.deals.sectoral import Directive, annexes, bans, directives, named

TITLE = "Sectors: is new debt, new equity or investment restricted?"


def findings(context: Context) -> Iterator[Finding]:
    """The directives of E.O. 13662, article 5 of Regulation 833/2014, bans on investment."""
    if "us" in context.deal.jurisdictions:
        for place, directive in enumerate(directives(), start=1):
            for party in context.deal.parties:
                yield from _ssi(context, party, directive, place)
    if "eu" in context.deal.jurisdictions:
        for annex in annexes():
            for party in context.deal.parties:
                yield from _annexed(context, party, annex)
    yield from _investment(context)


def _ssi(context: Context, party: Party, directive: Directive, place: int) -> Iterator[Finding]:
    before, after = context.sectoral[party.id, place]
    found = after if after.verdict != "not blocked on what is known" else before
    if found.verdict == "not blocked on what is known":
        return
    sure = found.verdict in ("listed", "blocked")
    why = (
        f"{party.name} is subject to {directive.title} ({directive.sector})"
        if sure
        else f"{party.name} may be subject to {directive.title} ({directive.sector})"
    )
    if found.verdict == "blocked":
        why += ", being owned 50 percent or more by persons subject to it"
    if found is after and before.verdict != after.verdict:
        why += ", after the deal"
    extra = (explain.verdict(found), *reasons(found)) if found.verdict != "listed" else ()
    yield from _dealings(context, party, directive, why, sure, "us", extra)
    if directive.projects:
        yield from _projects(context, party, directive, why, sure)


def _dealings(
    context: Context,
    party: Party,
    rule: Directive,
    why: str,
    sure: bool,
    by: Jurisdiction,
    extra: tuple[str, ...] = (),
) -> Iterator[Finding]:
    """What the deal's debts and new shares of a party come to under a rule."""
    laws = (rule.law, law("FAQ-373")) if by == "us" else (rule.law,)
    node, term = context.owners.node(party.id), rule.term(context.day)
    touched = False
    for debt in context.deal.debts:
        if context.owners.node(debt.borrower) != node or term is None:
            continue
        touched = True
        over = debt.days > term.days
        measured = (
            f"Debt issued on {context.day} is restricted if its tenor is longer than {term.days} "
            f"days (since {term.since})"
        )
        yield Finding(
            ("stop" if sure else "cannot tell") if over else "caution",
            f"{why}. {measured}: the {debt.kind} of {debt.days} days is "
            + ("longer. New debt of this tenor is restricted." if over else "not longer."),
            by, laws, (party.id,), extra,
        )  # fmt: skip
    for issue in context.deal.issues:
        if context.owners.node(issue.owned) == node and rule.equity and term is not None:
            touched = True
            yield Finding(
                "stop" if sure else "cannot tell",
                f"{why}. New equity issued since {rule.terms[0].since} is restricted, and the deal "
                "has new shares of it.",
                by, laws, (party.id,), extra,
            )  # fmt: skip
    if not touched:
        what = "new debt and new equity" if rule.equity else "new debt"
        if rule.terms:
            yield Finding(
                "caution",
                f"{why}: its {what} is restricted. The file has none of it; see that no payment "
                "term, credit or security of the deal is.",
                by, laws, (party.id,), extra,
            )  # fmt: skip


def _projects(
    context: Context, party: Party, directive: Directive, why: str, sure: bool
) -> Iterator[Finding]:
    says = directive.project(context.day)
    if not says:
        return
    projects = [one for one in context.deal.goods if one.oil_project]
    for goods in projects:
        yield Finding(
            "stop" if sure else "cannot tell",
            f"{why}. Restricted are {says}. The file has {goods.name} for a project of this kind "
            f"({goods.oil_project}).",
            "us", (directive.law,), (party.id,),
        )  # fmt: skip
    if not projects:
        yield Finding(
            "caution",
            f"{why}. Restricted are {says}. The file has no goods for such a project.",
            "us", (directive.law,), (party.id,),
        )  # fmt: skip


def _annexed(context: Context, party: Party, annex: Directive) -> Iterator[Finding]:
    if annex.terms[0].since > context.day:
        return
    found = named(party.subject, annex.names)
    if found is not None:
        why = (
            f"{party.name} has the name of {found.name} (score {found.score:.2f}), one of the "
            f"persons of {annex.law.article} as of 2014"
        )
        yield from _dealings(context, party, annex, why, False, "eu")


def _investment(context: Context) -> Iterator[Finding]:
    deal = context.deal
    gains = [(one.buyer, one.owned) for one in deal.purchases]
    gains += [(one.to, one.owned) for one in deal.issues]
    for ban in bans():
        if ban.by not in deal.jurisdictions or context.day < ban.since:
            continue
        for buyer, owned in dict.fromkeys(gains):
            if context.countries(buyer) == {ban.place}:
                continue  # what a country's own companies invest at home is not meant
            sectors = deal.party(owned).sectors
            if ban.place not in context.countries(owned) or (ban.sector and not any(
                    ban.sector in one.casefold() for one in sectors)):  # fmt: skip
                continue
            bound = [one.name for one in context.persons(ban.by)]
            yield Finding(
                "stop" if bound else "caution",
                f"{deal.name(buyer)} gets shares of {deal.name(owned)}, which is in "
                f"{ban.place.upper()}. Restricted since {ban.since}: {ban.says}. "
                + (
                    f"Persons of that jurisdiction in the deal: {', '.join(bound)}."
                    if bound
                    else "The file names no person of that jurisdiction; see that none takes part."
                ),
                ban.by, (ban.law,), (buyer, owned),
            )  # fmt: skip
