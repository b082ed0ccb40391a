"""What yente's clients send and read. Answers are written as bytes; these are their description."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

DAY = "2022-06-28T00:00:00"


class ErrorResponse(BaseModel):
    """Why there is no answer."""

    detail: str = Field(examples=["No such dataset."])


class EntityResponse(BaseModel):
    """An entity in FollowTheMoney's form."""

    model_config = ConfigDict(populate_by_name=True)

    id: str = Field(examples=["ofac-17260"])
    caption: str = Field(examples=["STATE CORPORATION ROSTEC"])
    schema_: str = Field(alias="schema", examples=["Organization"])
    properties: dict[str, list[str | EntityResponse]] = Field(examples=[{"name": ["ROSTEC"]}])
    datasets: list[str] = Field(examples=[["ofac-sdn"]])
    referents: list[str] = Field(default_factory=list)
    target: bool = False
    first_seen: str | None = Field(None, examples=[DAY])
    last_seen: str | None = Field(None, examples=[DAY])
    last_change: str | None = Field(None, examples=[DAY])


class FeatureResult(BaseModel):
    """What one piece of evidence says."""

    score: float = Field(description="Worth by itself, or how far it moves the score.")
    detail: str | None = Field(None, examples=["Born 1952 fits 1952-08-20."])
    query: str | None = None
    candidate: str | None = None


class ScoredEntityResponse(EntityResponse):
    """An entity, how well it matches, and why."""

    score: float = Field(examples=[0.97])
    features: dict[str, float]
    explanations: dict[str, FeatureResult]
    match: bool = Field(description="Whether the score is at least the threshold.")


class TotalSpec(BaseModel):
    """How many there are."""

    value: int = Field(examples=[42])
    relation: str = Field("eq", description="`eq`, or `gte` where there may be more.")


class EntityExample(BaseModel):
    """Who is asked about."""

    model_config = ConfigDict(populate_by_name=True)

    id: str | None = Field(None, examples=["my-entity-id"])
    schema_: str = Field(alias="schema", examples=["Person"])
    properties: dict[str, str | list[Any]] = Field(
        examples=[{"name": ["Sergey Chemezov"], "birthDate": ["1952-08-20"]}]
    )


class EntityMatchQuery(BaseModel):
    """A batch of questions."""

    weights: dict[str, float] = Field(
        default_factory=dict, description="Taken and not used: the weights are learnt."
    )
    config: dict[str, str | int | float | bool | None] = Field(
        default_factory=dict, description="Taken and not used."
    )
    queries: dict[str, EntityExample]


class EntityMatches(BaseModel):
    """The answer to one question."""

    status: int = Field(200, description="400 where the question cannot be asked: see `detail`.")
    results: list[ScoredEntityResponse]
    total: TotalSpec
    query: EntityExample
    detail: str | None = None


class FeatureDoc(BaseModel):
    """What a piece of evidence is."""

    description: str | None = None
    coefficient: float
    url: str = ""


class EntityMatchResponse(BaseModel):
    """The answers, by the names that the client gave the questions."""

    responses: dict[str, EntityMatches]
    matcher: dict[str, FeatureDoc]
    limit: int = Field(examples=[5])


class SearchFacetItem(BaseModel):
    """A value, and how many have it."""

    name: str = Field(examples=["ru"])
    label: str = Field(examples=["Russia"])
    count: int = Field(examples=[42])


class SearchFacet(BaseModel):
    """The values of one field."""

    label: str = Field(examples=["Countries"])
    values: list[SearchFacetItem]


class SearchResponse(BaseModel):
    """A page of what was found."""

    limit: int = Field(examples=[10])
    offset: int = Field(0, examples=[0])
    total: TotalSpec
    results: list[EntityResponse]
    facets: dict[str, SearchFacet]


class AdjacentResultsResponse(BaseModel):
    """A page of what hangs on an entity under one property."""

    limit: int = Field(examples=[10])
    offset: int = Field(0, examples=[0])
    total: TotalSpec
    results: list[str | EntityResponse]


class EntityAdjacentResponse(BaseModel):
    """An entity, and what hangs on it, property by property."""

    entity: EntityResponse
    adjacent: dict[str, AdjacentResultsResponse]


class Publisher(BaseModel):
    """Who publishes a list."""

    name: str
    country: str | None = None
    country_label: str | None
    url: str | None = None
    official: bool


class DatasetModel(BaseModel):
    """A list, or several under one name."""

    name: str = Field(examples=["ofac-sdn"])
    title: str
    summary: str | None = None
    url: str | None = None
    load: bool
    entities_url: str | None = None
    version: str = Field(examples=["2024-05-03"])
    index_version: str | None = None
    index_current: bool
    children: list[str]
    publisher: Publisher | None = None
    entity_count: int
    thing_count: int
    target_count: int
    last_export: str | None = None
    updated_at: str | None = None


class DataCatalogModel(BaseModel):
    """The lists in the library."""

    datasets: list[DatasetModel]
    current: list[str]
    outdated: list[str]
    index_stale: bool


class AlgorithmDocs(BaseModel):
    """What a way of scoring goes by, and what could be set of it."""

    name: str
    description: str | None = None
    config: dict[str, Any] = Field(description="Nothing: the weights are learnt.")
    features: dict[str, FeatureDoc]


class Algorithm(BaseModel):
    """A way of scoring."""

    name: str
    description: str | None = None
    features: dict[str, FeatureDoc]
    docs: AlgorithmDocs


class AlgorithmResponse(BaseModel):
    """The ways of scoring."""

    algorithms: list[Algorithm]
    default: str
    best: str


class StatementModel(BaseModel):
    """One value that one list gives about one party."""

    model_config = ConfigDict(populate_by_name=True)

    id: str
    entity_id: str
    canonical_id: str
    prop: str
    prop_type: str
    schema_: str = Field(alias="schema")
    value: str
    original_value: str | None = None
    dataset: str
    lang: str | None = None
    origin: str | None = None
    first_seen: str
    last_seen: str


class StatementResponse(BaseModel):
    """A page of statements."""

    limit: int
    offset: int
    total: TotalSpec
    results: list[StatementModel]


EntityResponse.model_rebuild()
