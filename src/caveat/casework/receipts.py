"""Receipts: what an answer was made of, and its hash, so that it can be made again.

A receipt is one JSON file. It names the versions of lists that were in the edition (not the lists
themselves: the archive keeps them), the input, the terms, the program, and what came out. Its own
checksum tells whether it was changed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caveat.casework.basis import basis_of
from caveat.casework.canonical import digest
from caveat.errors import BadReceipt
from caveat.library.disk import write_json
from caveat.screening.answer import Screening
from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.screening.report import screening_json, subject_json

if TYPE_CHECKING:
    from caveat.casework.cases import Seen
    from caveat.screening.documents.reading import Reading

FORMAT = "caveat.receipt/1"

_PASSING = ("edition", "format", "notice")
"""What of an answer is no part of its verdict: names of forms, and of the edition."""


def of_screening(library: Library, terms: Terms, screening: Screening) -> dict[str, Any]:
    """The receipt of one screening.

    Args:
        library: that answered.
        terms: how it was asked.
        screening: the answer.
    """
    return _receipt(
        "screening",
        basis_of(library, _on(terms, screening)),
        {"subject": subject_json(screening.subject)},
        verdict_of(screening_json(screening)),
    )


def of_document(library: Library, terms: Terms, reading: Reading) -> dict[str, Any]:
    """The receipt of a document that was read.

    Args:
        library: that answered.
        terms: how it was asked.
        reading: the answer.
    """
    from caveat.screening.documents.report.json import reading_json

    answer = reading_json(reading)
    given = reading.dated.day if reading.dated and reading.dated.how == "given" else None
    return _receipt(
        "document",
        basis_of(library, terms),
        {"file": reading.document.name, "sha256": reading.document.checksum, "day": given},
        document_verdict(answer),
    )


def of_alert(id: int, party: str, seen: Seen, basis: Mapping[str, Any]) -> dict[str, Any]:
    """The receipt of what an alert rests on.

    Args:
        id: number of the alert.
        party: id of the party.
        seen: the snapshot.
        basis: of the run that it belongs to.
    """
    return _receipt(
        "alert",
        dict(basis),
        {"alert": id, "party": party, "subject": seen.answer["subject"]},
        hit_verdict(seen.answer["hit"]),
    )


def _on(terms: Terms, screening: Screening) -> Terms:
    """Terms that say the days that were asked about, also where "today" was meant."""
    return replace(terms, as_of=screening.as_of, known_at=screening.known_at)


def _receipt(
    kind: str, basis: Mapping[str, Any], given: Mapping[str, Any], verdict: Mapping[str, Any]
) -> dict[str, Any]:
    whole = {
        "format": FORMAT,
        "kind": kind,
        "basis": dict(basis),
        "input": dict(given),
        "verdict": dict(verdict),
    }
    return {**whole, "checksum": digest(whole)}


def verdict_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What a screening came to: its hits in short, and the hash of the whole answer.

    Args:
        answer: as `screening_json` gives it.
    """
    said = {name: value for name, value in answer.items() if name not in _PASSING}
    hits = [_short(hit) for hit in (*answer["hits"], *answer["owned"])]
    return {"clear": answer["clear"], "hits": hits, "sha256": digest(said)}


def document_verdict(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What a reading came to, as `verdict_of`.

    Args:
        answer: as `reading_json` gives it.
    """
    said = {name: value for name, value in answer.items() if name not in (*_PASSING, "document")}
    found = [
        {"name": one["name"], "then": one["status_then"], "now": one["status_now"]}
        for one in answer["found"]
    ]
    return {"clear": answer["clear"], "hits": found, "sha256": digest(said)}


def hit_verdict(hit: Mapping[str, Any]) -> dict[str, Any]:
    """What a hit came to, as `verdict_of`.

    Args:
        hit: as `hit_json` or `owned_json` gives it.
    """
    return {"clear": False, "hits": [_short(hit)], "sha256": digest(hit)}


def _short(hit: Mapping[str, Any]) -> dict[str, Any]:
    return {name: hit[name] for name in ("party", "score", "status")}


def write(receipt: Mapping[str, Any], place: Path) -> None:
    """Write a receipt, in one step."""
    write_json(place, receipt)


def read(place: Path) -> dict[str, Any]:
    """A receipt out of a file.

    Raises:
        BadReceipt: it is none, or was changed.
    """
    try:
        whole = json.loads(place.read_bytes())
        said = {name: value for name, value in whole.items() if name != "checksum"}
        known = said["format"] == FORMAT and whole["checksum"] == digest(said)
    except OSError as error:
        raise BadReceipt(f"{place} cannot be read ({error.strerror}). Check its name.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadReceipt(f"{place} is no receipt of Caveat. Name another file.") from None
    if not known:
        raise BadReceipt(
            f"{place} was changed after it was written, or is of a newer Caveat. "
            "Use the receipt as it was made."
        )
    return dict(whole)
