"""``caveat batch``: a whole customer file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

from caveat.cli import look, terminal
from caveat.cli.ask import (
    AsOf,
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
from caveat.errors import BadInput


def batch(
    context: typer.Context,
    customers: Annotated[
        Path | None,
        typer.Argument(
            callback=terminal.taken,
            help="The customer file: .csv, .xlsx, .parquet or .jsonl; - for standard input.",
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            callback=terminal.given(".csv"),
            help="The results: .csv, .xlsx, .parquet or .jsonl; - for standard output (CSV).",
        ),
    ] = Path("results.csv"),
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", help="HEADING=FIELD, for a column not guessed; repeatable."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a run was broken off.")
    ] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Use the sample customers that come with Caveat.")
    ] = False,
    table: Annotated[bool, typer.Option("--table", help="Print the results as a table.")] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    source: Sources = None,
    threshold: Threshold = None,
    limit: Limit = None,
    max_age: MaxAge = None,
    strict: Strict = False,
    no_ownership: NoOwnership = False,
    receipt: Receipt = None,
) -> None:
    """Screen a customer file; every row comes out. Exit code 3 means that there are hits."""
    from caveat.screening.batch import run
    from caveat.sources import starter

    if sample == (customers is not None):
        raise BadInput("Name a customer file, or say --sample; one of the two.")
    said = mapping(mapped)
    opened, source_file = library(context), customers or starter.sample_customers()
    seen = None
    if receipt:
        from caveat.casework import verdicts

        seen = verdicts.Rows()
    bar = terminal.bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[hits]} with hits"),
        TimeRemainingColumn(),
    )
    with bar:
        task = bar.add_task("Screening", total=None, hits=0)
        summary = run(
            opened,
            source_file,
            output,
            terms={
                "as_of": as_of,
                "known_at": known_at,
                "sources": source,
                "threshold": threshold,
                "limit": limit,
                "max_age": max_age,
                "strict": strict,
                "ownership": not no_ownership,
            },
            said=said,
            resume=resume,
            progress=lambda done, total, hits, rejected: bar.update(
                task, completed=done, total=total, hits=hits
            ),
            each=seen.add if seen else None,
        )
    if receipt and seen:
        from caveat.casework import receipts

        receipts.write(receipts.of_batch(opened, source_file, said, summary, seen), receipt)
    look.batch(summary, table)
    if summary.hits:
        raise typer.Exit(3)


def mapping(mapped: list[str] | None) -> dict[str, str]:
    """Heading -> field, as ``--map`` says it.

    Raises:
        BadInput: one of them is no mapping.
    """
    said = {}
    for text in mapped or ():
        heading, equals, field = text.rpartition("=")
        if not equals:
            raise BadInput(f"--map {text}: write HEADING=FIELD, as --map 'Kunde=name'.")
        said[heading] = field
    return said
