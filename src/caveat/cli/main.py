"""``caveat``: the commands, and what an error looks like. ``exits.py`` has the exit codes."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from caveat import __version__
from caveat.cli import (
    alerts,
    ask,
    casework,
    deal,
    doctor,
    examples,
    exits,
    lists,
    many,
    ownership,
    payment,
    portfolio,
    proof,
    read,
    serve,
    share,
    stakes,
    terminal,
    users,
    validate,
    watch,
)
from caveat.errors import CaveatError

app = typer.Typer(
    name="caveat",
    help="Is a listed party in this, how do we know, and what was known when?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"{examples.shown('')}\n\nCaveat decides nothing and gives no legal advice.",
)
app.command("update")(lists.update)
app.command("import")(lists.import_)
app.command("build")(lists.build)
app.command("sources")(lists.sources)
app.command("doctor")(doctor.doctor)
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
app.command("publish")(share.publish)
app.command("pull")(share.pull)
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
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = {"root": library, "today": today, "user": user}


def main() -> None:
    """Run the command line; an error is a sentence, and a number to the shell."""
    try:
        command = examples.into(typer.main.get_command(app))
        try:
            command()
        except ModuleNotFoundError as error:
            raise casework.missing(error) from error
        finally:
            sys.stdout.flush()  # here, where a pipe that is shut can still be caught
    except CaveatError as error:
        if {"--json", "json"} & set(sys.argv):
            from caveat.screening.report import error_json

            typer.echo(json.dumps(error_json(error), ensure_ascii=False, indent=2))
        terminal.complain(str(error))
        _debug()
        sys.exit(exits.of(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(exits.Exit.FAILED)
    except KeyboardInterrupt:
        terminal.complain("stopped.")
        sys.exit(exits.Exit.STOPPED)
    except Exception as error:
        terminal.complain(_unforeseen(error))
        _debug()
        sys.exit(exits.Exit.FAILED)


def _unforeseen(error: Exception) -> str:
    """What to say of an error that is not one of ours."""
    said = " ".join(str(error).split())
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or said}{place}. Check the place, its rights and its free space."
    return (
        f"{type(error).__name__}: {said or 'no more is known'}. This is a fault of Caveat: run it "
        "again with caveat --debug, and report what it prints."
    )


def _debug() -> None:
    """The traceback, for those who asked for it."""
    if "--debug" in sys.argv:
        traceback.print_exc()
