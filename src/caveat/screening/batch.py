"""A whole customer file against the library: every row comes out, and a broken run goes on.

Finished rows are kept in ``OUTPUT.partial/``, a file a chunk, each put there in one step. When all
are there, the results are written in one step and the folder goes away.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from caveat.errors import BadInput, BadSubject
from caveat.library.disk import checksum, file_aside, read_json, write_json
from caveat.match.explain import sentence
from caveat.ownership.explain import chain
from caveat.screening import table
from caveat.screening.answer import NOT_ADVICE, Hit, ListUsed, OwnedHit, Screening
from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.screening.report import screening_json
from caveat.screening.results import check, write
from caveat.screening.rows import Input, Row, open_input, text_of
from caveat.screening.screen import Desk
from caveat.subject import Subject
from caveat.time import day

CHUNK = 512

COLUMNS = (
    "caveat_line",
    "caveat_status",
    "caveat_hits",
    "caveat_hit",
    "caveat_score",
    "caveat_party",
    "caveat_caption",
    "caveat_name",
    "caveat_name_kind",
    "caveat_lists",
    "caveat_programmes",
    "caveat_since",
    "caveat_why",
    "caveat_edition",
    "caveat_list_versions",
    "caveat_notice",
)
"""What is added to the columns of the customer file; see ``docs/how-to/batch.md``."""

Progress = Callable[[int, int, int, int], None]
"""Rows done, rows in all (an estimate), rows with a hit, rows rejected."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch came to.

    Attributes:
        rows: rows read; each is clear, hit or rejected.
        clear: rows without a hit.
        hits: rows with at least one hit.
        rejected: rows that could not be read.
        seconds: time it took, of this run.
        output: the results.
        rejects: the file of rejected rows; None if there are none.
        columns: what the columns were taken for.
        lists: every list behind the answers.
        cautions: what a reader must know.
        edition: id of the edition.
        terms: how it was asked, and about which days.
    """

    rows: int
    clear: int
    hits: int
    rejected: int
    seconds: float
    output: Path
    rejects: Path | None
    columns: Mapping[str, str]
    lists: tuple[ListUsed, ...]
    cautions: tuple[str, ...]
    edition: str
    terms: Terms


def run(
    library: Library,
    source: Path,
    output: Path,
    *,
    terms: Mapping[str, Any] | None = None,
    said: Mapping[str, str] | None = None,
    resume: bool = False,
    progress: Progress | None = None,
    each: Callable[[Mapping[str, Any]], None] | None = None,
) -> Summary:
    """Screen a customer file.

    Args:
        library: what to screen against.
        source: the customer file.
        output: the results; the suffix says the format. JSON lines carry the whole answers, the
            others one row a hit, and one row for each subject without any.
        terms: as for `Library.screen`.
        said: heading -> field, for columns whose headings say too little.
        resume: go on where a run was broken off, about the same days.
        progress: is told after each chunk.
        each: is told every record of the results, in order, before they are written.

    Raises:
        BadTable: the file cannot be read, or the results cannot be written so.
        BadMapping: no column with a name was found, or a mapping is wrong.
        BadInput: the results would overwrite the customer file, or the run that should go on was
            another one.
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
    """
    check(output)
    if source.resolve() in (output.resolve(), _rejects(output).resolve()):
        raise BadInput("The results would overwrite the customer file. Give them another name.")
    began = time.monotonic()
    opened = open_input(source)
    columns = table.mapping(opened.headings, said or {})
    settled = library.terms(**(terms or {}))
    folder = output.with_name(f"{output.name}.partial")
    identity = {
        "input": checksum(source),
        "terms": repr(settled),
        "columns": dict(columns),
        "edition": library.edition.id,
        "format": output.suffix,
    }
    begun = _begun(folder, identity) if resume else None
    if begun:
        settled = replace(settled, as_of=day(begun["as_of"]), known_at=day(begun["known_at"]))
    desk = library.desk(settled)
    done = len(list(folder.glob("*.count.json"))) if begun else 0
    if not begun:
        shutil.rmtree(folder, ignore_errors=True)
        moment = desk.question.moment
        days = {"as_of": str(moment.as_of), "known_at": str(moment.known_at)}
        write_json(folder / "manifest.json", identity | days)
    counts = {"rows": 0, "clear": 0, "hits": 0, "rejected": 0}
    for part in range(done):
        for name, count in read_json(folder / f"{part:08d}.count.json").items():
            counts[name] += count
    rows = islice(opened.rows(), counts["rows"], None)
    full = output.suffix.lower() == ".jsonl"
    while chunk := list(islice(rows, CHUNK)):
        records, counted = _answer(desk, chunk, columns, full)
        with file_aside(folder / f"{done:08d}.jsonl") as stream:
            for record in records:
                stream.write(
                    json.dumps(record, ensure_ascii=False, default=text_of).encode() + b"\n"
                )
        write_json(folder / f"{done:08d}.count.json", counted)
        done += 1
        for name, count in counted.items():
            counts[name] += count
        if progress is not None:
            total = max(opened.total, counts["rows"])
            progress(counts["rows"], total, counts["hits"], counts["rejected"])
    if each is not None:
        for record in _records(folder, done):
            each(record)
    rejects = _settle(folder, done, opened, output, counts["rejected"])
    summary = Summary(
        counts["rows"],
        counts["clear"],
        counts["hits"],
        counts["rejected"],
        time.monotonic() - began,
        output,
        rejects,
        columns,
        desk.question.used,
        (*opened.cautions, *desk.question.cautions),
        library.edition.id,
        replace(settled, as_of=desk.question.moment.as_of, known_at=desk.question.moment.known_at),
    )
    write_json(output.with_name(f"{output.name}.about.json"), _about(summary))
    shutil.rmtree(folder)
    return summary


def _begun(folder: Path, identity: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the broken run was about; None if there was none."""
    manifest = folder / "manifest.json"
    if not manifest.exists():
        return None
    found: dict[str, Any] = read_json(manifest)
    if any(found.get(name) != value for name, value in identity.items()):
        raise BadInput(
            f"The run in {folder} was about another file, other terms or another edition. "
            "Start anew without --resume."
        )
    return found


def _answer(
    desk: Desk, chunk: Sequence[Row], columns: Mapping[str, str], full: bool
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    subjects: list[Subject] = []
    wrong: dict[int, str] = {}
    for place, row in enumerate(chunk):
        if row.wrong:
            wrong[place] = row.wrong
            continue
        try:
            subjects.append(table.subject(row.cells, columns))
        except BadSubject as error:
            wrong[place] = str(error)
    answers = iter(desk.answer(subjects))
    records: list[dict[str, Any]] = []
    counted = {"rows": len(chunk), "clear": 0, "hits": 0, "rejected": len(wrong)}
    for place, row in enumerate(chunk):
        if place in wrong:
            reason = {"caveat_status": "rejected", "caveat_why": wrong[place]}
            records.append({**_cells(row), "caveat_line": row.line, **reason})
            continue
        screening = next(answers)
        counted["clear" if screening.clear else "hits"] += 1
        if full:
            answer = screening_json(screening)
            records.append({**_cells(row), "caveat_line": row.line, "caveat_status":
                            status(screening), "screening": answer})  # fmt: skip
        else:
            records += [{**_cells(row), **record} for record in flat(row.line, screening)]
    return records, counted


def status(screening: Screening) -> str:
    """``clear``, ``hit``, or ``possible`` if no hit was certainly listed, or blocked."""
    if screening.clear:
        return "clear"
    sure = any(hit.status == "listed" for hit in screening.hits)
    return "hit" if sure or any(hit.status == "blocked" for hit in screening.owned) else "possible"


def flat(line: int, screening: Screening) -> Iterator[dict[str, Any]]:
    """A screening as rows of `COLUMNS`: one a hit, or one that says that there is none."""
    common = {
        "caveat_line": line,
        "caveat_status": status(screening),
        "caveat_hits": len(screening.hits) + len(screening.owned),
        "caveat_edition": screening.edition,
        "caveat_list_versions": "; ".join(
            f"{used.source} {used.version}" for used in screening.lists
        ),
        "caveat_notice": " ".join((*screening.cautions, NOT_ADVICE)),
    }
    if screening.clear:
        yield {**common, "caveat_hit": 0}
    for place, hit in enumerate(screening.hits, start=1):
        yield {**common, "caveat_hit": place, **_hit(hit)}
    for place, owned in enumerate(screening.owned, start=len(screening.hits) + 1):
        yield {**common, "caveat_hit": place, **_owned(owned)}


def _hit(hit: Hit) -> dict[str, Any]:
    current = [one for one in hit.designations if one.status != "not listed"]
    return {
        "caveat_score": round(hit.score, 4),
        "caveat_party": hit.entity.id,
        "caveat_caption": hit.entity.caption,
        "caveat_name": hit.name,
        "caveat_name_kind": hit.name_kind,
        "caveat_lists": "; ".join(dict.fromkeys(one.source for one in current)),
        "caveat_programmes": "; ".join(dict.fromkeys(one.programme for one in current)),
        "caveat_since": "; ".join(
            dict.fromkeys(one.start or one.listed or "no date given" for one in current)
        ),
        "caveat_why": " ".join(sentence(piece) for piece in hit.evidence),
    }


def _owned(hit: OwnedHit) -> dict[str, Any]:
    return {
        "caveat_score": round(hit.score, 4),
        "caveat_party": hit.party,
        "caveat_caption": hit.exposures[0].name,
        "caveat_name": hit.name,
        "caveat_name_kind": "ownership",
        "caveat_programmes": "; ".join(f"{one.verdict}: {one.title}" for one in hit.exposures),
        "caveat_why": " ".join(
            (
                *(sentence(piece) for piece in hit.evidence),
                *dict.fromkeys(chain(one, one.chains[0]) for one in hit.exposures if one.chains),
            )
        ),
    }


def _cells(row: Row) -> dict[str, Any]:
    return {
        heading: text_of(cell) if isinstance(cell, float) and not math.isfinite(cell) else cell
        for heading, cell in row.cells.items()
        if heading not in COLUMNS
    }


def _rejects(output: Path) -> Path:
    return output.with_name(f"{output.stem}.rejects.csv")


def _settle(folder: Path, done: int, opened: Input, output: Path, rejected: int) -> Path | None:
    """Write the results, and the rejected rows apart."""
    headings = [heading for heading in opened.headings if heading not in COLUMNS]
    whole = folder / f"results{output.suffix}"
    write(whole, [*headings, *COLUMNS], _records(folder, done))
    whole.replace(output)
    rejects = _rejects(output)
    if not rejected:
        rejects.unlink(missing_ok=True)
        return None
    write(
        rejects,
        ["line", "reason", *(name for name in headings if name not in ("line", "reason"))],
        (
            {**record, "line": record["caveat_line"], "reason": record["caveat_why"]}
            for record in _records(folder, done)
            if record["caveat_status"] == "rejected"
        ),
    )
    return rejects


def _records(folder: Path, done: int) -> Iterator[dict[str, Any]]:
    for part in range(done):
        with (folder / f"{part:08d}.jsonl").open("rb") as stream:
            for line in stream:
                yield json.loads(line)


def _about(summary: Summary) -> dict[str, Any]:
    return {
        "format": "caveat.batch/1",
        "rows": summary.rows,
        "clear": summary.clear,
        "hits": summary.hits,
        "rejected": summary.rejected,
        "output": summary.output.name,
        "rejects": summary.rejects.name if summary.rejects else None,
        "columns": dict(summary.columns),
        "edition": summary.edition,
        "lists": [
            {
                "source": used.source,
                "title": used.title,
                "version": used.version.isoformat(),
                "age": used.age,
                "stale": used.stale,
            }
            for used in summary.lists
        ],
        "cautions": list(summary.cautions),
        "notice": NOT_ADVICE,
    }
