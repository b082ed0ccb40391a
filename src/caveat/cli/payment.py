"""``caveat payment``: payment messages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from caveat.cli.ask import (
    KnownAt,
    Limit,
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


def payment(
    context: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DIR|-",
            help="A file of messages, a folder of such files, or - for standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            callback=given(".csv"),
            help="Write the results: .csv, .xlsx, .parquet or .jsonl; - for standard output (CSV).",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            help="The day that the question is about (YYYY-MM-DD), or message: each "
            "transaction's own value date."
        ),
    ] = None,
    known_at: KnownAt = None,
    sources: Sources = None,
    threshold: Threshold = None,
    limit: Limit = None,
    max_age: MaxAge = None,
    strict: Strict = False,
    no_ownership: NoOwnership = False,
    processes: Annotated[
        int | None,
        typer.Option(min=1, help="Processes for a long file; one for each core if not said."),
    ] = None,
    receipt: Receipt = None,
) -> None:
    """Screen ISO 20022 and SWIFT MT payments: every party, agent and text of each transaction.

    Exit code 3 means that a listed party may be in one, 2 that a message was malformed, 0 clear.
    """
    from caveat.cli import look_payment
    from caveat.screening.payments import reading, report, screen

    place = Path(source)
    if receipt and (source == "-" or place.is_dir()):
        raise BadInput("A receipt is of one file. Name it, and screen it alone.")
    opened = library(context)
    terms = opened.terms(
        as_of=None if as_of == "message" else as_of,
        known_at=known_at,
        sources=sources,
        threshold=threshold,
        limit=limit,
        max_age=max_age,
        strict=strict,
        ownership=not no_ownership,
    )
    if output is not None:
        report.check(output, source)
    tally = screen.Tally()
    answers = screen.screen(
        opened,
        reading.read(source),
        terms,
        tally,
        by_message=as_of == "message",
        workers=processes or os.cpu_count() or 1,
    )
    seen = None
    if receipt:
        from caveat.casework.verdicts import Payments

        seen = Payments()
        answers = seen.watch(answers, tally)
    if as_json:
        for piece in report.document(answers, tally):
            typer.echo(piece, nl=False)
        typer.echo()
    else:
        shown = look_payment.Shown(quiet=output is not None)
        kept = shown.each(answers, tally)
        rejects = None
        if output is not None:
            rejects = report.save(kept, tally, output)
        else:
            shown.all(kept)
        shown.summary(tally, output, rejects)
    if receipt and seen:
        from caveat.casework import receipts
        from caveat.library.disk import checksum

        named = place.name, checksum(place)
        made = receipts.of_payments(
            opened, terms, named, seen.verdict, by_message=as_of == "message"
        )
        receipts.write(made, receipt)
    if tally.found or tally.malformed:
        raise typer.Exit(3 if tally.found else 2)
