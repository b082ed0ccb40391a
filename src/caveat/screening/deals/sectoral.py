"""Sectoral restrictions as data: directives, annexes, bans on investment, with their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from caveat.match.compare import compare
from caveat.screening.deals.deal import Jurisdiction
from caveat.screening.deals.laws import Law, data, law
from caveat.subject import Subject

ALIKE = 0.9
"""The score from which a party is taken as one that an annex names."""


@dataclass(frozen=True, slots=True)
class Term:
    """A tenor, as it stood from a day on.

    Attributes:
        since: first day on which debt issued is measured by it.
        days: debt of a longer tenor is restricted.
    """

    since: date
    days: int


@dataclass(frozen=True, slots=True)
class Directive:
    """A restriction on new debt, new equity or projects of named persons.

    Attributes:
        title: as a finding calls it.
        sector: of the economy.
        names: those that an annex names; the persons of a directive stand on OFAC's list.
        equity: whether new equity is restricted.
        terms: tenors, the oldest first.
        projects: what is restricted for oil projects, and from when.
        law: the legal source.
    """

    title: str
    sector: str
    names: tuple[str, ...]
    equity: bool
    terms: tuple[Term, ...]
    projects: tuple[tuple[date, str], ...]
    law: Law

    def term(self, day: date) -> Term | None:
        """The tenor for debt issued on a day; None before there was one.

        >>> directives()[0].term(date(2015, 6, 1)).days, directives()[0].term(date(2018, 1, 1)).days
        (30, 14)
        """
        return next((one for one in reversed(self.terms) if one.since <= day), None)

    def project(self, day: date) -> str:
        """What is restricted for oil projects on a day; empty if nothing is."""
        return next((says for since, says in reversed(self.projects) if since <= day), "")


@dataclass(frozen=True, slots=True)
class Ban:
    """A restriction on investment in a country.

    Attributes:
        by: whose it is.
        place: ISO 3166 code of the country.
        sector: only in this sector; any, if empty.
        since: first day.
        says: what is restricted.
        law: the legal source.
    """

    by: Jurisdiction
    place: str
    sector: str
    since: date
    says: str
    law: Law


@dataclass(frozen=True, slots=True)
class Named:
    """A party that an annex names.

    Attributes:
        name: as the annex has it.
        score: of the names' likeness, in [0, 1].
    """

    name: str
    score: float


@cache
def _data() -> dict[str, Any]:
    return data("sectoral.toml")


@cache
def directives() -> tuple[Directive, ...]:
    """The directives, in the order of `caveat.screening.deals.context.SSI`."""
    return tuple(_directive(one) for one in _data()["directive"])


@cache
def annexes() -> tuple[Directive, ...]:
    """The annexes of Regulation (EU) No 833/2014, article 5."""
    return tuple(_directive(one) for one in _data()["annex"])


@cache
def bans() -> tuple[Ban, ...]:
    """The restrictions on investment."""
    return tuple(
        Ban(
            one["by"], one["place"], one.get("sector", ""), one["since"], one["says"],
            law(one["law"], one.get("article", "")),
        )
        for one in _data()["investment"]
    )  # fmt: skip


@cache
def no_dual_use() -> tuple[tuple[date, tuple[str, ...], Law], ...]:
    """Persons to whom no dual-use goods may go: since when, their names, the legal source."""
    return tuple(
        (one["since"], tuple(one["names"]), law(one["law"], one.get("article", "")))
        for one in _data()["no_dual_use"]
    )


@cache
def determinations() -> tuple[tuple[date, tuple[str, ...], Law], ...]:
    """Sectors for work in which a person may be listed: since when, their names, the source."""
    return tuple(
        (one["since"], tuple(one["sectors"]), law(one["law"], one.get("article", "")))
        for one in _data()["determination"]
    )


def named(subject: Subject, names: tuple[str, ...]) -> Named | None:
    """Whether a party is one of some names, and which.

    >>> named(Subject("Almaz-Antey"), ("OAO Almaz Antey",)).name
    'OAO Almaz Antey'
    """
    found = [
        Named(name, compare(subject, Subject(name, "organization")).score) for name in names
    ] if subject.names and subject.type != "person" else []  # fmt: skip
    best = max(found, key=lambda one: one.score, default=None)
    return best if best is not None and best.score >= ALIKE else None


def _directive(said: dict[str, Any]) -> Directive:
    return Directive(
        said["title"],
        said["sector"],
        tuple(said.get("names", ())),
        said["equity"],
        tuple(Term(one["since"], one["days"]) for one in said["terms"]),
        tuple((one["since"], one["says"]) for one in said.get("projects", ())),
        law(said["law"], said.get("article", "")),
    )
