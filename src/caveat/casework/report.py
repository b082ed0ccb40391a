"""Casework as JSON: stable, documented in ``docs/reference/``, and versioned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from caveat.casework.cases import Case, Whole
from caveat.casework.deciding import Bulk
from caveat.casework.exporting import case_json, plain
from caveat.casework.figures import AGES, Figures
from caveat.casework.journal import Verified
from caveat.casework.people import Person
from caveat.casework.portfolios import Held, Synced
from caveat.casework.recording import Recorded
from caveat.casework.retention import Retained
from caveat.casework.runs import Begun
from caveat.screening.answer import NOT_ADVICE


def _form(name: str, **said: Any) -> dict[str, Any]:
    return {"format": f"caveat.{name}/1", **plain(said), "notice": NOT_ADVICE}


def portfolios_json(found: Iterable[Held]) -> dict[str, Any]:
    """Portfolios."""
    return _form("portfolios", portfolios=[asdict(one) for one in found])


def synced_json(done: Synced) -> dict[str, Any]:
    """What became of a customer file."""
    return _form("synced", **asdict(done))


def recorded_json(run: Begun, done: Recorded) -> dict[str, Any]:
    """What became of the screening of a portfolio; ``run`` counts all of its calls."""
    said = asdict(run)
    said.pop("basis")
    return _form("recorded", run=said, edition=run.basis["edition"], **asdict(done))


def alerts_json(found: Iterable[Case], counts: Mapping[str, int]) -> dict[str, Any]:
    """A page of alerts, and how many there are in each state."""
    return _form("alerts", alerts=[asdict(one) for one in found], counts=dict(counts))


def alert_json(whole: Whole, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """One alert with everything about it."""
    return case_json(whole, entries)


def bulk_json(found: Bulk, counts: Mapping[str, int] | None) -> dict[str, Any]:
    """A bulk decision: its preview, or what was done."""
    return _form(
        "bulk",
        token=found.token,
        becomes=found.becomes,
        alerts=[asdict(one) for one in found.cases],
        done=dict(counts) if counts is not None else None,
    )


def figures_json(found: Figures) -> dict[str, Any]:
    """How the work stands."""
    names = [f"{first}-{last}" if last is not None else f"{first}+" for first, last in AGES]
    return _form(
        "figures",
        waiting=found.waiting,
        overdue=found.overdue,
        reports=found.reports,
        unassigned=found.unassigned,
        proposed=found.proposed,
        ages=dict(zip(names, found.ages, strict=True)),
        weeks={str(monday): dict(counts) for monday, counts in found.weeks.items()},
    )


def journal_json(count: int, entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A page of the journal, and how many entries there are."""
    return _form("journal", count=count, entries=[dict(one) for one in entries])


def users_json(found: Iterable[Person], rules: Mapping[str, int]) -> dict[str, Any]:
    """Users, and how many persons each outcome needs."""
    return _form("users", users=[asdict(one) for one in found], persons=dict(rules))


def verified_json(found: Verified) -> dict[str, Any]:
    """What a look at the journal found."""
    return _form("audit", whole=not found.faults, **asdict(found))


def retained_json(found: Retained) -> dict[str, Any]:
    """What may be deleted, or was."""
    return _form("retained", **asdict(found))
