"""``caveat ownership``: who stands behind a party, and what the tests of ownership make of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from caveat.cli import look_ownership as look
from caveat.cli.ask import AsOf
from caveat.cli.lists import AsJson
from caveat.errors import BadInput
from caveat.time import day

Regime = Annotated[
    str, typer.Option(help="The test: ofac, eu, uk, ch, ofac-ssi-1 to -4, or a TOML file.")
]
Depth = Annotated[
    int | None, typer.Option(min=1, help="Show only chains of at most so many links.")
]
Svg = Annotated[Path | None, typer.Option(help="Write the picture to this file.", metavar="FILE")]


class _Short(TyperGroup):
    """``caveat ownership PARTY`` is short for ``caveat ownership of PARTY``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["of", *args]
        return super().parse_args(ctx, args)


ownership = typer.Typer(
    cls=_Short,
    help="Who stands behind a party: the ownership tests on any day, explained.",
    no_args_is_help=True,
)


@ownership.command("check")
def check(
    context: typer.Context,
    stakes: Annotated[
        list[Path], typer.Argument(help="A table of stakes (CSV, XLSX), BODS, GLEIF, PSC or FtM.")
    ],
    listed: Annotated[
        list[str],
        typer.Option(
            help="Id or name of a party to take as listed, or a file of them; repeatable."
        ),
    ],
    regime: Regime = "ofac",
    as_of: AsOf = None,
    joint: Annotated[
        list[str] | None,
        typer.Option(help="Parties that act together, with ; between them; repeatable."),
    ] = None,
    depth: Depth = None,
    as_json: AsJson = False,
    svg: Svg = None,
) -> None:
    """What if: test every party of a file, without a library. Exit code 3 means blocked ones."""
    from caveat.screening import whatif

    missing = [path for path in stakes if not path.is_file()]
    if missing:
        raise BadInput(f"There is no file {missing[0]}. Check the name.")
    on = day(as_of) if as_of else _today(context)
    acting = [[name.strip() for name in said.split(";")] for said in joint or ()]
    found = whatif.check(stakes, listed, on, regime=regime, joint=acting, depth=depth)
    if svg:
        whatif.draw(found, svg)
    if as_json:
        typer.echo(json.dumps(whatif.to_json(found), ensure_ascii=False, indent=2))
    else:
        look.whatif(found)
    if any(one.verdict != "not blocked on what is known" for one in found.exposures):
        raise typer.Exit(3)


def _today(context: typer.Context) -> date:
    said = (context.obj or {}).get("today")
    return day(said) if said else date.today()
