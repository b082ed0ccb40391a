"""Receipts: what an answer was made of, and its hash, so that it can be made again.

A receipt is one JSON file. It names the versions of lists that were in the edition (not the lists
themselves: the archive keeps them), the input, the terms, the program, and what came out. Its own
checksum tells whether it was changed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caveat.casework import verdicts
from caveat.casework.basis import basis_of
from caveat.casework.canonical import digest
from caveat.errors import BadReceipt
from caveat.library.disk import checksum, write_json
from caveat.screening.answer import Screening
from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.screening.report import screening_json, subject_json

if TYPE_CHECKING:
    from caveat.casework.cases import Seen
    from caveat.screening.batch import Summary
    from caveat.screening.deals.judgement import Judgement
    from caveat.screening.documents.reading import Reading

FORMAT = "caveat.receipt/1"


def of_screening(library: Library, terms: Terms, screening: Screening) -> dict[str, Any]:
    """The receipt of one screening.

    Args:
        library: that answered.
        terms: how it was asked.
        screening: the answer.
    """
    (receipt,) = of_screenings(library, terms, [screening])
    return receipt


def of_screenings(
    library: Library, terms: Terms, screenings: Sequence[Screening]
) -> list[dict[str, Any]]:
    """The receipts of screenings that were answered together, in their order.

    Args:
        library: that answered.
        terms: how all of them were asked.
        screenings: the answers.
    """
    if not screenings:
        return []
    basis = basis_of(library, _on(terms, screenings[0]))
    return [
        _receipt(
            "screening",
            basis,
            {"subject": subject_json(one.subject)},
            verdicts.of_screening(screening_json(one)),
        )
        for one in screenings
    ]


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
        verdicts.of_document(answer),
    )


def of_batch(
    library: Library, source: Path, said: Mapping[str, str], summary: Summary, rows: verdicts.Rows
) -> dict[str, Any]:
    """The receipt of a customer file: one for all of its rows.

    Args:
        library: that answered.
        source: the customer file.
        said: heading -> field, as the user said it.
        summary: what the run came to.
        rows: that was told every record.
    """
    given = {
        "file": source.name,
        "sha256": checksum(source),
        "columns": dict(said),
        "whole": summary.output.suffix.lower() == ".jsonl",
    }
    return _receipt("batch", basis_of(library, summary.terms), given, rows.verdict)


def of_payments(
    library: Library,
    terms: Terms,
    file: tuple[str, str],
    verdict: verdicts.Verdict,
    *,
    by_message: bool,
) -> dict[str, Any]:
    """The receipt of a file of payments.

    Args:
        library: that answered.
        terms: how it was asked.
        file: its name and its SHA-256.
        verdict: of `caveat.casework.verdicts.Payments`, when all answers have gone by.
        by_message: whether each transaction was answered as of its own day.
    """
    given = {"file": file[0], "sha256": file[1], "by_message": by_message}
    return _receipt("payment", basis_of(library, terms), given, verdict)


def of_deal(
    library: Library, terms: Mapping[str, Any], file: tuple[str, str], found: Judgement
) -> dict[str, Any]:
    """The receipt of a judgement; the deal stands in it, since it is short.

    Args:
        library: that answered.
        terms: as `caveat.screening.deals.judge.judge` was given them.
        file: the deal file's name and its text.
        found: the judgement.
    """
    from caveat.screening.deals.report import to_json

    asked = {name: value for name, value in terms.items() if value is not None}
    given = {"file": file[0], "text": file[1], "asked": asked}
    basis = basis_of(library, library.terms(**asked))
    return _receipt("deal", basis, given, verdicts.of_deal(to_json(found)))


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
        verdicts.of_hit(seen.answer["hit"]),
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
