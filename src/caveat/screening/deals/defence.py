"""Defence: what the library and the law tell of a party's being of a listed defence sector.

The State Department's list of specified persons under CAATSA section 231(e) is in no list that
Caveat reads. So nobody is said to be on it: what is shown is designation under E.O. 13661,
Directive 3 under E.O. 13662, the names of Regulation 833/2014, and what the file says.
"""

from __future__ import annotations

from dataclasses import dataclass

from caveat.screening.deals.context import Context
from caveat.screening.deals.deal import Party
from caveat.screening.deals.identity import hits_of
from caveat.screening.deals.sectoral import annexes, named, no_dual_use


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that a party is of Russia's defence sector.

    Attributes:
        says: one sentence.
        certain: whether it is a designation of the party, or of those who own it, for that sector.
    """

    says: str
    certain: bool


def signs(context: Context, party: Party) -> tuple[Sign, ...]:
    """The signs for one party, the certain first."""
    found: list[Sign] = []
    before, after = context.sectoral[party.id, 3]
    for one in (before, after):
        if one.verdict in ("listed", "blocked"):
            how = "is" if one.verdict == "listed" else "is owned by persons who are"
            found.append(
                Sign(f"{party.name} {how} under Directive 3 of E.O. 13662 (defence).", True)
            )
            break
        if one.verdict == "may be blocked":
            found.append(Sign(f"{party.name} may be under Directive 3 of E.O. 13662.", False))
            break
    identity = context.identities[party.id]
    for hit in hits_of(party, context.screenings[party.id]):
        for said in hit.designations:
            if "13661" in said.programme and said.status != "not listed":
                sure = hit.entity.id in identity.certain and hit.entity.type != "person"
                found.append(
                    Sign(
                        f"{party.name} {'is' if sure else 'may be'} listed under E.O. 13661, which "
                        "reaches persons of the arms sector in Russia, and officials.",
                        sure,
                    )
                )
                break
    names = [one.names for one in annexes() if one.sector == "defence"]
    names += [one for since, one, _ in no_dual_use() if since <= context.day]
    for one_of in names:
        match = named(party.subject, one_of)
        if match is not None:
            found.append(
                Sign(
                    f"{party.name} has the name of {match.name}, which Regulation 833/2014 names "
                    f"as of the defence sector (score {match.score:.2f}).",
                    False,
                )
            )
    if "ru" in context.countries(party.id) and (
        party.military or any("defen" in one.casefold() for one in party.sectors)
    ):
        found.append(Sign(f"The file says that {party.name} is of the defence sector.", False))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: not one.certain))
