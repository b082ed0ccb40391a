"""``/v1/ownership``: who stands behind a party."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from caveat.api.answers import JSON, Json, dumps
from caveat.api.service import Asked, AsOf, KnownAt
from caveat.api.v1 import models
from caveat.api.v1.known import known_only
from caveat.ownership.export import exposure_json
from caveat.ownership.graph import graph
from caveat.ownership.regimes.known import named
from caveat.screening import drawn
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.report import derived_json, history_json

router = APIRouter(prefix="/v1", tags=["v1: ownership"], dependencies=[Depends(known_only)])

_SVG, _XML = "image/svg+xml", "application/xml"
_TYPES = {"svg": _SVG, "graphml": _XML, "gexf": _XML, "bods": JSON}

Entity = Annotated[
    str,
    Path(
        description="Id of a party of a list or of a holder of stakes, or its whole name.",
        examples=["ofac-17260"],
    ),
]
Regime = Annotated[
    str,
    Query(description="The test: ofac, eu, uk, ch, or ofac-ssi-1 to -4.", max_length=40),
]


@router.get(
    "/ownership",
    summary="Everybody blocked by ownership",
    response_model=models.Derived,
    responses=models.ERRORS,
)
async def derived(
    service: Asked, regime: Regime = "ofac", as_of: AsOf = None, known_at: KnownAt = None
) -> Json:
    """Everybody who is, or may be, blocked by ownership and on no list."""
    test = named(regime).name
    held = await service.held()
    return Json(
        await service.lanes.slow(
            lambda: dumps(
                derived_json(
                    held.slow.ownership.derived(regime=test, as_of=as_of, known_at=known_at)
                )
            )
        )
    )


@router.get(
    "/ownership/{entity:path}",
    summary="Who stands behind a party",
    response_model=models.Exposure,
    responses={
        200: {
            "content": {
                _SVG: {"schema": {"type": "string"}},
                _XML: {"schema": {"type": "string"}},
            }
        },
        **models.ERRORS,
    },
)
async def ownership(
    service: Asked,
    entity: Entity,
    regime: Regime = "ofac",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    depth: Annotated[
        int | None, Query(ge=1, le=50, description="Only chains of at most so many links.")
    ] = None,
    below: Annotated[bool, Query(description="Draw what the party holds, not its owners.")] = False,
    format: Annotated[
        Literal["json", "svg", "graphml", "gexf", "bods"],
        Query(description="The verdict as JSON, or the picture of it."),
    ] = "json",
) -> Response:
    """The verdict of a test on a party: chains, what is missing, what would change it."""
    test = named(regime).name
    held = await service.held()

    def look() -> bytes:
        asked = held.slow.ownership
        if format == "json":
            one = asked.exposure(entity, regime=test, as_of=as_of, known_at=known_at, depth=depth)
            return dumps({**exposure_json(one), "notice": NOT_ADVICE})
        if below:
            held_by = asked.family(entity, regime=test, as_of=as_of, known_at=known_at, depth=depth)
            day = held.slow.terms(as_of=as_of or known_at).as_of or held.slow.today
            return drawn.rendered(format, held_by, day)
        one = asked.exposure(entity, regime=test, as_of=as_of, known_at=known_at, depth=depth)
        return drawn.rendered(format, graph((one,), "", one.cautions[:2]), one.as_of)

    return Response(await service.lanes.slow(look), media_type=_TYPES.get(format, JSON))


@router.get(
    "/ownership-timeline/{entity:path}",
    summary="The verdicts on a party, day by day",
    response_model=models.History,
    responses=models.ERRORS,
)
async def history(
    service: Asked,
    entity: Entity,
    regime: Regime = "ofac",
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """On which day a party became blocked or free until the day asked about, and why."""
    test = named(regime).name
    held = await service.held()
    return Json(
        await service.lanes.slow(
            lambda: dumps(
                history_json(
                    held.slow.ownership.timeline(
                        entity, regime=test, as_of=as_of, known_at=known_at
                    )
                )
            )
        )
    )
