"""Names: is a party, or may it be, on a list?"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.match.explain import sentence
from caveat.ownership.regimes.rule import Regime
from caveat.party import Designation
from caveat.screening.answer import Hit
from caveat.screening.deals.context import SSI, TESTS, Context
from caveat.screening.deals.deal import Jurisdiction, Party
from caveat.screening.deals.identity import hits_of
from caveat.screening.deals.judgement import Finding, Grade

TITLE = "Names: is a party on a list?"


def findings(context: Context) -> Iterator[Finding]:
    """What the screening of each party comes to."""
    for party in context.deal.parties:
        screening = context.screenings[party.id]
        listed = {hit.entity.id for hit in screening.hits}
        for hit in hits_of(party, screening):
            yield from _of_hit(context, party, hit)
        for owned in screening.owned:
            sure = owned.party in context.identities[party.id].certain
            if owned.party in party.not_same_as or sure or owned.party in listed:
                continue  # a sure one is weighed under ownership, a listed one is a hit above
            yield Finding(
                "caution",
                f"{_who(party)} may be {owned.name or owned.party} ({owned.party}), which is on no "
                f"list but is or may be blocked by ownership (score {owned.score:.2f}). "
                + _settle(),
                parties=(party.id,),
                because=tuple(sentence(piece) for piece in owned.evidence),
            )


def _of_hit(context: Context, party: Party, hit: Hit) -> Iterator[Finding]:
    identity = context.identities[party.id]
    sure = hit.entity.id in identity.certain
    how = identity.how.get(hit.entity.id, f"score {hit.score:.2f}")
    told: dict[tuple[Grade, str, Jurisdiction | None], list[Designation]] = {}
    for by, kind, one in _measures(context, hit):
        if one.status != "not listed":
            grade, what = _grade(kind, sure, one)
            told.setdefault((grade, what, by), []).append(one)
    for (grade, what, by), designations in told.items():
        lines = dict.fromkeys(
            f"{one.publisher or one.list_title}: {one.programme}{_since(one)}"
            for one in designations
        )
        first = designations[0]
        yield Finding(
            grade,
            f"{_who(party)} {'is' if sure else 'may be'} {hit.entity.caption} ({hit.entity.id}; "
            f"{how}), {what} on {context.day}: {'; '.join(lines)}."
            + ("" if sure else f" {_settle()}"),
            by=by,
            parties=(party.id,),
            because=(
                *(sentence(piece) for piece in hit.evidence),
                *dict.fromkeys(one.because for one in designations),
                *dict.fromkeys(f"Measure: {m}." for one in designations for m in one.measures[:3]),
            ),
            source="; ".join(dict.fromkeys(law for one in designations for law in one.legal_basis))
            or f"{first.list_title}, version of {first.version}",
            url=first.url or "",
        )


def _measures(context: Context, hit: Hit) -> Iterator[tuple[Jurisdiction | None, str, Designation]]:
    """Each designation once, with whose it is, and whether it is a freeze, sectoral or another."""
    for one in hit.designations:
        by = next((j for j, test in TESTS.items() if _meets(test, one)), None)
        if by is not None:
            kind = "freeze" if by in context.deal.jurisdictions else "other"
            yield by, kind, one
        elif any(_meets(test, one) for test in SSI):
            yield "us", "sectoral" if "us" in context.deal.jurisdictions else "other", one
        elif one.source == "un-sc" or "United Nations" in one.publisher:
            yield None, "freeze", one
        else:
            yield None, "other", one


def _meets(test: Regime, one: Designation) -> bool:
    return test.starts is not None and test.starts.meets(one.source, one.publisher, one.measures)


def _grade(kind: str, sure: bool, one: Designation) -> tuple[Grade, str]:
    if kind == "sectoral":
        return "caution", "which is under sectoral restrictions"
    if kind == "other":
        return "caution", "which is on a list that is not asked about or does not freeze assets"
    if not sure:
        return "caution", "which is a blocked party"
    if one.status == "possible":
        return "cannot tell", "of which the data cannot tell whether it was listed"
    return "stop", "a blocked party"


def _since(one: Designation) -> str:
    day = one.start or one.listed
    return f", since {day}" if day else ""


def _who(party: Party) -> str:
    return f"{party.name} ({', '.join(party.roles)})"


def _settle() -> str:
    return "Settle it: write same_as or not_same_as for this party."
