"""How stakes and links look in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from caveat.cli.look import MARKS
from caveat.cli.terminal import out
from caveat.library.intake import Taken
from caveat.library.versions import Version
from caveat.match.explain import sentence
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.links import Link, State
from caveat.stake import Fault

_COLOURS: dict[State, str] = {
    "by identifier": "red",
    "confirmed": "red",
    "proposed": "yellow",
    "refused": "dim",
}


def taken(found: Taken) -> None:
    """What was imported."""
    version = found.version
    word = "taken" if found.new else "known already"
    out.print(
        f"{word}: {escape(version.source)}, version of {version.published} ({version.format}), "
        f"{version.parties} holders, {version.statements} stakes, {version.faults} faults"
    )
    if found.new:
        if version.unknown:
            said = ", ".join(f"{name} ({count})" for name, count in version.unknown.items())
            out.print(f"[yellow]not known to the reader:[/] {escape(said)}")
        for caution in version.cautions:
            out.print(f"[yellow]caution[/] {escape(caution)}")
        if version.faults:
            out.print(f"see them with: caveat stakes faults {version.source}")


def sets(found: Sequence[Version]) -> None:
    """Each set of stakes, one row; below, what must be known of it."""
    shown = Table("set", "format", "version", "holders", "stakes", "faults", box=SIMPLE_HEAD)
    for place in (3, 4, 5):
        shown.columns[place].justify = "right"
    for version in found:
        shown.add_row(
            escape(version.source),
            escape(version.format),
            str(version.published),
            f"{version.parties:,}",
            f"{version.statements:,}",
            f"{version.faults:,}" if version.faults else "-",
        )
    if not found:
        out.print("There is no set of stakes in the library. Bring one: caveat stakes import FILE.")
        return
    out.print(shown)
    for version in found:
        for caution in version.cautions:
            out.print(f"[bold]{escape(version.source)}[/] [yellow]{escape(caution)}[/]")


def faults(found: Iterable[Fault]) -> None:
    """What is wrong with a set, one line each."""
    count = 0
    for fault in found:
        count += 1
        out.print(f"[yellow]{escape(fault.where)}[/]  {escape(fault.reason)}")
    out.print(f"{count} faults")


def links(shown: Sequence[Link], found: Sequence[Link]) -> None:
    """Links with their evidence; how many there are of each state."""
    for link in shown:
        colour = _COLOURS[link.state]
        tree = Tree(
            f"[bold]{escape(link.name or link.holder)}[/]  [dim]{escape(link.holder)}[/]  "
            f"[{colour}]{link.state}[/]  [bold]{escape(link.caption)}[/]  "
            f"[dim]{escape(link.party)}[/]  score {link.score:.2f}"
        )
        for piece in link.evidence:
            tree.add(f"{MARKS[piece.verdict]} {escape(sentence(piece))}")
        out.print(tree)
    counts = Counter(link.state for link in found)
    said = ", ".join(f"{counts[state]} {state}" for state in _COLOURS if counts[state])
    out.print(f"links: {said or 'none'}")
    if counts["proposed"]:
        out.print("settle them: caveat links confirm HOLDER PARTY, or refuse HOLDER PARTY")
    out.print(f"[dim]{NOT_ADVICE}[/]")


def decided(holder: str, party: str, decision: str, place: Path) -> None:
    """What was decided, and where it is written."""
    out.print(f"{decision}: {escape(holder)} is {'not ' * (decision == 'refused')}{escape(party)}")
    out.print(f"[dim]written to {escape(str(place))}[/]")
