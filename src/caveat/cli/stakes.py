"""``caveat stakes`` and ``caveat links``: who owns whom, and who of them is listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from caveat.cli import look_stakes as look
from caveat.cli.ask import KnownAt
from caveat.cli.lists import AsJson
from caveat.cli.opened import library
from caveat.cli.terminal import taken as spooled
from caveat.errors import BadInput
from caveat.screening.decisions import Decision

stakes = typer.Typer(
    help="Who owns whom: sets of stakes, from registers or tables.", no_args_is_help=True
)
links = typer.Typer(help="Which holders of stakes are listed parties.", invoke_without_command=True)

Holder = Annotated[str, typer.Argument(help="The holder's id, as caveat links shows it.")]
Party = Annotated[str, typer.Argument(help="The listed party's id.")]


@stakes.command("import")
def import_(
    context: typer.Context,
    file: Annotated[
        list[Path],
        typer.Argument(
            callback=spooled,
            help="Every file of one version of the set: a table (CSV, XLSX), BODS, GLEIF, UK PSC "
            "or FollowTheMoney; - for standard input.",
        ),
    ],
    name: Annotated[
        str, typer.Option(help="Name of the set; that of its register or file if not said.")
    ] = "",
    published: Annotated[
        str | None, typer.Option(help="When it came out (YYYY-MM-DD), if the file does not say.")
    ] = None,
    accept_shrink: Annotated[
        bool,
        typer.Option("--accept-shrink", help="Take a set of which more than a tenth is gone."),
    ] = False,
) -> None:
    """Take a set of stakes into the library; what is wrong in it is counted and left out."""
    from caveat.sources.reading import File

    missing = [path for path in file if not path.is_file()]
    if missing:
        raise BadInput(f"There is no file {missing[0]}. Check the name.")
    opened = library(context)
    taken = opened.bring_stakes(
        [File(path) for path in file], name=name, published=published, accept_shrink=accept_shrink
    )
    look.taken(taken)


@stakes.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """Show each set of stakes: format, version, holders, stakes, faults."""
    from caveat.screening.report import stakes_json

    found = library(context).stake_sets()
    if as_json:
        typer.echo(json.dumps(stakes_json(found), ensure_ascii=False, indent=2))
    else:
        look.sets(found)


@stakes.command("faults")
def faults(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the set, as caveat stakes list shows it.")],
    as_json: AsJson = False,
) -> None:
    """Print what is wrong with a set: where in its file, and what was made of it."""
    from caveat.screening.report import faults_json

    found = library(context).stake_faults(name)
    if as_json:
        typer.echo(json.dumps(faults_json(name, found), ensure_ascii=False, indent=2))
    else:
        look.faults(found)


@links.callback()
def show(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Also those that are settled: certain and refused ones.")
    ] = False,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show which holders of stakes may be listed parties, and by what evidence.

    A proposed link counts as possible until it is confirmed or refused.
    """
    if context.invoked_subcommand:
        return
    from caveat.screening.report import links_json

    opened = library(context)
    found = opened.links(known_at=known_at)
    shown = [link for link in found if everything or link.possible]
    if as_json:
        whole = links_json(opened.edition.id, shown)
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        look.links(shown, found)


@links.command("confirm")
def confirm(context: typer.Context, holder: Holder, party: Party) -> None:
    """Say that a holder is a listed party."""
    _decide(context, holder, party, "confirmed")


@links.command("refuse")
def refuse(context: typer.Context, holder: Holder, party: Party) -> None:
    """Say that a holder is not a listed party."""
    _decide(context, holder, party, "refused")


def _decide(context: typer.Context, holder: str, party: str, decision: Decision) -> None:
    opened = library(context)
    opened.decide(holder, party, decision)
    look.decided(holder, party, decision, opened.root / "links.csv")
