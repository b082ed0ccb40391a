"""``/v1/read``, ``/v1/payment``, ``/v1/deal``: files that are sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from caveat.api.answers import Json, dumps
from caveat.api.edition import Held
from caveat.api.gate import Note, note
from caveat.api.service import Asked, Service
from caveat.api.v1 import models
from caveat.api.v1.known import known_only
from caveat.api.v1.terms import Said, TermsSaid
from caveat.casework import receipts, verdicts
from caveat.screening.library import Library
from caveat.screening.question import Terms

router = APIRouter(prefix="/v1", tags=["v1: files"], dependencies=[Depends(known_only)])

_ANY = "application/octet-stream"
_FORM = "multipart/form-data"
_DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_SENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            _ANY: {"schema": {"type": "string", "format": "binary"}},
            _FORM: {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                    "required": ["file"],
                }
            },
        },
    }
}
_ERRORS = {**models.ERRORS, 501: {"model": models.Refused, "description": "An extra is missing."}}


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent, and how it is to be answered.

    Attributes:
        data: what stands in it.
        name: what it is called; no part of a path.
        type: media type of the request.
        said: the terms, as the client said them.
        terms: the same, for the library.
        held: the edition to ask.
        service: what asks it.
        told: what the gate is told of it.
    """

    data: bytes
    name: str
    type: str
    said: Said
    terms: Terms
    held: Held
    service: Service
    told: Note

    async def answered(self, look: Callable[[Library], bytes]) -> Json:
        """What the slow lane makes of the file."""
        return Json(await self.service.lanes.slow(lambda: look(self.held.slow)))


def _called(otherwise: str) -> Any:
    """What an endpoint takes: a file, whose name may be said; the terms are checked with it."""

    async def sent(
        request: Request,
        service: Asked,
        said: TermsSaid,
        name: Annotated[
            str, Query(description="The file's name, if it is sent as it is.", max_length=300)
        ] = otherwise,
    ) -> Sent:
        data, called = await _file(request, name)
        type = request.headers.get("content-type", "")
        held = await service.held()
        return Sent(data, called, type, said, said.terms(held), held, service, note(request))

    return Depends(sent)


@router.post(
    "/read",
    summary="A document",
    response_model=models.Reading,
    responses=_ERRORS,
    openapi_extra=_SENT,
)
async def read(
    sent: Annotated[Sent, _called("-")],
    date: Annotated[
        str | None, Query(description="The document's day, if it is not to be found.",
                          pattern=_DAY)
    ] = None,
) -> Json:  # fmt: skip
    """Who in a text, Markdown, HTML, PDF, DOCX, XLSX or EML file is listed or blocked, or was so
    on the document's day. It is read in a process of its own and kept nowhere."""
    from caveat.screening.documents import files, folder
    from caveat.screening.documents.report.json import reading_json

    said = sent.said

    def look(library: Library) -> bytes:
        document = files.read_bytes(sent.data, sent.name, day=date, today=library.today)
        asked: dict[str, Any] = {
            "as_of": said.as_of,
            "known_at": said.known_at,
            "sources": list(said.sources) or None,
            "threshold": said.threshold,
            "max_age": said.max_age,
            "strict": said.strict,
            "ownership": said.ownership,
        }
        reading = folder.one(library, document, **asked)
        answer = reading_json(reading)
        if said.receipt:
            answer["receipt"] = receipts.of_document(library, sent.terms, reading)
        return dumps(answer)

    return await sent.answered(look)


@router.post(
    "/payment",
    summary="Payment messages",
    response_model=models.Payment,
    responses=_ERRORS,
    openapi_extra=_SENT,
)
async def payment(
    sent: Annotated[Sent, _called("message")],
    by_message: Annotated[
        bool, Query(description="Answer as of each transaction's own value date.")
    ] = False,
) -> Json:
    """Every party, agent and text of the transactions of an ISO 20022 or SWIFT MT file."""
    from caveat.screening.payments import reading, report, screen

    def look(library: Library) -> bytes:
        tally = screen.Tally()
        reads = reading.read_bytes(sent.data, sent.name)
        answers = screen.screen(library, reads, sent.terms, tally, by_message=by_message)
        if not sent.said.receipt:
            whole = "".join(report.document(answers, tally)).encode()
        else:
            seen = verdicts.Payments()
            record = json.loads("".join(report.document(seen.watch(answers, tally), tally)))
            named = sent.name, hashlib.sha256(sent.data).hexdigest()
            record["receipt"] = receipts.of_payments(
                library, sent.terms, named, seen.verdict, by_message=by_message
            )
            whole = dumps(record)
        sent.told.count, sent.told.hits = tally.asked, tally.hit
        return whole

    return await sent.answered(look)


@router.post(
    "/deal",
    summary="A deal file",
    response_model=models.Deal,
    responses=_ERRORS,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/toml": {"schema": {"type": "string"}},
                "application/json": {"schema": {"type": "object"}},
                _FORM: _SENT["requestBody"]["content"][_FORM],
            },
        }
    },
)
async def deal(sent: Annotated[Sent, _called("deal")]) -> Json:
    """One verdict over a deal file (TOML, or JSON by its type or its name), check by check."""
    from caveat.screening.deals import report
    from caveat.screening.deals.judge import judge
    from caveat.screening.deals.reading import LARGEST, of_text

    said, called = sent.said, sent.name
    if len(sent.data) > LARGEST:
        raise HTTPException(413, f"A deal file has at most {LARGEST:,} bytes.")
    if sent.type.startswith("application/json"):
        called = f"{called.removesuffix('.json')}.json"
    try:
        text = sent.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HTTPException(400, f"{called} is not UTF-8. Save it as UTF-8.") from None

    def look(library: Library) -> bytes:
        deal = of_text(text, called)
        sent.told.count = len(deal.parties)
        asked = {
            "as_of": said.as_of,
            "known_at": said.known_at,
            "sources": list(said.sources) or None,
            "threshold": said.threshold,
            "max_age": said.max_age,
            "strict": said.strict or None,
        }
        found = judge(library, deal, **asked)
        answer = report.to_json(found)
        if said.receipt:
            answer["receipt"] = receipts.of_deal(library, asked, (called, text), found)
        return dumps(answer)

    return await sent.answered(look)


async def _file(request: Request, name: str) -> tuple[bytes, str]:
    """What was sent, as it is or in a form, and what it is called; no part of a path.

    Raises:
        HTTPException: nothing was sent.
    """
    data = b""
    if request.headers.get("content-type", "").startswith(_FORM):
        try:
            form = await request.form(max_files=1, max_fields=10)
        except (HTTPException, ValueError, KeyError, AssertionError):
            raise HTTPException(400, "The form cannot be read. Send one file in it.") from None
        sent = form.get("file")
        if isinstance(sent, UploadFile):
            data, name = await sent.read(), sent.filename or name
        await form.close()
    else:
        data = await request.body()
    if not data:
        raise HTTPException(400, "No file was sent. Send it as the body, or in the field file.")
    return data, name.replace("\\", "/").rpartition("/")[2] or "-"
