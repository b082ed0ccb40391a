"""``caveat batch``: a whole customer file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from caveat.screening import batch as run_by


class Engine(StrEnum):
    """What does the work of a batch."""

    local = "local"
    spark = "spark"


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
    engine: Annotated[
        Engine, typer.Option("--engine", help="What does the work: this process, or Spark.")
    ] = Engine.local,
    master: Annotated[
        str | None,
        typer.Option(
            "--master",
            help="Spark's master: local[2], spark://HOST:7077, yarn; as Spark is set up, "
            "if not said.",
        ),
    ] = None,
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
    if master and engine is not Engine.spark:
        raise BadInput("--master is Spark's. Say --engine spark too, or leave it out.")
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
            engine=_spark(master) if engine is Engine.spark else None,
        )
    if receipt and seen:
        from caveat.casework import receipts

        receipts.write(receipts.of_batch(opened, source_file, said, summary, seen), receipt)
    look.batch(summary, table)
    if summary.hits:
        raise typer.Exit(3)


def _spark(master: str | None) -> run_by.Engine:
    """Spark as the engine of a batch."""
    from caveat import spark
    from caveat.spark.batch import engine

    return engine(spark.session(master))


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
