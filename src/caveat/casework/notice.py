"""What a watch tells to the outside: ids and counts; names only where the settings say so."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from caveat.casework.models import Alert, Customer, Entry, text_of
from caveat.casework.people import allowed
from caveat.casework.store import Store
from caveat.casework.subjects import subject_of
from caveat.casework.watching import Watched
from caveat.casework.work import Actor
from caveat.library.disk import write_json
from caveat.screening.answer import NOT_ADVICE

FORMAT = "caveat.notice/1"

MOST = 1000
"""So many alerts of a kind are told one by one; all of them are counted."""

KINDS = ("new", "changed", "reopened", "closed")


@dataclass(frozen=True, slots=True)
class Notice:
    """What one watch of one portfolio has to tell.

    Attributes:
        id: the same however often it is sent, so that who gets it twice can tell.
        content: JSON values.
    """

    id: str
    content: dict[str, Any]


_KIND_OF = {
    "opened": "new",
    "changed": "changed",
    "reopened": "reopened",
    "gone": "closed",
    "lapsed": "closed",
}
"""What the journal says of an alert -> what a notice calls it."""


def untold(store: Store, actor: Actor, portfolio: int, after: int) -> dict[str, list[int]]:
    """What became of alerts since an entry of the journal: kind -> their numbers.

    The journal has it in the same transaction as the alerts. So what a watch found before it was
    killed, the next one tells.

    Args:
        store: the casework.
        actor: who reads.
        portfolio: number of the portfolio.
        after: number of the entry.
    """
    found: dict[str, dict[int, None]] = {kind: {} for kind in KINDS}
    with store.reading() as session:
        allowed(session, actor, "read")
        rows = session.execute(
            select(Entry.about, Entry.action, Entry.content)
            .where(Entry.seq > after, Entry.action.in_(_KIND_OF), Entry.about.like("alert/%"))
            .order_by(Entry.seq)
        ).all()
        said = [
            (int(about.partition("/")[2]), _KIND_OF[action])
            for about, action, content in rows
            if "decision" not in json.loads(content)  # that a person reopened it is no news
        ]
        ids, mine = sorted({id for id, _ in said}), set[int]()
        for start in range(0, len(ids), MOST):
            wanted = select(Alert.id).where(
                Alert.id.in_(ids[start : start + MOST]), Alert.portfolio_id == portfolio
            )
            mine.update(session.scalars(wanted))
    for id, kind in said:
        if id in mine:
            found[kind][id] = None
    return {kind: list(numbers) for kind, numbers in found.items()}


def told(store: Store, portfolio: int) -> int | None:
    """The last entry of the journal that notices were made of; None if that is not known."""
    try:
        number = json.loads(_place(store, portfolio).read_text())["seq"]
    except (OSError, ValueError, KeyError):
        return None
    return number if isinstance(number, int) else None


def tell_from(store: Store, portfolio: int, seq: int) -> None:
    """Note which entry of the journal was the last that notices were made of."""
    write_json(_place(store, portfolio), {"format": "caveat.told/1", "seq": seq})


def _place(store: Store, portfolio: int) -> Path:
    return store.root / "casework" / "watch" / f"{portfolio}-told.json"


def notice_of(
    store: Store,
    actor: Actor,
    watched: Watched,
    numbers: Mapping[str, Sequence[int]],
    *,
    names: bool,
) -> Notice | None:
    """The notice of a watch; None if there is nothing to tell.

    Args:
        store: the casework.
        actor: who reads.
        watched: what the watch came to.
        numbers: the alerts that were not told yet (`untold`).
        names: tell the names of customers and parties, too.
    """
    if not any(numbers.values()):
        return None
    id = secrets.token_hex(16)
    content = {
        "format": FORMAT,
        "id": id,
        "at": text_of(store.now),
        "portfolio": watched.run.portfolio,
        "run": watched.run.id,
        "edition": watched.run.basis["edition"],
        "counts": {kind: len(numbers[kind]) for kind in KINDS},
        "alerts": {kind: list(numbers[kind][:MOST]) for kind in KINDS},
        "notice": NOT_ADVICE,
    }
    if names:
        content["portfolio_name"] = watched.portfolio
        content["names"] = _names(
            store, actor, [one for kind in KINDS for one in numbers[kind][:MOST]]
        )
    return Notice(id, content)


def _names(store: Store, actor: Actor, ids: list[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with store.reading() as session:
        allowed(session, actor, "read")
        for start in range(0, len(ids), MOST):
            rows = session.execute(
                select(Alert.id, Alert.caption, Alert.party, Alert.score, Customer.subject)
                .join(Customer, Customer.id == Alert.customer_id)
                .where(Alert.id.in_(ids[start : start + MOST]))
            )
            for id, caption, party, score, sealed in rows:
                subject = subject_of(json.loads(store.vault.open(sealed, "subject")))
                found[str(id)] = {
                    "customer": subject.key,
                    "name": subject.name,
                    "party": party,
                    "caption": caption,
                    "score": round(score, 4),
                }
    return found


def as_text(notice: Notice) -> tuple[str, str]:
    """A notice as a mail: its subject, and its text."""
    said, counts = notice.content, notice.content["counts"]
    told = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    lines = [
        f"Portfolio {said.get('portfolio_name', said['portfolio'])}, screening {said['run']}, "
        f"edition {said['edition']}, {said['at'][:16]}Z.",
        "",
        f"Alerts: {told}.",
        "",
    ]
    for kind in KINDS:
        for id in said["alerts"][kind][:50]:
            one = said.get("names", {}).get(str(id))
            more = (
                f": {one['customer']} {one['name']} may be {one['caption']} ({one['score']:.2f})"
                if one
                else ""
            )
            lines.append(f"{kind}: alert {id}{more}")
        if counts[kind] > 50:
            lines.append(f"{kind}: and {counts[kind] - 50} more")
    lines += ["", "See caveat alerts list, or the page of the queue.", "", NOT_ADVICE]
    return f"Caveat: {told} (portfolio {said['portfolio']})", "\n".join(lines)
