"""Who was listed when: the designations of a party on a day, and how that is known.

The publisher's own dates go first. Where a publisher gives none, the versions at hand bear
witness: what two neighbouring versions both say was so between them; what only one of them says
is *possible* on the days between. A version that was in force on a day and carried a designation
is not overruled by a date that only a later version gives. Nothing is guessed beyond that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from caveat.library.edition import Listing
from caveat.party import DatedStatement, Designation, Party, Status
from caveat.time import Span, span

NotBefore = Callable[[str], str | None]
"""Programme -> the first day on which anybody can have been designated under it."""


@dataclass(frozen=True, slots=True)
class _Dates:
    """When the publisher says that a designation began and ended."""

    begin: Span | None
    end: Span | None


@dataclass(frozen=True, slots=True)
class Moment:
    """The two times of a question.

    Attributes:
        as_of: the day that the question is about.
        known_at: the day whose knowledge may be used: versions published later are not seen.
    """

    as_of: date
    known_at: date


def designations(
    party: Party,
    listings: Sequence[Listing],
    moment: Moment,
    not_before: NotBefore | None = None,
) -> tuple[Designation, ...]:
    """Every designation of a party that could be known, with its status on the day.

    Args:
        party: with all its statements.
        listings: the lists that may be used.
        moment: the day asked about, and the day of knowledge.
        not_before: what is known about the age of programmes.

    Returns:
        In the order of their begin; those without a date last.
    """
    found = []
    for listing in listings:
        newest = listing.ordinal(moment.known_at)
        known = [
            statement
            for statement in party.statements
            if statement.source == listing.source
            and statement.statement.schema == "Sanction"
            and statement.ordinals[0] <= newest
        ]
        for entity in dict.fromkeys(statement.statement.entity for statement in known):
            rows = [statement for statement in known if statement.statement.entity == entity]
            found.append(_designation(rows, listing, newest, moment, not_before))
    return tuple(sorted(found, key=lambda one: (one.start or one.listed or "9", one.programme)))


def _designation(
    rows: Sequence[DatedStatement],
    listing: Listing,
    newest: int,
    moment: Moment,
    not_before: NotBefore | None,
) -> Designation:
    runs = _runs(rows, newest)
    last = runs[-1][1]
    latest = [row for row in rows if row.ordinals[0] <= last <= row.ordinals[1]]

    def values(prop: str) -> tuple[str, ...]:
        return tuple(r.statement.value for r in latest if r.statement.prop == prop)

    programmes = values("program") or values("programId")
    days = [version.published for version in listing.versions[: newest + 1]]
    carrier = _carrier(runs, days, moment.as_of)
    status, because = _status(
        said=_dates(latest),
        then=_dates([row for row in rows if row.ordinals[0] <= carrier <= row.ordinals[1]]),
        carrier=carrier,
        bound=_bound(programmes, not_before),
        runs=runs,
        days=days,
        on=moment.as_of,
    )
    number = values("authorityId") or values("unscId") or values("recordId")
    urls = values("sourceUrl")
    publishers = values("authority")
    return Designation(
        source=listing.source,
        list_title=listing.title,
        publisher=publishers[0] if publishers else "",
        status=status,
        because=because,
        programme="; ".join(programmes),
        start=min(values("startDate"), default=None),
        listed=min(values("listingDate"), default=None),
        amended=max(values("modifiedAt"), default=None),
        end=max(values("endDate"), default=None),
        first_seen=listing.versions[runs[0][0]].published,
        last_seen=listing.versions[last].published,
        measures=values("provisions"),
        legal_basis=values("summary"),
        reasons=values("reason"),
        number=number[0] if number else None,
        url=urls[0] if urls else None,
        version=listing.versions[last].published,
        origin=latest[0].statement.origin,
    )


def _runs(rows: Sequence[DatedStatement], newest: int) -> list[tuple[int, int]]:
    """Unbroken rows of versions that carry any statement of the designation."""
    runs: list[tuple[int, int]] = []
    for first, last in sorted((row.ordinals[0], min(row.ordinals[1], newest)) for row in rows):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return runs


def _dates(rows: Sequence[DatedStatement]) -> _Dates:
    """The dates among a designation's statements; an end before its begin ended another one."""

    def values(prop: str) -> list[str]:
        return [row.statement.value for row in rows if row.statement.prop == prop]

    start = min(values("startDate") or values("listingDate"), default=None)
    stop = max(values("endDate"), default=None)
    begin, end = span(start) if start else None, span(stop) if stop else None
    if begin and end and end.last < begin.first:
        end = None
    return _Dates(begin, end)


def _bound(programmes: Sequence[str], not_before: NotBefore | None) -> date | None:
    """The day before which none of the programmes existed, if that is known of all of them."""
    if not_before is None or not programmes:
        return None
    firsts = [not_before(programme) for programme in programmes]
    return (
        min((span(first).first for first in firsts if first), default=None) if all(firsts) else None
    )


def _carrier(runs: Sequence[tuple[int, int]], days: Sequence[date], on: date) -> int:
    """The version that speaks for a day and carries the designation; -1 if none does.

    That is the newest one on that day, or another one of that very day.
    """
    now = sum(day <= on for day in days) - 1
    speak = [place for place, day in enumerate(days) if place == now or day == on]
    return max((place for place in speak if _within(runs, place)), default=-1)


def _status(
    said: _Dates,
    then: _Dates,
    carrier: int,
    bound: date | None,
    runs: Sequence[tuple[int, int]],
    days: Sequence[date],
    on: date,
) -> tuple[Status, str]:
    """Status on a day, and one sentence that says how it is known.

    Args:
        said: the dates that the last version with the designation gives.
        then: the dates that the version ``carrier`` gives.
        carrier: place of the version that speaks for the day and carries it; -1 if none does.
        bound: the day before which the programme did not exist.
        runs: rows of versions that carry the designation.
        days: publication days of the versions.
        on: the day asked about.
    """
    here, begin, end = carrier >= 0, said.begin, said.end
    if bound and on < bound and not here:
        return "not listed", f"The programme did not exist before {bound}."
    denied = _denied(said, on)
    if denied and here and not _denied(then, on) and not (end and days[carrier] <= end.last < on):
        status: Status = "listed" if days[carrier] == on else "possible"
        return status, f"The version of {days[carrier]} carries it, but a later one dates {denied}."
    if denied:
        return "not listed", f"The publisher dates {denied}."
    if here and days[carrier] == on:
        return "listed", _witness(begin, on, f"The version of {on} carries it.")
    if end and on >= end.first:
        return "possible", f"The publisher dates the removal {_days(end)}."
    now = sum(day <= on for day in days) - 1
    after = _within(runs, now + 1) if now + 1 < len(days) else here  # the newest still holds
    if here and after:
        return "listed", _witness(begin, on, f"The version of {days[now]} carries it.")
    if here and end:
        return "listed", f"The publisher dates the removal {_days(end)}."
    if here:
        return "possible", (
            f"The version of {days[now]} carries it, the next one, of {days[now + 1]}, does not; "
            "the publisher gives no date of removal."
        )
    if begin and on < begin.last:
        return "possible", f"The publisher dates the designation only {_days(begin)}."
    if begin and (now < runs[0][0] or (after and begin.first > days[now])):
        return "listed", f"The publisher dates the designation {_days(begin)}."
    if after and now >= 0:
        why = "the date of designation is older" if begin else "it gives no date of designation"
        return "possible", (
            f"The version of {days[now]} does not carry it, the next one, of {days[now + 1]}, "
            f"does; {why}."
        )
    if after:
        return "possible", (
            f"The oldest version at hand, of {days[0]}, carries it; "
            "the publisher gives no date of designation."
        )
    if now < 0:
        return "not listed", f"The oldest version at hand, of {days[0]}, does not carry it."
    return "not listed", f"The version of {days[now]} does not carry it."


def _denied(dates: _Dates, on: date) -> str:
    """Which of the publisher's dates says that it was not in force on a day; empty if none."""
    if dates.begin and on < dates.begin.first:
        return f"the designation {_days(dates.begin)}"
    if dates.end and on > dates.end.last:
        return f"the removal {_days(dates.end)}"
    return ""


def _within(runs: Sequence[tuple[int, int]], ordinal: int) -> bool:
    return any(first <= ordinal <= last for first, last in runs)


def _witness(begin: Span | None, on: date, otherwise: str) -> str:
    """The publisher's date goes first, where it settles the day."""
    if begin and begin.last <= on:
        return f"The publisher dates the designation {_days(begin)}."
    return otherwise


def _days(span: Span) -> str:
    if span.first == span.last:
        return str(span.first)
    return f"between {span.first} and {span.last}"
