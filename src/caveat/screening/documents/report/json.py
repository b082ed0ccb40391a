"""JSON: a reading, and many, as values (``docs/reference/caveat.schema.json``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from caveat.screening.answer import NOT_ADVICE, ListUsed, Screening
from caveat.screening.documents.document import Document
from caveat.screening.documents.reading import Found, Mention, Reading
from caveat.screening.documents.relations import words
from caveat.screening.documents.report.told import told
from caveat.screening.report import evidence_json, hit_json, owned_json

if TYPE_CHECKING:
    from caveat.screening.documents.folder import Done

READING = "caveat.reading/1"
READINGS = "caveat.readings/1"


def reading_json(reading: Reading) -> dict[str, Any]:
    """A reading as JSON values. Offsets count characters of ``document.text``."""
    sides = [found.then for found in reading.found if found.then]
    return {
        "format": READING,
        "document": _document(reading.document),
        "dated": asdict(reading.dated) if reading.dated else None,
        "then": reading.then.isoformat() if reading.then else None,
        "now": reading.now.isoformat(),
        "clear": reading.clear,
        "found": [_found(reading, found) for found in reading.found],
        "proposed": [{**asdict(one), "in_words": words(one)} for one in reading.proposed],
        "edition": reading.edition,
        "lists": [_list(used) for used in reading.lists],
        "lists_then": [_list(used) for used in (sides[0].lists if sides else ())],
        "cautions": list(reading.cautions),
        "notice": NOT_ADVICE,
    }


def readings_json(found: Iterable[Done]) -> dict[str, Any]:
    """Many readings as JSON values; a file that could not be read stands there with its error."""
    return {
        "format": READINGS,
        "documents": [document_json(done) for done in found],
        "notice": NOT_ADVICE,
    }


def document_json(done: Done) -> dict[str, Any]:
    """What became of one document of many, as JSON values."""
    return {
        "file": done.place,
        "error": done.error or None,
        "reading": reading_json(done.reading) if done.reading else None,
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
        "kind": document.kind,
        "checksum": document.checksum,
        "title": document.title,
        "text": document.text,
        "blocks": [
            {
                "number": block.number,
                "start": block.start,
                "end": block.end,
                "kind": block.kind,
                "page": block.page,
                "place": block.place,
            }
            for block in document.blocks
        ],
        "turns": [asdict(turn) for turn in document.turns],
        "dated": [asdict(one) for one in document.dated],
        "cautions": list(document.cautions),
    }


def _found(reading: Reading, found: Found) -> dict[str, Any]:
    return {
        "name": found.name,
        "type": found.type,
        "status_then": found.status_then,
        "status_now": found.status_now,
        "in_words": told(reading, found),
        "mentions": [_mention(reading, mention) for mention in found.mentions],
        "then": _side(found.then) if found.then else None,
        "now": _side(found.now),
    }


def _mention(reading: Reading, mention: Mention) -> dict[str, Any]:
    values = {name: getattr(mention, name) for name in
              ("start", "end", "text", "block", "page", "place", "how", "speaker")}  # fmt: skip
    start, end = mention.sentence
    return {
        **values,
        "sentence": {"start": start, "end": end, "text": reading.document.text[start:end]},
        "score": None if mention.score is None else round(mention.score, 4),
        "evidence": [evidence_json(one) for one in mention.evidence],
    }


def _side(side: Screening) -> dict[str, Any]:
    """The answer on one day; what is the same for all parties stands with the reading."""
    return {
        "as_of": side.as_of.isoformat(),
        "known_at": side.known_at.isoformat(),
        "threshold": side.threshold,
        "hits": [hit_json(hit) for hit in side.hits],
        "owned": [owned_json(hit) for hit in side.owned],
        "cautions": list(side.cautions),
    }


def _list(used: ListUsed) -> dict[str, Any]:
    values = asdict(used)
    return {**values, "version": str(used.version), "confirmed": str(used.confirmed)}
