"""``caveat ownership``: who stands behind a party, and what the tests of ownership make of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from caveat.cli import look_ownership as look
from caveat.cli.ask import AsOf, KnownAt
from caveat.cli.lists import AsJson
from caveat.cli.opened import library
from caveat.cli.terminal import given, taken
from caveat.errors import BadInput
from caveat.ownership.export import exposure_json
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.results import write
from caveat.time import day

Regime = Annotated[
    str, typer.Option(help="The test: ofac, eu, uk, ch, ofac-ssi-1 to -4, or a TOML file.")
]
Depth = Annotated[
    int | None, typer.Option(min=1, help="Show only chains of at most so many links.")
]
Joint = Annotated[
    list[str] | None,
    typer.Option(help="Parties that act together, with ; between them; repeatable."),
]
Svg = Annotated[
    Path | None,
    typer.Option(callback=given(".svg"), help="Write the picture to this file.", metavar="FILE"),
]


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


@ownership.command("of")
def of(
    context: typer.Context,
    entity: Annotated[
        str, typer.Argument(help="Id of a party of a list or a holder, or its whole name.")
    ] = "",
    everybody: Annotated[
        bool, typer.Option("--all", help="Everybody who is blocked by ownership and on no list.")
    ] = False,
    regime: Regime = "ofac",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    depth: Depth = None,
    joint: Joint = None,
    below: Annotated[
        bool,
        typer.Option("--below", help="Draw and export what the party holds, not its owners."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            callback=given(".csv"),
            help="With --all: write them to this file (CSV, XLSX...), or - for standard output.",
        ),
    ] = None,
    as_json: AsJson = False,
    svg: Svg = None,
    graphml: Annotated[
        Path | None,
        typer.Option(
            callback=given(".graphml"),
            help="Write the graph for yEd, Gephi, networkx.",
            metavar="FILE",
        ),
    ] = None,
    gexf: Annotated[
        Path | None,
        typer.Option(callback=given(".gexf"), help="Write the graph for Gephi.", metavar="FILE"),
    ] = None,
    bods: Annotated[
        Path | None,
        typer.Option(
            callback=given(".json"), help="Write it as BODS 0.4 statements.", metavar="FILE"
        ),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(help="Write the picture; needs caveat[picture].", metavar="FILE")
    ] = None,
) -> None:
    """Who stands behind a party: verdict, chains, what would change it. The word `of` may be
    left out. Exit code 3 means that it is, or may be, blocked."""
    from caveat.screening import drawn, report

    if everybody == bool(entity):
        raise BadInput("Name a party, or say --all; one of the two.")
    asked = library(context).ownership
    files = {"svg": svg, "graphml": graphml, "gexf": gexf, "bods": bods, "pdf": pdf}
    if everybody:
        found = asked.derived(regime=regime, as_of=as_of, known_at=known_at)
        drawn.write(found.exposures, files, f"{found.title}, on {found.as_of}: blocked by "
                    "ownership and on no list", found.cautions)  # fmt: skip
        if output:
            write(output, report.DERIVED_COLUMNS, report.derived_rows(found))
        if as_json:
            _print(report.derived_json(found))
        else:
            look.derived(found)
        hit = bool(found.exposures)
    else:
        if output:
            raise BadInput("-o goes with --all. Of one party, print --json into a file.")
        acting = [[name.strip() for name in said.split(";")] for said in joint or ()]
        one = asked.exposure(
            entity, regime=regime, as_of=as_of, known_at=known_at, depth=depth, joint=acting
        )
        if below:
            held = asked.family(entity, regime=regime, as_of=as_of, known_at=known_at, depth=depth)
            drawn.write_graph(held, one.as_of, files)
        else:
            drawn.write((one,), files, "", one.cautions)
        if as_json:
            _print({**exposure_json(one), "notice": NOT_ADVICE})
        else:
            look.exposure(one)
        hit = one.verdict != "not blocked on what is known"
    if hit:
        raise typer.Exit(3)


@ownership.command("timeline")
def timeline(
    context: typer.Context,
    entity: Annotated[
        str, typer.Argument(help="Id of a party of a list or a holder, or its whole name.")
    ],
    regime: Regime = "ofac",
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """On which day a party became blocked or free, and because of what."""
    from caveat.screening.report import history_json

    found = library(context).ownership.timeline(entity, regime=regime, known_at=known_at)
    if as_json:
        _print(history_json(found))
    else:
        look.history(found)


@ownership.command("check")
def check(
    context: typer.Context,
    stakes: Annotated[
        list[Path],
        typer.Argument(
            callback=taken,
            help="A table of stakes (CSV, XLSX), BODS, GLEIF, PSC or FtM; - for standard input.",
        ),
    ],
    listed: Annotated[
        list[str],
        typer.Option(
            help="Id or name of a party to take as listed, or a file of them; repeatable."
        ),
    ],
    regime: Regime = "ofac",
    as_of: AsOf = None,
    joint: Joint = None,
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
        _print(whatif.to_json(found))
    else:
        look.whatif(found)
    if any(one.verdict != "not blocked on what is known" for one in found.exposures):
        raise typer.Exit(3)


def _print(values: Any) -> None:
    typer.echo(json.dumps(values, ensure_ascii=False, indent=2))


def _today(context: typer.Context) -> date:
    said = (context.obj or {}).get("today")
    return day(said) if said else date.today()
