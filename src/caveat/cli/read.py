"""``caveat read``: who is in a document, then and now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caveat.cli.ask import (
    AsOf,
    KnownAt,
    MaxAge,
    NoOwnership,
    Receipt,
    Sources,
    Strict,
    Threshold,
)
from caveat.cli.opened import library
from caveat.cli.terminal import given
from caveat.errors import BadInput

if TYPE_CHECKING:
    from caveat.screening.library import Library


def read(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            help="A text, Markdown, HTML, PDF, DOCX, XLSX or EML file, a folder of them, or - for "
            "standard input."
        ),
    ],
    date: Annotated[
        str | None,
        typer.Option(
            help="The document's day (YYYY, YYYY-MM or YYYY-MM-DD), if it is not to be found."
        ),
    ] = None,
    as_of: AsOf = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            callback=given(".html"),
            help="Write the report: .html, .pdf or .json, or its parties as .csv, .xlsx, .parquet "
            "or .jsonl; - for standard output (HTML).",
        ),
    ] = None,
    propose: Annotated[
        Path | None,
        typer.Option(
            callback=given(".csv"),
            help="Write the relations that the text states as a table of stakes (.csv, .xlsx).",
            metavar="FILE",
        ),
    ] = None,
    known_at: KnownAt = None,
    source: Sources = None,
    threshold: Threshold = None,
    max_age: MaxAge = None,
    strict: Strict = False,
    no_ownership: NoOwnership = False,
    receipt: Receipt = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say who in a document is listed or blocked, or was so on the document's day.

    Exit code 3 means that somebody was or is; 1 that nobody was found, but a file of the folder
    could not be read.
    """
    from caveat.screening.documents import proposals
    from caveat.screening.documents.report import write

    place = Path(file)
    many = file != "-" and place.is_dir()
    if file != "-" and not place.exists():
        raise BadInput(f"There is no file {file}. Check the name.")
    if receipt and (many or file == "-"):
        raise BadInput("A receipt is of one file. Name it, and read it alone.")
    if output:
        write.check(output, many=many)
    if propose:
        proposals.check(propose)
    asked = {
        "as_of": as_of,
        "known_at": known_at,
        "sources": source,
        "threshold": threshold,
        "max_age": max_age,
        "strict": strict,
        "ownership": not no_ownership,
    }
    run = _folder if many else _file
    opened = library(context)
    code = run(opened, file, date, asked, output, propose, as_json)
    if receipt:
        _receipt(opened, file, date, asked, receipt)
    if code:
        raise typer.Exit(code)


def _receipt(
    opened: Library, file: str, day: str | None, asked: dict[str, Any], place: Path
) -> None:
    from caveat.casework import receipts
    from caveat.screening.documents import files, folder

    document = files.read(Path(file), day=day, today=opened.today)
    reading = folder.one(opened, document, **asked)
    receipts.write(receipts.of_document(opened, opened.terms(**asked), reading), place)


def _file(
    opened: Library,
    file: str,
    day: str | None,
    asked: dict[str, Any],
    output: Path | None,
    propose: Path | None,
    as_json: bool,
) -> int:
    from caveat.cli import look_reading as look
    from caveat.screening.documents import files, folder
    from caveat.screening.documents.proposals import Gathered
    from caveat.screening.documents.report import write
    from caveat.screening.documents.report.json import reading_json

    if file == "-":
        whole = typer.get_binary_stream("stdin").read()
        document = files.read_bytes(whole, "-", day=day, today=opened.today)
    else:
        document = files.read(Path(file), day=day, today=opened.today)
    reading = folder.one(opened, document, **asked)
    if output:
        write.one(opened, reading, output)
    if as_json:
        typer.echo(json.dumps(reading_json(reading), ensure_ascii=False, indent=2))
    else:
        look.reading(reading, output)
    if propose:
        gathered = Gathered()
        gathered.add(reading)
        look.proposed(gathered.write(propose), quiet=as_json)
    return 0 if reading.clear else 3


def _folder(
    opened: Library,
    file: str,
    day: str | None,
    asked: dict[str, Any],
    output: Path | None,
    propose: Path | None,
    as_json: bool,
) -> int:
    from caveat.cli import look_reading as look
    from caveat.screening.documents import folder
    from caveat.screening.documents.report.json import document_json

    def show(done: folder.Done) -> None:
        if as_json:
            typer.echo(json.dumps(document_json(done), ensure_ascii=False))

    with look.bar() as progress:
        ran = folder.run(
            opened, Path(file), output, propose, day=day, progress=progress, seen=show, **asked
        )
    look.folder(ran, quiet=as_json)
    if ran.proposed:
        look.proposed(ran.proposed, quiet=as_json)
    return 3 if ran.summary.hits else 1 if ran.summary.failed else 0
