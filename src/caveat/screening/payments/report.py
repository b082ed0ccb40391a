"""Answers to payments as JSON values and as rows, and the files they are written to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from caveat.errors import BadInput
from caveat.library.disk import write_json
from caveat.screening import results
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.flat import COLUMNS as FOUND
from caveat.screening.flat import flat
from caveat.screening.payments import subjects
from caveat.screening.payments.payment import Fault, PartyField
from caveat.screening.payments.screen import Finding, Screened, Tally
from caveat.screening.report import hit_json, owned_json

PAYMENT = "caveat.payment/1"

_SAID = ("caveat_line", "caveat_status", "caveat_hits")
COLUMNS = (
    "file", "message", "message_id", "transaction", "line", "reference", "uetr", "value_date",
    "amount", "currency", "status", "role", "field", "words", "as_of",
    *(name for name in FOUND if name not in _SAID),
)  # fmt: skip
"""Of a table of results; those that begin with caveat_ are as in ``docs/how-to/batch.md``."""

FAULT_COLUMNS = ("file", "place", "transaction", "reference", "reason")


def screened_json(screened: Screened) -> dict[str, Any]:
    """The answer to one transaction as JSON values (``docs/reference/caveat.schema.json``)."""
    one = screened.transaction
    return {
        "file": one.file,
        "transaction": one.number,
        "message": one.message,
        "message_id": one.message_id,
        "place": one.place,
        "line": one.line,
        "reference": one.reference,
        "uetr": one.uetr,
        "value_date": one.value_date,
        "amount": one.amount,
        "currency": one.currency,
        "status": screened.status,
        "found": screened.found,
        "wrong": list(one.wrong),
        "as_of": screened.as_of.isoformat(),
        "countries": subjects.countries(one),
        "findings": [_finding(finding) for finding in screened.findings],
        "cautions": list(screened.cautions),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "field": field_json(finding.field),
        "words": finding.words,
        "status": finding.status,
        "hits": [hit_json(hit) for hit in finding.screening.hits],
        "owned": [owned_json(hit) for hit in finding.screening.owned],
    }


def field_json(field: PartyField) -> dict[str, Any]:
    """A field as JSON values; what it does not say is left out."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(field).items()
        if value not in ("", (), None)
    }


def fault_json(fault: Fault) -> dict[str, Any]:
    """A fault as JSON values."""
    return {"file": fault.file, "place": fault.place, "reason": fault.reason, "status": "fault"}


def tally_json(tally: Tally) -> dict[str, Any]:
    """What a run came to, as JSON values."""
    return {
        "messages": tally.messages,
        "transactions": tally.transactions,
        "clear": tally.clear,
        "possible": tally.possible,
        "hit": tally.hit,
        "rejected": tally.rejected,
        "rejected_hits": tally.rejected_hits,
        "faults": tally.faulty,
        "as_of": tally.as_of.isoformat() if tally.as_of else "message",
        "known_at": tally.known_at.isoformat() if tally.known_at else None,
        "threshold": tally.threshold,
        "edition": tally.edition,
        "lists": [
            {name: value.isoformat() if hasattr(value, "isoformat") else value
             for name, value in asdict(used).items()}
            for used in tally.lists
        ],
        "cautions": list(tally.cautions),
        "notice": NOT_ADVICE,
    }  # fmt: skip


def document(answers: Iterable[Screened | Fault], tally: Tally) -> Iterator[str]:
    """A run as one JSON document, piece by piece: however long the file, memory is bounded."""
    coming = iter(answers)
    first = next(coming, None)  # what cannot be answered at all is an error, and no document
    yield '{\n"format": ' + json.dumps(PAYMENT) + ',\n"transactions": ['
    faults: list[dict[str, Any]] = []
    comma = ""
    for one in chain(() if first is None else (first,), coming):
        if isinstance(one, Fault):
            if len(faults) < len(tally.faults):
                faults.append(fault_json(one))
            continue
        yield f"{comma}\n{_line(screened_json(one))}"
        comma = ","
    said = json.dumps(tally_json(tally), ensure_ascii=False, indent=2)
    yield f'\n],\n"unread": {_line(faults)},\n"summary": {said}\n}}'


def rows(screened: Screened) -> Iterator[dict[str, Any]]:
    """The answer to one transaction as rows of `COLUMNS`, one a hit.

    A rejected transaction has a row that says why, and then one for each hit in what could be
    read of it. A clear one has none.
    """
    one = screened.transaction
    common: dict[str, Any] = {
        "file": one.file,
        "message": one.message,
        "message_id": one.message_id,
        "transaction": one.number,
        "line": one.line,
        "reference": one.reference,
        "uetr": one.uetr,
        "value_date": one.value_date,
        "amount": one.amount,
        "currency": one.currency,
        "as_of": screened.as_of.isoformat(),
    }
    if one.wrong:
        why = " ".join(one.wrong)
        yield {**common, "status": "rejected", "field": one.place, "caveat_why": why}
    for finding in screened.findings:
        for row in flat(one.line, finding.screening):
            for name in _SAID:
                row.pop(name)
            yield {
                **common,
                "status": finding.status,
                "role": finding.field.role,
                "field": finding.field.place,
                "words": finding.words,
                **row,
            }


def check(output: Path, source: str) -> None:
    """Whether results can be written so, before anybody waits for them.

    Raises:
        BadTable: the suffix is none that can be written.
        BadInput: the results would overwrite the payments.
    """
    results.check(output)
    if Path(source).resolve() in (output.resolve(), _rejects(output).resolve()):
        raise BadInput("The results would overwrite the payments. Give them another name.")


def _rejects(output: Path) -> Path:
    return output.with_name(f"{output.stem}.rejects.csv")


def save(answers: Iterable[Screened | Fault], tally: Tally, output: Path) -> Path | None:
    """Write a run: the results, what was rejected or could not be read, and what it was about.

    ``OUTPUT.rejects.csv`` has every rejected transaction and every fault, and ``OUTPUT.about.json``
    the counts, lists and cautions.

    Args:
        answers: of a run.
        tally: of the same run.
        output: the suffix says the format. JSON lines have a line for every transaction and
            fault, the others a row a hit and a row for each rejected transaction.

    Returns:
        The file of rejects; None if there are none.

    Raises:
        BadTable: the suffix is none that can be written.
    """
    rejects: list[dict[str, Any]] = []
    full = output.suffix.lower() == ".jsonl"

    def records() -> Iterator[dict[str, Any]]:
        for one in answers:
            if isinstance(one, Fault):
                rejects.append({"file": one.file, "place": one.place, "reason": one.reason})
                if full:
                    yield fault_json(one)
                continue
            if wrong := one.transaction.wrong:
                rejects.append(
                    {
                        "file": one.transaction.file,
                        "place": f"line {one.transaction.line}, {one.transaction.place}",
                        "transaction": one.transaction.number,
                        "reference": one.transaction.reference,
                        "reason": " ".join(wrong),
                    }
                )
            if full:
                yield screened_json(one)
            else:
                yield from rows(one)

    results.write(output, COLUMNS, records())
    place = _rejects(output)
    if rejects:
        results.write(place, FAULT_COLUMNS, rejects)
    else:
        place.unlink(missing_ok=True)
    about = {"format": PAYMENT, "output": output.name, "summary": tally_json(tally)}
    write_json(output.with_name(f"{output.name}.about.json"), about)
    return place if rejects else None


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
