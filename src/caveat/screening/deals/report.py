"""A judgement as JSON, and as an HTML page that stands alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from caveat.errors import BadInput
from caveat.library.disk import file_aside
from caveat.ownership.export import exposure_json
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.deals.deal import Deal
from caveat.screening.deals.judgement import IN_WORDS, Check, Day, Finding, Judgement
from caveat.screening.deals.laws import Law
from caveat.screening.report import screening_json

DEAL = "caveat.deal/1"


def to_json(found: Judgement) -> dict[str, Any]:
    """A judgement as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": DEAL,
        "title": found.deal.title,
        "verdict": found.grade,
        "says": IN_WORDS[found.grade],
        "edition": found.edition,
        "deal": _deal(found.deal),
        "days": [_day(one) for one in found.days],
        "notes": list(found.notes),
        "notice": NOT_ADVICE,
    }


def write(found: Judgement, place: Path) -> None:
    """Write a judgement into a file, whole or not at all.

    Raises:
        BadInput: the file's name ends in neither ``.html`` nor ``.json``.
    """
    if place.suffix.lower() == ".json":
        text = json.dumps(to_json(found), ensure_ascii=False, indent=2) + "\n"
    elif place.suffix.lower() in (".html", ".htm"):
        text = to_html(found)
    else:
        raise BadInput(f"{place.name} is neither .html nor .json. Name the report as one of them.")
    with file_aside(place) as stream:
        stream.write(text.encode())


def to_html(found: Judgement) -> str:
    """A judgement as one page of HTML, with everything that it needs inside."""
    from jinja2 import Environment

    template = (files("caveat.screening.deals") / "report.html.j2").read_text("utf-8")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return page.from_string(template).render(
        found=found, words=IN_WORDS, not_advice=NOT_ADVICE, laws=laws(found)
    )


def laws(found: Judgement) -> list[Law]:
    """Every law that a finding rests on, once, in the order in which they are met."""
    met = (law for day in found.days for check in day.checks for one in check.findings
           for law in one.laws)  # fmt: skip
    return list(dict.fromkeys(met))


def _day(one: Day) -> dict[str, Any]:
    return {
        "title": one.title,
        "as_of": one.as_of.isoformat(),
        "known_at": one.known_at.isoformat(),
        "verdict": one.grade,
        "checks": [_check(check) for check in one.checks],
        "parties": {
            id: {
                "screening": screening_json(screening),
                "ownership": [
                    {
                        "jurisdiction": weighed.by,
                        "moved": weighed.moved,
                        "before": exposure_json(weighed.before),
                        "after": exposure_json(weighed.after),
                    }
                    for weighed in one.weighed
                    if weighed.party == id
                ],
            }
            for id, screening in one.screenings.items()
        },
        "lists": [_plain(asdict(used)) for used in one.lists],
        "basis": list(one.basis),
        "cautions": list(one.cautions),
    }


def _check(one: Check) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "verdict": one.grade,
        "findings": [_finding(finding) for finding in one.findings],
    }


def _finding(one: Finding) -> dict[str, Any]:
    cited = [
        {
            "title": law.title,
            "article": law.article,
            "date": law.date.isoformat() if law.date else None,
            "url": law.url,
            "checked": law.checked,
        }
        for law in one.laws
    ]
    if one.source:
        cited.append(
            {"title": one.source, "article": "", "date": None, "url": one.url, "checked": ""}
        )
    return {
        "verdict": one.grade,
        "says": one.says,
        "jurisdiction": one.by,
        "parties": list(one.parties),
        "because": list(one.because),
        "sources": cited,
    }


def _deal(deal: Deal) -> dict[str, Any]:
    """What the file says, shares in billionths; what it does not say is left out."""
    values: dict[str, Any] = _plain(asdict(deal))
    values["parties"] = [_short(_flat(party)) for party in values["parties"]]
    for name in ("holdings", "purchases", "issues", "debts", "goods"):
        values[name] = [_short(one) for one in values[name]]
    return _short(values)


def _flat(party: dict[str, Any]) -> dict[str, Any]:
    subject = _short(party.pop("subject"))
    return {**party, "subject": subject}


def _short(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], ())}


def _plain(value: Any) -> Any:
    """Days as text, tuples as lists, all the way down."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
