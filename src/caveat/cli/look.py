"""How answers look in a terminal: the same dataclasses as JSON, for people."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from caveat.cli.terminal import out
from caveat.library.changes import Change, Compared
from caveat.library.edition import Edition
from caveat.match.explain import sentence
from caveat.ownership.explain import chain
from caveat.party import Designation, Statement
from caveat.screening.answer import NOT_ADVICE, Hit, ListUsed, OwnedHit, Screening, Shown

if TYPE_CHECKING:
    from caveat.library.intake import Taken
    from caveat.screening.batch import Summary
    from caveat.screening.health import Health
    from caveat.screening.update import Updated

COLOURS = {
    "listed": "red",
    "blocked": "red",
    "possible": "yellow",
    "may be blocked": "yellow",
    "not listed": "dim",
}
MARKS = {"for": "+", "against": "-", "neutral": "·"}
_NAME_PROPS = {
    "name": "name",
    "alias": "alias (strong)",
    "weakAlias": "alias (weak)",
    "previousName": "former name",
    "abbreviation": "abbreviation",
}


def screening(answer: Screening) -> None:
    """One answer: hits with their evidence and designations, lists, cautions."""
    who = answer.subject.name or ", ".join(answer.subject.identifiers)
    when = f"as of {answer.as_of}"
    if answer.known_at != answer.as_of:
        when += f", known at {answer.known_at}"
    if answer.clear:
        out.print(f"[bold green]CLEAR[/]  {escape(who)}: no listed party found, {when}.")
    else:
        count = len(answer.hits) + len(answer.owned)
        out.print(f"[bold red]{count} HIT{'S' * (count > 1)}[/]  {escape(who)}, {when}.")
    for hit in answer.hits:
        out.print(_hit(hit))
    for owned in answer.owned:
        out.print(_owned(owned))
    footer(answer.lists, answer.cautions, answer.edition)


def _hit(hit: Hit) -> Tree:
    colour = COLOURS[hit.status]
    tree = Tree(
        f"[bold]{escape(hit.entity.caption)}[/]  {hit.entity.type}  [{colour}]{hit.status}[/]  "
        f"score {hit.score:.2f}  [dim]{escape(hit.entity.id)}[/]"
    )
    for piece in hit.evidence:
        tree.add(f"{MARKS[piece.verdict]} {escape(sentence(piece))}")
    for one in hit.designations:
        tree.add(_designation(one))
    return tree


def _owned(hit: OwnedHit) -> Tree:
    name = hit.exposures[0].name
    tree = Tree(
        f"[bold]{escape(name)}[/]  by ownership  [{COLOURS[hit.status]}]{hit.status}[/]  "
        f"score {hit.score:.2f}  [dim]{escape(hit.party)}[/]"
    )
    for piece in hit.evidence:
        tree.add(f"{MARKS[piece.verdict]} {escape(sentence(piece))}")
    for one in hit.exposures:
        branch = tree.add(f"[{COLOURS[one.verdict]}]{one.verdict}[/] {escape(one.title)}")
        for way in one.chains[:1]:
            branch.add(escape(chain(one, way)))
    return tree


def _designation(one: Designation) -> str:
    dates = [
        f"{word} {day}"
        for word, day in (
            ("since", one.start),
            ("listed", one.listed),
            ("amended", one.amended),
            ("ended", one.end),
        )
        if day
    ]
    law = "; ".join(one.legal_basis)
    measures = "; ".join(one.measures)
    lines = [
        f"[{COLOURS[one.status]}]{one.status}[/] [bold]{escape(one.source)}[/] "
        f"{escape(one.programme)}  {', '.join(dates)}",
        f"[dim]{escape(' · '.join(part for part in (one.publisher, one.because) if part))}[/]",
    ]
    if law or measures:
        lines.append(escape(" · ".join(part for part in (law, measures) if part)))
    if one.url:
        lines.append(f"[dim]{escape(one.url)}[/]")
    return "\n".join(lines)


def footer(lists: Sequence[ListUsed], cautions: Sequence[str], id: str) -> None:
    """The lists behind an answer, what a reader must know, and what it is not."""
    for used in lists:
        stale = f"  [yellow]stale, {used.age} days[/]" if used.stale else ""
        out.print(f"[dim]list[/] {escape(used.source)} of {used.version}{stale}")
    for caution in cautions:
        out.print(f"[yellow]caution[/] {escape(caution)}")
    edition(id)


def party(shown: Shown) -> None:
    """One party: names, facts, timeline, links, each with its origin."""
    found = shown.party
    out.print(f"[bold]{escape(found.caption)}[/]  {found.schema}  [dim]{escape(found.id)}[/]")
    names, facts = (
        Table(first, "value", "list", "from", "until", title=title, show_lines=True)
        for title, first in (("Names", "kind"), ("Facts", "property"))
    )
    beside: dict[str, list[str]] = {}
    for dated in found.statements:
        statement = dated.statement
        if statement.entity != found.id:
            if statement.schema != "Sanction" and statement.value != found.id:
                beside.setdefault(f"{statement.schema} {statement.entity}", []).append(
                    f"{statement.prop}: {_said(statement)}  [{dated.source}, {statement.origin}]"
                )
        elif statement.prop != "addressEntity":
            kind = _NAME_PROPS.get(statement.prop)
            (names if kind else facts).add_row(
                kind or statement.prop,
                f"{escape(_said(statement))}\n[dim]{escape(statement.origin)}[/]",
                dated.source,
                str(dated.first),
                str(dated.until or ""),
            )
    for table in (names, facts):
        table.columns[1].overflow = "fold"
        if table.row_count:
            out.print(table)
    timeline = Tree("[bold]Designations[/]")
    for one in shown.designations:
        timeline.add(f"{_designation(one)}\n[dim]{escape(one.origin)}[/]")
    out.print(timeline)
    more = Tree("[bold]Documents, addresses, links[/]")
    for heading, lines in beside.items():
        branch = more.add(f"[dim]{escape(heading)}[/]")
        for line in lines:
            branch.add(escape(line))
    if beside:
        out.print(more)
    for other in shown.pointing:
        out.print(f"linked from [bold]{escape(other.caption)}[/]  [dim]{escape(other.id)}[/]")
    footer(shown.lists, shown.cautions, shown.edition)


def _said(statement: Statement) -> str:
    """A value, and what the publisher printed where that differs."""
    if statement.original and statement.original != statement.value:
        return f"{statement.value} (printed: {statement.original})"
    return statement.value


def batch(summary: Summary, table: bool) -> None:
    """What a batch came to; with ``table``, row by row."""
    if table and summary.output.suffix == ".csv":
        _results(summary)
    rate = summary.rows / summary.seconds if summary.seconds else 0.0
    out.print(
        f"{summary.rows} rows: [green]{summary.clear} clear[/], [red]{summary.hits} with hits[/], "
        f"{summary.rejected} rejected; {summary.seconds:.1f} s, {rate:,.0f} a second."
    )
    out.print("columns: " + ", ".join(f"{escape(h)} = {f}" for h, f in summary.columns.items()))
    out.print(f"results: {escape(str(summary.output))}")
    if summary.rejects:
        out.print(f"[yellow]rejects: {escape(str(summary.rejects))}[/]")
    footer(summary.lists, summary.cautions, summary.edition)


def _results(summary: Summary) -> None:
    shown = Table("line", "customer", "status", "score", "listed party", "programmes", "since")
    name = next((h for h, field in summary.columns.items() if field == "name"), "")
    with summary.output.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            status = row["caveat_status"]
            colour = {"hit": "red", "possible": "yellow", "clear": "green"}.get(status, "dim")
            shown.add_row(
                row["caveat_line"],
                escape(row.get(name, "")),
                f"[{colour}]{status}[/]",
                row["caveat_score"],
                escape(row["caveat_caption"] or ""),
                escape(row["caveat_programmes"] or row["caveat_why"] * (status == "rejected")),
                escape(row["caveat_since"]),
            )
    out.print(shown)


def updated(found: Sequence[Updated]) -> None:
    """What became of each list."""
    for one in found:
        if one.outcome == "refused":
            held = f" In force: version of {one.version.published}." if one.version else ""
            out.print(f"[red]refused[/]  {one.source}: {escape(str(one.error))}{held}")
        elif one.version is not None:
            out.print(
                f"[green]{one.outcome}[/]  {one.source}: version of {one.version.published}, "
                f"{one.version.parties} listed parties"
            )
            if one.outcome == "new":
                _reading(one.version.unknown, one.version.unread, one.version.cautions)


def taken(found: Taken) -> None:
    """What was imported."""
    version = found.version
    word = "taken" if found.new else "known already"
    out.print(
        f"{word}: {escape(version.source)}, version of {version.published} ({version.format}), "
        f"{version.parties} listed parties, {version.statements} statements"
    )
    if found.new:
        _reading(version.unknown, version.unread, version.cautions)


def _reading(unknown: object, unread: object, cautions: Iterable[str]) -> None:
    for words, counts in (
        ("not known to the parser, kept as notes", unknown),
        ("values kept as notes", unread),
    ):
        if isinstance(counts, dict) and counts:
            said = ", ".join(f"{name} ({count})" for name, count in counts.items())
            out.print(f"[yellow]{words}:[/] {escape(said)}")
    for caution in cautions:
        out.print(f"[yellow]caution[/] {escape(caution)}")


def built(edition: Edition) -> None:
    """The edition now in force."""
    out.print(f"edition {edition.id} is in force: {len(edition.listings)} lists.")


def sources(states: Sequence[Health]) -> None:
    """Each list, one row; below, what must be known of them."""
    shown = Table(
        "list", "version", "age", "health", "parties", "versions", "size", box=SIMPLE_HEAD
    )
    for place, column in enumerate(shown.columns):
        column.no_wrap = True
        column.justify = "left" if place in (0, 1, 3) else "right"
    colours = {"good": "green", "not here": "dim"}
    for state in states:
        shown.add_row(
            escape(state.source),
            str(state.published or "-"),
            "-" if state.age is None else f"{state.age} d",
            f"[{colours.get(state.health, 'yellow')}]{state.health}[/]",
            f"{state.parties:,}" if state.parties else "-",
            str(state.versions or "-"),
            f"{state.size / 1e6:.1f}" if state.size else "-",
        )
    out.print(shown)
    for state in states:
        out.print(
            f"[bold]{escape(state.source)}[/] {escape(state.title)} ({escape(state.publisher)})"
        )
        for note in state.notes:
            out.print(f"  [yellow]{escape(note)}[/]")


def edition(id: str) -> None:
    """Where an answer came from, and what it is not."""
    out.print(f"[dim]edition {id}. {NOT_ADVICE}[/]")


def changes(compared: Compared, made: Iterable[Change]) -> None:
    """What changed on one list."""
    out.print(
        f"[bold]{escape(compared.source)}[/] from the version of {compared.before or 'none'} "
        f"to that of {compared.after or 'none'}"
    )
    if compared.caution:
        out.print(f"[yellow]caution[/] {escape(compared.caution)}")
    counts = {"added": 0, "removed": 0, "amended": 0}
    for change in made:
        counts[change.kind] += 1
        colour = {"added": "red", "removed": "green", "amended": "yellow"}[change.kind]
        out.print(f"[{colour}]{change.kind}[/]  {escape(change.caption)}  [dim]{change.party}[/]")
        if change.kind == "amended":
            for field in change.fields:
                was = " | ".join(statement.value for statement in field.before) or "-"
                now = " | ".join(statement.value for statement in field.after) or "-"
                out.print(f"    {field.schema} {field.prop}: {escape(was)} -> {escape(now)}")
    out.print(", ".join(f"{count} {kind}" for kind, count in counts.items()))
