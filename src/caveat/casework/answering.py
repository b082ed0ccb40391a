"""What a receipt asks, asked again: one function for each kind of receipt."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from caveat.casework import verdicts
from caveat.casework.basis import terms_of
from caveat.casework.subjects import subject_of
from caveat.casework.verdicts import Verdict
from caveat.errors import BadInput, CannotReplay
from caveat.library.disk import checksum
from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.screening.report import hit_json, owned_json, screening_json

Given = Mapping[str, Any]
"""The input of a receipt."""


def again(library: Library, receipt: Mapping[str, Any], file: Path | None) -> Verdict:
    """The verdict on a receipt's input, of a library as it was then.

    Args:
        library: as it was.
        receipt: as `caveat.casework.receipts.read` gives it.
        file: what the receipt is of, if that does not stand in it.

    Raises:
        CannotReplay: it is of a kind that this program does not know.
        BadInput: the file is missing, or is another one.
    """
    kind = receipt["kind"]
    if kind not in _KINDS:
        raise CannotReplay(
            f"This Caveat does not know receipts of a {kind}. Use the version that made it, "
            f"{receipt['basis']['program']}, or a newer one."
        )
    return _KINDS[kind](library, receipt["input"], terms_of(receipt["basis"]["terms"]), file)


def _screening(library: Library, given: Given, terms: Terms, file: Path | None) -> Verdict:
    (screening,) = library.desk(terms).answer([subject_of(given["subject"])])
    return verdicts.of_screening(screening_json(screening))


def _alert(library: Library, given: Given, terms: Terms, file: Path | None) -> Verdict:
    (screening,) = library.desk(terms).answer([subject_of(given["subject"])])
    for hit in screening.hits:
        if hit.entity.id == given["party"]:
            return verdicts.of_hit(hit_json(hit))
    for owned in screening.owned:
        if owned.party == given["party"]:
            return verdicts.of_hit(owned_json(owned))
    return {"clear": True, "hits": [], "sha256": ""}


def _document(library: Library, given: Given, terms: Terms, file: Path | None) -> Verdict:
    from caveat.screening.documents import files, folder
    from caveat.screening.documents.report.json import reading_json

    place = _same_file(given, file, "document")
    document = files.read(place, day=given["day"], today=library.today)
    said = asdict(terms)
    said.pop("limit")
    return verdicts.of_document(reading_json(folder.one(library, document, **said)))


def _batch(library: Library, given: Given, terms: Terms, file: Path | None) -> Verdict:
    from caveat.screening.batch import run

    place, rows = _same_file(given, file, "customer file"), verdicts.Rows()
    with tempfile.TemporaryDirectory(prefix="caveat-replay-") as name:
        results = Path(name) / ("results.jsonl" if given["whole"] else "results.csv")
        run(library, place, results, terms=asdict(terms), said=given["columns"], each=rows.add)
    return rows.verdict


def _payment(library: Library, given: Given, terms: Terms, file: Path | None) -> Verdict:
    from caveat.screening.payments import reading, screen

    place = _same_file(given, file, "file of payments")
    tally, seen = screen.Tally(), verdicts.Payments()
    answers = screen.screen(
        library, reading.read(place), terms, tally, by_message=given["by_message"]
    )
    for _ in seen.watch(answers, tally):
        pass
    return seen.verdict


def _deal(library: Library, given: Given, terms: Terms, file: Path | None) -> Verdict:
    from caveat.screening.deals.judge import judge
    from caveat.screening.deals.reading import of_text
    from caveat.screening.deals.report import to_json

    found = judge(library, of_text(given["text"], given["file"]), **given["asked"])
    return verdicts.of_deal(to_json(found))


_KINDS: Mapping[str, Callable[[Library, Given, Terms, Path | None], Verdict]] = {
    "screening": _screening,
    "alert": _alert,
    "document": _document,
    "batch": _batch,
    "payment": _payment,
    "deal": _deal,
}


def _same_file(given: Given, file: Path | None, what: str) -> Path:
    """The file of a receipt.

    Raises:
        BadInput: none was named, or it is another one.
    """
    if file is None:
        raise BadInput(f"The receipt is of the {what} {given['file']}. Name the file with --file.")
    if not file.is_file() or checksum(file) != given["sha256"]:
        raise BadInput(
            f"{file} is not the {what} of the receipt ({given['file']}, "
            f"{given['sha256'][:12]}). Name that one."
        )
    return file
