"""How the tests of ownership look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from caveat.cli.terminal import out
from caveat.ownership.explain import chain, distance, question, remedy, verdict
from caveat.ownership.points import percent
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.rule import Regime
from caveat.ownership.verdicts import Verdict
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.ownership_answer import Derived, DerivedChange, History
from caveat.screening.whatif import WhatIf
from caveat.stake import Fault

COLOURS: dict[Verdict, str] = {
    "listed": "red",
    "blocked": "red",
    "may be blocked": "yellow",
    "not blocked on what is known": "green",
}


def exposure(one: Exposure) -> None:
    """One verdict with its reasons."""
    _reasons(one, ())
    for caution in one.cautions:
        out.print(f"[yellow]caution[/] {escape(caution)}")
    _faults(one.faults)
    for used in one.basis:
        out.print(f"[dim]rests on[/] {escape(used)}")
    out.print(f"[dim]{escape(one.source)} · {escape(one.url)}[/]")
    out.print(f"[dim]{NOT_ADVICE}[/]")


def _reasons(one: Exposure, cautions: Iterable[str]) -> None:
    colour = COLOURS[one.verdict]
    tree = Tree(f"[bold {colour}]{one.verdict.upper()}[/]  {escape(verdict(one))}")
    gap = distance(one)
    if gap:
        tree.add(escape(gap))
    if one.chains:
        ways = tree.add("[bold]chains[/] back to listed parties")
        for way in one.chains:
            ways.add(escape(chain(one, way)))
        if one.more_chains:
            ways.add("[dim]and more[/]")
    if one.missing:
        asked = tree.add("[bold]to settle it, find out[/]")
        for fact in one.missing:
            asked.add(escape(question(one, fact)))
    for change in one.remedies:
        tree.add(escape(remedy(one, change)))
    for caution in cautions:
        tree.add(f"[yellow]caution[/] {escape(caution)}")
    out.print(tree)


def whatif(found: WhatIf) -> None:
    """What a file comes to."""
    out.print(f"[bold]{escape(found.title)}[/], on {found.as_of}")
    out.print(f"taken as listed: {escape(', '.join(found.listed))}")
    table_of(found.exposures)
    for one in found.exposures:
        if one.chains:
            _reasons(one, [said for said in one.cautions if said not in found.cautions])
    for caution in found.cautions:
        out.print(f"[yellow]caution[/] {escape(caution)}")
    _faults(found.faults)
    said = ", ".join(f"{count} {word}" for word, count in found.counts.items())
    out.print(f"{sum(found.counts.values())} parties: {said}")
    out.print(f"[dim]{NOT_ADVICE}[/]")


def derived(found: Derived) -> None:
    """Everybody who is blocked by ownership and on no list."""
    out.print(f"[bold]{escape(found.title)}[/], on {found.as_of}: by ownership, and on no list")
    table_of(found.exposures)
    for one in found.exposures:
        out.print(f"[bold]{escape(one.name)}[/]: {escape(distance(one))}")
        for way in one.chains[:1]:
            out.print(f"  {escape(chain(one, way))}")
    for caution in found.cautions:
        out.print(f"[yellow]caution[/] {escape(caution)}")
    _faults(found.faults)
    for used in found.basis:
        out.print(f"[dim]rests on[/] {escape(used)}")
    out.print(f"{len(found.exposures)} parties")
    out.print(f"[dim]{NOT_ADVICE}[/]")


def history(found: History) -> None:
    """The verdicts on a party, day by day."""
    tree = Tree(f"[bold]{escape(found.name)}[/]  [dim]{escape(found.party)}[/]  "
                f"{escape(found.title)}, until {found.until}")  # fmt: skip
    for turn in found.turns:
        when = f"from {turn.day}" if turn.day else "from the beginning"
        branch = tree.add(f"{when} [{COLOURS[turn.verdict]}]{turn.verdict}[/]")
        for event in turn.because:
            where = f"  [dim]{escape(event.origin)}[/]" if event.origin else ""
            branch.add(f"{event.kind}: {escape(event.what)}{where}")
    out.print(tree)
    for caution in found.cautions:
        out.print(f"[yellow]caution[/] {escape(caution)}")
    for used in found.basis:
        out.print(f"[dim]rests on[/] {escape(used)}")
    out.print(f"[dim]{NOT_ADVICE}[/]")


def changes(test: Regime, made: Sequence[DerivedChange]) -> None:
    """Who became blocked or free by ownership."""
    if not made:
        return
    out.print(f"[bold]by ownership[/], {escape(test.title)}")
    for one in made:
        was, now = (side.verdict if side else "not reached" for side in (one.before, one.after))
        why = f"  {escape(distance(one.after))}" if one.after else ""
        out.print(f"  {one.kind} [bold]{escape(one.name)}[/]  [dim]{escape(one.party)}[/]  "
                  f"{was} -> {now}{why}")  # fmt: skip


def table_of(exposures: Sequence[Exposure]) -> None:
    """Verdicts, one row a party."""
    if not exposures:
        return
    table = Table("party", "verdict", "certain", "possible", "through", box=SIMPLE_HEAD)
    for place in (2, 3):
        table.columns[place].justify = "right"
    for one in exposures:
        owners = dict.fromkeys(one.names[link.owner] for link in one.owners)
        table.add_row(
            f"{escape(one.name)}\n[dim]{escape(one.party)}[/]",
            f"[{COLOURS[one.verdict]}]{one.verdict}[/]",
            percent(one.certain_share),
            percent(one.possible_share),
            escape(", ".join(owners)),
        )
    out.print(table)


def _faults(found: Iterable[Fault]) -> None:
    for fault in found:
        out.print(f"[yellow]fault[/] {escape(fault.where)}  {escape(fault.reason)}")
