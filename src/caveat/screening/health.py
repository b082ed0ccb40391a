"""How well a list is: how old, how whole, and what must be known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caveat.library import versions
from caveat.library.edition import Listing
from caveat.library.freshness import MAX_AGE, age
from caveat.library.timeline import Moment
from caveat.screening.question import describe
from caveat.sources import registry


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a list.

    Attributes:
        source: its name.
        title: its title.
        publisher: who publishes it.
        published: publication day of the newest version; None if there is none.
        versions: how many versions are kept.
        age: days since the newest version was last confirmed.
        parties: listed parties in it.
        size: bytes of the raw files of all versions.
        health: ``good``, ``stale``, ``incomplete`` (files or elements were missing or not
            known), or ``not here``.
        notes: what is wrong, and what must be known of the list, in sentences.
    """

    source: str
    title: str
    publisher: str
    published: date | None
    versions: int
    age: int | None
    parties: int
    size: int
    health: str
    notes: tuple[str, ...] = ()


def health(root: Path, name: str, moment: Moment) -> Health:
    """The health of a list, for questions about a day.

    Args:
        root: the library's folder.
        name: name of the list.
        moment: the day asked about, and the day of knowledge: later versions are not there yet.
    """
    row = [
        version
        for version in versions.of_source(root, name)
        if version.published <= moment.known_at
    ]
    if not row:
        source = registry.get(name)
        return Health(name, source.title, source.publisher, None, 0, None, 0, 0, "not here")
    listing = Listing(name, row[-1].title, tuple(row))
    source = describe(listing)
    newest = row[-1]
    check = versions.read_check(root, name)
    aged = age(listing, check, moment, exempt=False)
    notes = list(newest.cautions)
    if newest.unknown:
        count = sum(newest.unknown.values())
        notes.append(f"{count} elements are not known to the parser, and kept as notes.")
    stale = not source.exempt and (aged.days or 0) > max(MAX_AGE, source.every)
    state = "stale" if stale else "incomplete" if notes else "good"
    if source.notice:
        notes.append(source.notice)
    return Health(
        name,
        newest.title,
        source.publisher,
        newest.published,
        len(row),
        aged.days,
        newest.parties,
        sum(raw.size for version in row for raw in version.files),
        state,
        tuple(notes),
    )


def every(root: Path, moment: Moment) -> list[Health]:
    """The health of each list that is known or in the library; see `health`."""
    names = dict.fromkeys((*registry.SOURCES, *versions.sources(root)))
    return [health(root, name, moment) for name in names]
