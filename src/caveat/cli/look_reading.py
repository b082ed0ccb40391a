"""How a reading looks in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from caveat.cli import terminal
from caveat.cli.look import COLOURS, MARKS, edition
from caveat.cli.terminal import err, out
from caveat.match.explain import sentence
from caveat.ownership.explain import chain
from caveat.screening.documents.folder import Progress as Told
from caveat.screening.documents.folder import Ran, listed
from caveat.screening.documents.proposals import Written
from caveat.screening.documents.reading import Found, Mention, Reading
from caveat.screening.documents.relations import words
from caveat.screening.documents.report.told import day_then, on, spoken, told

_FEW = 4
"""Mentions of one party that are shown with their sentence."""


def reading(read: Reading, output: Path | None = None) -> None:
    """One document: its parties then and now, where they are mentioned, lists, cautions."""
    document = read.document
    out.print(f"[bold]{escape(document.title or document.name)}[/]  [dim]{document.kind}[/]")
    if read.dated:
        how = {"given": "as you said", "metadata": "from the file's data",
               "name": "from its name", "text": "from its text"}[read.dated.how]  # fmt: skip
        out.print(f"of {spoken(read.dated.day)} [dim]({how})[/], and as of {read.now}")
    else:
        out.print(f"[yellow]of no known day[/]: only as of {read.now}")
    found = listed(read)
    if read.clear:
        out.print("[bold green]CLEAR[/]  nobody in it was or is found on a list.")
    else:
        out.print(_parties(read, found))
    for one in found:
        out.print(_party(read, one))
    others = [one.name for one in read.found if one not in found]
    if others:
        out.print(f"on no list: {escape(', '.join(others))}")
    if read.proposed:
        tree = Tree("[bold]proposed from the text[/], in no library")
        for relation in read.proposed:
            tree.add(f"{escape(words(relation))}  [dim]{escape(relation.place)}[/]")
        out.print(tree)
    for used in read.lists:
        stale = f"  [yellow]stale, {used.age} days[/]" if used.stale else ""
        out.print(f"[dim]list[/] {escape(used.source)} of {used.version}{stale}")
    for caution in dict.fromkeys((*document.cautions, *read.cautions)):
        out.print(f"[yellow]caution[/] {escape(caution)}")
    if output:
        out.print(f"report: {escape(str(output))}")
    edition(read.edition)


def _parties(read: Reading, found: tuple[Found, ...]) -> Table:
    table = Table("party", box=SIMPLE_HEAD)
    if read.then:
        table.add_column(on(day_then(read)))
    table.add_column(on(str(read.now)))
    table.add_column("mentions", justify="right")
    for one in found:
        then = [_status(one.status_then or "")] if read.then else []
        table.add_row(f"[bold]{escape(one.name)}[/]", *then, _status(one.status_now),
                      str(len(one.mentions)))  # fmt: skip
    return table


def _status(status: str) -> str:
    return f"[{COLOURS[status]}]{status}[/]" if status in COLOURS else status


def _party(read: Reading, found: Found) -> Tree:
    tree = Tree(f"[bold]{escape(found.name)}[/]  {escape(told(read, found))}")
    side = found.now if found.now.hits else found.then or found.now
    for hit in side.hits:
        branch = tree.add(
            f"{escape(hit.entity.caption)}  [dim]{escape(hit.entity.id)}[/]  score {hit.score:.2f}"
        )
        for piece in hit.evidence:
            branch.add(f"{MARKS[piece.verdict]} {escape(sentence(piece))}")
        for one in hit.designations:
            since = f"  since {one.start or one.listed}" if one.start or one.listed else ""
            branch.add(f"{_status(one.status)} {escape(one.source)} {escape(one.programme)}{since}")
    for day in (found.then, found.now):
        if day and not day.hits:
            for owned in day.owned:
                branch = tree.add(
                    f"by ownership {on(str(day.as_of))}  [dim]{escape(owned.party)}[/]"
                )
                for test in owned.exposures:
                    said = f"{_status(test.verdict)} {escape(test.title)}"
                    way = f": {escape(chain(test, test.chains[0]))}" if test.chains else ""
                    branch.add(said + way)
    for mention in found.mentions[:_FEW]:
        tree.add(_mention(read, mention))
    if len(found.mentions) > _FEW:
        rest = [one.place for one in found.mentions[_FEW:]]
        counted = [(place, len(list(same))) for place, same in groupby(rest)]
        places = ", ".join(f"{place} ({n})" if n > 1 else place for place, n in counted[:12])
        more = ", …" if len(counted) > 12 else ""
        tree.add(f"[dim]{len(rest)} more: {escape(places)}{more}[/]")
    return tree


def _mention(read: Reading, one: Mention) -> Text:
    start, end = one.sentence
    text = read.document.text
    speaker = f", {one.speaker} speaks" if one.speaker else ""
    said = Text(f"{one.place}{speaker}: ", style="dim")
    said.append(text[start : one.start], style="not dim")
    said.append(one.text, style="bold not dim")
    said.append(text[one.end : end], style="not dim")
    return said


def folder(ran: Ran, *, quiet: bool = False) -> None:
    """A table over many documents; only its last line, on standard error, if quiet."""
    if quiet:
        err.print(_summary(ran))
        return
    table = Table("document", "of", "party", "then", "now", box=SIMPLE_HEAD)
    table.columns[0].overflow = table.columns[2].overflow = "fold"
    for one in ran.briefs:
        if one.error:
            table.add_row(escape(one.name), "", "[yellow]not read[/]")
        elif not one.parties:
            table.add_row(escape(one.name), one.day, "[green]clear[/]")
        for number, party in enumerate(one.parties):
            first = ("", "") if number else (escape(one.name), one.day)
            table.add_row(*first, escape(party.name), _status(party.then or ""), _status(party.now))
    out.print(table)
    for one in ran.briefs:
        if one.error:
            out.print(f"[yellow]not read[/] {escape(one.error)}")
    out.print(_summary(ran))
    if ran.output:
        out.print(f"report: {escape(str(ran.output))}")
    for caution in ran.cautions:
        out.print(f"[yellow]caution[/] {escape(caution)}")
    edition(ran.edition)


def _summary(ran: Ran) -> str:
    one = ran.summary
    failed = f", [yellow]{one.failed} not read[/]" if one.failed else ""
    return (
        f"{one.read + one.failed} documents: [red]{one.hits} with somebody listed or blocked[/], "
        f"[green]{one.read - one.hits} without[/]{failed}."
    )


def proposed(written: Written, *, quiet: bool = False) -> None:
    """What was written, and how it comes into the library; on standard error if quiet."""
    console = err if quiet else out
    console.print(f"proposed stakes: {written.stakes} in {escape(str(written.place))}")
    if written.beside:
        console.print(f"other relations: {written.links} in {escape(str(written.beside))}")
    if written.stakes:
        published = f" --published {written.day}" if written.day else ""
        console.print(
            "Check each row against its sentence, then: "
            f"caveat stakes import {escape(str(written.place))}{published}"
        )


@contextmanager
def bar() -> Iterator[Told]:
    """A progress bar on standard error, over the documents of a folder."""
    shown = terminal.bar(
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with shown:
        task = shown.add_task("", total=None)
        yield lambda done, total, name: shown.update(
            task, completed=done, total=total, description=name[-40:]
        )
