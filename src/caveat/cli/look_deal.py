"""How a judged deal looks in a terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from caveat.cli.terminal import out
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.deals.judgement import IN_WORDS, Day, Finding, Grade, Judgement
from caveat.screening.deals.report import laws

_COLOURS: dict[Grade, str] = {
    "clear": "green",
    "caution": "yellow",
    "cannot tell": "magenta",
    "stop": "red",
}


def judgement(found: Judgement, why: bool) -> None:
    """The verdict, the checks side by side, then the findings day by day."""
    grade = found.grade
    out.print(f"[bold {_COLOURS[grade]}]{grade.upper()}[/]  {escape(found.deal.title)}: "
              f"{IN_WORDS[grade]}.")  # fmt: skip
    table = Table("check", *(f"{day.title}\n{day.as_of}" for day in found.days), box=SIMPLE_HEAD)
    for check in found.days[0].checks:
        table.add_row(escape(check.title), *(_word(day.check(check.name).grade)
                                             for day in found.days))  # fmt: skip
    table.add_row("[bold]in all[/]", *(_word(day.grade) for day in found.days))
    out.print(table)
    for day in found.days:
        _day(day, why)
    cited = laws(found)
    if cited:
        out.print("[bold]Laws[/]")
    for law in cited:
        when = f" ({law.date})" if law.date else ""
        out.print(f"[dim]{escape(law.cited)}{when} · {escape(law.url)} · checked: "
                  f"{escape(law.checked)}[/]")  # fmt: skip
    for note in found.notes:
        if note != NOT_ADVICE:
            out.print(escape(note))
    out.print(f"[dim]{NOT_ADVICE}[/]")


def _day(day: Day, why: bool) -> None:
    known = f", known at {day.known_at}" if day.known_at != day.as_of else ""
    out.print(f"[bold]{escape(day.title[:1].upper() + day.title[1:])}, {day.as_of}{known}[/]")
    for check in day.checks:
        if check.findings:
            out.print(f"  {_word(check.grade)} {escape(check.title)}")
        for one in check.findings:
            _finding(one, why)
    for caution in day.cautions:
        out.print(f"  [yellow]caution[/] {escape(caution)}")
    for used in day.basis:
        out.print(f"  [dim]rests on[/] {escape(used)}")


def _finding(one: Finding, why: bool) -> None:
    by = f" {one.by.upper()}" if one.by else ""
    out.print(f"    [{_COLOURS[one.grade]}]{one.grade}[/]{by}  {escape(one.says)}")
    cited = [law.cited for law in one.laws] + ([one.source] if one.source else [])
    if cited:
        out.print(f"      [dim]{escape('; '.join(cited))}[/]")
    if why or one.grade == "stop":
        for line in one.because if why else one.because[:2]:
            out.print(f"      [dim]·[/] {escape(line)}")


def _word(grade: Grade) -> str:
    return f"[{_COLOURS[grade]}]{grade}[/]"
