"""``caveat watch``: what changed, against portfolios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from caveat.cli.ask import Limit, MaxAge, NoOwnership, Sources, Strict, Threshold
from caveat.cli.casework import opened, print_json
from caveat.cli.lists import AsJson
from caveat.cli.opened import library

if TYPE_CHECKING:
    from caveat.casework.watched import Told


def watch(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[PORTFOLIO]...", help="Which; else all.")
    ] = None,
    source: Sources = None,
    threshold: Threshold = None,
    limit: Limit = None,
    max_age: MaxAge = None,
    strict: Strict = False,
    no_ownership: NoOwnership = False,
    full: Annotated[
        bool, typer.Option("--full", help="Ask about everybody, even if what changed would do.")
    ] = False,
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="How many look for the customers concerned.")
    ] = 1,
    daemon: Annotated[
        bool, typer.Option("--daemon", help="Watch again and again; stops cleanly on SIGTERM.")
    ] = False,
    schedule: Annotated[
        str,
        typer.Option(help="When: 30m, 6h, 1d, or times in UTC: 06:30,18:00 or mon-fri 06:30."),
    ] = "1h",
    deadletters: Annotated[
        bool, typer.Option("--deadletters", help="Show the notices that could not be delivered.")
    ] = False,
    resend: Annotated[
        list[str] | None,
        typer.Option(help="Send a dead letter again, by its id; or all. Repeatable."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold what changed against portfolios: new editions, days that passed, customers.

    Alerts are opened, changed, reopened or closed as by a full screening. Exit code 3 means that
    some were opened, changed or reopened.
    """
    from caveat.casework import watched
    from caveat.cli import look_watch as look

    store, actor = opened(context)
    if deadletters:
        letters = watched.deadletters(store, actor)
        print_json(look.letters_json(letters)) if as_json else look.letters(letters)
        return
    if resend:
        ids = () if resend == ["all"] else tuple(resend)
        sent, dead = watched.resend(store, actor, ids)
        print_json({"sent": sent, "dead": dead}) if as_json else look.resent(sent, dead)
        if dead:
            raise typer.Exit(1)
        return

    from caveat.casework import screened

    said = {
        "sources": source,
        "threshold": threshold,
        "limit": limit or screened.LIMIT,
        "max_age": max_age,
        "strict": strict,
        "ownership": not no_ownership,
    }

    def tell(told: Told) -> None:
        print_json(look.told_json(told)) if as_json else look.told(told)

    lists = library(context)
    today = (context.obj or {}).get("today")
    if daemon:
        watched.daemon(
            store, actor, lists.root, names or (), said, schedule,
            today=lists.today if today else None, processes=processes, tell=tell,
        )  # fmt: skip
        return
    with look.progress() as progress:
        told = watched.once(
            store, actor, lists, names or (), said, full=full, processes=processes,
            progress=progress,
        )  # fmt: skip
    tell(told)
    if told.moved:
        raise typer.Exit(3)
