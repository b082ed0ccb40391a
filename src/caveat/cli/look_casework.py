"""How casework looks in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from caveat.cli import terminal
from caveat.cli.terminal import out
from caveat.screening.answer import NOT_ADVICE

if TYPE_CHECKING:
    from caveat.casework.cases import Case, Whole
    from caveat.casework.deciding import Bulk
    from caveat.casework.figures import Figures
    from caveat.casework.journal import Verified
    from caveat.casework.people import Person
    from caveat.casework.portfolios import Held, Synced
    from caveat.casework.recording import Recorded
    from caveat.casework.replaying import Replayed
    from caveat.casework.retention import Retained
    from caveat.casework.runs import Begun

_COLOURS = {"open": "red", "in review": "yellow", "escalated": "magenta", "true match": "red"}
_SHOWN = 20
CLOSED = ("true match", "false match", "inconclusive")


def _at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def synced(done: Synced) -> None:
    """What became of a customer file."""
    out.print(
        f"{escape(done.portfolio)}: {done.added:,} added, {done.changed:,} changed, "
        f"{done.removed:,} removed, {done.unchanged:,} unchanged, {done.rejected:,} rejected"
    )
    if done.lapsed:
        out.print(f"{done.lapsed:,} open alerts lapsed with their customers")
    for one in done.first_rejected[:_SHOWN]:
        out.print(f"[red]line {one.line}[/] {escape(one.why)}")
    if done.rejected > _SHOWN:
        out.print(f"and {done.rejected - _SHOWN:,} more; --json gives the first thousand")
    for caution in done.cautions:
        out.print(f"[yellow]caution[/] {escape(caution)}")


def portfolios(found: Sequence[Held]) -> None:
    """The portfolios, one row each."""
    if not found:
        out.print("There is no portfolio. Make one: caveat portfolio add NAME FILE --key HEADING.")
        return
    shown = Table("portfolio", "customers", "open", "alerts", "key", "brought", box=SIMPLE_HEAD)
    for place in (1, 2, 3):
        shown.columns[place].justify = "right"
    for one in found:
        shown.add_row(
            escape(one.name),
            f"{one.customers:,}",
            f"{one.open:,}",
            f"{one.alerts:,}",
            escape(one.key),
            _at(one.synced_at),
        )
    out.print(shown)


def removed(was: Held) -> None:
    """That a portfolio is gone."""
    out.print(
        f"removed: {escape(was.name)}, {was.customers:,} customers; "
        f"{was.alerts:,} alerts are kept with their decisions"
    )


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on the screen, for as long as a portfolio is screened."""
    bar = terminal.bar(
        TextColumn("Screening"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with bar:
        task = bar.add_task("Screening", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def recorded(run: Begun, done: Recorded) -> None:
    """What became of a screening."""
    counts = done.counts()
    out.print(
        f"{counts['screened']:,} customers screened against edition {run.basis['edition']}: "
        f"{counts['new']:,} new alerts, {counts['changed']:,} changed, "
        f"{counts['reopened']:,} reopened, {counts['closed']:,} gone, "
        f"{counts['suppressed']:,} covered by a decision"
    )
    if done.skipped:
        out.print(f"{done.skipped:,} customers were changed meanwhile: screen again")
    out.print(f"[dim]{NOT_ADVICE}[/]")


def alerts(rows: Sequence[Case], counts: Mapping[str, int], skip: int) -> None:
    """A page of alerts."""
    if not rows:
        out.print("No alert.")
        return
    shown = Table("no.", "score", "state", "customer", "party", "lists", "due", box=SIMPLE_HEAD)
    for one in rows:
        state = escape(one.state)
        if one.proposed:
            state += f"\n[dim]{escape(one.proposed.by)}: {one.proposed.outcome}?[/]"
        elif one.assignee:
            state += f"\n[dim]{escape(one.assignee)}[/]"
        colour = _COLOURS.get(one.state, "default")
        shown.add_row(
            str(one.id),
            f"{one.score:.2f}",
            f"[{colour}]{state}[/]",
            f"{escape(one.name)}\n[dim]{escape(one.customer)}[/]",
            f"{escape(one.caption)}\n[dim]{escape(one.party)}[/]",
            escape(" ".join(one.lists)),
            str(one.due or ""),
        )
    out.print(shown)
    said = ", ".join(f"{count:,} {state}" for state, count in sorted(counts.items()))
    out.print(f"{skip + 1} to {skip + len(rows)} of {sum(counts.values()):,} ({said})")
    out.print(f"[dim]{NOT_ADVICE}[/]")


def alert(whole: Whole) -> None:
    """One alert, whole."""
    case, seen = whole.case, whole.snapshots[-1]
    out.print(
        f"[bold]{case.id}: {escape(case.name or case.customer)} / {escape(case.caption)}[/]  "
        f"score {case.score:.2f}, {escape(case.status)}, version {case.version}"
    )
    out.print(f"[bold]{escape(case.state)}[/] {escape(case.why)}")
    subject = "; ".join(
        f"{name.replace('_', ' ')} {value if isinstance(value, str) else ', '.join(value)}"
        for name, value in seen.answer["subject"].items()
    )
    out.print(f"customer of {escape(case.portfolio)}: {escape(subject)}")
    for one in seen.answer["hit"]["evidence"]:
        out.print(f"  {escape(one['sentence'])}")
    for one in seen.answer["hit"].get("designations", ()):
        out.print(f"  [dim]{escape(one['list_title'])}, {escape(one['programme'])}:[/] "
                  f"{escape(one['because'])}")  # fmt: skip
    for kind, values in seen.facts.items():
        if values and kind != "designations":
            out.print(f"  [dim]{kind}[/] {escape('; '.join(values[:8]))}")
    for made in whole.decisions:
        after = f" after {made.proposed_by}" if made.proposed_by else ""
        what = " ".join(filter(None, (made.kind, made.outcome, made.reason)))
        out.print(f"{_at(made.made_at)} {escape(made.actor)}{escape(after)}: {escape(what)}. "
                  f"{escape(made.text)}")  # fmt: skip
    for file in whole.attachments:
        out.print(
            f"attached {file.id}: {escape(file.name)}, {file.size:,} bytes, "
            f"by {escape(file.added_by)}"
        )
    if case.due:
        out.print(f"[yellow]due {case.due}[/] {escape(case.due_for or '')}")
    out.print(f"edition {seen.answer['edition']}. [dim]{NOT_ADVICE}[/]")


def changed(case: Case) -> None:
    """What an alert has become."""
    out.print(f"alert {case.id} is {escape(case.state)} (version {case.version}): "
              f"{escape(case.why)}")  # fmt: skip
    if case.due:
        out.print(f"[yellow]due {case.due}[/] {escape(case.due_for or '')}")


def bulk(found: Bulk, counts: Mapping[str, int] | None) -> None:
    """Which alerts a bulk decision is about, or what it did."""
    if counts is not None:
        out.print(", ".join(f"{count:,} {what}" for what, count in counts.items() if count))
        return
    for case in found.cases[:_SHOWN]:
        out.print(f"{case.id}  {case.score:.2f}  {escape(case.name)} / {escape(case.caption)}")
    if len(found.cases) > _SHOWN:
        out.print(f"and {len(found.cases) - _SHOWN:,} more")
    out.print(
        f"{len(found.cases):,} alerts would be {found.becomes}. "
        f"To do it, say the same with --apply {found.token}"
    )


def figures(found: Figures) -> None:
    """How the work stands."""
    from caveat.casework.figures import AGES

    out.print(
        f"[bold]{found.waiting:,}[/] alerts wait; {found.overdue:,} overdue, "
        f"{found.reports:,} reports due, {found.unassigned:,} nobody's, "
        f"{found.proposed:,} need a second person"
    )
    shown = Table("days old", "alerts", "", box=SIMPLE_HEAD)
    shown.columns[1].justify = "right"
    top = max(found.ages) or 1
    for (first, last), count in zip(AGES, found.ages, strict=True):
        name = f"{first}-{last}" if last is not None else f"{first}+"
        shown.add_row(name, f"{count:,}", "█" * round(30 * count / top))
    out.print(shown)
    weeks = Table("week of", *CLOSED, box=SIMPLE_HEAD)
    for monday, counts in found.weeks.items():
        weeks.add_row(str(monday), *(f"{counts.get(outcome, 0):,}" for outcome in CLOSED))
    out.print(weeks)


def journal(count: int, entries: Sequence[Mapping[str, Any]], skip: int) -> None:
    """A page of the journal, the newest first."""
    shown = Table("no.", "when", "who", "what", "about", "hash", box=SIMPLE_HEAD)
    for one in entries:
        shown.add_row(
            str(one["seq"]), one["at"][:19].replace("T", " "), escape(one["actor"]),
            escape(one["action"]), escape(one["about"]), one["hash"][:12],
        )  # fmt: skip
    out.print(shown)
    out.print(f"{skip + 1 if entries else 0} to {skip + len(entries)} of {count:,}")


def users(found: Sequence[Person], rules: Mapping[str, int]) -> None:
    """The users, and the rules."""
    shown = Table("user", "role", "since", box=SIMPLE_HEAD)
    for one in found:
        role = one.role if one.active else f"[dim]{one.role}, left[/]"
        shown.add_row(escape(one.name), role, _at(one.made_at))
    out.print(shown)
    for outcome, persons in sorted(rules.items()):
        out.print(f"{outcome} needs {persons} {'person' if persons == 1 else 'persons'}")


def verified(found: Verified) -> None:
    """What a look at the journal found."""
    for fault in found.faults:
        where = f"entry {fault.seq}" if fault.seq else "the journal"
        out.print(f"[red]{where}[/] {escape(fault.what)}")
    word = f"[red]{len(found.faults)} faults[/]" if found.faults else "[green]whole[/]"
    out.print(f"{found.entries:,} entries: {word}")
    if found.head:
        out.print(f"head {found.head}\nsigned by {found.key}")


def replayed(found: Replayed) -> None:
    """What became of a receipt."""
    colour = "green" if found.same else "red"
    out.print(f"[{colour}]{escape(found.told)}[/]")
    out.print(f"from {escape(found.how)}")
    if not found.same_hits:
        out.print(f"then: {escape(_hits(found.then))}")
        out.print(f"now:  {escape(_hits(found.now))}")


def _hits(verdict: Mapping[str, object]) -> str:
    hits = verdict["hits"]
    assert isinstance(hits, list)
    return "; ".join(" ".join(map(str, hit.values())) for hit in hits) or "no hit"


def retained(found: Retained) -> None:
    """What may be deleted, or was."""
    for one in found.deletable[:_SHOWN]:
        out.print(f"alert {one.alert}, {one.state}, {escape(one.party)}, ended {_at(one.ended)}")
    word = "were deleted" if found.applied else "may be deleted"
    out.print(f"{len(found.deletable):,} cases that ended before {found.before} {word}")
    for one in found.held[:_SHOWN]:
        out.print(f"held by {escape(one.held or '')}: alert {one.alert}, {escape(one.party)}")
    if found.deletable and not found.applied:
        out.print("Nothing was deleted. To delete, say --apply.")
