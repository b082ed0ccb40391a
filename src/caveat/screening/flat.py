"""A screening as rows of a table: one a hit, or one that says that there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caveat.match.explain import sentence
from caveat.ownership.explain import chain
from caveat.screening.answer import NOT_ADVICE, Hit, OwnedHit, Screening

COLUMNS = (
    "caveat_line",
    "caveat_status",
    "caveat_hits",
    "caveat_hit",
    "caveat_score",
    "caveat_party",
    "caveat_caption",
    "caveat_name",
    "caveat_name_kind",
    "caveat_lists",
    "caveat_programmes",
    "caveat_since",
    "caveat_why",
    "caveat_edition",
    "caveat_list_versions",
    "caveat_notice",
)
"""What is added to the columns of the customer file; see ``docs/how-to/batch.md``."""


def status(screening: Screening) -> str:
    """``clear``, ``hit``, or ``possible`` if no hit was certainly listed, or blocked."""
    if screening.clear:
        return "clear"
    sure = any(hit.status == "listed" for hit in screening.hits)
    return "hit" if sure or any(hit.status == "blocked" for hit in screening.owned) else "possible"


def flat(line: int, screening: Screening) -> Iterator[dict[str, Any]]:
    """A screening as rows of `COLUMNS`: one a hit, or one that says that there is none."""
    common = {
        "caveat_line": line,
        "caveat_status": status(screening),
        "caveat_hits": len(screening.hits) + len(screening.owned),
        "caveat_edition": screening.edition,
        "caveat_list_versions": "; ".join(
            f"{used.source} {used.version}" for used in screening.lists
        ),
        "caveat_notice": " ".join((*screening.cautions, NOT_ADVICE)),
    }
    if screening.clear:
        yield {**common, "caveat_hit": 0}
    for place, hit in enumerate(screening.hits, start=1):
        yield {**common, "caveat_hit": place, **_hit(hit)}
    for place, owned in enumerate(screening.owned, start=len(screening.hits) + 1):
        yield {**common, "caveat_hit": place, **_owned(owned)}


def _hit(hit: Hit) -> dict[str, Any]:
    current = [one for one in hit.designations if one.status != "not listed"]
    return {
        "caveat_score": round(hit.score, 4),
        "caveat_party": hit.entity.id,
        "caveat_caption": hit.entity.caption,
        "caveat_name": hit.name,
        "caveat_name_kind": hit.name_kind,
        "caveat_lists": "; ".join(dict.fromkeys(one.source for one in current)),
        "caveat_programmes": "; ".join(dict.fromkeys(one.programme for one in current)),
        "caveat_since": "; ".join(
            dict.fromkeys(one.start or one.listed or "no date given" for one in current)
        ),
        "caveat_why": " ".join(sentence(piece) for piece in hit.evidence),
    }


def _owned(hit: OwnedHit) -> dict[str, Any]:
    return {
        "caveat_score": round(hit.score, 4),
        "caveat_party": hit.party,
        "caveat_caption": hit.exposures[0].name,
        "caveat_name": hit.name,
        "caveat_name_kind": "ownership",
        "caveat_programmes": "; ".join(f"{one.verdict}: {one.title}" for one in hit.exposures),
        "caveat_why": " ".join(
            (
                *(sentence(piece) for piece in hit.evidence),
                *dict.fromkeys(chain(one, one.chains[0]) for one in hit.exposures if one.chains),
            )
        ),
    }
