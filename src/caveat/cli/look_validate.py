"""How ``caveat validate`` looks in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.table import Table

from caveat.cli import terminal
from caveat.cli.terminal import out
from caveat.screening.answer import NOT_ADVICE

if TYPE_CHECKING:
    from caveat.validation.asking import Progress as Told
    from caveat.validation.result import Validation

_MARKS = {"fail": "[red]✗[/]", "warn": "[yellow]![/]", "good": "[green]✓[/]", "note": "[dim]·[/]"}


@contextmanager
def progress() -> Iterator[Told]:
    """A bar on stderr for each thing that is done."""
    bar = terminal.bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with bar:

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total or None)
            bar.update(tasks[what], completed=done, total=total or None)

        yield tell


def validation(found: Validation, written: Sequence[Path]) -> None:
    """What a validation came to."""
    out.print(
        f"[bold]Validation[/] of edition {found.edition} on {found.today}, "
        f"threshold {found.settings.threshold:g}, seed {found.settings.seed}"
    )
    out.print(
        f"{found.cases:,} cases from {found.parties:,} parties, {found.alarms.customers:,} "
        f"{'of your' if found.alarms.whose == 'yours' else 'generated'} customers, "
        f"{found.seconds:,.0f} s"
    )
    shown = Table("part", "cases", "found", "interval of 95 %", box=SIMPLE_HEAD)
    for one in found.parts:
        if one.rate.cases:
            rate = one.rate
            shown.add_row(
                one.what,
                f"{rate.cases:,}",
                f"{rate.rate:.1%}",
                f"{rate.low:.1%} to {rate.high:.1%}",
            )
    rate = found.alarms.rate
    shown.add_row("Customers raised for nothing", f"{rate.cases:,}", f"{rate.rate:.2%}",
                  f"{rate.low:.2%} to {rate.high:.2%}")  # fmt: skip
    out.print(shown)
    for finding in found.findings:
        out.print(f"{_MARKS[finding.weight]} {escape(finding.said)}")
        if finding.todo:
            out.print(f"  [dim]{escape(finding.todo)}[/]")
    for place in written:
        out.print(f"Report: {escape(str(place))}")
    out.print(f"[dim]{NOT_ADVICE}[/]")
