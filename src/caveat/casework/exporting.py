"""One case as one folder, for an examiner: it can be read and checked without Caveat."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caveat import __version__
from caveat.casework import alerts, attachments, journal, receipts, runs
from caveat.casework.cases import Whole
from caveat.casework.models import text_of
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.errors import BadInput, CannotAnswer, UnknownHolder, UnknownParty
from caveat.library.disk import aside, settle
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.library import Library
from caveat.screening.rows import harmless

FORMAT = "caveat.case/1"

_COLUMNS = ("list", "version", "until", "file", "sha256", "place", "entity", "schema", "property",
            "as published", "normal form")  # fmt: skip


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
    whole = alerts.show(store, actor, id)
    taken_out = list(journal.lines(store, actor, f"alert/{id}"))
    entries = [json.loads(line) for line in taken_out[:-1]]
    made = _receipt(store, actor, whole)
    pictures, notices = _pictures(library, whole)
    rows, why = _published(library, whole)
    notices += why
    place.parent.mkdir(parents=True, exist_ok=True)
    with aside(place.parent) as folder:
        files: dict[str, bytes] = {
            "case.json": _json(case_json(whole, entries, notices)),
            "receipt.json": _json(made),
            "journal.jsonl": b"".join(taken_out),
            "journal-head.json": _json(json.loads(taken_out[-1])["head"]),
            "list-rows.csv": _csv(rows),
            **{f"ownership-{name}.svg": svg.encode() for name, svg in pictures.items()},
        }
        for one in whole.attachments:
            files[f"attachments/{one.id}-{one.name}"] = attachments.content(store, actor, one.id)
        files["case.html"] = _page(whole, entries, pictures, rows, notices, made).encode()
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


def _published(library: Library, whole: Whole) -> tuple[list[dict[str, str]], list[str]]:
    """What the lists say of the party, value by value, in the publishers' words."""
    answer = whole.snapshots[-1].answer
    try:
        shown = library.show(whole.case.party, as_of=answer["as_of"], known_at=answer["known_at"])
    except (UnknownParty, CannotAnswer) as error:
        if whole.case.kind == "owned":
            return [], ["The party is on no list: it is blocked, or may be, by ownership."]
        return [], [f"The rows of the lists cannot be given: {error}"]
    versions = {
        (one.source, version.published): version
        for one in library.edition.listings
        for version in one.versions
    }
    rows = []
    for dated in shown.party.statements:
        said = dated.statement
        version = versions[dated.source, dated.last]
        name = said.origin.partition(":")[0]
        raws = [raw for raw in version.files if raw.name.startswith(name)] or version.files
        rows.append(
            dict(
                zip(
                    _COLUMNS,
                    (
                        dated.source, str(dated.last), str(dated.until or ""),
                        "; ".join(raw.name for raw in raws),
                        "; ".join(raw.sha256 for raw in raws), said.origin, said.entity,
                        said.schema, said.prop, said.original or said.value, said.value,
                    ),
                    strict=True,
                )
            )
        )  # fmt: skip
    return rows, []


def _pictures(library: Library, whole: Whole) -> tuple[dict[str, str], list[str]]:
    """Who stands behind the party, test by test, where anybody does."""
    from caveat.ownership.graph import graph
    from caveat.ownership.picture import svg
    from caveat.ownership.regimes.known import REGIMES

    answer = whole.snapshots[-1].answer
    pictures: dict[str, str] = {}
    notices: list[str] = []
    for name in REGIMES:
        try:
            found = library.ownership.exposure(
                whole.case.party, regime=name, as_of=answer["as_of"], known_at=answer["known_at"]
            )
        except (UnknownHolder, UnknownParty):
            break
        except CannotAnswer as error:
            notices.append(f"Ownership under {name} cannot be drawn: {error}")
            continue
        if found.chains:
            pictures[name] = svg(graph([found]))
    if not pictures:
        notices.append("No stake links the party to a listed one: there is nothing to draw.")
    return pictures, notices


def _page(
    whole: Whole,
    entries: list[dict[str, Any]],
    pictures: dict[str, str],
    rows: list[dict[str, str]],
    notices: list[str],
    receipt: dict[str, Any],
) -> str:
    from jinja2 import Environment, PackageLoader, select_autoescape

    environment = Environment(
        loader=PackageLoader("caveat.casework", "."),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = lambda at: text_of(at)[:16].replace("T", " ") + " UTC"
    return environment.get_template("case.html.j2").render(
        case=whole.case,
        seen=whole.snapshots[-1],
        whole=whole,
        entries=entries,
        pictures=pictures,
        rows=rows,
        columns=_COLUMNS,
        notices=notices,
        receipt=receipt,
        program=__version__,
        not_advice=NOT_ADVICE,
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([harmless(cell) for cell in row.values()] for row in rows)
    return out.getvalue().encode()
