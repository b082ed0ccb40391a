"""``caveat portfolio``: customers that are watched together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caveat.cli.ask import KnownAt, Limit, MaxAge, NoOwnership, Sources, Strict, Threshold
from caveat.cli.casework import opened, print_json
from caveat.cli.lists import AsJson
from caveat.cli.many import mapping
from caveat.cli.opened import library
from caveat.cli.terminal import taken

portfolio = typer.Typer(help="Customers that are watched together.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Name of the portfolio.")]
File = Annotated[
    Path,
    typer.Argument(
        callback=taken,
        help="The customer file: .csv, .xlsx, .parquet or .jsonl; - for standard input.",
    ),
]


@portfolio.command("add")
def add(
    context: typer.Context,
    name: Name,
    customers: File,
    key: Annotated[str, typer.Option(help="Heading of the column that tells customers apart.")],
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", help="HEADING=FIELD, for a column not guessed; repeatable."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a portfolio out of a customer file. A row that cannot be read is told, with its line."""
    from caveat.casework import portfolios, report
    from caveat.cli import look_casework as look

    store, actor = opened(context)
    done = portfolios.add(store, actor, name, customers, key, mapping(mapped))
    print_json(report.synced_json(done)) if as_json else look.synced(done)


@portfolio.command("sync")
def sync(
    context: typer.Context,
    name: Name,
    customers: File,
    accept_shrink: Annotated[
        bool,
        typer.Option(
            "--accept-shrink", help="Even if more than a tenth of the customers are not in it."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the whole customer file again: by key, rows are added, changed and removed."""
    from caveat.casework import portfolios, report
    from caveat.cli import look_casework as look

    store, actor = opened(context)
    done = portfolios.sync(store, actor, name, customers, accept_shrink=accept_shrink)
    print_json(report.synced_json(done)) if as_json else look.synced(done)


@portfolio.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the portfolios: customers, open alerts, when a file was last brought."""
    from caveat.casework import portfolios, report
    from caveat.cli import look_casework as look

    found = portfolios.held(*opened(context))
    print_json(report.portfolios_json(found)) if as_json else look.portfolios(found)


@portfolio.command("show")
def show(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Show one portfolio."""
    from caveat.casework import portfolios, report
    from caveat.cli import look_casework as look

    found = portfolios.held(*opened(context), name)
    print_json(report.portfolios_json(found)) if as_json else look.portfolios(found)


@portfolio.command("remove")
def remove(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Remove a portfolio and its customers; alerts and decisions are kept."""
    from caveat.casework import portfolios, report
    from caveat.cli import look_casework as look

    was = portfolios.remove(*opened(context), name)
    print_json(report.portfolios_json([was])) if as_json else look.removed(was)


@portfolio.command("screen")
def screen(
    context: typer.Context,
    name: Name,
    known_at: KnownAt = None,
    source: Sources = None,
    threshold: Threshold = None,
    limit: Limit = None,
    max_age: MaxAge = None,
    strict: Strict = False,
    no_ownership: NoOwnership = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Begin anew, even if the last run was broken off.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Screen every customer against every party, and open alerts. A broken run goes on.

    Exit code 3 means that alerts were opened, changed or reopened.
    """
    from caveat.casework import report, screened
    from caveat.cli import look_casework as look

    store, actor = opened(context)
    lists = library(context)
    terms = lists.terms(
        known_at=known_at,
        sources=source,
        threshold=threshold,
        limit=limit or screened.LIMIT,
        max_age=max_age,
        strict=strict,
        ownership=not no_ownership,
    )
    with look.progress() as progress:
        run, done = screened.screen(
            store, actor, lists, name, terms, resume=not anew, progress=progress
        )
    print_json(report.recorded_json(run, done)) if as_json else look.recorded(run, done)
    if done.new or done.changed or done.reopened:
        raise typer.Exit(3)
