"""``caveat update``, ``import``, ``build``, ``sources``, ``changes``: the lists themselves."""

from __future__ import annotations

import csv
import json
import sys
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn

from caveat.cli import look, look_ownership, terminal
from caveat.cli.opened import library
from caveat.errors import BadInput

AcceptShrink = Annotated[
    bool,
    typer.Option("--accept-shrink", help="Take a list of which more than a tenth is gone."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def update(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Argument(help="The lists; all official ones if not said.")
    ] = None,
    accept_shrink: AcceptShrink = False,
) -> None:
    """Get the newest versions from the publishers' own addresses, and put them in force."""
    from caveat.screening.update import update as bring

    bar = terminal.bar(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    tasks = {}

    def progress(name: str, done: int, total: int | None) -> None:
        if name not in tasks:
            tasks[name] = bar.add_task(name)
        bar.update(tasks[name], completed=done, total=total)

    with bar:
        found = bring(
            library(context), source or (), accept_shrink=accept_shrink, progress=progress
        )
    look.updated(found)
    if any(one.outcome == "refused" for one in found):
        raise typer.Exit(1)


def import_(
    context: typer.Context,
    file: Annotated[
        list[Path],
        typer.Argument(
            callback=terminal.taken,
            help="Every file of one version of the list, or - for standard input.",
        ),
    ],
    source: Annotated[str, typer.Option(help="Name of the list; see caveat sources.")],
    published: Annotated[
        str | None, typer.Option(help="When it came out (YYYY-MM-DD), if the file does not say.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="For a list of your own: a TOML file that names columns.")
    ] = None,
    accept_shrink: AcceptShrink = False,
    no_build: Annotated[
        bool, typer.Option("--no-build", help="Put it in force later, with caveat build.")
    ] = False,
) -> None:
    """Take a list at hand into the library, and put it in force."""
    from caveat.sources import registry
    from caveat.sources.reading import File

    paths = [*file, *([mapping] if mapping else [])]
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise BadInput(f"There is no file {missing[0]}. Check the name.")
    known = registry.own(source) if mapping else registry.get(source)
    opened = library(context)
    taken = opened.bring(
        known, [File(path) for path in paths], published=published, accept_shrink=accept_shrink
    )
    look.taken(taken)
    if not no_build:
        look.built(opened.build())


def build(context: typer.Context) -> None:
    """Put everything in the library in force, as one edition."""
    look.built(library(context).build())


def sources(
    context: typer.Context,
    verify: Annotated[
        bool, typer.Option("--verify", help="Compare every file of the edition with its checksum.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show each list: publisher, version, age, size and health."""
    from caveat.screening.report import lists_json

    opened = library(context)
    if verify:
        opened.edition.verify()
    states = opened.health()
    if as_json:
        typer.echo(json.dumps(lists_json(states, opened.moment()), ensure_ascii=False, indent=2))
    else:
        look.sources(states)


def changes(
    context: typer.Context,
    before: Annotated[str, typer.Option("--from", help="The earlier day (YYYY-MM-DD).")],
    after: Annotated[
        str | None, typer.Option("--to", help="The later day; today if not said.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only this list; may be repeated.")
    ] = None,
    regime: Annotated[
        list[str] | None,
        typer.Option(help="A test of ownership; ofac, eu, uk and ch if not said; repeatable."),
    ] = None,
    no_ownership: Annotated[
        bool, typer.Option("--no-ownership", help="Leave out what changed only by ownership.")
    ] = False,
    format: Annotated[
        Literal["table", "json", "csv"], typer.Option(help="How to print them.")
    ] = "table",
) -> None:
    """Print what was added, removed and amended between two days, field by field; then who became
    blocked or free by ownership. With --source, ownership is left out unless --regime is said."""
    from caveat.ownership.regimes.known import regime as known
    from caveat.screening.report import CHANGE_COLUMNS, change_rows, changes_json, owned_rows
    from caveat.screening.rows import harmless

    opened = library(context)
    until = after or opened.today
    found = opened.changes(before, until, source or ())
    tests = [] if no_ownership else regime or ([] if source else ["ofac", "eu", "uk", "ch"])
    owned = [(known(name), opened.ownership.changes(before, until, regime=name)) for name in tests]
    if format == "json":
        whole = changes_json(opened.edition.id, found, owned)
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    elif format == "csv":
        writer = csv.DictWriter(sys.stdout, CHANGE_COLUMNS)
        writer.writeheader()
        for row in chain(change_rows(found), owned_rows(owned)):
            writer.writerow({name: harmless(text) for name, text in row.items()})
    else:
        for compared, made in found:
            look.changes(compared, made)
        for test, differing in owned:
            look_ownership.changes(test, differing)
        look.edition(opened.edition.id)
