"""``/v1/screen``: one subject, several, or a stream of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from caveat.api.answers import NDJSON, Json, dumps
from caveat.api.edition import Held
from caveat.api.gate import Note, note
from caveat.api.service import Asked, Service
from caveat.api.v1 import models
from caveat.api.v1.known import known_only
from caveat.api.v1.models import Batch, SubjectIn
from caveat.api.v1.stream import LONGEST, Ended, Incoming, Streamed
from caveat.api.v1.terms import Said, TermsSaid
from caveat.casework import receipts
from caveat.errors import BadSubject, CaveatError, Overloaded
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.report import REFUSAL, screening_json
from caveat.subject import Subject, Type

router = APIRouter(prefix="/v1", tags=["v1: screening"], dependencies=[Depends(known_only)])

SCREENINGS = "caveat.screenings/1"
MOST = 1_000
"""Subjects of one request that is no stream."""

PAUSE = 0.2
"""Seconds that a stream waits while the service is too busy."""

CHUNK = 256
"""Subjects of a stream that are asked about at once."""


@router.get("/screen", summary="One name", response_model=models.Screening, responses=models.ERRORS)
async def screen_name(
    request: Request,
    service: Asked,
    said: TermsSaid,
    name: Annotated[str, Query(description="In any script.", max_length=2_000)] = "",
    type: Annotated[Type, Query(description="What the subject is.")] = "any",
    alias: Annotated[list[str], Query(description="Another name.", max_length=100)] = [],
    birth_date: Annotated[
        str | None, Query(description="YYYY, YYYY-MM or YYYY-MM-DD.", max_length=40)
    ] = None,
    gender: Annotated[str | None, Query(description="male or female.", max_length=20)] = None,
    country: Annotated[list[str], Query(description="Code or name.", max_length=100)] = [],
    identifier: Annotated[
        list[str], Query(description="Passport, tax, registration or IMO number.", max_length=100)
    ] = [],
    address: Annotated[list[str], Query(description="As written.", max_length=100)] = [],
) -> Json:
    """Whether a listed party, or one blocked by ownership, may be behind a name.

    What stands in an address may be written down on the way: for customers' names, use POST.
    """
    subject = Subject(
        name=name,
        type=type,
        aliases=tuple(alias),
        birth_date=birth_date,
        gender=gender,
        countries=tuple(country),
        identifiers=tuple(identifier),
        addresses=tuple(address),
    )
    held = await service.held()
    (found,) = await _screened(service, held, said, [subject], note(request))
    return Json(found)


@router.post(
    "/screen", summary="One subject", response_model=models.Screening, responses=models.ERRORS
)
async def screen_subject(
    request: Request, service: Asked, said: TermsSaid, subject: SubjectIn
) -> Json:
    """Whether a listed party, or one blocked by ownership, may be behind a subject."""
    held = await service.held()
    (found,) = await _screened(service, held, said, [subject.subject()], note(request))
    return Json(found)


@router.post(
    "/screen/many",
    summary="Several subjects",
    response_model=models.Screenings,
    responses=models.ERRORS,
)
async def screen_many(request: Request, service: Asked, said: TermsSaid, batch: Batch) -> Json:
    """Several subjects at once, answered in their order; all of them, or none."""
    if len(batch.subjects) > MOST:
        raise HTTPException(400, f"At most {MOST:,} subjects at once. Use /v1/screen/stream.")
    subjects = [one.subject() for one in batch.subjects]
    held = await service.held()
    found = await _screened(service, held, said, subjects, note(request))
    tail = b'],"notice":' + dumps(NOT_ADVICE) + b"}"
    head = b'{"format":' + dumps(SCREENINGS) + b',"screenings":['
    return Json(head + b",".join(found) + tail)


@router.post(
    "/screen/stream",
    summary="A stream of subjects",
    response_model=None,
    responses={
        200: {
            "description": "A line of JSON for each line: a screening, or a refusal of that line.",
            "content": {NDJSON: {"schema": {"type": "string"}}},
        },
        **models.ERRORS,
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                NDJSON: {
                    "schema": {"type": "string"},
                    "example": '{"name": "Sergey Chemezov", "type": "person"}\n',
                }
            },
        }
    },
)
async def screen_stream(request: Request, service: Asked, said: TermsSaid) -> Streamed:
    """Many subjects, a line of JSON each; the answers come in their order, as they are found, while
    the rest still comes. All are answered from the same edition.

    A line that cannot be read is answered by a refusal with its number, and the others go on.
    """
    held = await service.held()
    said.terms(held)
    await service.lanes.quick(lambda: held.library.desk(_quick(said, held)))  # refused here, whole
    answers = _stream(service, held, said, Incoming(request.receive), note(request))
    return Streamed(answers, media_type=NDJSON)


async def _stream(
    service: Service, held: Held, said: Said, incoming: Incoming, told: Note
) -> AsyncIterator[bytes]:
    number = 0
    parts = incoming.lines(CHUNK)
    try:
        async for lines in parts:
            read = [_read(line, number + place) for place, line in enumerate(lines, 1)]
            number += len(lines)
            part = Note()
            subjects = [one for one in read if isinstance(one, Subject)]
            found = iter(await _patiently(service, held, said, subjects, part))
            told.more(part)
            yield b"".join(
                (next(found) if isinstance(one, Subject) else one) + b"\n" for one in read
            )
    except Ended as error:
        yield _refusal("Ended", f"After line {number}: {error}", number + 1) + b"\n"
    except CaveatError as error:
        message = f"After line {number}: {error}"
        yield _refusal(type(error).__name__, message, number + 1) + b"\n"
    finally:
        await parts.aclose()


async def _patiently(
    service: Service, held: Held, said: Said, subjects: Sequence[Subject], told: Note
) -> list[bytes]:
    """As `_screened`; where too many others wait, wait too: a stream that began goes on."""
    while True:
        try:
            return await _screened(service, held, said, subjects, told)
        except Overloaded:
            await asyncio.sleep(PAUSE)


def _read(line: bytes | None, number: int) -> Subject | bytes:
    """The subject of a line, or the refusal of it."""
    if line is None:
        why = f"Line {number} is longer than {LONGEST:,} bytes. Break the lines between subjects."
        return _refusal("BadSubject", why, number)
    try:
        return SubjectIn.model_validate_json(line).subject()
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(one) for one in first["loc"])
        why = f"Line {number}{': ' if place else ''}{place}: {first['msg']}."
    except BadSubject as error:
        why = f"Line {number}: {error}"
    return _refusal("BadSubject", why, number)


def _refusal(kind: str, why: str, line: int) -> bytes:
    told = {"kind": kind, "message": why, "line": line}
    return dumps({"format": REFUSAL, "error": told, "notice": NOT_ADVICE})


async def _screened(
    service: Service, held: Held, said: Said, subjects: Sequence[Subject], told: Note
) -> list[bytes]:
    """Each subject's screening as bytes."""
    told.asked = [text for one in subjects for text in (*one.names, *one.identifiers)]
    if not subjects:
        return []
    terms = said.terms(held)

    def made(screenings: Sequence[Any]) -> tuple[list[bytes], int]:
        hits = sum(len(one.hits) + len(one.owned) for one in screenings)
        if not said.receipt:
            return [dumps(screening_json(one)) for one in screenings], hits
        made_of = receipts.of_screenings(held.slow, terms, screenings)
        return [
            dumps({**screening_json(one), "receipt": receipt})
            for one, receipt in zip(screenings, made_of, strict=True)
        ], hits

    if terms.ownership or said.receipt:  # a receipt reads what lies beside the edition
        found, hits = await service.lanes.slow(
            lambda: made(held.slow.desk(terms).answer(list(subjects)))
        )
    else:
        found, hits = await service.lanes.screen(held, terms, subjects, made)
    told.hits = hits
    return found


def _quick(said: Said, held: Held) -> Any:
    """The same terms without ownership: enough to see whether they can be answered."""
    return replace(said, ownership=False).terms(held)
