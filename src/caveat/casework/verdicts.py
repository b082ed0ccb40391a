"""Verdicts: what an answer came to, in short, and the hash of all of it.

The edition's name is no part of one: built again, it may have another.
Of what may have a million rows, the hash is one over rows as they come; nothing is kept but hits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from caveat.casework.canonical import canonical, digest

if TYPE_CHECKING:
    from caveat.screening.payments.payment import Fault
    from caveat.screening.payments.screen import Screened, Tally

Verdict = dict[str, Any]
"""``clear``, ``hits`` and ``sha256`` (``docs/reference/caveat.schema.json``)."""

_PASSING = ("edition", "format", "notice")
"""What of an answer is no part of its verdict: names of forms, and of the edition."""


def of_screening(answer: Mapping[str, Any]) -> Verdict:
    """What a screening came to.

    Args:
        answer: as `caveat.screening.report.screening_json` gives it.
    """
    hits = [_short(hit) for hit in (*answer["hits"], *answer["owned"])]
    return {"clear": answer["clear"], "hits": hits, "sha256": digest(_said(answer))}


def of_hit(hit: Mapping[str, Any]) -> Verdict:
    """What a hit came to.

    Args:
        hit: as `caveat.screening.report.hit_json` or ``owned_json`` gives it.
    """
    return {"clear": False, "hits": [_short(hit)], "sha256": digest(hit)}


def of_document(answer: Mapping[str, Any]) -> Verdict:
    """What a reading came to.

    Args:
        answer: as `caveat.screening.documents.report.json.reading_json` gives it.
    """
    found = [
        {"name": one["name"], "then": one["status_then"], "now": one["status_now"]}
        for one in answer["found"]
    ]
    said = {name: value for name, value in _said(answer).items() if name != "document"}
    return {"clear": answer["clear"], "hits": found, "sha256": digest(said)}


def of_deal(answer: Mapping[str, Any]) -> Verdict:
    """What a judgement came to; its "hits" are the checks that are not clear, day by day.

    Args:
        answer: as `caveat.screening.deals.report.to_json` gives it.
    """
    found = [
        {"as_of": day["as_of"], "check": check["name"], "verdict": check["verdict"]}
        for day in answer["days"]
        for check in day["checks"]
        if check["verdict"] != "clear"
    ]
    said = _without_editions(_said(answer))
    return {"clear": answer["verdict"] == "clear", "hits": found, "sha256": digest(said)}


def _said(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in _PASSING}


def _without_editions(value: Any) -> Any:
    """A value, without the names of editions that stand deeper in it."""
    if isinstance(value, dict):
        return {name: _without_editions(one) for name, one in value.items() if name != "edition"}
    if isinstance(value, list):
        return [_without_editions(one) for one in value]
    return value


def _short(hit: Mapping[str, Any]) -> dict[str, Any]:
    return {name: hit[name] for name in ("party", "score", "status")}


class Rows:
    """The verdict on a customer file; it is told each record of the results, in order."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._hits: list[dict[str, Any]] = []

    def add(self, record: Mapping[str, Any]) -> None:
        """Take one more record in.

        Args:
            record: one of `caveat.screening.batch`; flat, or with the whole ``screening``.
        """
        self._hits += _in_record(record)
        said = {name: value for name, value in record.items() if name != "caveat_edition"}
        if "screening" in said:
            said["screening"] = _said(said["screening"])
        self._hash.update(canonical(_plain(said)) + b"\n")

    @property
    def verdict(self) -> Verdict:
        """What it came to, so far."""
        return {"clear": not self._hits, "hits": self._hits, "sha256": self._hash.hexdigest()}


def _in_record(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    line = {"line": record["caveat_line"]}
    if "screening" in record:
        for hit in (*record["screening"]["hits"], *record["screening"]["owned"]):
            yield {**line, **_short(hit)}
    elif record.get("caveat_hit"):
        score, party = record["caveat_score"], record["caveat_party"]
        yield {**line, "party": party, "score": score, "status": record["caveat_status"]}


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record without numbers that are none, as a workbook may have them in a cell."""
    return {name: None if value != value else value for name, value in record.items()}


class Payments:
    """The verdict on a file of payments; it looks on while answers go by.

    >>> Payments().verdict["clear"]
    True
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._hits: list[dict[str, Any]] = []

    def watch(
        self, answers: Iterable[Screened | Fault], tally: Tally
    ) -> Iterator[Screened | Fault]:
        """The same answers, looked at; the tally is taken in when the last one has gone by."""
        from caveat.screening.payments import report
        from caveat.screening.payments.payment import Fault

        for one in answers:
            if isinstance(one, Fault):
                self._take({"place": one.place, "reason": one.reason})
            else:
                said = report.screened_json(one)
                said.pop("file")  # may lie elsewhere when it is answered again
                self._take(said)
                self._hits += [
                    {"transaction": said["transaction"], **_short(hit)}
                    for finding in said["findings"]
                    for hit in (*finding["hits"], *finding["owned"])
                ]
            yield one
        self._take(_said(report.tally_json(tally)))

    def _take(self, said: Any) -> None:
        self._hash.update(canonical(said) + b"\n")

    @property
    def verdict(self) -> Verdict:
        """What it came to."""
        return {"clear": not self._hits, "hits": self._hits, "sha256": self._hash.hexdigest()}
