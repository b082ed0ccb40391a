"""``caveat``: the commands, their exit codes, and what an error looks like.

Exit codes: 0 clear or done, 3 a hit, 4 cannot answer (no list, or stale under ``--strict``),
2 wrong usage or malformed input, 1 failure.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from caveat import __version__
from caveat.cli import (
    alerts,
    ask,
    casework,
    deal,
    lists,
    many,
    ownership,
    payment,
    portfolio,
    proof,
    read,
    serve,
    stakes,
    users,
    validate,
    watch,
)
from caveat.errors import BadInput, CannotAnswer, CaveatError

app = typer.Typer(
    name="caveat",
    help="Is a listed party in this, how do we know, and what was known when?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Caveat decides nothing and gives no legal advice.",
)
app.command("update")(lists.update)
app.command("import")(lists.import_)
app.command("build")(lists.build)
app.command("sources")(lists.sources)
app.command("changes")(lists.changes)
app.command("screen")(ask.screen)
app.command("batch")(many.batch)
app.command("read")(read.read)
app.command("payment")(payment.payment)
app.command("show")(ask.show)
app.command("deal")(deal.deal)
app.add_typer(ownership.ownership, name="ownership")
app.add_typer(stakes.stakes, name="stakes")
app.add_typer(stakes.links, name="links")
app.command("serve")(serve.serve)
app.add_typer(serve.keys, name="keys")
app.add_typer(portfolio.portfolio, name="portfolio")
app.command("watch")(watch.watch)
app.add_typer(alerts.alerts, name="alerts")
app.add_typer(users.users, name="users")
app.add_typer(proof.audit, name="audit")
app.command("validate")(validate.validate)
app.command("replay")(proof.replay)
app.add_typer(proof.export, name="export")
app.command("retain")(proof.retain)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"caveat {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    library: Annotated[
        Path | None,
        typer.Option(
            help="The library's folder; else CAVEAT_HOME, else the user's data folder.",
            show_default=False,
        ),
    ] = None,
    today: Annotated[
        str | None, typer.Option(help="Take this day for today (YYYY-MM-DD).", hidden=True)
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            help="Who decides (casework); else CAVEAT_USER, else your account.",
            show_default=False,
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = {"root": library, "today": today, "user": user}


def main() -> None:
    """Run the command line; an error is a sentence, and a number to the shell."""
    try:
        try:
            app()
        except ModuleNotFoundError as error:
            raise casework.missing(error) from error
    except CaveatError as error:
        if {"--json", "json"} & set(sys.argv):
            from caveat.screening.report import error_json

            typer.echo(json.dumps(error_json(error), ensure_ascii=False, indent=2))
        typer.secho(f"caveat: {error}", err=True, fg="red")
        sys.exit(2 if isinstance(error, BadInput) else 4 if isinstance(error, CannotAnswer) else 1)
    except KeyboardInterrupt:
        typer.secho("caveat: stopped.", err=True)
        sys.exit(1)
