"""What every endpoint may ask for: the edition, the lanes, the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Query, Request

from caveat.api.edition import Current, Held
from caveat.api.lanes import Lanes
from caveat.api.metrics import Metrics
from caveat.api.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running service."""

    settings: Settings
    current: Current
    lanes: Lanes
    metrics: Metrics

    async def held(self) -> Held:
        """The edition to ask; see `Current.held`."""
        return await self.current.held()


def service(request: Request) -> Service:
    """The service that a request came to."""
    return cast(Service, request.app.state.service)


Asked = Annotated[Service, Depends(service)]
"""The service, as an endpoint takes it."""

_DAY = r"^\d{4}-\d{2}-\d{2}$"

AsOf = Annotated[
    str | None,
    Query(description="The day that the question is about (YYYY-MM-DD).", pattern=_DAY),
]
KnownAt = Annotated[
    str | None,
    Query(description="Use only what had been published by this day (YYYY-MM-DD).", pattern=_DAY),
]
