"""Write a validation into the files that were asked for; each is there whole, or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from caveat.errors import BadInput
from caveat.library import disk
from caveat.screening.documents.report.html import needs_pdf
from caveat.validation.report import html
from caveat.validation.report.json import VALIDATION, validation_json
from caveat.validation.result import Validation

SUFFIXES = (".html", ".pdf", ".json")


def check(places: Sequence[Path]) -> None:
    """Whether reports can be written so, before anybody waits for them.

    Raises:
        BadInput: a suffix is none that can be written.
        MissingExtra: a PDF was asked for, and the extra is not installed.
    """
    for place in places:
        if place.suffix.lower() not in SUFFIXES:
            raise BadInput(f"{place} is none of {', '.join(SUFFIXES)}. Name the report so.")
        if place.suffix.lower() == ".pdf":
            needs_pdf()


def write(found: Validation, place: Path) -> None:
    """Write a validation as its file's suffix says.

    Raises:
        BadInput: the suffix is none that can be written.
        MissingExtra: a PDF was asked for, and the extra is not installed.
    """
    check([place])
    kind = place.suffix.lower()
    if kind == ".json":
        disk.write_json(place, validation_json(found))
        return
    whole = html.pdf(found) if kind == ".pdf" else html.page(found).encode()
    with disk.file_aside(place) as stream:
        stream.write(whole)


def read(place: Path) -> dict[str, Any]:
    """An earlier report.

    Raises:
        BadInput: it is not there, or is no report of a validation.
    """
    try:
        found = json.loads(place.read_text("utf-8"))
    except OSError:
        raise BadInput(f"There is no file {place}. Check the name of the earlier report.") from None
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("format") != VALIDATION:
        raise BadInput(
            f"{place} is no report of a validation. Give the .json that caveat validate wrote."
        )
    return found
