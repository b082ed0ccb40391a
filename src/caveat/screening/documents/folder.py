"""Folder: many documents in one go, each read or refused by itself, and the table over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caveat.errors import BadInput, CannotAnswer, CaveatError
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.documents.document import Document
from caveat.screening.documents.proposals import Gathered, Written
from caveat.screening.documents.reading import Found, Reading
from caveat.screening.documents.relations import propose
from caveat.screening.documents.report.told import shortly, told

if TYPE_CHECKING:
    from caveat.screening.library import Library

COLUMNS = ("file", "day", "day_from", "party", "type", "status_then", "status_now", "in_words",
           "mentions", "first_place", "first_sentence", "listed_parties", "as_of", "edition",
           "error", "notice")  # fmt: skip

_BARRED = ("it may not be read", "it cannot be reached")
"""Why a file is left out though it may be a document: these are rows of the table."""

Progress = Callable[[int, int, str], None]
"""Told of how many documents, out of how many, are done, and which one comes next."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one document.

    Attributes:
        place: its file, relative to the folder.
        reading: the answer; None if it could not be read.
        error: why not; empty if it was.
    """

    place: str
    reading: Reading | None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A party of a document, in a table over many.

    Attributes:
        name: as the document has it.
        key: as the list has it, if it is on one.
        then: its status on the document's day; None if that is not known.
        now: its status on the other day.
        told: both in one sentence.
        mentions: how many.
    """

    name: str
    key: str
    then: str | None
    now: str
    told: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A document, in a table over many.

    Attributes:
        name: its file, relative to the folder.
        day: ISO prefix; empty if it is not known.
        error: why it could not be read; empty if it was.
        page: where its own page is; empty if there is none.
        parties: those who were or are listed or blocked, or perhaps so.
        hit: whether there are any.
    """

    name: str
    day: str
    error: str
    page: str
    parties: tuple[Standing, ...]
    hit: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of many documents.

    Attributes:
        read: how many were read.
        hits: in how many somebody was or is listed, or owned by those who are.
        failed: how many could not be read.
    """

    read: int
    hits: int
    failed: int


def one(
    library: Library,
    document: Document,
    *,
    as_of: str | date | None = None,
    **terms: Any,
) -> Reading:
    """Read one document: who is in it, listed or not, and which relations it states.

    Args:
        library: the library to ask.
        document: the document.
        as_of: the second day that the answer is about; today if not said.
        terms: as for `Library.screen`.

    Raises:
        CannotAnswer: the lists needed are missing or, under ``strict``, stale.
    """
    from caveat.screening.documents.named import named, why_not
    from caveat.screening.documents.read import read_document

    reading = read_document(library, document, as_of=as_of, named=named(document), **terms)
    unsought = why_not(document)
    return replace(
        reading,
        proposed=reading.proposed or propose(document, reading.found),
        cautions=(*reading.cautions, *([unsought] if unsought else [])),
    )


def each(
    library: Library,
    folder: Path,
    *,
    day: str | None = None,
    as_of: str | date | None = None,
    apart: Sequence[Path] = (),
    progress: Progress = lambda done, total, name: None,
    **terms: Any,
) -> Iterator[Done]:
    """Read every document of a folder and the folders in it, one after the other.

    One that cannot be read is an answer like the others, with its error; the next one goes on. A
    library that cannot answer stops everything: no later document would fare better.

    Args:
        library: the library to ask.
        folder: the folder.
        day: the day of all of them, if they are not to say it themselves.
        as_of: the second day; today if not said.
        apart: files and folders in it that are no documents: an earlier report.
        progress: told before each.
        terms: as for `Library.screen`.

    Raises:
        BadInput: no document is in the folder.
        CannotAnswer: the lists needed are missing or, under ``strict``, stale.
    """
    from caveat.screening.documents import files

    inside = files.sorted_out(folder)
    places = [place for place in inside.places if not any(map(place.is_relative_to, apart))]
    barred = [(place, why) for place, why in inside.left_out if why in _BARRED]
    if not places and not barred:
        raise BadInput(f"No document is in {folder}. Name a folder that has some, or a file.")
    for number, place in enumerate(places):
        name = str(place.relative_to(folder))
        progress(number, len(places), name)
        yield _done(library, place, name, day, as_of, terms)
    for place, why in barred:
        name = str(place.relative_to(folder))
        yield Done(name, None, f"{name} was not read: {why}. Make it readable, and read it again.")
    progress(len(places), len(places), "")


def _done(
    library: Library,
    place: Path,
    name: str,
    day: str | None,
    as_of: str | date | None,
    terms: dict[str, Any],
) -> Done:
    from caveat.screening.documents import files

    try:
        document = files.read(place, day=day, today=library.today)
        return Done(name, one(library, replace(document, name=name), as_of=as_of, **terms))
    except CannotAnswer:
        raise
    except CaveatError as error:
        return Done(name, None, str(error))
    except Exception as error:  # a parser that met what nobody foresaw: one file, not all of them
        return Done(
            name,
            None,
            f"{name} cannot be read ({type(error).__name__}: {error}). Look at the file; the "
            "others were read.",
        )


def brief(done: Done, page: str = "") -> Brief:
    """What a table over many documents says of one."""
    reading = done.reading
    if reading is None:
        return Brief(done.place, "", done.error, page, (), False)
    return Brief(
        done.place,
        reading.dated.day if reading.dated else "",
        "",
        page,
        tuple(
            Standing(found.name, _key(found), found.status_then, found.status_now,
                     shortly(reading, found), len(found.mentions))
            for found in listed(reading)
        ),
        not reading.clear,
    )  # fmt: skip


def _key(found: Found) -> str:
    """The name under which the same party of several documents is one: that of the list."""
    hits = found.now.hits or (found.then.hits if found.then else ())
    return hits[0].entity.caption if hits else found.name


def summary_of(briefs: Sequence[Brief]) -> Summary:
    """How many were read, and in how many somebody was found."""
    failed = sum(bool(one.error) for one in briefs)
    return Summary(len(briefs) - failed, sum(one.hit for one in briefs), failed)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run over a folder came to.

    Attributes:
        briefs: of each document.
        summary: how many were read.
        output: where the report is; None if none was asked for.
        proposed: where the proposals are; None if they were not asked for.
        cautions: of all readings, each once.
        edition: id of the edition.
    """

    briefs: tuple[Brief, ...]
    summary: Summary
    output: Path | None
    proposed: Written | None
    cautions: tuple[str, ...]
    edition: str


def shared(cautions: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The cautions of many readings, each once; those of some say of how many.

    >>> shared([("Old list.", "No day."), ("Old list.",)])
    ('Old list.', 'No day. (1 of 2 documents)')
    """
    counts = Counter(said for one in cautions for said in dict.fromkeys(one))
    return tuple(
        said if count == len(cautions) else f"{said} ({count} of {len(cautions)} documents)"
        for said, count in counts.items()
    )


def run(
    library: Library,
    folder: Path,
    output: Path | None = None,
    proposed: Path | None = None,
    *,
    seen: Callable[[Done], None] = lambda done: None,
    **said: Any,
) -> Ran:
    """Read a folder, and write what was asked for, in the memory of one document.

    Args:
        library: the library to ask.
        folder: the folder.
        output: the report, see `caveat.screening.documents.report.write.many`.
        proposed: the relations that the documents state, see
            `caveat.screening.documents.proposals`.
        seen: told of each document as it is done.
        said: as for `each`.
    """
    from caveat.screening.documents.report import write

    apart = (output, *write.beside(output)) if output else ()
    briefs: list[Brief] = []
    cautions: list[tuple[str, ...]] = []
    gathered = Gathered()

    def stream() -> Iterator[Done]:
        for done in each(library, folder, apart=apart, **said):
            briefs.append(brief(done))
            if done.reading:
                cautions.append(done.reading.cautions)
                gathered.add(done.reading)
            seen(done)
            yield done

    if output:
        write.many(library, stream(), output, folder.resolve().name)
    else:
        for _ in stream():
            pass
    return Ran(
        tuple(briefs),
        summary_of(briefs),
        output,
        gathered.write(proposed) if proposed else None,
        shared(cautions),
        library.edition.id,
    )


def listed(reading: Reading) -> tuple[Found, ...]:
    """Who in it was or is listed, or owned by those who are, or perhaps so."""
    return tuple(
        found
        for found in reading.found
        if found.status_now != "not listed" or found.status_then not in (None, "not listed")
    )


def rows(found: Iterable[Done]) -> Iterator[dict[str, Any]]:
    """Documents as rows of `COLUMNS`: one a party; one for a document with nobody in it."""
    for done in found:
        reading = done.reading
        if reading is None:
            yield {"file": done.place, "error": done.error, "notice": NOT_ADVICE}
            continue
        common = {
            "file": done.place,
            "day": reading.dated.day if reading.dated else "",
            "day_from": reading.dated.how if reading.dated else "",
            "as_of": str(reading.now),
            "edition": reading.edition,
            "notice": NOT_ADVICE,
        }
        if not reading.found:
            yield common
        for party in reading.found:
            first = party.mentions[0] if party.mentions else None
            hits = {hit.entity.id: None for side in (party.then, party.now) if side
                    for hit in side.hits}  # fmt: skip
            yield {
                **common,
                "party": party.name,
                "type": party.type,
                "status_then": party.status_then or "",
                "status_now": party.status_now,
                "in_words": told(reading, party),
                "mentions": len(party.mentions),
                "first_place": first.place if first else "",
                "first_sentence": reading.document.text[slice(*first.sentence)] if first else "",
                "listed_parties": " | ".join(hits),
            }
