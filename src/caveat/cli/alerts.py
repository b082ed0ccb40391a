"""``caveat alerts``: who may be whom, and what people decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caveat.cli.casework import AlertId, Text, Version, opened, print_json
from caveat.cli.lists import AsJson
from caveat.cli.terminal import given, say

if TYPE_CHECKING:
    from caveat.casework.cases import Filter

alerts = typer.Typer(help="Customers that may be listed parties.", no_args_is_help=True)

Portfolio = Annotated[str | None, typer.Option(help="Only those of this portfolio.")]
State = Annotated[
    list[str] | None,
    typer.Option(help="Only those in this state; repeatable. If not said, those that wait."),
]
Everything = Annotated[bool, typer.Option("--all", help="Whatever their state.")]
Assignee = Annotated[str | None, typer.Option(help="Only this user's; - for nobody's.")]
Source = Annotated[str | None, typer.Option(help="Only those on this list.")]
Party = Annotated[str | None, typer.Option(help="Only those of this party.")]
Customer = Annotated[str | None, typer.Option(help="Only those of the customer with this key.")]
Least = Annotated[float | None, typer.Option("--min-score", help="Only with this score or more.")]
Most = Annotated[float | None, typer.Option("--max-score", help="Only with this score or less.")]
DueBy = Annotated[str | None, typer.Option(help="Only those due by this day (YYYY-MM-DD).")]
OlderThan = Annotated[
    int | None, typer.Option(min=0, help="Only those opened so many days ago, or earlier.")
]
Ids = Annotated[
    list[int] | None, typer.Option("--alert", help="Only this alert, by its number; repeatable.")
]
Proposed = Annotated[
    bool, typer.Option("--proposed", help="Only those that wait for a second person.")
]
Outcome = Annotated[str, typer.Argument(help="true match, false match or inconclusive.")]
Reason = Annotated[
    str, typer.Option(help="Code of the reason; a wrong one is answered with those there are.")
]


@alerts.command("list")
def list_(
    context: typer.Context,
    portfolio: Portfolio = None,
    state: State = None,
    everything: Everything = False,
    assignee: Assignee = None,
    source: Source = None,
    party: Party = None,
    customer: Customer = None,
    least: Least = None,
    most: Most = None,
    due_by: DueBy = None,
    older_than: OlderThan = None,
    proposed: Proposed = False,
    order: Annotated[str, typer.Option(help="score, due or newest.")] = "score",
    limit: Annotated[int, typer.Option(min=1, help="The most alerts to show.")] = 50,
    skip: Annotated[int, typer.Option(min=0, help="Alerts to pass over.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Show the alerts that wait for somebody, the best matches first."""
    from caveat.casework import alerts as found
    from caveat.casework import report
    from caveat.casework.cases import order_of
    from caveat.cli import look_casework as look
    from caveat.time import day

    store, actor = opened(context)
    which = _which(
        portfolio, state, assignee, source, party, customer, least, most, everything=everything,
        due_by=day(due_by) if due_by else None, proposed=proposed,
        opened_by=store.now.date() - timedelta(days=older_than) if older_than is not None
        else None,
    )  # fmt: skip
    rows = found.listed(store, actor, which, order=order_of(order), limit=limit, skip=skip)
    counts = found.counted(store, actor, which)
    print_json(report.alerts_json(rows, counts)) if as_json else look.alerts(rows, counts, skip)


@alerts.command("show")
def show(context: typer.Context, id: AlertId, as_json: AsJson = False) -> None:
    """Show one alert: customer, party, evidence, facts, decisions, attachments, journal."""
    from caveat.casework import alerts as found
    from caveat.casework import journal, report
    from caveat.cli import look_casework as look

    store, actor = opened(context)
    whole = found.show(store, actor, id)
    entries = list(journal.entries(store, actor, about=f"alert/{id}"))
    print_json(report.alert_json(whole, entries)) if as_json else look.alert(whole)


@alerts.command("assign")
def assign(
    context: typer.Context,
    id: AlertId,
    to: Annotated[str, typer.Argument(help="The user; - for nobody.")],
    due: Annotated[str | None, typer.Option(help="Until when (YYYY-MM-DD).")] = None,
    version: Version = None,
    as_json: AsJson = False,
) -> None:
    """Say who works on an alert, and until when."""
    from caveat.casework.deciding import assign
    from caveat.time import day

    who, until = None if to == "-" else to, day(due) if due else None
    _do(context, id, as_json, assign, who, until=until, version=version)


@alerts.command("decide")
def decide(
    context: typer.Context,
    id: AlertId,
    outcome: Outcome,
    reason: Reason,
    text: Text = "",
    version: Version = None,
    as_json: AsJson = False,
) -> None:
    """Close an alert; where the outcome needs two persons, propose it, or agree."""
    from caveat.casework.deciding import decide

    _do(context, id, as_json, decide, outcome, reason, text, version=version)


@alerts.command("refuse")
def refuse(
    context: typer.Context,
    id: AlertId,
    text: Text,
    version: Version = None,
    as_json: AsJson = False,
) -> None:
    """Do not agree with what was proposed, or take back what you proposed yourself."""
    from caveat.casework.deciding import refuse

    _do(context, id, as_json, refuse, text, version=version)


@alerts.command("escalate")
def escalate(
    context: typer.Context,
    id: AlertId,
    text: Text,
    version: Version = None,
    as_json: AsJson = False,
) -> None:
    """Hand an alert on to somebody who knows more."""
    from caveat.casework.deciding import escalate

    _do(context, id, as_json, escalate, text, version=version)


@alerts.command("reopen")
def reopen(
    context: typer.Context,
    id: AlertId,
    text: Text,
    version: Version = None,
    as_json: AsJson = False,
) -> None:
    """Open a closed alert again."""
    from caveat.casework.deciding import reopen

    _do(context, id, as_json, reopen, text, version=version)


@alerts.command("done")
def done(
    context: typer.Context,
    id: AlertId,
    text: Text,
    version: Version = None,
    as_json: AsJson = False,
) -> None:
    """Say that the report that a true match made due was filed, and how."""
    from caveat.casework.fulfilling import fulfil

    _do(context, id, as_json, fulfil, text, version=version)


@alerts.command("note")
def note(context: typer.Context, id: AlertId, text: Text, as_json: AsJson = False) -> None:
    """Write something down about an alert."""
    from caveat.casework.deciding import note

    _do(context, id, as_json, note, text)


@alerts.command("hold")
def hold(
    context: typer.Context,
    id: AlertId,
    text: Text,
    release: Annotated[bool, typer.Option("--release", help="Let it go again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Keep an alert from being deleted, however old it gets."""
    from caveat.casework.deciding import hold

    _do(context, id, as_json, hold, text, held=not release)


@alerts.command("attach")
def attach(
    context: typer.Context,
    id: AlertId,
    file: Annotated[Path, typer.Argument(help="The file, of 20 MB at most.")],
    as_json: AsJson = False,
) -> None:
    """Add a file to an alert."""
    from caveat.casework.attachments import attach_file

    _do(context, id, as_json, attach_file, file)


@alerts.command("file")
def file(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(help="Number of the attachment, as caveat alerts show has it.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write it.")],
) -> None:
    """Write out a file that was added to an alert, after its checksum was compared."""
    from caveat.casework import attachments
    from caveat.library.disk import file_aside

    whole = attachments.content(*opened(context), number)
    with file_aside(output) as stream:
        stream.write(whole)
    typer.echo(f"written: {output}, {len(whole):,} bytes")


@alerts.command("figures")
def figures(context: typer.Context, as_json: AsJson = False) -> None:
    """Show how the work stands: how much waits and how old it is, and the decisions a week."""
    from caveat.casework import figures as found
    from caveat.casework import report
    from caveat.cli import look_casework as look

    shown = found.figures(*opened(context))
    print_json(report.figures_json(shown)) if as_json else look.figures(shown)


@alerts.command("receipt")
def receipt(
    context: typer.Context,
    id: AlertId,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            callback=given(".json"),
            help="The receipt; - for standard output.",
        ),
    ],
) -> None:
    """Write a receipt of what an alert rests on; caveat replay answers it again."""
    from caveat.casework import exporting, receipts

    store, actor = opened(context)
    receipts.write(exporting.receipt(store, actor, id), output)
    say(f"written: {output}")


@alerts.command("bulk")
def bulk(
    context: typer.Context,
    outcome: Outcome,
    reason: Reason,
    text: Text,
    apply: Annotated[
        str | None,
        typer.Option(help="Decide: the token of the preview, so that nothing else is decided."),
    ] = None,
    portfolio: Portfolio = None,
    state: State = None,
    assignee: Assignee = None,
    source: Source = None,
    party: Party = None,
    customer: Customer = None,
    least: Least = None,
    most: Most = None,
    ids: Ids = None,
    as_json: AsJson = False,
) -> None:
    """Decide many alerts alike: without --apply, only show which; with it, all of them or none."""
    from caveat.casework import deciding, report
    from caveat.cli import look_casework as look

    which = _which(
        portfolio, state, assignee, source, party, customer, least, most, ids=tuple(ids or ())
    )
    store, actor = opened(context)
    shown = deciding.preview(store, actor, which, outcome)
    counts = None
    if apply is not None:
        counts = deciding.bulk(store, actor, which, outcome, reason, text, token=apply)
    print_json(report.bulk_json(shown, counts)) if as_json else look.bulk(shown, counts)


def _which(
    portfolio: str | None,
    state: list[str] | None,
    assignee: str | None,
    source: str | None,
    party: str | None,
    customer: str | None,
    least: float | None,
    most: float | None,
    **more: Any,
) -> Filter:
    from caveat.casework.cases import Filter

    return Filter(
        portfolio=portfolio,
        states=tuple(state or ()),
        assignee=assignee,
        source=source,
        party=party,
        customer=customer,
        least=least,
        most=most,
        **more,
    )


def _do(
    context: typer.Context,
    id: int,
    as_json: bool,
    work: Callable[..., Any],
    *said: Any,
    **more: Any,
) -> None:
    """Do something with an alert, and show what it has become."""
    from caveat.casework import alerts as found
    from caveat.casework import report
    from caveat.casework.cases import Filter
    from caveat.cli import look_casework as look

    store, actor = opened(context)
    work(store, actor, id, *said, **more)
    rows = found.listed(store, actor, Filter(ids=(id,)))
    print_json(report.alerts_json(rows, {})) if as_json else look.changed(rows[0])
