"""How ``caveat watch`` looks in a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from caveat.cli.look_casework import progress
from caveat.cli.terminal import out
from caveat.screening.answer import NOT_ADVICE

if TYPE_CHECKING:
    from caveat.casework.notify import Letter
    from caveat.casework.watched import Told

__all__ = ["letters", "letters_json", "progress", "resent", "told", "told_json"]


def told(found: Told) -> None:
    """What a watch came to."""
    for one in found.watched:
        counts = one.done.counts()
        what = (
            f"everybody asked about. {one.why}"
            if one.why
            else f"{one.parties:,} parties and {one.customers:,} customers changed, "
            f"{one.asked:,} customers asked about again"
        )
        out.print(f"{escape(one.portfolio)}: {escape(what)}")
        out.print(
            f"  {counts['new']:,} new alerts, {counts['changed']:,} changed, "
            f"{counts['reopened']:,} reopened, {counts['closed']:,} gone, "
            f"{counts['suppressed']:,} covered by a decision; "
            f"edition {one.run.basis['edition']}"
        )
    for name, why in found.failed.items():
        out.print(f"[red]{escape(name) or 'watch'}[/] {escape(why)}")
    if found.sent or found.dead:
        out.print(f"{found.sent:,} notices sent, {found.dead:,} could not be delivered")
    if found.dead:
        out.print("[yellow]See caveat watch --deadletters.[/]")
    out.print(f"[dim]{NOT_ADVICE}[/]")


def told_json(found: Told) -> dict[str, Any]:
    """What a watch came to, as JSON values."""
    return {
        "format": "caveat.watched/1",
        "portfolios": [
            {
                "portfolio": one.portfolio,
                "run": one.run.id,
                "edition": one.run.basis["edition"],
                "full": one.why or None,
                "parties": one.parties,
                "customers": one.customers,
                "asked": one.asked,
                "counts": one.done.counts(),
                "alerts": {
                    kind: getattr(one.done, kind)
                    for kind in ("new", "changed", "reopened", "closed")
                },
            }
            for one in found.watched
        ],
        "failed": dict(found.failed),
        "sent": found.sent,
        "dead": found.dead,
        "notice": NOT_ADVICE,
    }


def letters(found: Sequence[Letter]) -> None:
    """Notices that could not be delivered."""
    if not found:
        out.print("There is no dead letter.")
        return
    shown = Table("id", "way", "tries", "made", "why", box=SIMPLE_HEAD)
    for one in found:
        shown.add_row(
            one.id, one.way, str(one.tries), one.content.get("at", "")[:16], escape(one.why)
        )
    out.print(shown)
    out.print("Send them again: caveat watch --resend all")


def letters_json(found: Sequence[Letter]) -> dict[str, Any]:
    """The same as JSON values, without what they say."""
    return {
        "format": "caveat.deadletters/1",
        "letters": [
            {"id": one.id, "way": one.way, "tries": one.tries, "why": one.why,
             "at": one.content.get("at", "")}
            for one in found
        ],
    }  # fmt: skip


def resent(sent: int, dead: int) -> None:
    """What became of dead letters."""
    out.print(f"{sent:,} sent, {dead:,} could not be delivered")
