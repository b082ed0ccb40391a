"""Cases: one alert with everything about it on one screen, and what a person does with it."""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from caveat.casework import alerts, attachments, deciding, facts, figures, people
from caveat.casework.cases import Made, Seen, Whole
from caveat.casework.exporting import export, pdf, receipt
from caveat.casework.fulfilling import fulfil
from caveat.casework.people import Person
from caveat.casework.published import published
from caveat.casework.reasons import REASONS
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.errors import BadInput, CaseworkError, ChangedMeanwhile
from caveat.pages import guard
from caveat.pages.asked import Asked
from caveat.pages.asking import House
from caveat.pages.page import Page
from caveat.pages.room import back, room, status_of

JOURNAL = 200
"""Entries of the journal that a case shows."""


@dataclass(frozen=True, slots=True)
class News:
    """What is otherwise now than when somebody last decided, or than at first.

    Attributes:
        decided: the decision; None if nobody decided yet.
        added: kind of fact -> what is new.
        dropped: kind of fact -> what is gone.
        subject: field of the customer -> (before, now).
        score: (before, now) if it is another one.
    """

    decided: Made | None
    added: Mapping[str, list[str]]
    dropped: Mapping[str, list[str]]
    subject: Mapping[str, tuple[str, str]]
    score: tuple[float, float] | None

    @property
    def any(self) -> bool:
        """Whether anything is."""
        return bool(self.added or self.dropped or self.subject or self.score)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page of a case shows."""

    me: Person
    whole: Whole
    news: News
    users: list[Person]
    rules: Mapping[str, int]
    journal: list[dict[str, Any]]


def cases(house: House) -> APIRouter:
    """The rooms ``/cases/NUMBER``, its files, and everything that is done with a case."""
    rooms, desk = room(house), house.desk
    assert desk is not None
    most = min(house.max_body - (64 << 10), attachments.MOST)

    async def shown(
        request: Request, id: int, said: Mapping[str, str], wrong: str = "", status: int = 200,
        conflict: bool = False,
    ) -> Response:  # fmt: skip
        page = Page(request, house)
        found = await desk.do(request, lambda store, actor: _shown(store, actor, id))
        return page.show(
            "cases/case.html", status, asked=Asked(), shown=found, whole=found.whole,
            case=found.whole.case, seen=found.whole.snapshots[-1], me=found.me,
            may=people.may(found.me.role), news=found.news, reasons=REASONS, said=said,
            wrong=wrong, conflict=conflict, most=most, back=guard.local(said.get("back", "/cases")),
        )  # fmt: skip

    @rooms.get("/cases/{id:int}")
    async def one(request: Request, id: int) -> Response:
        return await shown(request, id, request.query_params)

    @rooms.get("/cases/{id:int}/files/{number:int}")
    async def file(request: Request, id: int, number: int) -> Response:
        def work(store: Store, actor: Actor) -> tuple[str, bytes]:
            whole = alerts.show(store, actor, id)
            names = {one.id: one.name for one in whole.attachments}
            if number not in names:
                raise HTTPException(404, "There is no such file.")
            return names[number], attachments.content(store, actor, number)

        return _download(*await desk.do(request, work))

    @rooms.get("/cases/{id:int}/published")
    async def as_published(request: Request, id: int) -> Response:
        actor, store = desk.actor(request), await run_in_threadpool(desk.store)
        whole = await run_in_threadpool(lambda: alerts.show(store, actor, id))
        _, found, notices = await house.asking.slow(lambda library: published(library, whole))
        return Page(request, house).show(
            "cases/published.html", asked=Asked(), excerpts=found, notices=notices
        )

    @rooms.get("/cases/{id:int}/case.pdf")
    async def as_pdf(request: Request, id: int) -> Response:
        actor, store = desk.actor(request), await run_in_threadpool(desk.store)
        content = await house.asking.slow(lambda library: pdf(store, actor, library, id))
        return _download(f"case-{id}.pdf", content)

    @rooms.get("/cases/{id:int}/receipt.json")
    async def receipt_of(request: Request, id: int) -> Response:
        made = await desk.do(request, lambda store, actor: receipt(store, actor, id))
        return _download(f"receipt-{id}.json", json.dumps(made, ensure_ascii=False).encode())

    @rooms.get("/cases/{id:int}/case.zip")
    async def folder(request: Request, id: int) -> Response:
        actor, store = desk.actor(request), await run_in_threadpool(desk.store)
        content = await house.asking.slow(lambda library: _zipped(store, actor, library, id))
        return _download(f"case-{id}.zip", content)

    @rooms.post("/cases/{id:int}/attach")
    async def attach(request: Request, id: int) -> Response:
        async with request.form(max_files=1, max_fields=10, max_part_size=1 << 20) as form:
            said = {key: text for key, text in form.items() if isinstance(text, str)}
            guard.check(request, said.get(guard.FIELD, ""))
            sent = form.get("file")
            if not isinstance(sent, UploadFile) or not sent.filename:
                return await shown(
                    request,
                    id,
                    said,
                    "No file was chosen. Choose one, or drop it on the page.",
                    400,
                )
            name = Path(sent.filename.replace("\\", "/")).name
            content = await sent.read(attachments.MOST + 1)
        return await act(
            request, id, said,
            lambda store, actor: attachments.attach(store, actor, id, name, content),
        )  # fmt: skip

    @rooms.post("/cases/{id:int}/{action}")
    async def done(request: Request, id: int, action: str) -> Response:
        async with request.form(max_files=0, max_fields=30) as form:
            said = {key: text for key, text in form.items() if isinstance(text, str)}
        guard.check(request, said.get(guard.FIELD, ""))
        return await act(request, id, said, _work(id, action, said))

    async def act(
        request: Request, id: int, said: Mapping[str, str], work: Callable[[Store, Actor], Any]
    ) -> Response:
        try:
            await desk.do(request, work)
        except (CaseworkError, BadInput) as error:
            conflict = isinstance(error, ChangedMeanwhile)
            return await shown(request, id, said, str(error), status_of(error), conflict)
        to = guard.local(said.get("to", f"/cases/{id}"))
        if to.startswith("/cases?") or to == "/cases":
            to += f"{'&' if '?' in to else '?'}done={id}"
            to += f"&at={said['at']}" if said.get("at", "").isdecimal() else ""
        return back(request, to)

    return rooms


def _work(id: int, action: str, said: Mapping[str, str]) -> Callable[[Store, Actor], Any]:
    """What a form asks for.

    Raises:
        HTTPException: 404, there is no such thing to do.
        BadInput: it does not say which version was seen, or a day cannot be read.
    """
    text = said.get("text", "")

    def version() -> int:
        number = said.get("version", "")
        if not number.isdecimal() or len(number) > 9:
            raise BadInput("The form does not say which version of the alert you saw. Look again.")
        return int(number)

    def decide(store: Store, actor: Actor) -> Any:
        outcome, reason = said.get("outcome", ""), said.get("reason", "")
        return deciding.decide(store, actor, id, outcome, reason, text, version=version())

    def assign(store: Store, actor: Actor) -> Any:
        until = said.get("until", "")
        try:
            day = date.fromisoformat(until) if until else None
        except ValueError:
            raise BadInput(f"{until!r} is no day. Write it as 2026-11-24.") from None
        who = said.get("assignee") or None
        deciding.assign(store, actor, id, who, until=day, version=version())

    known: Mapping[str, Callable[[Store, Actor], Any]] = {
        "decide": decide,
        "assign": assign,
        "refuse": lambda store, actor: deciding.refuse(store, actor, id, text, version=version()),
        "escalate": lambda store, actor: deciding.escalate(
            store, actor, id, text, version=version()
        ),
        "reopen": lambda store, actor: deciding.reopen(store, actor, id, text, version=version()),
        "done": lambda store, actor: fulfil(store, actor, id, text, version=version()),
        "note": lambda store, actor: deciding.note(store, actor, id, text),
        "hold": lambda store, actor: deciding.hold(store, actor, id, text),
        "release": lambda store, actor: deciding.hold(store, actor, id, text, held=False),
    }
    if action not in known:
        raise HTTPException(404, "There is no such page.")
    return known[action]


def _shown(store: Store, actor: Actor, id: int) -> _Shown:
    whole = alerts.show(store, actor, id)
    return _Shown(
        figures.me(store, actor),
        whole,
        news_of(whole),
        [one for one in people.users(store, actor) if one.active],
        deciding.rules(store, actor),
        figures.entries(store, actor, about=f"alert/{id}", limit=JOURNAL)[1],
    )


def news_of(whole: Whole) -> News:
    """What is otherwise now than when somebody last decided, or than at first."""
    decided = next((one for one in reversed(whole.decisions) if one.kind == "decided"), None)
    number = decided.snapshot if decided else whole.snapshots[0].id
    before = next(one for one in whole.snapshots if one.id == number)
    now = whole.snapshots[-1]
    one, other = _said(before), _said(now)
    subject = {
        name: (one.get(name, ""), other.get(name, ""))
        for name in (*one, *(name for name in other if name not in one))
        if one.get(name) != other.get(name)
    }
    scores = before.answer["hit"]["score"], now.answer["hit"]["score"]
    return News(
        decided,
        _only(now.facts, before.facts),
        _only(before.facts, now.facts),
        subject,
        scores if scores[0] != scores[1] else None,
    )


def _only(one: facts.Facts, other: facts.Facts) -> dict[str, list[str]]:
    found = {
        kind: [value for value in values if value not in other.get(kind, ())]
        for kind, values in one.items()
    }
    return {kind: values for kind, values in found.items() if values}


def _said(seen: Seen) -> dict[str, str]:
    """What was asked about the customer, field by field."""
    return {
        name: value if isinstance(value, str) else "; ".join(map(str, value))
        for name, value in seen.answer["subject"].items()
        if isinstance(value, str | list)
    }


def _zipped(store: Store, actor: Actor, library: Any, id: int) -> bytes:
    """The folder for an examiner, as one file."""
    folder = Path(tempfile.mkdtemp(prefix="caveat-case-"))
    try:
        place = folder / f"case-{id}"
        export(store, actor, library, id, place)
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(place.rglob("*")):
                if file.is_file():
                    archive.write(file, str(file.relative_to(folder)))
        return whole.getvalue()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _download(name: str, content: bytes) -> Response:
    """A file to be kept, never to be shown: whatever it is, it runs nowhere."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{plain}"; '
            f"filename*=UTF-8''{quote(name, safe='')}",
            "content-security-policy": "default-src 'none'; sandbox",
            "cache-control": "no-store",
        },
    )
