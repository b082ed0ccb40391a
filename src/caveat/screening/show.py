"""One party, as the lists showed it on a day: its designations, and who points to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from caveat.errors import UnknownParty
from caveat.library import timeline
from caveat.library.edition import Edition
from caveat.library.timeline import Moment
from caveat.screening.answer import Shown
from caveat.screening.question import Terms, settle_lists
from caveat.screening.screen import visible
from caveat.sources.ofac_programmes import not_before


def shown(root: Path, edition: Edition, id: str, terms: Terms, moment: Moment) -> Shown:
    """A party, with its designations, and the other parties whose entries point to it.

    Args:
        root: the library's folder.
        edition: the edition to look in.
        id: as hits give it.
        terms: which lists may be used, and how old they may be.
        moment: the day asked about, and the day of knowledge.

    Raises:
        UnknownParty: no list has a party of this id, or none had by the day of knowledge.
        CannotAnswer: the lists needed are, under ``strict``, stale.
    """
    number = edition.number(id)
    whole = edition.party(number)
    out = tuple(
        name
        for name in terms.sources or whole.sources
        if name in whole.sources and edition.listing(name).ordinal(moment.known_at) >= 0
    )
    party = visible(whole, [edition.listing(name) for name in out], moment)
    if not party.statements:
        raise UnknownParty(
            f"No list said anything of {id!r} by {moment.known_at}. Ask about a later day."
        )
    listings, used, cautions = settle_lists(root, edition, replace(terms, sources=out), moment)
    known = {one.source: one.ordinal(moment.known_at) for one in edition.listings}
    others = dict.fromkeys(
        dated.statement.party
        for dated in edition.linked(number)
        if dated.ordinals[0] <= known[dated.source] and dated.source in (terms.sources or known)
    )
    return Shown(
        party,
        timeline.designations(whole, listings, moment, not_before),
        tuple(
            visible(edition.party(edition.number(other)), edition.listings, moment)
            for other in others
        ),
        moment.as_of,
        moment.known_at,
        edition.id,
        used,
        cautions,
    )
