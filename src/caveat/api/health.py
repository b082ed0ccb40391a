"""Whether the service lives, whether it can answer, and what it counts."""

from __future__ import annotations

import time
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from caveat.api.answers import Json
from caveat.api.following import last_look
from caveat.api.service import Asked
from caveat.errors import CaveatError

router = APIRouter(tags=["System"])


class Status(BaseModel):
    """How it is."""

    status: str = Field("ok", examples=["ok"])


class Followed(BaseModel):
    """How it stands with the published edition that the service follows."""

    state: str = Field(
        description="good, starting, late, unreachable or damaged. All but good and starting "
        "mean that newer lists may have been published; the last good edition answers.",
        examples=["good"],
    )
    number: int = Field(description="The publication that the library has; 0 for none.")
    edition: str = Field(description="Its edition.")
    seconds: int | None = Field(description="Since the last good look; null for none yet.")


class Ready(Status):
    """That it can answer."""

    following: Followed | None = Field(None, description="Under --follow only.")


class Refusal(BaseModel):
    """Why there is no answer."""

    detail: str = Field(examples=["There is no list in the library."])


REFUSALS: dict[int | str, dict[str, Any]] = {
    503: {"model": Refusal, "description": "No list, or a stale one under --strict."},
}


@router.get("/healthz", summary="Whether the service lives")
async def healthz() -> Status:
    """Answers as long as the process does."""
    return Status(status="ok")


@router.get("/readyz", summary="Whether it can answer", response_model=Ready, responses=REFUSALS)
async def readyz(service: Asked) -> Json:
    """Ready where there is an edition and, under `--strict`, none of its lists is stale.

    A store that cannot be reached does not make it less so: the last good edition answers.
    """
    held = await service.held()
    strict = service.settings.strict
    terms = held.library.terms(ownership=False, strict=strict)
    await service.lanes.quick(lambda: held.library.desk(terms))
    look = last_look(service.settings)
    if look is None:
        return Json({"status": "ok"})
    now = time.time()
    followed = Followed(
        state=look.state(now, service.settings.every),
        number=look.number,
        edition=look.edition,
        seconds=int(now - look.good) if look.good else None,
    )
    return Json({"status": "ok", "following": followed.model_dump()})


@router.get(
    "/metrics",
    summary="What the service counts",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(service: Asked) -> Response:
    """Counters for Prometheus, over all workers; without a list, `caveat_ready` is 0."""
    look = last_look(service.settings)
    if look is not None:
        service.metrics.follows(look, look.state(time.time(), service.settings.every) == "good")
    try:
        held = await service.held()
    except CaveatError:
        service.metrics.ready.set(0)
    else:
        states = await service.lanes.slow(held.slow.health)
        service.metrics.lists(states, held.slow.today)
    page, kind = service.metrics.page()
    return Response(page, media_type=kind)
