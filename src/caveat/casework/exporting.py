"""One case as one folder, for an examiner: it can be read and checked without Caveat."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caveat import __version__
from caveat.casework import alerts, attachments, journal, receipts, runs
from caveat.casework.cases import Whole
from caveat.casework.models import text_of
from caveat.casework.published import COLUMNS, Excerpt, as_text, pictures, published
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.errors import BadInput
from caveat.library.disk import aside, settle
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.library import Library
from caveat.screening.rows import harmless

FORMAT = "caveat.case/1"


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Everything about a case, as far as it can be had."""

    whole: Whole
    journal: list[bytes]
    entries: list[dict[str, Any]]
    receipt: dict[str, Any]
    rows: list[dict[str, str]]
    excerpts: list[Excerpt]
    pictures: dict[str, str]
    notices: list[str]


def _gathered(store: Store, actor: Actor, library: Library, id: int) -> _Gathered:
    whole = alerts.show(store, actor, id)
    taken_out = list(journal.lines(store, actor, f"alert/{id}"))
    entries = [json.loads(line) for line in taken_out[:-1]]
    drawn, notices = pictures(library, whole)
    rows, excerpts, why = published(library, whole)
    made = _receipt(store, actor, whole)
    return _Gathered(whole, taken_out, entries, made, rows, excerpts, drawn, notices + why)


def export(store: Store, actor: Actor, library: Library, id: int, place: Path) -> list[str]:
    """Write everything about an alert into a new folder, whole or not at all.

    Args:
        store: the casework.
        actor: who reads.
        library: the lists.
        id: number of the alert.
        place: the folder; it must not be there.

    Returns:
        The names of the files.

    Raises:
        NotAllowed: the actor is no user.
        UnknownCase: there is no such alert.
        BadInput: there is such a folder.
    """
    if place.exists():
        raise BadInput(f"There is {place} already. Name a folder that is not there.")
    found = _gathered(store, actor, library, id)
    place.parent.mkdir(parents=True, exist_ok=True)
    with aside(place.parent) as folder:
        files: dict[str, bytes] = {
            "case.json": _json(case_json(found.whole, found.entries, found.notices)),
            "receipt.json": _json(found.receipt),
            "journal.jsonl": b"".join(found.journal),
            "journal-head.json": _json(json.loads(found.journal[-1])["head"]),
            "list-rows.csv": _csv(found.rows),
            "as-published.txt": as_text(found.excerpts).encode(),
            **{f"ownership-{name}.svg": svg.encode() for name, svg in found.pictures.items()},
        }
        for one in found.whole.attachments:
            files[f"attachments/{one.id}-{one.name}"] = attachments.content(store, actor, one.id)
        files["case.html"] = _page(found).encode()
        sums = "".join(
            f"{hashlib.sha256(content).hexdigest()}  {name}\n"
            for name, content in sorted(files.items())
        )
        files["SHA256SUMS"] = sums.encode()
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
        settle(folder, place)
    return sorted(files)


def pdf(store: Store, actor: Actor, library: Library, id: int) -> bytes:
    """Everything about an alert as one PDF, but for the attachments, which it names.

    Args:
        store: the casework.
        actor: who reads.
        library: the lists.
        id: number of the alert.

    Raises:
        NotAllowed: the actor is no user.
        UnknownCase: there is no such alert.
        MissingExtra: the extra ``picture`` is not installed, or pango is not on the machine.
    """
    from caveat.screening.documents.report.html import needs_pdf

    needs_pdf()
    from weasyprint import HTML
    from weasyprint.urls import URLFetchingError

    def fetch(url: str, *rest: Any, **more: Any) -> Any:
        raise URLFetchingError(f"{url} is not fetched: a case stands alone.")

    text = _page(_gathered(store, actor, library, id), alone=True)
    whole: bytes = HTML(string=text, url_fetcher=fetch, base_url=None).write_pdf()
    return whole


def receipt(store: Store, actor: Actor, id: int) -> dict[str, Any]:
    """The receipt of what an alert rests on now.

    Raises:
        NotAllowed: the actor is no user.
        UnknownCase: there is no such alert.
    """
    return _receipt(store, actor, alerts.show(store, actor, id))


def _receipt(store: Store, actor: Actor, whole: Whole) -> dict[str, Any]:
    seen = whole.snapshots[-1]
    run = runs.run(store, actor, seen.run)
    return receipts.of_alert(whole.case.id, whole.case.party, seen, run.basis)


def case_json(
    whole: Whole, entries: list[dict[str, Any]], notices: list[str] | None = None
) -> dict[str, Any]:
    """A case as JSON values (``docs/reference/caveat.schema.json``)."""
    said: dict[str, Any] = plain(asdict(whole))
    return {
        "format": FORMAT,
        **said,
        "journal": entries,
        "cautions": list(notices or ()),
        "notice": NOT_ADVICE,
    }


def plain(value: Any) -> Any:
    """Dataclasses' values as JSON values."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return text_of(value)
    if isinstance(value, date | Path):
        return str(value)
    return value


def _page(found: _Gathered, *, alone: bool = False) -> str:
    from jinja2 import Environment, PackageLoader, select_autoescape

    environment = Environment(
        loader=PackageLoader("caveat.casework", "."),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = lambda at: text_of(at)[:16].replace("T", " ") + " UTC"
    return environment.get_template("case.html.j2").render(
        case=found.whole.case,
        seen=found.whole.snapshots[-1],
        whole=found.whole,
        entries=found.entries,
        signed=json.loads(found.journal[-1]),
        pictures=found.pictures,
        rows=found.rows,
        excerpts=found.excerpts,
        notices=found.notices,
        receipt=found.receipt,
        alone=alone,
        program=__version__,
        not_advice=NOT_ADVICE,
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row.values()] for row in rows)
    return out.getvalue().encode()
