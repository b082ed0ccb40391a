"""Data: what is missing, stale or not known, so that "nothing found" means less than it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from caveat.ownership.points import percent
from caveat.ownership.regimes.rule import SHARES, Measure
from caveat.screening.deals.context import NAMES, TESTS, Context
from caveat.screening.deals.deal import Jurisdiction, Party
from caveat.screening.deals.judgement import Finding
from caveat.stake import WHOLE

TITLE = "Data: what is missing or not known?"

_COVER: dict[Jurisdiction, tuple[str, ...]] = {
    "us": ("ofac-sdn", "us-csl", "starter"),
    "eu": ("eu-fsf", "starter"),
    "uk": ("uk-sl", "uk-ofsi", "starter"),
    "ch": ("ch-seco", "opensanctions-ch_seco_sanctions"),
}
"""The lists that tell of a jurisdiction's freezes; ``opensanctions`` tells of all."""


def findings(context: Context) -> Iterator[Finding]:
    """Lists, days, owners and faults of the stakes."""
    used = next(iter(context.screenings.values())).lists
    names = {one.source for one in used}
    for by in context.deal.jurisdictions:
        if not names & set(_COVER[by]) and "opensanctions" not in names:
            yield Finding(
                "cannot tell",
                f"No list of {NAMES[by]} is in the library: whom it lists is not known. Import "
                f'one, or leave "{by}" out of jurisdictions.',
                by,
            )
    if "us" in context.deal.jurisdictions and not names & {
        "ofac-cons", "us-csl", "starter", "opensanctions"
    }:  # fmt: skip
        yield Finding(
            "cannot tell",
            "OFAC's list of sectoral sanctions (ofac-cons) is not in the library: who is under a "
            "directive is not known.",
            "us",
        )
    for one in used:
        if one.stale:
            yield Finding(
                "caution",
                f"{one.title} ({one.source}) is stale: last confirmed on {one.confirmed}, "
                f"{one.age} days before {one.confirmed + timedelta(one.age)}.",
            )
    said = next(iter(context.screenings.values())).cautions
    for one_said in said:
        if one_said.startswith("The oldest versions") or "no version had come out" in one_said:
            yield Finding("cannot tell", one_said)
    for party in context.deal.parties:
        yield from _owners(context, party)
    yield from (Finding("caution", one) for one in context.owners.faults())


def _owners(context: Context, party: Party) -> Iterator[Finding]:
    """Owners who are not known, where they could make a party blocked."""
    if party.subject.type in ("person", "vessel", "aircraft"):
        return
    if party.owners == "public body":
        return
    if party.owners == "widely held":
        yield Finding("clear", f"The file says that {party.name} is widely held.",
                      parties=(party.id,))  # fmt: skip
        return
    mine = [one for one in context.weighed if one.party == party.id]
    days = (False, True) if any(one.moved for one in mine) else (False,)
    if sum(one.least for one in context.deal.issues if one.owned == party.id) == WHOLE:
        days = (True,)  # the deal founds it
    for after in days:
        gap = context.owners.gap(party.id, after=after)
        unknown = WHOLE - gap.known
        open_ = []
        for one in mine:
            found = one.after if after else one.before
            shares = [m for m in TESTS[one.by].rule(context.day).measures if m.counts == SHARES]
            needed = _needed(shares)
            if not found.blocked and found.certain_share + unknown >= needed:
                open_.append(one.by)
        if open_ or (gap.stated and unknown):
            when = " after the deal" if after else ""
            whose = (
                f"Of the owners of {party.name}{when}, {percent(gap.known)} is known"
                if gap.stated
                else f"Nobody is known who owns {party.name}{when}"
            )
            enough = (
                f"could belong to blocked parties, which would be enough for "
                f"{', '.join(NAMES[by] for by in open_)}"
                if open_
                else "belongs to holders who are not known: too little for a test of ownership, "
                "but whether one of them is blocked, or controls it, is not known"
            )
            yield Finding(
                "cannot tell" if open_ else "caution",
                f"{whose}: {percent(unknown)} {enough}. State the stakes, or write "
                'owners = "widely held" or "public body".',
                parties=(party.id,),
            )


def _needed(measures: list[Measure]) -> int:
    return min((one.needed for one in measures), default=WHOLE)
