"""``caveat screen`` and ``caveat show``: one subject, one party."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from caveat.cli import look
from caveat.cli.opened import library
from caveat.subject import Subject, Type

AsOf = Annotated[str | None, typer.Option(help="The day that the question is about (YYYY-MM-DD).")]
KnownAt = Annotated[
    str | None, typer.Option(help="Use only what had been published by this day (YYYY-MM-DD).")
]
Sources = Annotated[
    list[str] | None, typer.Option("--source", help="Use only this list; may be repeated.")
]
Threshold = Annotated[
    float | None, typer.Option(min=0.0, max=1.0, help="The least score of a hit; 0.8 if not said.")
]
MaxAge = Annotated[
    int | None, typer.Option(min=0, help="Days after which a list is stale; 7 if not said.")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Give no answer from stale or missing lists.")
]
NoOwnership = Annotated[
    bool,
    typer.Option("--no-ownership", help="Leave out parties that are only blocked by ownership."),
]
Receipt = Annotated[
    Path | None,
    typer.Option(help="Write a receipt: caveat replay answers it again, years later."),
]
Limit = Annotated[int | None, typer.Option(min=1, help="The most hits to show; 10 if not said.")]


def screen(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name, in any script; may be left out.")] = "",
    type: Annotated[Type, typer.Option(help="What the subject is.")] = "any",
    alias: Annotated[list[str] | None, typer.Option(help="Another name; may be repeated.")] = None,
    birth_date: Annotated[
        str | None, typer.Option(help="YYYY, YYYY-MM or YYYY-MM-DD.", metavar="DATE")
    ] = None,
    gender: Annotated[str | None, typer.Option(help="male or female.")] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Code or name of a country; may be repeated.")
    ] = None,
    identifier: Annotated[
        list[str] | None,
        typer.Option(help="Passport, tax, registration or IMO number, BIC, wallet; repeatable."),
    ] = None,
    address: Annotated[list[str] | None, typer.Option(help="An address; repeatable.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    source: Sources = None,
    threshold: Threshold = None,
    limit: Limit = None,
    max_age: MaxAge = None,
    strict: Strict = False,
    no_ownership: NoOwnership = False,
    receipt: Receipt = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Ask whether a listed party is behind a name. Exit code 3 means a hit, 0 clear."""
    subject = Subject(
        name=name,
        type=type,
        aliases=tuple(alias or ()),
        birth_date=birth_date,
        gender=gender,
        countries=tuple(country or ()),
        identifiers=tuple(identifier or ()),
        addresses=tuple(address or ()),
    )
    opened = library(context)
    terms = opened.terms(
        as_of=as_of,
        known_at=known_at,
        sources=source,
        threshold=threshold,
        limit=limit,
        max_age=max_age,
        strict=strict,
        ownership=not no_ownership,
    )
    (screening,) = opened.desk(terms).answer([subject])
    if receipt:
        from caveat.casework import receipts

        receipts.write(receipts.of_screening(opened, terms, screening), receipt)
    if as_json:
        from caveat.screening.report import screening_json

        typer.echo(json.dumps(screening_json(screening), ensure_ascii=False, indent=2))
    else:
        look.screening(screening)
    if not screening.clear:
        raise typer.Exit(3)


def show(
    context: typer.Context,
    entity: Annotated[str, typer.Argument(help="The party's id, as caveat screen shows it.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show one party: names, identifiers, designations, links, and where each word stands."""
    shown = library(context).show(entity, as_of=as_of, known_at=known_at)
    if as_json:
        from caveat.screening.report import party_json

        typer.echo(json.dumps(party_json(shown), ensure_ascii=False, indent=2))
    else:
        look.party(shown)
