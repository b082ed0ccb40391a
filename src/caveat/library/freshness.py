"""How old is too old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caveat.library.edition import Listing
from caveat.library.timeline import Moment
from caveat.library.versions import Check, Version

MAX_AGE = 7
"""Days after which a list is stale, unless the user says otherwise."""


@dataclass(frozen=True, slots=True)
class Age:
    """How well a version of a list speaks for the day that is asked about.

    Attributes:
        version: the version in force on the known-at day; None when none was out.
        confirmed: the last day for which the version is known to have been the current one.
        days: days between ``confirmed`` and the day it should speak for; 0 when it covers it.
    """

    version: Version | None
    confirmed: date | None
    days: int | None


def age(listing: Listing, check: Check | None, moment: Moment, exempt: bool) -> Age:
    """The age of a list for a question.

    A version published after the day asked about tells all that the publisher's dates say of
    that day, however old it is by now. Otherwise it is as old as the last day on which the
    publisher confirmed it: by publishing it, or by saying later that nothing has changed.

    Args:
        listing: the list and its versions.
        check: the last check at the publisher, if there was one.
        moment: the day asked about, and the day of knowledge.
        exempt: the list is never stale.
    """
    place = listing.ordinal(moment.known_at)
    if place < 0:
        return Age(None, None, None)
    version = listing.versions[place]
    confirmed = version.published
    if check is not None and check.version == version.name:
        confirmed = max(confirmed, min(check.on, moment.known_at))
    wanted = min(moment.as_of, moment.known_at)
    days = 0 if exempt else max(0, (wanted - confirmed).days)
    return Age(version, confirmed, days)
