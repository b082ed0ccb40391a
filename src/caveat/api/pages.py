"""The page, as the service serves it: its rooms are given the lanes to the edition in force."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from fastapi import APIRouter

from caveat.api.login import Entrance
from caveat.api.service import Service
from caveat.api.settings import Settings
from caveat.pages.asking import House
from caveat.pages.desk import Desk
from caveat.pages.router import pages
from caveat.screening.library import Library

Found = TypeVar("Found")


class _Lanes:
    """The two lanes, as the page asks for them."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def quick(self, work: Callable[[Library], Found]) -> Found:
        held = await self._service.held()
        return await self._service.lanes.quick(lambda: work(held.library))

    async def slow(self, work: Callable[[Library], Found]) -> Found:
        held = await self._service.held()
        return await self._service.lanes.slow(lambda: work(held.slow))


def _desk(settings: Settings) -> Desk | None:
    """The way to the casework; None where what it needs is not installed."""
    if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
        return None
    return Desk(settings.root, settings.user)


def router(service: Service, scratch: Path, entrance: Entrance | None = None) -> APIRouter:
    """The rooms of the page.

    Args:
        service: what they ask.
        scratch: where uploaded files lie for an hour, seen by all workers.
        entrance: how people sign in at an identity provider; None if they do not.
    """
    settings = service.settings
    return pages(
        House(
            _Lanes(service),
            scratch,
            secure=settings.secure,
            strict=settings.strict,
            max_body=settings.max_body,
            day=settings.day,
            desk=_desk(settings),
            entrance=entrance,
        )
    )
