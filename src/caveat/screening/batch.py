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
from itertools import count, islice
from pathlib import Path
from typing import Any

from caveat.errors import BadInput, BadSubject
from caveat.library.disk import checksum, file_aside, read_json, write_json
from caveat.screening import table
from caveat.screening.answer import NOT_ADVICE, ListUsed
from caveat.screening.flat import COLUMNS, flat, status
from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.screening.report import screening_json
from caveat.screening.results import check, write
from caveat.screening.rows import Input, Row, open_input, text_of
from caveat.screening.screen import Desk
from caveat.subject import Subject
from caveat.time import day

CHUNK = 512

Progress = Callable[[int, int, int, int], None]
"""Rows done, rows in all (an estimate), rows with a hit, rows rejected."""

Counts = dict[str, int]
"""How many rows there were, and how many of them clear, with hits and rejected."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done for a customer file, chunk by chunk.

    Attributes:
        library: what to screen against.
        terms: with both days filled in.
        columns: heading -> field.
        full: keep whole answers, not one row a hit.
        folder: where each chunk's results go, see `finish`.
        first: number of the first chunk.
        rows: the rows from there on.
    """

    library: Library
    terms: Terms
    columns: Mapping[str, str]
    full: bool
    folder: Path
    first: int
    rows: Iterator[Row]

    def chunks(self) -> Iterator[tuple[int, list[Row]]]:
        """Each chunk with its number, in order."""
        number = self.first
        while chunk := list(islice(self.rows, CHUNK)):
            yield number, chunk
            number += 1


Engine = Callable[[Work], Iterator[Counts]]
"""Finishes every chunk, in whatever order and on whatever machines; tells the counts of each, or
of several together, as they are done."""


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
    engine: Engine | None = None,
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
        engine: what does the work; this process, if not said.

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
    done = _finished(folder) if begun else 0
    if not begun:
        shutil.rmtree(folder, ignore_errors=True)
        moment = desk.question.moment
        days = {"as_of": str(moment.as_of), "known_at": str(moment.known_at)}
        write_json(folder / "manifest.json", identity | days)
    counts = _counts(folder, done)
    work = Work(
        library,
        settled,
        columns,
        output.suffix.lower() == ".jsonl",
        folder,
        done,
        islice(opened.rows(), counts["rows"], None),
    )
    for counted in (engine or _here)(work):
        for name, one in counted.items():
            counts[name] += one
        if progress is not None:
            total = max(opened.total, counts["rows"])
            progress(counts["rows"], total, counts["hits"], counts["rejected"])
    done = _finished(folder)
    if _counts(folder, done) != counts:
        raise BadInput(
            f"The results of some rows are not in {folder}. If several machines work on them, "
            "that folder must be on a disk that all of them share."
        )
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


def _here(work: Work) -> Iterator[Counts]:
    """Do the work in this process."""
    desk = work.library.desk(work.terms)
    for number, chunk in work.chunks():
        yield finish(desk, number, chunk, work.columns, work.full, work.folder)


def finish(
    desk: Desk,
    number: int,
    chunk: Sequence[Row],
    columns: Mapping[str, str],
    full: bool,
    folder: Path,
) -> Counts:
    """Answer a chunk and keep its results, in one step; doing it again changes nothing.

    Args:
        desk: what answers.
        number: of the chunk.
        chunk: its rows.
        columns: heading -> field.
        full: keep whole answers, not one row a hit.
        folder: where the results go.
    """
    records, counted = _answer(desk, chunk, columns, full)
    with file_aside(folder / f"{number:08d}.jsonl") as stream:
        for record in records:
            stream.write(json.dumps(record, ensure_ascii=False, default=text_of).encode() + b"\n")
    write_json(folder / f"{number:08d}.count.json", counted)
    return counted


def _finished(folder: Path) -> int:
    """How many chunks are finished, from the first on without a gap."""
    return next(n for n in count() if not (folder / f"{n:08d}.count.json").exists())


def _counts(folder: Path, chunks: int) -> Counts:
    """What the first chunks came to together."""
    counts = {"rows": 0, "clear": 0, "hits": 0, "rejected": 0}
    for part in range(chunks):
        for name, one in read_json(folder / f"{part:08d}.count.json").items():
            counts[name] += one
    return counts


def _answer(
    desk: Desk, chunk: Sequence[Row], columns: Mapping[str, str], full: bool
) -> tuple[list[dict[str, Any]], Counts]:
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
