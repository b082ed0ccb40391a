"""``caveat serve`` and ``caveat keys``: the service, and who may ask it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from caveat.cli.casework import print_json
from caveat.cli.lists import AsJson
from caveat.cli.opened import library
from caveat.cli.terminal import out, tell
from caveat.time import day

KeysFile = Annotated[
    Path | None,
    typer.Option("--keys", help="The file of keys; service/keys.json in the library if not said."),
]
keys = typer.Typer(
    help="API keys of the service: make, list and revoke them.", no_args_is_help=True
)


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine's need keys.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 1,
    strict: Annotated[
        bool, typer.Option("--strict", help="Give no answer from stale or missing lists.")
    ] = False,
    log_queries: Annotated[
        bool,
        typer.Option("--log-queries", help="Write what was asked about into the log, in plain."),
    ] = False,
    keys_file: KeysFile = None,
    oidc: Annotated[
        Path | None,
        typer.Option(help="A TOML file: whose OpenID Connect tokens are good, how people sign in."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A name under which it may be asked without a key; repeatable."),
    ] = None,
    secure: Annotated[
        bool, typer.Option("--behind-tls", help="Clients come by TLS, to a proxy before this.")
    ] = False,
    certificate: Annotated[
        Path | None, typer.Option("--tls-certificate", help="Speak TLS with this certificate.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--tls-key", help="The certificate's private key.")
    ] = None,
    max_body: Annotated[int, typer.Option(min=1, help="The most megabytes of one request.")] = 16,
    user: Annotated[
        str,
        typer.Option(
            "--as",
            envvar="CAVEAT_USER",
            help="Who works on alerts in the pages, where no key is needed.",
        ),
    ] = "",
    follow: Annotated[
        str,
        typer.Option(
            help="Keep the library like what is published at this address; see caveat publish."
        ),
    ] = "",
    every: Annotated[
        float, typer.Option(min=0.1, help="Seconds between two looks at what is published.")
    ] = 60.0,
) -> None:
    """Answer over HTTP: an API that clients of yente and OpenRefine speak, and one of our own."""
    from caveat.api import serve as service
    from caveat.api.settings import Settings

    service.serve(
        Settings(
            root=library(context).root,
            today=_today(context),
            host=host,
            port=port,
            workers=workers,
            strict=strict,
            log_queries=log_queries,
            keys=keys_file,
            oidc=oidc,
            secure=secure,
            hosts=tuple(allow_host or ()),
            max_body=max_body << 20,
            user=user or (context.obj or {}).get("user") or "",
            follow=follow,
            every=every,
        ),
        certificate=certificate,
        key=key,
    )


@keys.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose key it is.")],
    role: Annotated[
        str, typer.Option(help="analyst asks, operator reads the metrics, admin does both.")
    ] = "analyst",
    per_minute: Annotated[int, typer.Option(min=1, help="Requests a minute.")] = 6_000,
    max_body: Annotated[
        int, typer.Option(min=0, help="The most megabytes of one request; 0: as the service says.")
    ] = 0,
    keys_file: KeysFile = None,
) -> None:
    """Make a key and print it; it cannot be had again."""
    from caveat.api import keys as made
    from caveat.errors import BadInput

    found = next((one for one in made.ROLES if one == role), None)
    if found is None:
        raise BadInput(f"{role!r} is no role. Use one of {', '.join(made.ROLES)}.")
    on = _today(context) or date.today()
    place = _place(context, keys_file)
    text = made.add(place, name, found, on, per_minute=per_minute, max_body=max_body << 20)
    typer.echo(text)
    tell(f"Kept as a hash in {place}. Write the key down now.")


@keys.command("list")
def list_(context: typer.Context, keys_file: KeysFile = None, as_json: AsJson = False) -> None:
    """List the keys: whose they are and what they may do."""
    from caveat.api import keys as made

    if as_json:
        print_json(made.to_json(made.read(_place(context, keys_file)).values()))
        return
    table = Table("name", "id", "role", "made on", "a minute", "bytes")
    for key in made.read(_place(context, keys_file)).values():
        most = f"{key.max_body:,}" if key.max_body else "as the service"
        table.add_row(key.name, key.id, key.role, key.created, f"{key.per_minute:,}", most)
    out.print(table)


@keys.command("revoke")
def revoke(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The key's name or id.")],
    keys_file: KeysFile = None,
) -> None:
    """Take a key away; running services notice within a second."""
    from caveat.api import keys as made

    gone = made.revoke(_place(context, keys_file), name)
    typer.echo(f"The key {gone.id} of {gone.name} is revoked.")


def _place(context: typer.Context, said: Path | None) -> Path:
    from caveat.api.keys import default_place

    return said or default_place(library(context).root)


def _today(context: typer.Context) -> date | None:
    said = (context.obj or {}).get("today")
    return day(said) if said else None
