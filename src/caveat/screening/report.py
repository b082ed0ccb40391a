"""Answers as JSON: stable, documented in ``docs/reference/``, and versioned.

A reader may rely on every field of a version; a field is only ever added within a version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from caveat.errors import CaveatError
from caveat.library.changes import Change, Compared
from caveat.library.timeline import Moment
from caveat.library.versions import Version
from caveat.match.evidence import Evidence
from caveat.match.explain import sentence
from caveat.ownership import explain
from caveat.ownership.export import exposure_json
from caveat.ownership.points import percent
from caveat.ownership.regimes.rule import Regime
from caveat.party import DatedStatement, Designation, properties
from caveat.screening.answer import NOT_ADVICE, Hit, OwnedHit, Screening, Shown
from caveat.screening.health import Health
from caveat.screening.links import Link
from caveat.screening.ownership_answer import Derived, DerivedChange, History
from caveat.stake import Fault
from caveat.subject import Subject

SCREENING = "caveat.screening/1"
PARTY = "caveat.party/1"
CHANGES = "caveat.changes/1"
LISTS = "caveat.lists/1"
LINKS = "caveat.links/1"
STAKES = "caveat.stakes/1"
FAULTS = "caveat.faults/1"
REFUSAL = "caveat.refusal/1"
DERIVED = "caveat.derived/1"
HISTORY = "caveat.history/1"


def screening_json(screening: Screening) -> dict[str, Any]:
    """A screening as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": SCREENING,
        "subject": subject_json(screening.subject),
        "clear": screening.clear,
        "as_of": screening.as_of.isoformat(),
        "known_at": screening.known_at.isoformat(),
        "edition": screening.edition,
        "threshold": screening.threshold,
        "hits": [hit_json(hit) for hit in screening.hits],
        "owned": [owned_json(hit) for hit in screening.owned],
        "lists": [_plain(asdict(used)) for used in screening.lists],
        "cautions": list(screening.cautions),
        "notice": NOT_ADVICE,
    }


def error_json(error: CaveatError) -> dict[str, Any]:
    """A refusal as JSON values."""
    return {
        "format": REFUSAL,
        "error": {"kind": type(error).__name__, "message": str(error)},
        "notice": NOT_ADVICE,
    }


def subject_json(subject: Subject) -> dict[str, Any]:
    """A subject as JSON values; what was not said is left out."""
    return {name: value for name, value in _plain(asdict(subject)).items() if value}


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as JSON values."""
    return {
        "party": hit.entity.id,
        "type": hit.entity.type,
        "schema": hit.entity.schema,
        "caption": hit.entity.caption,
        "score": round(hit.score, 4),
        "status": hit.status,
        "name": hit.name,
        "name_kind": hit.name_kind,
        "evidence": [evidence_json(evidence) for evidence in hit.evidence],
        "designations": [designation_json(one) for one in hit.designations],
        "properties": properties(hit.entity),
    }


def owned_json(hit: OwnedHit) -> dict[str, Any]:
    """A hit by ownership as JSON values."""
    return {
        "party": hit.party,
        "name": hit.name,
        "score": round(hit.score, 4),
        "status": hit.status,
        "evidence": [evidence_json(evidence) for evidence in hit.evidence],
        "exposures": [exposure_json(one) for one in hit.exposures],
    }


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """A piece of evidence as JSON values, with its sentence."""
    return {
        "kind": evidence.kind,
        "verdict": evidence.verdict,
        "weight": round(evidence.weight, 4),
        "subject": evidence.subject,
        "listed": evidence.listed,
        "sentence": sentence(evidence),
        "tokens": [
            {
                "subject": pair.subject,
                "listed": pair.listed,
                "how": pair.how,
                "similarity": round(pair.similarity, 4),
            }
            for pair in evidence.tokens
        ],
    }


def designation_json(designation: Designation) -> dict[str, Any]:
    """A designation as JSON values."""
    values: dict[str, Any] = _plain(asdict(designation))
    return values


def party_json(shown: Shown) -> dict[str, Any]:
    """One party whole, statement by statement (``docs/reference/caveat.schema.json``)."""
    party = shown.party
    return {
        "format": PARTY,
        "party": party.id,
        "type": party.type,
        "schema": party.schema,
        "caption": party.caption,
        "as_of": shown.as_of.isoformat(),
        "known_at": shown.known_at.isoformat(),
        "edition": shown.edition,
        "designations": [designation_json(one) for one in shown.designations],
        "statements": [statement_json(dated) for dated in party.statements],
        "pointing": [{"party": other.id, "caption": other.caption} for other in shown.pointing],
        "lists": [_plain(asdict(used)) for used in shown.lists],
        "cautions": list(shown.cautions),
        "notice": NOT_ADVICE,
    }


def statement_json(dated: DatedStatement) -> dict[str, Any]:
    """A statement with its origin and the versions that carry it, as JSON values."""
    return {
        **dated.statement._asdict(),
        "source": dated.source,
        "first": dated.first.isoformat(),
        "last": dated.last.isoformat(),
        "until": dated.until.isoformat() if dated.until else None,
    }


def changes_json(
    edition: str,
    found: Iterable[tuple[Compared, Iterable[Change]]],
    owned: Iterable[tuple[Regime, Iterable[DerivedChange]]] = (),
) -> dict[str, Any]:
    """What changed, list by list, as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": CHANGES,
        "edition": edition,
        "lists": [
            {**_plain(asdict(compared)), "changes": [_change_json(change) for change in made]}
            for compared, made in found
        ],
        "owned": [
            {
                "regime": test.name,
                "title": test.title,
                "changes": [
                    {
                        "kind": change.kind,
                        "party": change.party,
                        "name": change.name,
                        "before": change.before.verdict if change.before else None,
                        "after": change.after.verdict if change.after else None,
                        "why": explain.distance(change.after) if change.after else "",
                    }
                    for change in made
                ],
            }
            for test, made in owned
        ],
        "notice": NOT_ADVICE,
    }


CHANGE_COLUMNS = ("source", "kind", "party", "caption", "entity", "schema", "prop", "before",
                  "after", "notice")  # fmt: skip


def change_rows(
    found: Iterable[tuple[Compared, Iterable[Change]]],
) -> Iterator[dict[str, str]]:
    """What changed, as rows of `CHANGE_COLUMNS`: one for each property of each entity."""
    for compared, made in found:
        for change in made:
            for field in change.fields:
                yield {
                    "source": compared.source,
                    "kind": change.kind,
                    "party": change.party,
                    "caption": change.caption,
                    "entity": field.entity,
                    "schema": field.schema,
                    "prop": field.prop,
                    "before": " | ".join(statement.value for statement in field.before),
                    "after": " | ".join(statement.value for statement in field.after),
                    "notice": compared.caution,
                }


def owned_rows(
    found: Iterable[tuple[Regime, Iterable[DerivedChange]]],
) -> Iterator[dict[str, str]]:
    """What changed by ownership, as rows of `CHANGE_COLUMNS`."""
    for test, made in found:
        for change in made:
            yield {
                "source": f"ownership: {test.name}",
                "kind": change.kind,
                "party": change.party,
                "caption": change.name,
                "entity": change.party,
                "schema": "",
                "prop": "verdict",
                "before": change.before.verdict if change.before else "",
                "after": change.after.verdict if change.after else "",
                "notice": explain.distance(change.after) if change.after else "",
            }


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "party": change.party,
        "caption": change.caption,
        "fields": [
            {
                "entity": field.entity,
                "schema": field.schema,
                "prop": field.prop,
                "before": [statement.value for statement in field.before],
                "after": [statement.value for statement in field.after],
            }
            for field in change.fields
        ],
    }


def lists_json(states: Iterable[Health], moment: Moment) -> dict[str, Any]:
    """Each list and its health, as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": LISTS,
        "as_of": moment.as_of.isoformat(),
        "known_at": moment.known_at.isoformat(),
        "lists": [_plain(asdict(state)) for state in states],
        "notice": NOT_ADVICE,
    }


def stakes_json(found: Iterable[Version]) -> dict[str, Any]:
    """Each set of stakes, as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": STAKES,
        "sets": [
            {
                "name": version.source,
                "format": version.format,
                "published": version.published.isoformat(),
                "taken": version.taken.isoformat(),
                "holders": version.parties,
                "stakes": version.statements,
                "faults": version.faults,
                "unknown": dict(version.unknown),
                "cautions": list(version.cautions),
            }
            for version in found
        ],
        "notice": NOT_ADVICE,
    }


def faults_json(name: str, found: Iterable[Fault]) -> dict[str, Any]:
    """What is wrong with a set of stakes, as JSON values (``caveat.schema.json``)."""
    return {
        "format": FAULTS,
        "set": name,
        "faults": [{"where": fault.where, "reason": fault.reason} for fault in found],
        "notice": NOT_ADVICE,
    }


def links_json(edition: str, found: Iterable[Link]) -> dict[str, Any]:
    """Links of holders to parties, as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": LINKS,
        "edition": edition,
        "links": [
            {
                "holder": link.holder,
                "name": link.name,
                "party": link.party,
                "caption": link.caption,
                "score": round(link.score, 4),
                "state": link.state,
                "evidence": [evidence_json(one) for one in link.evidence],
            }
            for link in found
        ],
        "notice": NOT_ADVICE,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def derived_json(found: Derived) -> dict[str, Any]:
    """Everybody blocked by ownership, as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": DERIVED,
        "title": found.title,
        "as_of": found.as_of.isoformat(),
        "known_at": found.known_at.isoformat(),
        "exposures": [exposure_json(one) for one in found.exposures],
        "faults": [asdict(fault) for fault in found.faults],
        "cautions": list(found.cautions),
        "basis": list(found.basis),
        "notice": NOT_ADVICE,
    }


DERIVED_COLUMNS = ("party", "name", "verdict", "test", "as_of", "certain_share", "possible_share",
                   "through", "reason", "chain", "sources", "notice")  # fmt: skip


def derived_rows(found: Derived) -> Iterator[dict[str, str]]:
    """Everybody blocked by ownership, as rows of `DERIVED_COLUMNS`."""
    notice = " ".join((*found.cautions, NOT_ADVICE))
    for one in found.exposures:
        yield {
            "party": one.party,
            "name": one.name,
            "verdict": one.verdict,
            "test": found.title,
            "as_of": str(found.as_of),
            "certain_share": percent(one.certain_share),
            "possible_share": percent(one.possible_share),
            "through": " | ".join(dict.fromkeys(one.names[link.owner] for link in one.owners)),
            "reason": explain.distance(one),
            "chain": explain.chain(one, one.chains[0]) if one.chains else "",
            "sources": " | ".join(
                dict.fromkeys(f"{link.source} {link.origin}".strip() for link in one.owners)
            ),
            "notice": notice,
        }


def history_json(found: History) -> dict[str, Any]:
    """The verdicts on a party day by day, as JSON values."""
    return {
        "format": HISTORY,
        **_plain(asdict(found)),
        "notice": NOT_ADVICE,
    }
