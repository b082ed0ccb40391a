"""``caveat audit``, ``replay``, ``export`` and ``retain``: what can be proved, and what may go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from caveat.cli.casework import opened, print_json
from caveat.cli.lists import AsJson
from caveat.cli.opened import library
from caveat.cli.terminal import given, say, taken
from caveat.errors import BadInput

audit = typer.Typer(help="The journal: whether anything in it was changed.", no_args_is_help=True)
export = typer.Typer(help="Take a case out, for an examiner.", no_args_is_help=True)


@audit.command("verify")
def verify(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A journal that was taken out (caveat audit export, or journal.jsonl of a case); "
            "checked alone, without any library. If not said, the journal of this casework.",
            show_default=False,
        ),
    ] = None,
    head: Annotated[
        list[Path] | None,
        typer.Option(help="A signed head that was kept apart; repeatable."),
    ] = None,
    key: Annotated[
        str | None, typer.Option(help="The public key that must have signed, in base64.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find any entry that was changed, removed, reordered or cut off. Exit code 1 if there is."""
    from caveat.casework import journal, report, taken_out
    from caveat.cli import look_casework as look

    heads = [_read(one) for one in head or ()]
    if file is not None:
        found = taken_out.verify(file, heads, key)
    else:
        found = journal.verify(*opened(context), heads, key)
    print_json(report.verified_json(found)) if as_json else look.verified(found)
    if found.faults:
        raise typer.Exit(1)


def _read(place: Path) -> Any:
    try:
        return json.loads(place.read_bytes())
    except (OSError, ValueError) as error:
        raise BadInput(f"{place} cannot be read ({error}). Name a head of the journal.") from None


@audit.command("list")
def audit_list(
    context: typer.Context,
    about: Annotated[
        str | None, typer.Option(help="Only entries about this (alert/12, user/ann).")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most entries to show.")] = 50,
    skip: Annotated[int, typer.Option(min=0, help="Entries to pass over.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Show the journal, the newest entry first."""
    from caveat.casework import figures, report
    from caveat.cli import look_casework as look

    count, rows = figures.entries(*opened(context), about=about, skip=skip, limit=limit)
    print_json(report.journal_json(count, rows)) if as_json else look.journal(count, rows, skip)


@audit.command("export")
def audit_export(
    context: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            callback=given(".jsonl"),
            help="JSON lines, one an entry; - for standard output.",
        ),
    ],
    about: Annotated[
        str | None, typer.Option(help="Only entries about this (alert/12, user/ann).")
    ] = None,
) -> None:
    """Write the journal as JSON lines, the last of them signed: caveat audit verify FILE."""
    from caveat.casework import journal

    count = journal.write(*opened(context), output, about)
    say(f"written: {output}, {count} entries")


@audit.command("head")
def audit_head(
    context: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            callback=given(".json"),
            help="The signed head; - for standard output.",
        ),
    ],
) -> None:
    """Write the signed head; kept elsewhere, it proves that the journal was not cut short."""
    from caveat.casework import journal
    from caveat.library.disk import write_json

    write_json(output, journal.head(*opened(context)))
    say(f"written: {output}")


def replay(
    context: typer.Context,
    receipt: Annotated[
        Path, typer.Argument(callback=taken, help="The receipt; - for standard input.")
    ],
    file: Annotated[
        Path | None, typer.Option(help="The document, if the receipt is of one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a receipt again, from the archive. Exit code 1 if it comes out otherwise."""
    from caveat.casework import receipts, replaying
    from caveat.cli import look_casework as look

    found = replaying.replay(library(context), receipts.read(receipt), file)
    print_json(found.to_json()) if as_json else look.replayed(found)
    if not found.same:
        raise typer.Exit(1)


@export.command("case")
def export_case(
    context: typer.Context,
    id: Annotated[int, typer.Argument(help="Number of the alert.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder, or a .pdf; case-ID if not said."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write one case as a folder: page, data, list rows, picture, journal, files; or as a PDF."""
    from caveat.casework import exporting
    from caveat.library.disk import file_aside

    store, actor = opened(context)
    place = output or Path(f"case-{id}")
    if place.suffix.lower() == ".pdf":
        whole = exporting.pdf(store, actor, library(context), id)
        with file_aside(place) as stream:
            stream.write(whole)
        done = {"format": "caveat.exported/1", "folder": str(place.parent), "files": [place.name]}
        print_json(done) if as_json else typer.echo(f"written: {place}")
        return
    files = exporting.export(store, actor, library(context), id, place)
    if as_json:
        print_json({"format": "caveat.exported/1", "folder": str(place), "files": files})
    else:
        typer.echo(f"written: {place}, {len(files)} files; begin with {place / 'case.html'}")


def retain(
    context: typer.Context,
    years: Annotated[
        int, typer.Option(min=1, help="Years for which a case is kept after it ended.")
    ] = 10,
    apply: Annotated[
        bool, typer.Option("--apply", help="Delete; without it, nothing is deleted.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say which cases are old enough to be deleted; delete them with --apply. Held ones stay."""
    from caveat.casework import report, retention
    from caveat.cli import look_casework as look

    found = retention.retain(*opened(context), years, apply=apply)
    print_json(report.retained_json(found)) if as_json else look.retained(found)
