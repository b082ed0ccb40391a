"""A question made precise: which lists, which versions, which days; or the refusal to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from caveat.errors import BadDate, BadInput, NotYetKnown, StaleList, UnknownSource
from caveat.library import versions
from caveat.library.edition import Edition, Listing
from caveat.library.freshness import MAX_AGE, age
from caveat.library.timeline import Moment
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.screening.answer import ListUsed
from caveat.sources import registry


@dataclass(frozen=True, slots=True)
class Terms:
    """What a user may say about how to answer.

    Attributes:
        as_of: the day that the question is about; today, or ``known_at``, if not said.
        known_at: the day whose knowledge may be used; today if not said.
        sources: the lists to use; all in the library if not said.
        threshold: the least score of a hit.
        limit: the most hits of one subject.
        max_age: days after which a list is stale.
        strict: refuse to answer from stale or missing lists.
        ownership: look for parties that are blocked by ownership, too.

    Raises:
        BadInput: a threshold, a limit or an age under which every subject would look clear.
    """

    as_of: date | None = None
    known_at: date | None = None
    sources: tuple[str, ...] = ()
    threshold: float = DEFAULT_THRESHOLD
    limit: int = 10
    max_age: int = MAX_AGE
    strict: bool = False
    ownership: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= 1:
            raise BadInput(f"A threshold of {self.threshold} is no score. Say one from 0 to 1.")
        if self.limit < 1:
            raise BadInput(f"A limit of {self.limit} would hide every hit. Say 1 or more.")
        if self.max_age < 0:
            raise BadInput(f"No list can be {self.max_age} days old. Say 0 or more.")


@dataclass(frozen=True, slots=True)
class Question:
    """Terms, settled against an edition.

    Attributes:
        terms: what the user said.
        moment: the two days.
        listings: the lists to use.
        used: the same, as the answer names them.
        cautions: what the reader must know.
        allowed: mask over the edition's facts.
    """

    terms: Terms
    moment: Moment
    listings: tuple[Listing, ...]
    used: tuple[ListUsed, ...]
    cautions: tuple[str, ...]
    allowed: npt.NDArray[np.bool_] = field(repr=False)


def moment_of(terms: Terms, today: date) -> Moment:
    """The two days of a question.

    Raises:
        BadDate: a day lies in the future, or the question asks about a day after its knowledge.
    """
    known_at = terms.known_at or today
    as_of = terms.as_of or known_at
    if max(known_at, as_of) > today:
        raise BadDate(f"{max(known_at, as_of)} lies in the future. Ask about today or before.")
    if as_of > known_at:
        raise BadDate(
            f"What was true on {as_of} could not be known at {known_at}. "
            "Ask about that day or an earlier one."
        )
    return Moment(as_of, known_at)


def settle_lists(
    root: Path, edition: Edition, terms: Terms, moment: Moment
) -> tuple[tuple[Listing, ...], tuple[ListUsed, ...], tuple[str, ...]]:
    """The lists of a question, with their ages, and what must be said about them.

    Raises:
        NoList: a list that was asked for is not in the library.
        NotYetKnown: no list, or not every list that was asked for, was out on the day of knowledge.
        StaleList: a list is older than allowed, and the terms are strict.
    """
    wanted = [edition.listing(source) for source in terms.sources] or list(edition.listings)
    listings: list[Listing] = []
    used: list[ListUsed] = []
    cautions: list[str] = []
    for listing in wanted:
        source = describe(listing)
        aged = age(listing, versions.read_check(root, listing.source), moment, source.exempt)
        if aged.version is None or aged.confirmed is None or aged.days is None:
            oldest = listing.versions[0].published
            missing = (
                f"{listing.source}: no version had come out by {moment.known_at}; "
                f"the oldest one in the library is of {oldest}."
            )
            if terms.sources or terms.strict:
                raise NotYetKnown(f"{missing} Import an older one, or ask about a later day.")
            cautions.append(missing)
            continue
        stale = aged.days > terms.max_age
        used.append(
            ListUsed(
                listing.source,
                listing.title,
                source.publisher,
                aged.version.published,
                aged.confirmed,
                aged.days,
                stale,
                aged.version.parties,
            )
        )
        listings.append(listing)
        cautions += _cautions(listing, aged.days if stale else 0, moment, aged.confirmed)
        if source.notice:
            cautions.insert(0, source.notice)
        if stale and terms.strict:
            raise StaleList(
                f"{listing.source} was last confirmed on {aged.confirmed}, {aged.days} days "
                f"before; {terms.max_age} are allowed. Run caveat update {listing.source}."
            )
    young = [
        f"{one.source} ({one.versions[0].published})"
        for one in listings
        if moment.as_of < one.versions[0].published - timedelta(days=1) and not describe(one).exempt
    ]
    if young:
        cautions.append(
            f"The oldest versions at hand came out after {moment.as_of}: {', '.join(young)}. "
            "Parties that were taken off a list before then are not known."
        )
    if not listings:
        raise NotYetKnown(
            f"No list in the library had come out by {moment.known_at}. "
            "Import older versions, or ask about a later day."
        )
    return tuple(listings), tuple(used), tuple(dict.fromkeys(cautions))


def _cautions(listing: Listing, late: int, moment: Moment, confirmed: date) -> Sequence[str]:
    said = []
    if late:
        said.append(
            f"{listing.source} is stale: last confirmed on {confirmed}, {late} days before."
        )
    version = listing.versions[listing.ordinal(moment.known_at)]
    said += [f"{listing.source}, version of {version.published}: {c}" for c in version.cautions]
    return said


def describe(listing: Listing) -> registry.Source:
    """What the registry knows of a list; a list of the user's own is described by itself."""
    try:
        return registry.get(listing.source)
    except UnknownSource:
        return registry.own(listing.source, listing.title)
