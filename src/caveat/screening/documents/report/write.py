"""Write: a reading, or many, into the file that was asked for; it is there whole, or not at all."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.errors import BadInput
from caveat.library import disk
from caveat.screening import results
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.documents.folder import COLUMNS, Brief, Done, brief, rows, shared, summary_of
from caveat.screening.documents.report import html
from caveat.screening.documents.report.json import READINGS, document_json, reading_json
from caveat.screening.documents.report.pictures import pictures
from caveat.screening.rows import SUFFIXES

if TYPE_CHECKING:
    from caveat.screening.documents.reading import Reading
    from caveat.screening.library import Library

_PAGE = re.compile(r"\d{4,}-[^/]*\.html")


def check(place: Path, *, many: bool) -> None:
    """Whether a report can be written so, before anybody waits for it.

    Args:
        place: the file.
        many: whether it is over a folder.

    Raises:
        BadInput: its suffix is none that can be written, or the folder of its pages has other
            files in it.
        MissingExtra: a PDF was asked for, and the extra is not installed.
    """
    kind = place.suffix.lower()
    if kind == ".pdf" and many:
        raise BadInput(f"{place}: a PDF is of one document. Write the folder's report as .html.")
    if kind not in (".html", ".pdf", ".json", *SUFFIXES):
        known = ", ".join((".html", ".json", *SUFFIXES) if many else
                          (".html", ".pdf", ".json", *SUFFIXES))  # fmt: skip
        raise BadInput(f"{place} is none of {known}. Name the report so.")
    if kind == ".pdf":
        html.needs_pdf()
    if kind == ".html" and many:
        _own(_pages(place))


def one(library: Library, reading: Reading, place: Path) -> None:
    """Write one reading as ``.html``, ``.pdf`` or ``.json``, or its parties as a table.

    Raises:
        BadInput: the suffix is none that can be written.
        MissingExtra: a PDF was asked for, and the extra is not installed.
    """
    check(place, many=False)
    kind = place.suffix.lower()
    if kind == ".json":
        disk.write_json(place, reading_json(reading))
    elif kind in SUFFIXES:
        results.write(place, COLUMNS, rows([Done(reading.document.name, reading)]))
    else:
        drawn = pictures(library, reading)
        made = html.pdf(reading, drawn) if kind == ".pdf" else html.page(reading, drawn).encode()
        _write(place, made)


def many(library: Library, found: Iterable[Done], place: Path, title: str) -> None:
    """Write many readings, one after the other, in the memory of one.

    ``.html`` is a table over all; the page of each document stands in a folder beside it
    (``report.html``, ``report-documents/``). ``.json`` and the tables are one file.

    Args:
        library: the library that was read with.
        found: what became of each document.
        place: the file.
        title: what the documents are.
    """
    check(place, many=True)
    kind = place.suffix.lower()
    if kind == ".json":
        _write_json(place, found)
    elif kind == ".html":
        _write_pages(library, place, found, title)
    else:
        results.write(place, COLUMNS, rows(found))


def _write(place: Path, whole: bytes) -> None:
    with disk.file_aside(place) as stream:
        stream.write(whole)


def _write_json(place: Path, found: Iterable[Done]) -> None:
    with disk.file_aside(place) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8")
        stream.write(f'{{"format": {json.dumps(READINGS)}, "documents": [')
        for number, done in enumerate(found):
            stream.write(",\n" if number else "\n")
            json.dump(document_json(done), stream, ensure_ascii=False)
        stream.write(f'\n], "notice": {json.dumps(NOT_ADVICE)}}}\n')
        stream.flush()
        stream.detach()


def beside(place: Path) -> tuple[Path, ...]:
    """What else a report over a folder writes: the folder of its pages."""
    return (_pages(place),) if place.suffix.lower() == ".html" else ()


def _pages(place: Path) -> Path:
    return place.with_name(f"{place.stem}-documents")


def _own(folder: Path) -> None:
    """Make sure that a folder is one of pages, before it is replaced by a new one."""
    others = [one.name for one in folder.glob("*") if not _PAGE.fullmatch(one.name)]
    if others:
        raise BadInput(
            f"{folder} has other files than pages in it ({others[0]}). Move them, or give the "
            "report another name."
        )


def _write_pages(library: Library, place: Path, found: Iterable[Done], title: str) -> None:
    folder = _pages(place)
    briefs: list[Brief] = []
    cautions: list[tuple[str, ...]] = []
    edition = ""
    with disk.aside(place.parent) as made:
        for number, done in enumerate(found, start=1):
            page = ""
            if done.reading:
                plain = re.sub(r"[^\w.-]+", "-", Path(done.place).name)
                page = f"{number:04}-{plain}.html"
                cautions.append(done.reading.cautions)
                edition = done.reading.edition
                text = html.page(
                    done.reading, pictures(library, done.reading), back=f"../{place.name}"
                )
                (made / page).write_text(text, "utf-8")
            briefs.append(brief(done, f"{folder.name}/{page}" if page else ""))
        whole = html.index(
            title,
            briefs,
            summary=summary_of(briefs),
            parties=list(_over_all(briefs)),
            cautions=shared(cautions),
            edition=edition,
        )
        if folder.exists():
            disk.discard(folder)
        disk.settle(made, folder)
    _write(place, whole.encode())


def _over_all(briefs: Iterable[Brief]) -> Iterator[dict[str, object]]:
    """Parties, each with the documents that speak of it, those of most documents first."""
    places: dict[str, list[tuple[str, str]]] = {}
    status: dict[str, str] = {}
    for one in briefs:
        for party in one.parties:
            places.setdefault(party.key, []).append((one.name, one.page))
            status[party.key] = party.now
    for name in sorted(places, key=lambda name: (-len(places[name]), name)):
        yield {"name": name, "now": status[name], "places": places[name]}
