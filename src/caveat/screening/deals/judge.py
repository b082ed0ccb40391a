"""A deal in, a judgement out: every check, as of the deal's date and as of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Any

from caveat.screening.answer import NOT_ADVICE
from caveat.screening.deals.checks import (
    after,
    arms,
    data,
    moved,
    names,
    nexus,
    owned,
    places,
    sectors,
    signatures,
)
from caveat.screening.deals.context import Context
from caveat.screening.deals.deal import Deal
from caveat.screening.deals.identity import identify
from caveat.screening.deals.judgement import GRADES, Check, Day, Finding, Judgement
from caveat.screening.deals.owners import Owners
from caveat.screening.question import moment_of

if TYPE_CHECKING:
    from caveat.screening.library import Library

CHECKS: dict[str, ModuleType] = {
    "names": names,
    "ownership": owned,
    "after": after,
    "signatures": signatures,
    "sectors": sectors,
    "places": places,
    "goods": moved,
    "arms": arms,
    "nexus": nexus,
    "data": data,
}
"""The checks, in the order of the report."""


_BINDS_PERSONS = frozenset({"sectors", "places", "goods"})
"""Checks of rules that bind only the persons, the territory and the goods of a jurisdiction; a
blocked party is one wherever the deal is."""


def judge(library: Library, deal: Deal, **terms: Any) -> Judgement:
    """Judge a deal.

    Args:
        library: whom it asks.
        deal: the deal.
        terms: fields of `caveat.Terms`: ``as_of`` in place of the deal's date, ``known_at``,
            ``sources``, ``threshold``, ``max_age``, ``strict``.

    Raises:
        BadDeal: the file takes a party for somebody whom the library does not know.
        CannotAnswer: the lists needed are missing or, under ``strict``, stale.
    """
    said = {key: value for key, value in terms.items() if value is not None}
    asked = library.terms(**said)
    latest = asked.known_at or library.today
    signed = asked.as_of or min(deal.signed, latest)
    notes = [
        "This is a checklist with reasons, and not a legal opinion: it knows the rules that its "
        "pages name, and no others.",
        NOT_ADVICE,
    ]
    if deal.signed > latest and asked.as_of is None:
        notes.insert(0, f"The deal's date, {deal.signed}, lies after {latest}: it is judged as of "
                     f"{latest}. Judge it again on its day.")  # fmt: skip
    if deal.closing and deal.closing > latest:
        notes.insert(0, f"Closing is on {deal.closing}: lists and law may have changed by then.")
    days: dict[date, str] = {signed: "on the day of the deal"}
    if signed != deal.signed:
        days[signed] = "on the day asked about" if asked.as_of else "today, before the deal"
    days.setdefault(latest, "today" if latest == library.today else "on the day of knowledge")
    questions = [
        library.terms(**{**said, "as_of": day, "known_at": asked.known_at}) for day in days
    ]
    moments = [moment_of(one, library.today) for one in questions]
    screened = []
    for question in questions:
        desk = library.desk(question)
        answers = desk.answer([party.subject for party in deal.parties])
        screened.append({one.id: found for one, found in zip(deal.parties, answers, strict=True)})
    abouts = [library.ownership.about(moment, asked.sources) for moment in moments]
    identities = identify(deal, screened, abouts)
    found = []
    for title, moment, screenings, about in zip(
        days.values(), moments, screened, abouts, strict=True
    ):
        context = Context(deal, moment, screenings, identities, Owners(deal, identities, about))
        checks = tuple(_check(name, room, context) for name, room in CHECKS.items())
        some = next(iter(screenings.values()))
        found.append(
            Day(
                title, moment.as_of, moment.known_at, checks, screenings, context.weighed,
                some.lists, about.basis, some.cautions,
            )
        )  # fmt: skip
    return Judgement(deal, tuple(found), library.edition.id, tuple(notes))


def _check(name: str, room: ModuleType, context: Context) -> Check:
    findings: Callable[[Context], Iterator[Finding]] = room.findings
    weighed = (
        _weighed(one, context) if name in _BINDS_PERSONS else one for one in findings(context)
    )
    found = sorted(dict.fromkeys(weighed), key=lambda one: GRADES.index(one.grade), reverse=True)
    return Check(name, room.TITLE, tuple(found))


def _weighed(one: Finding, context: Context) -> Finding:
    """A finding, less grave where the file names nobody whom the rule binds."""
    if one.by is None:
        return one
    grade, more = context.weigh(one.grade, one.by)
    return replace(one, grade=grade, says=one.says + more)
