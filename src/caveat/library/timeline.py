"""Who was listed when: the designations of a party on a day, and how that is known.

The publisher's own dates go first. Where a publisher gives none, the versions at hand bear
witness: what two neighbouring versions both say was so between them; what only one of them says
is *possible* on the days between. Nothing is guessed beyond that.
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

    def first(prop: str) -> str | None:
        return min(values(prop), default=None)

    programme = "; ".join(values("program") or values("programId"))
    begin = first("startDate") or first("listingDate")
    end = max(values("endDate"), default=None)
    bound = not_before(programme) if not_before else None
    status, because = _status(
        begin=span(begin) if begin else None,
        end=span(end) if end else None,
        bound=span(bound).first if bound else None,
        runs=runs,
        days=[version.published for version in listing.versions[: newest + 1]],
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
        programme=programme,
        start=first("startDate"),
        listed=first("listingDate"),
        amended=max(values("modifiedAt"), default=None),
        end=end,
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


def _status(
    begin: Span | None,
    end: Span | None,
    bound: date | None,
    runs: Sequence[tuple[int, int]],
    days: Sequence[date],
    on: date,
) -> tuple[Status, str]:
    """Status on a day, and one sentence that says how it is known.

    Args:
        begin: the publisher's day of designation or listing.
        end: the publisher's day of removal.
        bound: the day before which the programme did not exist.
        runs: rows of versions that carry the designation.
        days: publication days of the versions.
        on: the day asked about.
    """
    if bound and on < bound:
        return "not listed", f"The programme did not exist before {bound}."
    if begin and on < begin.first:
        return "not listed", f"The publisher dates the designation {_days(begin)}."
    if end and on > end.last:
        return "not listed", f"The publisher dates the removal {_days(end)}."
    if begin and on < begin.last:
        return "possible", f"The publisher dates the designation only {_days(begin)}."
    if end and on >= end.first:
        return "possible", f"The publisher dates the removal {_days(end)}."
    now = sum(day <= on for day in days) - 1
    here = _within(runs, now)
    after = _within(runs, now + 1)
    if now + 1 >= len(days):  # no later version is known
        after = here
    if here and after:
        return "listed", _witness(begin, f"The version of {days[now]} carries it.")
    if here:
        if on == days[now]:
            return "listed", f"The version of {days[now]} carries it."
        return "possible", (
            f"The version of {days[now]} carries it, the next one, of {days[now + 1]}, does not; "
            "the publisher gives no date of removal."
        )
    if begin and now < runs[0][0]:
        return "listed", f"The publisher dates the designation {_days(begin)}."
    if after and now >= 0:
        return "possible", (
            f"The version of {days[now]} does not carry it, the next one, of {days[now + 1]}, "
            "does; the publisher gives no date of designation."
        )
    if after:
        return "possible", (
            f"The oldest version at hand, of {days[0]}, carries it; "
            "the publisher gives no date of designation."
        )
    if now < 0:
        return "not listed", f"The oldest version at hand, of {days[0]}, does not carry it."
    return "not listed", f"The version of {days[now]} does not carry it."


def _within(runs: Sequence[tuple[int, int]], ordinal: int) -> bool:
    return any(first <= ordinal <= last for first, last in runs)


def _witness(begin: Span | None, otherwise: str) -> str:
    return f"The publisher dates the designation {_days(begin)}." if begin else otherwise


def _days(span: Span) -> str:
    if span.first == span.last:
        return str(span.first)
    return f"between {span.first} and {span.last}"
