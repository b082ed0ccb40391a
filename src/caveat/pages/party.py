"""Party: everything about one party, at an address that stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from caveat.errors import UnknownEdition, UnknownParty
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.unfold import Unfolded
from caveat.pages import drawing, told
from caveat.pages.asked import Asked
from caveat.pages.asking import Found, House, Last, soon
from caveat.pages.page import Page, query
from caveat.pages.room import room
from caveat.screening.answer import Shown
from caveat.screening.editions import of_edition
from caveat.screening.library import Library

TESTS = ("ofac", "eu", "uk", "ch")
"""The tests that are always told; those of the sectoral directives only where they say anything."""

EDITIONS = 2
"""How many earlier editions are kept open."""

STATEMENTS = 400
"""So many statements are written into the page; the others are a click away."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a party, and what it holds.

    Attributes:
        exposures: the verdict under each test.
        test: the test that the picture shows.
        unfolded: the parties around it, as far as they were opened.
        picture: where they go.
    """

    exposures: tuple[Exposure, ...]
    test: str
    unfolded: Unfolded
    picture: drawing.Picture


def party(house: House) -> APIRouter:
    """The rooms ``/party/ID``, ``/ownership/ID`` and ``/picture/ID``."""
    rooms = room(house)
    earlier: Last[Library] = Last(EDITIONS)

    def of(library: Library, asked: Asked) -> Library:
        """The library in the edition asked for."""
        if not asked.edition or asked.edition == library.edition.id:
            return library
        key = (id(library), asked.edition)
        return earlier.get_or(key, lambda: of_edition(library, asked.edition))

    def past(work: Callable[[Library], Found], asked: Asked) -> Callable[[Library], Found]:
        return lambda library: work(of(library, asked))

    @rooms.get("/party/{id:path}")
    async def show(request: Request, id: str) -> Response:
        page, asked = Page(request, house), Asked.of(request.query_params)
        gone = ""
        try:
            shown, edition = await house.asking.quick(past(partial(_shown, id, asked), asked))
        except UnknownEdition:
            gone, asked = asked.edition, Asked.of({**request.query_params, "edition": ""})
            shown, edition = await house.asking.quick(partial(_shown, id, asked))
        opened = _opened(request, id)
        behind = await soon(
            house.asking.slow(past(partial(_behind, id, asked, *opened), asked)),
        )
        every = "statements" in request.query_params
        if shown is None:
            return page.show(
                "holder.html", asked=asked, id=id, behind=behind, opened=opened, gone=gone,
                edition=edition, fold=_folds(id, asked, opened),
            )  # fmt: skip
        return page.show(
            "party.html", asked=asked, shown=shown, behind=behind, opened=opened, gone=gone,
            told=told, edition=edition, id=id, most=None if every else STATEMENTS,
            timeline=drawing.timeline(
                shown.designations, shown.lists, shown.as_of, shown.known_at
            ),
            fold=_folds(id, asked, opened),
        )  # fmt: skip

    @rooms.get("/ownership/{id:path}")
    async def ownership(request: Request, id: str) -> Response:
        page, asked = Page(request, house), Asked.of(request.query_params)
        opened = _opened(request, id)
        behind = await house.asking.slow(past(partial(_behind, id, asked, *opened), asked))
        template = "parts/behind.html" if page.part else "behind.html"
        return page.show(
            template, asked=asked, id=id, behind=behind, fold=_folds(id, asked, opened)
        )

    return rooms


def _shown(id: str, asked: Asked, library: Library) -> tuple[Shown | None, str]:
    """The party as lists know it; None if none does, and it may be a holder of stakes."""
    edition = library.edition.id
    try:
        return library.show(id, **asked.terms()), edition
    except UnknownParty:
        try:
            library.edition.number(id)
        except UnknownParty:
            return None, edition
        raise


def _behind(
    id: str, asked: Asked, above: tuple[str, ...], below: tuple[str, ...], library: Library
) -> Behind:
    ownership, days = library.ownership, asked.terms()
    test = asked.test if asked.test in REGIMES else TESTS[0]
    exposures = [ownership.exposure(id, regime=name, **days) for name in TESTS]
    for name in REGIMES:
        if name not in TESTS:
            one = ownership.exposure(id, regime=name, **days)
            if one.verdict != "not blocked on what is known" or name == test:
                exposures.append(one)
    found = ownership.unfolded(id, above=above, below=below, regime=test, **days)
    return Behind(tuple(exposures), test, found, drawing.picture(found))


def _opened(request: Request, id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whose owners, and whose owned parties, are shown; those of the party itself at first."""
    said = request.query_params
    if "above" not in said and "below" not in said:
        return (id,), (id,)
    return tuple(filter(None, said.getlist("above"))), tuple(filter(None, said.getlist("below")))


@dataclass(frozen=True, slots=True)
class Fold:
    """Addresses of the same picture, a little further opened or closed.

    Attributes:
        id: of the party that the picture is about.
        asked: the days and the test.
        above: whose owners are shown.
        below: of whom the owned parties are shown.
    """

    id: str
    asked: Asked
    above: tuple[str, ...]
    below: tuple[str, ...]

    def to(self, path: str, id: str, up: bool) -> str:
        """With the owners (or the owned parties) of one party opened, or closed if they are."""
        above, below = list(self.above), list(self.below)
        row = above if up else below
        if id in row:
            row.remove(id)
        else:
            row.append(id)
        return path + self._query(above, below)

    def under(self, path: str, test: str) -> str:
        """Under another test."""
        return path + self._query(self.above, self.below, test)

    @property
    def same(self) -> str:
        """What this picture is asked for with."""
        return self._query(self.above, self.below)

    def _query(
        self, above: list[str] | tuple[str, ...], below: list[str] | tuple[str, ...], test: str = ""
    ) -> str:
        asked = self.asked
        return query(
            as_of=asked.as_of,
            known_at=asked.known_at,
            edition=asked.edition,
            test=test or asked.test,
            above=above or [""],
            below=below or [""],
        )


def _folds(id: str, asked: Asked, opened: tuple[tuple[str, ...], tuple[str, ...]]) -> Fold:
    return Fold(id, asked, *opened)
