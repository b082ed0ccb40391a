"""A question settled here and answered elsewhere: by other processes, on other machines.

Whoever starts a job settles its question once: the edition, the days, the lists with their ages,
what the columns are. Every process that works on it opens that very edition and answers that very
question, whatever is built or updated meanwhile. Customers come and results go as Arrow batches;
the columns are those of `caveat.screening.flat`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from caveat.errors import BadSubject, BadTable
from caveat.library.edition import Listing
from caveat.library.timeline import Moment
from caveat.screening import table
from caveat.screening.answer import ListUsed, Screening
from caveat.screening.editions import of_edition
from caveat.screening.flat import COLUMNS, flat
from caveat.screening.library import Library
from caveat.screening.question import Question, Terms
from caveat.screening.screen import Desk
from caveat.sources.ofac_programmes import not_before
from caveat.subject import Subject

CHUNK = 1024
"""Rows answered at once: what `Library.screen_many` takes, too."""

LINE = "caveat_line"
"""The one column of `COLUMNS` that only whoever reads a file can tell; kept where it is there."""

_TYPES = {"caveat_hits": pa.int32(), "caveat_hit": pa.int32(), "caveat_score": pa.float64()}
_OF_ROW = ("caveat_status", "caveat_hits", "caveat_edition", "caveat_list_versions",
           "caveat_notice")  # fmt: skip
_OF_HIT = tuple(name for name in COLUMNS if name not in (*_OF_ROW, LINE))
FOUND = "caveat_found"
"""The column with all hits of a row, where there is one row a customer."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A question with everything that its answers rest on; can be sent to another machine.

    Attributes:
        edition: id of the edition.
        today: the day that was taken for today.
        terms: what the user said, with both days filled in.
        moment: the two days.
        listings: the lists to use.
        used: the same, as answers name them, with their ages.
        cautions: what a reader must know.
        columns: heading -> field.
    """

    edition: str
    today: date
    terms: Terms
    moment: Moment
    listings: tuple[Listing, ...]
    used: tuple[ListUsed, ...]
    cautions: tuple[str, ...]
    columns: Mapping[str, str]


def columns_of(headings: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """What the columns of a table are; those of results of ours are none of the customers'.

    Args:
        headings: of the customers' table.
        said: heading -> field, for columns whose headings say too little.

    Raises:
        BadTable: two columns have the same heading, but for case.
        BadMapping: no column with a name was found, or a mapping is wrong.
    """
    plain = [heading.casefold() for heading in headings]
    twice = {heading for heading in headings if plain.count(heading.casefold()) > 1}
    if twice:
        raise BadTable(f"The table has the column {min(twice)!r} twice. Rename one of them.")
    return table.mapping([one for one in headings if one not in COLUMNS], said)


def settle(library: Library, columns: Mapping[str, str], terms: Terms) -> Settled:
    """Settle a question, or refuse it, before anybody works on it.

    Who is blocked by ownership is found out here too, and kept in the library's folder.

    Args:
        library: what to screen against.
        columns: heading -> field.
        terms: what the user said.

    Raises:
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
    """
    question = library.desk(terms).question
    moment = question.moment
    return Settled(
        library.edition.id,
        library.today,
        replace(terms, as_of=moment.as_of, known_at=moment.known_at),
        moment,
        question.listings,
        question.used,
        question.cautions,
        columns,
    )


def desk_of(root: Path, settled: Settled) -> Desk:
    """What answers a settled question, in this process.

    Args:
        root: the folder of a library that has the edition.
        settled: the question.

    Raises:
        UnknownEdition: the library does not have the edition any more.
        LibraryDamaged: it cannot be read.
    """
    library = of_edition(Library.open(root, today=settled.today), settled.edition)
    moment, terms = settled.moment, settled.terms
    allowed = library.times.allowed({one.source for one in settled.listings}, moment)
    question = Question(terms, moment, settled.listings, settled.used, settled.cautions, allowed)
    owned = library.ownership.owned(moment, terms.sources) if terms.ownership else None
    return Desk(library.edition, library.index, question, not_before, owned)


def kept(headings: Sequence[str]) -> list[str]:
    """The columns of a customers' table that come out as they are."""
    return [heading for heading in headings if heading == LINE or heading not in COLUMNS]


def added(nested: bool) -> pa.Schema:
    """The columns that come out besides.

    Args:
        nested: one row a customer, with all hits in the column `FOUND`; else one row a hit.
    """
    if not nested:
        return pa.schema([_field(name) for name in COLUMNS if name != LINE])
    hit = pa.struct([_field(name.removeprefix("caveat_"), name) for name in _OF_HIT])
    return pa.schema(
        [
            *(_field(name) for name in (*_OF_ROW[:2], "caveat_why")),
            pa.field(FOUND, pa.list_(hit)),
            *(_field(name) for name in _OF_ROW[2:]),
        ]
    )


def answers(
    desk: Desk, batch: pa.RecordBatch, columns: Mapping[str, str], *, nested: bool = False
) -> Iterator[pa.RecordBatch]:
    """The results for a batch of customers, in their order, in bounded memory.

    Args:
        desk: what answers.
        batch: customers; their columns are of any type.
        columns: heading -> field.
        nested: as for `added`.

    Yields:
        Batches with the columns of the customers (`kept`) and those of `added`.
    """
    own = kept(batch.schema.names)
    more = added(nested)
    for start in range(0, batch.num_rows, CHUNK):
        part = batch.slice(start, CHUNK)
        rows, records = _records(desk, part, columns)
        if nested:
            records = list(_nested(rows, records))
            rows = list(range(part.num_rows))
        taken = part.select(own).take(pa.array(rows, pa.int32()))
        said = [pa.array([_cell(record, one.name) for record in records], one.type) for one in more]
        yield pa.record_batch([*taken.columns, *said], schema=pa.schema([*taken.schema, *more]))


def _records(
    desk: Desk, part: pa.RecordBatch, columns: Mapping[str, str]
) -> tuple[list[int], list[dict[str, Any]]]:
    """The results, each with the place of its customer."""
    subjects: list[Subject] = []
    wrong: dict[int, str] = {}
    for place, row in enumerate(part.select(list(columns)).to_pylist()):
        try:
            subjects.append(table.subject(row, columns))
        except BadSubject as error:
            wrong[place] = str(error)
    screenings = iter(desk.answer(subjects))
    rows: list[int] = []
    records: list[dict[str, Any]] = []
    clear: dict[str, Any] | None = None
    for place in range(part.num_rows):
        if place in wrong:
            found = [{"caveat_status": "rejected", "caveat_why": wrong[place]}]
        else:
            screening = next(screenings)
            if screening.clear and _plain(screening, desk):
                clear = clear or next(flat(0, screening))  # all of them say the same
                found = [clear]
            else:
                found = list(flat(0, screening))
        rows += [place] * len(found)
        records += found
    return rows, records


def _plain(screening: Screening, desk: Desk) -> bool:
    """Whether an answer has no caution of its own."""
    return screening.cautions == desk.question.cautions


def _nested(rows: Sequence[int], records: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One record a customer, from the records of its hits, which lie together."""
    last = -1
    found: list[dict[str, Any]] = []
    for place, record in zip(rows, records, strict=True):
        if place != last:
            last, found = place, []
            said = {name: record.get(name) for name in _OF_ROW}
            why = record.get("caveat_why") if record["caveat_status"] == "rejected" else None
            yield {**said, "caveat_why": why, FOUND: found}
        if record.get("caveat_hit"):
            found.append({name.removeprefix("caveat_"): _cell(record, name) for name in _OF_HIT})


def _field(name: str, of: str = "") -> pa.Field:
    return pa.field(name, _TYPES.get(of or name, pa.string()))


def _cell(record: Mapping[str, Any], name: str) -> Any:
    """A cell; a text without a letter in it is none, as in the files that `batch` writes."""
    value = record.get(name)
    return None if value == "" else value
