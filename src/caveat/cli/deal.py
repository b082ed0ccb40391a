"""``caveat deal``: one verdict over a deal file, check by check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from caveat.cli.ask import KnownAt, MaxAge, Receipt, Sources, Strict, Threshold
from caveat.cli.lists import AsJson
from caveat.cli.opened import library
from caveat.cli.terminal import given, taken

AsOf = Annotated[
    str | None,
    typer.Option(help="Judge it as of this day, not as of the deal's date (YYYY-MM-DD)."),
]


def deal(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            callback=taken, help="The deal, as .toml or .json; - for standard input (JSON)."
        ),
    ],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    source: Sources = None,
    threshold: Threshold = None,
    max_age: MaxAge = None,
    strict: Strict = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            callback=given(".html"),
            help="Write the report to this file (.html or .json); - for standard output (HTML).",
        ),
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Show the evidence, chains and sums of every finding.")
    ] = False,
    receipt: Receipt = None,
    as_json: AsJson = False,
) -> None:
    """Judge a deal: names, owners before and after, sectors, places, goods, as of its date and
    today. Exit code 3 means something to stop or look at, 4 that the data do not settle it."""
    from caveat.cli import look_deal
    from caveat.screening.deals import report
    from caveat.screening.deals.judge import judge
    from caveat.screening.deals.reading import read

    opened = library(context)
    asked = {
        "as_of": as_of,
        "known_at": known_at,
        "sources": source,
        "threshold": threshold,
        "max_age": max_age,
        "strict": strict or None,
    }
    found = judge(opened, read(file), **asked)
    if receipt:
        from caveat.casework import receipts

        named = file.name, file.read_text("utf-8-sig")
        receipts.write(receipts.of_deal(opened, asked, named, found), receipt)
    if output:
        report.write(found, output)
    if as_json:
        typer.echo(json.dumps(report.to_json(found), ensure_ascii=False, indent=2))
    else:
        look_deal.judgement(found, why)
    if found.grade != "clear":
        raise typer.Exit(4 if found.grade == "cannot tell" else 3)
