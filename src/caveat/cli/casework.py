"""The casework that a command is about, and who gives the command."""

from __future__ import annotations

import json
import os
import pwd
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caveat.cli.opened import library
from caveat.errors import MissingExtra

if TYPE_CHECKING:
    from caveat.casework.store import Store
    from caveat.casework.work import Actor

AlertId = Annotated[int, typer.Argument(help="Number of the alert, as caveat alerts list shows.")]
Version = Annotated[
    int | None,
    typer.Option(help="The version that you looked at: refuse, if it was changed since."),
]
Text = Annotated[str, typer.Option("--text", "-t", help="In your own words.")]


def opened(context: typer.Context) -> tuple[Store, Actor]:
    """Open the casework; its first user becomes its admin."""
    from caveat.casework import people
    from caveat.casework.store import Store
    from caveat.casework.work import Actor

    store = Store.open(library(context).root)  # by the machine's clock: nobody decides yesterday
    account = _account()
    name = (context.obj or {}).get("user") or os.environ.get("CAVEAT_USER") or account
    actor = Actor(name, f"cli:{account}")
    people.begin(store, actor)
    return store, actor


def missing(error: ModuleNotFoundError) -> Exception:
    """What to say of a module that is not there: which extra has it, if it is of casework."""
    name = (error.name or "").partition(".")[0]
    if name not in ("sqlalchemy", "alembic", "cryptography", "holidays"):
        return error
    return MissingExtra(
        f"Casework needs {name}, which is not installed. "
        'Install it: pip install "caveat[casework]".'
    )


def _account() -> str:
    """Whom the operating system takes the caller for."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"


def print_json(value: Any) -> None:
    """Print JSON values."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
