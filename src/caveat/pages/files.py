"""Files: what a reader drops or chooses, and lists that are pasted: worked off, then shown."""

from __future__ import annotations

import asyncio
import csv
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from caveat.errors import BadInput
from caveat.library.disk import read_json
from caveat.pages import deal, document, guard, payment
from caveat.pages.asked import Asked
from caveat.pages.asking import House
from caveat.pages.page import Page
from caveat.pages.part import Part
from caveat.pages.room import room
from caveat.pages.works import State, Told, Works, begun
from caveat.screening.incoming import Incoming, list_of_names, told_apart
from caveat.screening.library import Library

MOST = 1.0
"""Seconds that a reader waits before the page of progress is shown: enough for small files."""

GONE = "There is no such file, or it was removed: it is kept for an hour. Hand the file over again."

_GIVEN: Mapping[str, Mapping[str, str]] = {
    "customers": {"results.csv": "results.csv", "rejects.csv": "results.rejects.csv"},
    "document": {"report.html": "report.html", "reading.json": "reading.json"},
    "deal": {"report.html": "report.html", "judgement.json": "judgement.json"},
    "payment": {"results.csv": "results.csv", "rejects.csv": "results.rejects.csv"},
}
"""What a reader may have of a work: name in the address -> file."""

_SHOW = {"deal": deal.show, "document": document.show, "payment": payment.show}

STATUSES = ("hit", "possible", "clear", "rejected")

Work = Callable[[Path, Told], None]


def files(house: House) -> APIRouter:
    """The rooms ``/file``, ``/list`` and ``/work/TOKEN``."""
    rooms = room(house)
    works = Works(house.scratch)

    @rooms.get("/file")
    async def form(request: Request) -> Response:
        page = Page(request, house)
        return page.show("file.html", asked=Asked.of(request.query_params))

    @rooms.post("/file")
    async def upload(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=20) as said:
            _guarded(request, said)
            file = said.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                raise BadInput("No file was chosen. Choose one, or drop it on the page.")
            token, place = works.new()
            with (place / "input").open("wb") as stream:
                await asyncio.to_thread(shutil.copyfileobj, file.file, stream)
            asked, name = Asked.of(said), file.filename
        try:
            kind = await asyncio.to_thread(told_apart, place / "input")
        except BadInput:
            shutil.rmtree(place, ignore_errors=True)
            raise
        return await _begun(request, token, place, name, kind, asked)

    @rooms.post("/list")
    async def pasted(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=20, max_part_size=house.max_body) as said:
            _guarded(request, said)
            asked = Asked.of(said)
        if not asked.lines:
            raise BadInput("The list is empty. Write one name a line.")
        token, place = works.new()
        content, suffix = list_of_names(str(said.get("q", "")))
        (place / "input").write_text(content, encoding="utf-8")
        return await _begun(request, token, place, "", Incoming("customers", suffix), asked)

    @rooms.get("/work/{token}")
    async def work(request: Request, token: str) -> Response:
        page, state, place = Page(request, house), *_known(works, token)
        if page.part and not state.over:
            return page.show("parts/progress.html", state=state)
        if page.part:
            return _to(request, f"/work/{token}")
        if state.state != "done":
            return page.show("work.html", state=state, asked=Asked.of(state.asked or {}))
        show = _SHOW.get(state.kind, _results)
        return await asyncio.to_thread(show, page, state, place)

    @rooms.get("/work/{token}/{name}")
    async def result(request: Request, token: str, name: str) -> Response:
        state, place = _known(works, token)
        own = {**_GIVEN.get(state.kind, {})}
        if name not in own or not (place / own[name]).is_file() or not state.over:
            raise HTTPException(404, GONE)
        if name.endswith(".html"):
            return document.report(place / own[name])
        return FileResponse(
            place / own[name], filename=f"caveat-{name}", headers={"cache-control": "no-store"}
        )

    async def _begun(
        request: Request, token: str, place: Path, name: str, kind: Incoming, asked: Asked
    ) -> Response:
        root, today = await house.asking.quick(lambda library: (library.root, library.today))
        terms = {**asked.terms(), "strict": house.strict}
        todo = _works(kind, partial(Library.open, root, today=today), terms, name)
        state = begun(token, name, kind.kind, {"as_of": asked.as_of, "known_at": asked.known_at})
        future = asyncio.wrap_future(works.begin(state, todo))
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(future), MOST)
        return _to(request, f"/work/{token}")

    return rooms


def _guarded(request: Request, said: FormData) -> None:
    token = said.get(guard.FIELD) or request.headers.get(guard.HEADER, "")
    guard.check(request, token if isinstance(token, str) else "")


def _known(works: Works, token: str) -> tuple[State, Path]:
    state, place = works.state(token), works.folder(token)
    if state is None or place is None:
        raise HTTPException(404, GONE)
    return state, place


def _to(request: Request, address: str) -> Response:
    """Go to a page; a part of a page is told to go there whole."""
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"hx-redirect": address})
    return RedirectResponse(address, 303)


def _works(kind: Incoming, opened: Callable[[], Library], terms: dict[str, Any], name: str) -> Work:
    """What is done with a file; it opens the library for itself, so that nobody waits for it."""
    if kind.kind == "customers":
        return partial(_customers, opened, terms, kind.suffix)
    if kind.kind == "payment":
        return partial(payment.work, opened, terms, name)
    if kind.kind == "deal":
        return partial(deal.work, opened, terms, name, kind.suffix)
    return partial(document.work, opened, terms, name)


def _customers(
    opened: Callable[[], Library], terms: dict[str, Any], suffix: str, place: Path, told: Told
) -> None:
    from caveat.screening import batch

    source = place / f"input{suffix}"
    (place / "input").rename(source)
    batch.run(
        opened(),
        source,
        place / "results.csv",
        terms=terms,
        progress=lambda done, total, hits, rejected: told(done, total, hits),
    )


def _results(page: Page, state: State, place: Path) -> Response:
    """The results of a customer file, row by row."""
    about = read_json(place / "results.csv.about.json")
    wanted = page.request.query_params.get("status", "")
    rows = list(_rows(place / "results.csv", about))
    counts = {one: sum(row["status"] == one for row in rows) for one in STATUSES}
    shown = [row for row in rows if wanted not in STATUSES or row["status"] == wanted]
    if wanted not in STATUSES:
        shown.sort(key=lambda row: STATUSES.index(row["status"]))
    part = Part.of(len(shown), page.request.query_params.get("page", ""))
    return page.show(
        "results.html", asked=Asked.of(state.asked or {}), state=state, about=about,
        counts=counts, rows=shown[part.rows], part=part, wanted=wanted, statuses=STATUSES,
    )  # fmt: skip


def _rows(place: Path, about: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of the customer file, each with all its hits."""
    fields = about["columns"]
    parts = [h for h, field in fields.items() if field.endswith("_name")]
    names = [h for h, field in fields.items() if field == "name"][:1] or parts
    names = names or [h for h, field in fields.items() if field == "identifier"][:1]
    row: dict[str, Any] = {}
    with place.open(encoding="utf-8-sig", newline="") as stream:
        for cells in csv.DictReader(stream):
            if cells["caveat_line"] != row.get("line"):
                if row:
                    yield row
                rejected = cells["caveat_status"] == "rejected"
                row = {
                    "line": cells["caveat_line"],
                    "name": " ".join(cells[h] for h in names if cells.get(h)).removeprefix("'"),
                    "status": cells["caveat_status"],
                    "why": cells["caveat_why"] if rejected else "",
                    "hits": [],
                }
            if cells["caveat_party"]:
                row["hits"].append(cells)
    if row:
        yield row
