"""``POST /match/{dataset}``: query by example."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException

from caveat.api.answers import Json, dumps
from caveat.api.edition import Held
from caveat.api.gate import note
from caveat.api.service import Asked, AsOf, KnownAt, Service
from caveat.api.yente import scope
from caveat.api.yente.algorithms import MATCHER
from caveat.api.yente.models import EntityExample, EntityMatchQuery, EntityMatchResponse
from caveat.errors import BadInput, BadSubject
from caveat.match.evidence import Evidence
from caveat.match.explain import sentence
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.screening import example, ftm
from caveat.screening.answer import Hit, Screening
from caveat.screening.question import Terms
from caveat.subject import Subject

router = APIRouter(tags=["yente: matching"])

Kept = Callable[[Hit], bool]

LONGEST, MOST_NAMES = 2_000, 1_000
"""Characters of a name, and names of a query, that are looked for."""

_FETCH = 10_000
"""The most hits that are looked through for those that the filters keep."""


@router.post(
    "/match/{dataset}",
    summary="Query by example",
    response_model=EntityMatchResponse,
    responses=scope.ERRORS,
)
async def match(
    request: Request,
    service: Asked,
    query: EntityMatchQuery,
    dataset: scope.Dataset,
    limit: Annotated[
        int, Query(description="Results of each query.", ge=0, le=scope.MOST_MATCHES)
    ] = scope.MATCHES,
    threshold: Annotated[
        float, Query(description="The least score that counts as a match.", ge=0, le=1)
    ] = DEFAULT_THRESHOLD,
    cutoff: Annotated[
        float | None,
        Query(description="The least score of a result; the threshold if not said.", ge=0, le=1),
    ] = None,
    algorithm: Annotated[
        str, Query(description="`best`, or any of yente's names: all of them score as Caveat does.")
    ] = "best",
    include_dataset: scope.Include = [],
    exclude_dataset: scope.Exclude = [],
    exclude_schema: scope.ExcludeSchema = [],
    topics: scope.Topics = [],
    changed_since: scope.ChangedSince = None,
    exclude_entity_ids: Annotated[
        list[str], Query(description="Leave these entities out.", max_length=50)
    ] = [],
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """Ask who the examples may be: names, birth dates, countries, identifiers, addresses.

    Names alone are asked about; who is blocked only by ownership is told by `/v1/screen`.
    """
    held = await service.held()
    scope.algorithm_of(algorithm)
    scope.schemata_known(exclude_schema)
    scope.topics_known(topics)
    if len(query.queries) > service.settings.max_batch:
        most = service.settings.max_batch
        raise HTTPException(400, f"Too many queries in one batch (limit: {most})")
    if not query.queries:
        raise HTTPException(400, "No queries provided.")
    subjects, refused = _subjects(query.queries)
    echoes = {name: _echo(name, one) for name, one in query.queries.items()}
    note(request).asked = [text for one in subjects.values() for text in (*one.names,
                           *one.identifiers)]  # fmt: skip
    least = min(threshold, threshold if cutoff is None else cutoff)
    terms = scope.terms_of(
        service, held, dataset, include=include_dataset, exclude=exclude_dataset,
        as_of=as_of, known_at=known_at, threshold=least, limit=max(1, limit),
    )  # fmt: skip
    kept = _filter(
        held, exclude_schema, topics, scope.changed_after(changed_since), exclude_entity_ids
    )
    parts, hits = await _matched(service, held, terms, subjects, threshold, limit, kept)
    note(request).hits = hits
    responses = b",".join(
        dumps(name) + b":" + _response(echo, parts.get(name, _EMPTY), refused.get(name, ""))
        for name, echo in echoes.items()
    )
    tail = b'},"matcher":' + MATCHER + b',"limit":' + str(limit).encode() + b"}"
    size = {"x-batch-size": str(len(query.queries))}
    return Json(b'{"responses":{' + responses + tail, headers=size)


_EMPTY = b'"results":[],"total":{"value":0,"relation":"eq"}'


def _subjects(
    queries: Mapping[str, EntityExample],
) -> tuple[dict[str, Subject], dict[str, str]]:
    """Who is asked about, by the names of the queries; and which of them cannot be asked.

    Raises:
        HTTPException: a schema is none; yente answers no query of such a batch.
    """
    found: dict[str, Subject] = {}
    refused: dict[str, str] = {}
    for name, one in queries.items():
        try:
            found[name] = _bounded(example.subject(one.schema_, one.properties, one.id))
        except BadSubject as error:
            refused[name] = str(error)
        except BadInput as error:
            raise HTTPException(400, f"Cannot parse example entity: {error}") from None
    return found, refused


def _bounded(subject: Subject) -> Subject:
    """A subject, if it is not more than anybody has to say of one.

    Raises:
        BadSubject: a text is too long, or there are too many names.
    """
    names = subject.names
    longest = max(map(len, (*names, *subject.identifiers)), default=0)
    if longest > LONGEST:
        raise BadSubject(f"A name or identifier has {longest:,} characters; at most {LONGEST:,}.")
    if len(names) > MOST_NAMES:
        raise BadSubject(f"A query has {len(names):,} names; at most {MOST_NAMES:,}.")
    return subject


def _echo(name: str, query: EntityExample) -> bytes:
    """A query as its answer repeats it.

    Raises:
        HTTPException: a text in it is none.
    """
    echo = {
        "id": query.id,
        "schema": query.schema_,
        "properties": {prop: example.values(said) for prop, said in query.properties.items()},
    }
    try:
        dumps(name)
        return dumps(echo)
    except TypeError:  # a half of a surrogate pair, which JSON can write and UTF-8 cannot
        raise HTTPException(
            400, f"Query {name!a} has a character that is half of one. Send whole characters."
        ) from None


def _response(echo: bytes, found: bytes, refused: str) -> bytes:
    end = b',"query":' + echo
    if refused:
        return b'{"status":400,' + found + end + b',"detail":' + dumps(refused) + b"}"
    return b'{"status":200,' + found + end + b"}"


async def _matched(
    service: Service,
    held: Held,
    terms: Terms,
    subjects: Mapping[str, Subject],
    threshold: float,
    limit: int,
    kept: Kept | None,
) -> tuple[dict[str, bytes], int]:
    """For each query its results as bytes; and how many there are in all.

    Where a filter leaves hits out, more are fetched: one that it keeps must not be missed.
    """
    parts: dict[str, bytes] = {}
    left, hits, fetch = dict(subjects), 0, terms.limit
    while left:
        names = list(left)

        def made(screenings: Sequence[Screening], names: list[str] = names) -> dict[str, Any]:
            return {
                name: _results(held, one, threshold, limit, kept)
                for name, one in zip(names, screenings, strict=True)
            }

        asked = held.library.terms(
            as_of=terms.as_of, known_at=terms.known_at, sources=terms.sources or None,
            threshold=terms.threshold, limit=fetch, strict=terms.strict, ownership=False,
        )  # fmt: skip
        found = await service.lanes.screen(held, asked, list(left.values()), made)
        for name, (part, count, enough) in found.items():
            if enough or fetch >= _FETCH:
                parts[name] = part
                hits += count
                del left[name]
        fetch = min(fetch * 8, _FETCH)
    return parts, hits


def _results(
    held: Held, screening: Screening, threshold: float, limit: int, kept: Kept | None
) -> tuple[bytes, int, bool]:
    """The results of a query as bytes, their number, and whether there cannot be others."""
    hits = [hit for hit in screening.hits if kept is None or kept(hit)]
    cut = any("More parties may match" in one for one in screening.cautions)
    enough = kept is None or len(hits) >= limit or not cut
    shown = hits[:limit]
    sources = tuple(used.source for used in screening.lists)
    under = (screening.as_of, screening.known_at, sources)
    results = b",".join(_scored(held, under, hit, threshold) for hit in shown)
    relation = b"gte" if cut else b"eq"
    total = b'],"total":{"value":%d,"relation":"%s"}' % (len(hits), relation)
    return b'"results":[' + results + total, len(shown), enough


def _scored(held: Held, under: tuple[Any, ...], hit: Hit, threshold: float) -> bytes:
    """A hit: the entity, which is the same for everybody, and what is said of this question."""
    whole = held.body(
        (*under, hit.entity.id), lambda: dumps(ftm.entity(hit.entity, hit.designations))
    )
    features, explanations = {}, {}
    for kind, piece in _named(hit.evidence):
        weight = round(piece.weight, 4)
        features[kind] = weight
        explanations[kind] = {
            "score": weight,
            "detail": sentence(piece),
            "query": piece.subject,
            "candidate": piece.listed,
        }
    score = round(hit.score, 4)
    said = {
        "score": score,
        "features": features,
        "explanations": explanations,
        "match": score >= threshold,
    }
    return whole[:-1] + b"," + dumps(said)[1:]


def _named(pieces: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
    """Pieces of evidence under names that are all different."""
    found: dict[str, Evidence] = {}
    for piece in pieces:
        name = piece.kind.replace(" ", "_")
        number = 2
        while name in found:
            name, number = f"{piece.kind.replace(' ', '_')}_{number}", number + 1
        found[name] = piece
    return list(found.items())


def _filter(
    held: Held,
    schemata: Sequence[str],
    topics: Sequence[str],
    changed: date | None,
    ids: Sequence[str],
) -> Kept | None:
    """Which hits a client wants; None for all of them."""
    if not (schemata or topics or changed or ids):
        return None
    without, wanted, gone = frozenset(schemata), frozenset(topics), frozenset(ids)

    def kept(hit: Hit) -> bool:
        party = hit.entity
        if party.id in gone or party.schema in without:
            return False
        if wanted and not wanted & set(ftm.topics(party, hit.designations)):
            return False
        if changed is None:
            return True
        return any((dated.until or dated.first) > changed for dated in party.statements)

    return kept
