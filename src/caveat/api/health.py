"""Whether the service lives, whether it can answer, and what it counts."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from caveat.api.answers import Json
from caveat.api.service import Asked
from caveat.errors import CaveatError

router = APIRouter(tags=["System"])


class Status(BaseModel):
    """How it is."""

    status: str = Field("ok", examples=["ok"])


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


@router.get("/readyz", summary="Whether it can answer", response_model=Status, responses=REFUSALS)
async def readyz(service: Asked) -> Json:
    """Ready where there is an edition and, under `--strict`, none of its lists is stale."""
    held = await service.held()
    strict = service.settings.strict
    terms = held.library.terms(ownership=False, strict=strict)
    await service.lanes.quick(lambda: held.library.desk(terms))
    return Json({"status": "ok"})


@router.get(
    "/metrics",
    summary="What the service counts",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(service: Asked) -> Response:
    """Counters for Prometheus, over all workers; without a list, `caveat_ready` is 0."""
    try:
        held = await service.held()
    except CaveatError:
        service.metrics.ready.set(0)
    else:
        states = await service.lanes.slow(held.slow.health)
        service.metrics.lists(states, held.slow.today)
    page, kind = service.metrics.page()
    return Response(page, media_type=kind)
