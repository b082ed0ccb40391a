"""Who the parties of a deal are in the library: said, told by a number or a name, or perhaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caveat.errors import BadDeal, UnknownHolder
from caveat.match.evidence import Evidence, Kind
from caveat.screening.about import About
from caveat.screening.answer import Hit, OwnedHit, Screening
from caveat.screening.deals.deal import Deal, Party
from caveat.screening.links import THRESHOLD


@dataclass(frozen=True, slots=True)
class Identity:
    """Who one party of a deal is in the library.

    Attributes:
        certain: ids of parties of lists, or of holders of stakes, that it is taken to be.
        possible: ids that it may be.
        how: id -> how that is known, in one clause.
    """

    certain: tuple[str, ...]
    possible: tuple[str, ...]
    how: Mapping[str, str]


def identify(
    deal: Deal, screenings: Sequence[Mapping[str, Screening]], abouts: Sequence[About]
) -> dict[str, Identity]:
    """Who the parties are; one answer for all days, since nobody becomes somebody else.

    A party is taken to be a listed one if the file says so, if an identifier and the name or the
    country agree, or if its name scores at least `links.THRESHOLD` with nothing against it; of a
    person, whose name many may have, a birth date, a country or an address must agree, too. Who
    scores less may be it.

    Args:
        deal: the deal.
        screenings: party's id -> its screening, for each day.
        abouts: what is known of owners, for each day.

    Raises:
        BadDeal: the file says that a party is one whom the library does not know.
    """
    return {party.id: _identity(party, screenings, abouts, deal.file) for party in deal.parties}


def hits_of(party: Party, screening: Screening) -> tuple[Hit, ...]:
    """The hits of a party but for those that somebody has found not to be it."""
    return tuple(hit for hit in screening.hits if hit.entity.id not in party.not_same_as)


def _identity(
    party: Party,
    screenings: Sequence[Mapping[str, Screening]],
    abouts: Sequence[About],
    file: str,
) -> Identity:
    certain: dict[str, str] = {}
    possible: dict[str, str] = {}
    for id in party.same_as:
        if not any(_known(about, id) for about in abouts):
            raise BadDeal(
                f"{file}: same_as of {party.id!r} names {id!r}, which no list and no set of stakes "
                "has. Find ids with caveat screen NAME."
            )
        certain[id] = "the file says so"
    for days in screenings:
        screening = days[party.id]
        found: list[Hit | OwnedHit] = [*hits_of(party, screening), *screening.owned]
        for hit in found:
            id = hit.entity.id if isinstance(hit, Hit) else hit.party
            if id in certain or id in party.not_same_as:
                continue
            how = _settled(hit)
            if how:
                possible.pop(id, None)
                certain[id] = how
            else:
                possible.setdefault(id, f"score {hit.score:.2f}, not settled")
    if party.subject.type in ("any", "organization"):
        for about in abouts:
            for name in party.subject.names:
                id = _by_whole_name(about, name)
                if id and id not in certain and id not in party.not_same_as:
                    possible.pop(id, None)
                    certain[id] = f"the same name, {name}"
    return Identity(tuple(certain), tuple(possible), {**possible, **certain})


def _settled(hit: Hit | OwnedHit) -> str:
    """How it is known that the party is the one found; empty where it is not."""
    pieces = {piece.kind: piece for piece in hit.evidence}
    number, name = pieces.get("identifier"), pieces.get("name")
    if (
        number is not None
        and number.verdict == "for"
        and (_for(name) or _for(pieces.get("country")))
    ):
        return f"identifier {number.subject}"
    against = any(piece.verdict == "against" for piece in hit.evidence)
    weak = isinstance(hit, Hit) and hit.name_kind == "weak_alias"
    person = isinstance(hit, Hit) and hit.entity.type == "person"
    alone = person and not any(_for(pieces.get(kind)) for kind in _TELLING)
    if hit.score >= THRESHOLD and not against and not weak and not alone:
        return f"score {hit.score:.2f}, nothing against it"
    return ""


_TELLING: tuple[Kind, ...] = ("birth date", "country", "address", "identifier")
"""Evidence that tells persons of one name apart."""


def _for(piece: Evidence | None) -> bool:
    return piece is not None and piece.verdict == "for"


def _known(about: About, id: str) -> bool:
    try:
        about.place(id)
    except UnknownHolder:
        return False
    return True


def _by_whole_name(about: About, name: str) -> str:
    try:
        network, number = about.place(name)
    except UnknownHolder:
        return ""
    return str(network.ids[number])
