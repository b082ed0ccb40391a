"""How answers to payments look in a terminal."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.markup import escape
from rich.progress import TextColumn, TimeElapsedColumn
from rich.tree import Tree

from caveat.cli import terminal
from caveat.cli.look import MARKS, footer
from caveat.cli.terminal import out
from caveat.match.explain import sentence
from caveat.ownership.explain import chain
from caveat.party import Designation
from caveat.screening.answer import Hit, OwnedHit
from caveat.screening.payments.payment import Fault
from caveat.screening.payments.screen import Finding, Screened, Tally

_COLOURS = {"hit": "red", "possible": "yellow", "rejected": "magenta", "clear": "green"}
_MOST = 20
"""Transactions that are shown one by one, unless there is no file for the others."""


class Shown:
    """Shows transactions while they come, and what it came to."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._shown = self._left = 0
        self._began = time.monotonic()

    def each(self, answers: Iterable[Screened | Fault], tally: Tally) -> Iterator[Screened | Fault]:
        """Show those that are not clear, and hand all of them on."""
        bar = terminal.bar(
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
        )
        with bar:
            task = bar.add_task("Screening", total=None)
            for one in answers:
                if not isinstance(one, Fault) and one.transaction.number % 500 == 0:
                    bar.update(
                        task,
                        description=f"{tally.transactions:,} transactions, {tally.hit} with hits",
                    )
                self._one(one)
                yield one

    def all(self, answers: Iterable[Screened | Fault]) -> None:
        """Go through all of them: there is no file to write."""
        for _ in answers:
            pass

    def _one(self, one: Screened | Fault) -> None:
        if not isinstance(one, Fault) and one.status == "clear":
            return
        if self._quiet and self._shown >= _MOST:
            self._left += 1
            return
        self._shown += 1
        out.print(_fault(one) if isinstance(one, Fault) else _screened(one))

    def summary(self, tally: Tally, output: Path | None, rejects: Path | None) -> None:
        """Counts, files, lists, cautions."""
        if self._left:
            out.print(f"[dim]{self._left} more are in the results.[/]")
        seconds = time.monotonic() - self._began
        rate = tally.transactions / seconds if seconds else 0.0
        out.print(
            f"{tally.transactions:,} transactions in {tally.messages:,} messages: "
            f"[green]{tally.clear:,} clear[/], [red]{tally.hit:,} with hits[/], "
            f"[yellow]{tally.possible:,} possible[/], [magenta]{tally.rejected:,} rejected[/]; "
            f"{seconds:.1f} s, {rate:,.0f} a second."
        )
        if tally.rejected_hits:
            out.print(
                f"[red]{tally.rejected_hits} of the rejected[/] name a listed party in what could "
                "be read of them."
            )
        if tally.faulty:
            out.print(f"[magenta]{tally.faulty} places could not be read[/]: see above.")
        if output is not None:
            out.print(f"results: {escape(str(output))}")
        if rejects is not None:
            out.print(f"[magenta]rejects: {escape(str(rejects))}[/]")
        when = "each transaction's own date" if tally.as_of is None else str(tally.as_of)
        out.print(f"as of {when}, known at {tally.known_at}")
        footer(tally.lists, tuple(tally.cautions), tally.edition)


def _fault(fault: Fault) -> str:
    where = ", ".join(filter(None, (fault.file, fault.place)))
    return f"[bold magenta]NOT READ[/]  {escape(where)}: {escape(fault.reason)}"


def _screened(screened: Screened) -> Tree:
    one = screened.transaction
    status = screened.status
    tree = Tree(
        f"[bold {_COLOURS[status]}]{status.upper()}[/]  {escape(one.file)}, transaction "
        f"{one.number} ({escape(one.message)}, {escape(one.reference) or 'no reference'}): "
        f"{escape(one.amount)} {escape(one.currency)}, value date {one.value_date or 'none'}"
        f"[dim], line {one.line}, {escape(one.place)}[/]"
    )
    for wrong in one.wrong:
        tree.add(f"[magenta]malformed[/] {escape(wrong)}")
    for finding in screened.findings:
        tree.add(_finding(finding))
    for caution in screened.cautions:
        tree.add(f"[yellow]caution[/] {escape(caution)}")
    return tree


def _finding(finding: Finding) -> Tree:
    field = finding.field
    tree = Tree(
        f"[{_COLOURS[finding.status]}]{escape(field.role)}[/] [dim]{escape(field.place)}[/]  "
        f"[bold]{escape(finding.words)}[/]"
    )
    for hit in finding.screening.hits:
        tree.add(_hit(hit))
    for owned in finding.screening.owned:
        tree.add(_owned(owned))
    return tree


def _hit(hit: Hit) -> str:
    said = [
        f"{one.source} {one.programme} {_since(one)}"
        for one in hit.designations
        if one.status != "not listed"
    ]
    why = " ".join(f"{MARKS[piece.verdict]} {sentence(piece)}" for piece in hit.evidence)
    return (
        f"[bold]{escape(hit.entity.caption)}[/]  {hit.status}  score {hit.score:.2f}  "
        f"[dim]{escape(hit.entity.id)}[/]\n{escape('; '.join(dict.fromkeys(said)))}\n"
        f"[dim]{escape(why)}[/]"
    )


def _since(one: Designation) -> str:
    day = one.start or one.listed
    return f"since {day}" if day else "(no date given)"


def _owned(hit: OwnedHit) -> str:
    name = hit.exposures[0].name
    why = [f"{one.verdict} {one.title}" for one in hit.exposures]
    ways = [chain(one, one.chains[0]) for one in hit.exposures if one.chains]
    return (
        f"[bold]{escape(name)}[/]  by ownership  {hit.status}  score {hit.score:.2f}  "
        f"[dim]{escape(hit.party)}[/]\n{escape('; '.join(why))}\n"
        f"[dim]{escape(' '.join(dict.fromkeys(ways)))}[/]"
    )
