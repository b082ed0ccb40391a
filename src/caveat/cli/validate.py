"""``caveat validate``: how well the filter works on the user's own lists and settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from caveat.cli.ask import Limit, MaxAge, NoOwnership, Strict, Threshold
from caveat.cli.lists import AsJson
from caveat.cli.many import mapping
from caveat.cli.opened import library
from caveat.cli.terminal import taken
from caveat.errors import BadInput


def validate(
    context: typer.Context,
    lists: Annotated[
        list[str] | None,
        typer.Option("--lists", "--source", help="Validate only this list; may be repeated."),
    ] = None,
    customers: Annotated[
        Path | None,
        typer.Option(
            callback=taken,
            help="Your customers, for the false alarms: .csv, .xlsx, .parquet or .jsonl; "
            "generated ones if not said.",
        ),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", help="HEADING=FIELD, for a column not guessed; repeatable."),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="The report: .html, .pdf or .json; may be repeated."),
    ] = None,
    since: Annotated[
        Path | None, typer.Option(help="An earlier report (.json) to compare with.")
    ] = None,
    recall: Annotated[
        str | None, typer.Option(help="The least recall that you want: 0.95, or 95%.")
    ] = None,
    alarms: Annotated[
        str | None, typer.Option(help="The most false alarms that you accept: 0.005, or 0.5%.")
    ] = None,
    threshold: Threshold = None,
    limit: Limit = None,
    max_age: MaxAge = None,
    strict: Strict = False,
    no_ownership: NoOwnership = False,
    cases: Annotated[int, typer.Option(min=1, help="Cases of each family, at most.")] = 1000,
    clean: Annotated[
        int, typer.Option(min=1, help="Customers to generate where no file is given.")
    ] = 10000,
    seed: Annotated[
        int, typer.Option(min=0, help="The same seed draws the same cases again.")
    ] = 11,
    as_json: AsJson = False,
) -> None:
    """Validate the filter: thousands of changed names, your customers, ownership, the lists.

    Exit code 3 means that something is to be put right; the report says what.
    """
    from datetime import UTC, datetime

    from caveat.cli import look_validate as look
    from caveat.validation.report import write
    from caveat.validation.report.json import validation_json
    from caveat.validation.run import Plan
    from caveat.validation.run import validate as run

    places = output or []
    write.check(places)
    earlier = write.read(since) if since else None
    opened = library(context)
    terms = opened.terms(
        sources=lists,
        threshold=threshold,
        limit=limit,
        max_age=max_age,
        strict=strict,
        ownership=not no_ownership,
    )
    plan = Plan(
        cases=cases,
        clean=clean,
        seed=seed,
        recall=_share(recall, "--recall"),
        alarms=_share(alarms, "--alarms"),
        customers=customers,
        columns=mapping(mapped),
    )
    made = datetime.now(UTC).isoformat(timespec="seconds")
    with look.progress() as progress:
        found = run(opened, terms, plan, made=made, earlier=earlier, progress=progress)
    for place in places:
        write.write(found, place)
    if as_json:
        typer.echo(json.dumps(validation_json(found), ensure_ascii=False, indent=2))
    else:
        look.validation(found, places)
    if found.failed:
        raise typer.Exit(3)


def _share(text: str | None, name: str) -> float | None:
    """A share as it is written: 0.95, 95%, or None."""
    if text is None:
        return None
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        raise BadInput(f"{name} {text} is no share. Say one such as 0.95, or 0.5%.") from None
    return number / 100 if text.endswith("%") else number
