"""Lists: how old and how well each is, what changed in it, and who is blocked by ownership."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from caveat.errors import BadDate
from caveat.library.changes import Change, Compared
from caveat.library.versions import Version
from caveat.ownership import explain
from caveat.ownership.regimes.known import REGIMES
from caveat.pages import feed
from caveat.pages.asked import Asked
from caveat.pages.asking import House, Last, soon
from caveat.pages.page import Page
from caveat.pages.part import Part
from caveat.pages.room import room
from caveat.screening.health import Health
from caveat.screening.library import Library
from caveat.screening.ownership_answer import Derived
from caveat.time import day

KEPT = 12
"""How many comparisons, and how many lists of the owned, are at hand."""

DERIVED = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
"""In which formats the list of the owned can be taken along: suffix -> media type."""

KINDS = ("added", "removed", "amended")


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed in a list between two days.

    Attributes:
        compared: which versions.
        changes: one a party.
    """

    compared: Compared
    changes: tuple[Change, ...]

    def of(self, kind: str) -> list[Change]:
        """Those of a kind; all of them if it is none."""
        return [one for one in self.changes if kind not in KINDS or one.kind == kind]


def lists(house: House) -> APIRouter:
    """The rooms ``/lists``, ``/lists/SOURCE``, its feed, ``/derived`` and its files."""
    rooms = room(house)
    compared: Last[Differences] = Last(KEPT)
    derived: Last[Derived] = Last(KEPT)

    def differences(library: Library, name: str, before: date, after: date) -> Differences:
        def found() -> Differences:
            [(versions, changes)] = library.changes(before, after, [name])
            return Differences(versions, tuple(changes))

        return compared.get_or((library.edition.id, name, before, after), found)

    @rooms.get("/lists")
    async def every(request: Request) -> Response:
        page = Page(request, house)
        states, edition = await house.asking.quick(
            lambda library: (library.health(), library.edition.id)
        )
        return page.show("lists.html", asked=Asked(), states=states, edition=edition)

    @rooms.get("/lists/{name}/feed.atom")
    async def atom(request: Request, name: str) -> Response:
        page = Page(request, house)

        def made(library: Library) -> bytes:
            listing = library.edition.listing(name)
            row = listing.versions[-feed.ENTRIES - 1 :]
            entries = [
                (after, differences(library, name, before.published, after.published).changes)
                for before, after in pairwise(row)
            ]
            return feed.atom(listing, entries, str(request.base_url), page.gettext)

        body = await house.asking.slow(made)
        answer = Response(body, media_type="application/atom+xml")
        answer.headers["cache-control"] = "private, max-age=600"
        return answer

    @rooms.get("/lists/{name}")
    async def one(request: Request, name: str) -> Response:
        page, said = Page(request, house), request.query_params
        state, versions, today = await house.asking.quick(lambda library: _about(library, name))
        before, after = _days(versions, said.get("from", ""), said.get("to", ""), today)
        found = await soon(
            house.asking.slow(lambda library: differences(library, name, before, after)),
            600 if page.part else 0.12,
        )
        kind = said.get("kind", "")
        changes = found.of(kind) if found else []
        part = Part.of(len(changes), said.get("page", ""))
        return page.show(
            "parts/changes.html" if page.part else "list.html", asked=Asked(), state=state,
            versions=versions, found=found, before=before, after=after, kind=kind,
            part=part, changes=changes[part.rows], kinds=KINDS, name=name,
        )  # fmt: skip

    def owned_on(library: Library, test: str, asked: Asked) -> Derived:
        key = (library.edition.id, library.today, test, asked.as_of, asked.known_at)
        return derived.get_or(key, lambda: library.ownership.derived(regime=test, **asked.terms()))

    @rooms.get("/derived/{name}")
    async def taken(request: Request, name: str) -> Response:
        asked = Asked.of(request.query_params)
        test = asked.test if asked.test in REGIMES else "ofac"
        kind = next((kind for kind in DERIVED if name == f"list.{kind}"), "")
        if not kind:
            raise HTTPException(404, "There is no such file.")
        body, day = await house.asking.slow(
            lambda library: _file(owned_on(library, test, asked), kind)
        )
        name = f"caveat-blocked-by-ownership-{test}-{day}.{kind}"
        return Response(body, media_type=DERIVED[kind], headers={
            "content-disposition": f'attachment; filename="{name}"'})  # fmt: skip

    @rooms.get("/derived")
    async def owned(request: Request) -> Response:
        page, asked = Page(request, house), Asked.of(request.query_params)
        test = asked.test if asked.test in REGIMES else "ofac"

        def made(library: Library) -> Derived:
            return owned_on(library, test, asked)

        waiting = page.part or "wait" in request.query_params
        found = await soon(house.asking.slow(made), 600 if waiting else 0.12)
        like = request.query_params.get("like", "").strip()
        rows = [
            row for row in (found.exposures if found else ())
            if like.casefold() in row.name.casefold()
        ]  # fmt: skip
        part = Part.of(len(rows), request.query_params.get("page", ""))
        return page.show(
            "parts/derived.html" if page.part else "derived.html", asked=asked, found=found,
            part=part, rows=rows[part.rows], test=test, tests=REGIMES, explain=explain, like=like,
        )  # fmt: skip

    return rooms


def _file(found: Derived, kind: str) -> tuple[bytes, date]:
    """The whole list as a file, as ``caveat ownership --all`` writes it, and its day."""
    from caveat.screening import report, results

    if kind == "json":
        text = json.dumps(report.derived_json(found), ensure_ascii=False, indent=2)
        return text.encode(), found.as_of
    with TemporaryDirectory() as scratch:
        place = Path(scratch) / f"list.{kind}"
        results.write(place, report.DERIVED_COLUMNS, report.derived_rows(found))
        return place.read_bytes(), found.as_of


def _about(library: Library, name: str) -> tuple[Health, tuple[Version, ...], date]:
    listing = library.edition.listing(name)
    state = next(one for one in library.health() if one.source == name)
    return state, listing.versions, library.today


def _days(versions: Sequence[Version], first: str, last: str, today: date) -> tuple[date, date]:
    """The days to compare: those asked for, else the last two versions.

    Raises:
        BadDate: they cannot be read, or are not in their order.
    """
    after = day(last) if last else versions[-1].published
    earlier = [one.published for one in versions if one.published < after]
    before = day(first) if first else (earlier[-1] if earlier else after - timedelta(days=1))
    if before > after:
        raise BadDate(f"{before} is after {after}. Say the earlier day first.")
    return before, after
