"""``/v1/read``, ``/v1/payment``, ``/v1/deal``: files that are sent."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from caveat.api.answers import Json, dumps
from caveat.api.service import Asked
from caveat.api.v1 import models
from caveat.api.v1.terms import TermsSaid
from caveat.casework import receipts, verdicts

router = APIRouter(prefix="/v1", tags=["v1: files"])

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

Name = Annotated[str, Query(description="The file's name, if it is sent as it is.", max_length=300)]


@router.post(
    "/read",
    summary="A document",
    response_model=models.Reading,
    responses=_ERRORS,
    openapi_extra=_SENT,
)
async def read(
    request: Request,
    service: Asked,
    said: TermsSaid,
    name: Name = "-",
    date: Annotated[
        str | None, Query(description="The document's day, if it is not to be found.",
                          pattern=_DAY)
    ] = None,
) -> Json:  # fmt: skip
    """Who in a text, Markdown, HTML, PDF, DOCX, XLSX or EML file is listed or blocked, or was so
    on the document's day. It is read in a process of its own and kept nowhere."""
    from caveat.screening.documents import files, folder
    from caveat.screening.documents.report.json import reading_json

    data, called = await _file(request, name)
    held = await service.held()
    terms = said.terms(held)

    def look() -> bytes:
        library = held.slow
        document = files.read_bytes(data, called, day=date, today=library.today)
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
            answer["receipt"] = receipts.of_document(library, terms, reading)
        return dumps(answer)

    return Json(await service.lanes.slow(look))


@router.post(
    "/payment",
    summary="Payment messages",
    response_model=models.Payment,
    responses=_ERRORS,
    openapi_extra=_SENT,
)
async def payment(
    request: Request,
    service: Asked,
    said: TermsSaid,
    name: Name = "message",
    by_message: Annotated[
        bool, Query(description="Answer as of each transaction's own value date.")
    ] = False,
) -> Json:
    """Every party, agent and text of the transactions of an ISO 20022 or SWIFT MT file."""
    from caveat.screening.payments import reading, report, screen

    data, called = await _file(request, name)
    held = await service.held()
    terms = said.terms(held)

    def look() -> bytes:
        tally = screen.Tally()
        reads = reading.read_bytes(data, called)
        answers = screen.screen(held.slow, reads, terms, tally, by_message=by_message)
        if not said.receipt:
            return "".join(report.document(answers, tally)).encode()
        seen = verdicts.Payments()
        whole = json.loads("".join(report.document(seen.watch(answers, tally), tally)))
        named = called, hashlib.sha256(data).hexdigest()
        whole["receipt"] = receipts.of_payments(
            held.slow, terms, named, seen.verdict, by_message=by_message
        )
        return dumps(whole)

    return Json(await service.lanes.slow(look))


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
async def deal(request: Request, service: Asked, said: TermsSaid, name: Name = "deal") -> Json:
    """One verdict over a deal file (TOML, or JSON by its type or its name), check by check."""
    from caveat.screening.deals import report
    from caveat.screening.deals.judge import judge
    from caveat.screening.deals.reading import LARGEST, of_text

    data, called = await _file(request, name)
    if len(data) > LARGEST:
        raise HTTPException(413, f"A deal file has at most {LARGEST:,} bytes.")
    if request.headers.get("content-type", "").startswith("application/json"):
        called = f"{called.removesuffix('.json')}.json"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HTTPException(400, f"{called} is not UTF-8. Save it as UTF-8.") from None
    held = await service.held()
    said.terms(held)

    def look() -> bytes:
        asked = {
            "as_of": said.as_of,
            "known_at": said.known_at,
            "sources": list(said.sources) or None,
            "threshold": said.threshold,
            "max_age": said.max_age,
            "strict": said.strict or None,
        }
        found = judge(held.slow, of_text(text, called), **asked)
        answer = report.to_json(found)
        if said.receipt:
            answer["receipt"] = receipts.of_deal(held.slow, asked, (called, text), found)
        return dumps(answer)

    return Json(await service.lanes.slow(look))


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
