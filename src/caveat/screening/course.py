"""The course of a party: what publishers and versions say happened to it, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from caveat.screening.answer import NOT_ADVICE, Shown

COURSE = "caveat.course/1"

Kind = Literal["designated", "listed", "amended", "ended", "first seen", "gone", "changed"]
"""``first seen``, ``gone`` and ``changed`` are what the versions at hand show; the others are the
publisher's own dates."""

_ORDER: tuple[Kind, ...] = (
    "designated", "listed", "first seen", "amended", "changed", "ended", "gone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        day: ISO prefix: what the publisher tells, or the day of a version.
        kind: what.
        source: name of the list.
        programme: of the designation; empty where the whole entry is meant.
        what: one sentence.
    """

    day: str
    kind: Kind
    source: str
    programme: str
    what: str


def course(shown: Shown) -> tuple[Event, ...]:
    """What happened to a party, the oldest first, as could be known on the day of knowledge."""
    found = {*_told(shown), *_witnessed(shown)}
    return tuple(sorted(found, key=lambda one: (one.day, _ORDER.index(one.kind), one.source,
                                                one.programme)))  # fmt: skip


def course_json(shown: Shown) -> dict[str, Any]:
    """The course of a party as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": COURSE,
        "party": shown.party.id,
        "caption": shown.party.caption,
        "known_at": shown.known_at.isoformat(),
        "edition": shown.edition,
        "events": [asdict(event) for event in course(shown)],
        "cautions": list(shown.cautions),
        "notice": NOT_ADVICE,
    }


def _told(shown: Shown) -> Iterator[Event]:
    """The publishers' dates, and which versions carried each designation first and last."""
    newest = {one.source: one.version for one in shown.lists}
    for one in shown.designations:
        under = f" under {one.programme}" if one.programme else ""
        title = one.list_title
        dates: tuple[tuple[Kind, str | None, str], ...] = (
            ("designated", one.start, f"Designated{under}, as {title} says."),
            ("listed", one.listed, f"Put on {title}{under}."),
            ("amended", one.amended, f"The entry in {title}{under} was amended."),
            ("ended", one.end, f"The designation{under} ended, as {title} says."),
            ("first seen", one.first_seen.isoformat(),
             f"The version of {title} of this day is the first at hand with it{under}."),
        )  # fmt: skip
        for kind, day, what in dates:
            if day and day <= shown.known_at.isoformat():
                yield Event(day, kind, one.source, one.programme, what)
        if one.source in newest and one.last_seen < newest[one.source]:
            what = f"The version of {title} of this day is the last at hand with it."
            yield Event(one.last_seen.isoformat(), "gone", one.source, one.programme, what)


def _witnessed(shown: Shown) -> Iterator[Event]:
    """The versions in which what a list says of the party itself changed."""
    entries: dict[str, set[str]] = {}
    for dated in shown.party.statements:
        days = entries.setdefault(dated.source, set())
        days.add(dated.first.isoformat())
        if dated.until is not None and dated.until <= shown.known_at:
            days.add(dated.until.isoformat())
    for source, days in entries.items():
        for day in sorted(days)[1:]:
            what = "In this version the list says something else of the party than before."
            yield Event(day, "changed", source, "", what)
