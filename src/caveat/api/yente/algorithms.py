"""``GET /algorithms``: the one way of scoring, and the evidence that it goes by."""

from __future__ import annotations

from fastapi import APIRouter

from caveat.api.answers import Json, dumps
from caveat.api.yente import scope
from caveat.api.yente.models import AlgorithmResponse
from caveat.match import evidence as known

router = APIRouter(tags=["yente: system"])

_FEATURES: dict[str, tuple[str, float]] = {
    "name": ("How alike the names are, word by word, by words that tell much.", 1.0),
    "identifier": ("The same number of a document, a register, a ship or a wallet.",
                   known.IDENTIFIER),
    "weak_alias": ("The name is a weak alias.", known.WEAK_ALIAS),
    "birth_date": ("The birth dates fit, or do not.", known.BIRTH_DAY),
    "country": ("A country in common, or none.", known.COUNTRY_SAME),
    "gender": ("Another gender.", known.GENDER_OTHER),
    "type": ("Another kind of party: a person, an organisation, a ship, an aircraft.",
             known.TYPE_OTHER),
    "address": ("Addresses that have much in common.", known.ADDRESS_SAME),
}  # fmt: skip

_DOCS = {
    name: {"description": text, "coefficient": weight, "url": ""}
    for name, (text, weight) in _FEATURES.items()
}

MATCHER = dumps(_DOCS)
"""The evidence, as it stands in every answer of ``/match``."""


@router.get(
    "/algorithms",
    summary="The ways of scoring",
    response_model=AlgorithmResponse,
    responses={401: scope.ERRORS[401], 403: scope.ERRORS[403], 429: scope.ERRORS[429]},
)
async def algorithms() -> Json:
    """One way of scoring, whatever name a client asks for it by; its weights are learnt."""
    own = {
        "name": scope.ALGORITHM,
        "description": "The score is computed from the evidence that is shown.",
        "features": _DOCS,
        "docs": {
            "name": scope.ALGORITHM,
            "description": "One way of scoring, whatever name it is asked for by.",
            "config": {},
            "features": _DOCS,
        },
    }
    return Json({"algorithms": [own], "default": scope.ALGORITHM, "best": scope.ALGORITHM})
