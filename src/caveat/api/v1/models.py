"""What ``/v1`` takes and gives, as far as OpenAPI needs it; ``caveat.schema.json`` says all."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from caveat.subject import Subject, Type

Text = Annotated[str, Field(max_length=2_000)]
Many = Annotated[list[Text], Field(max_length=100)]


class SubjectIn(BaseModel):
    """Who is asked about: a name or an identifier, and what else is known."""

    model_config = {"extra": "forbid"}

    name: Text = Field("", examples=["Sergey Chemezov"])
    type: Type = "any"
    aliases: Many = Field(default_factory=list)
    birth_date: str | None = Field(None, examples=["1952-08-20"], max_length=40)
    gender: Literal["male", "female"] | None = None
    countries: Many = Field(default_factory=list, examples=[["ru"]])
    identifiers: Many = Field(default_factory=list)
    addresses: Many = Field(default_factory=list)
    key: str | None = Field(None, description="Given back untouched.", max_length=200)

    def subject(self) -> Subject:
        """The subject.

        Raises:
            BadSubject: there is nothing to ask about, or a field cannot be read.
        """
        said = self.model_dump()
        for name in ("aliases", "countries", "identifiers", "addresses"):
            said[name] = tuple(said[name])
        return Subject(**said)


class Batch(BaseModel):
    """Several subjects."""

    subjects: list[SubjectIn] = Field(min_length=1)


class Document(BaseModel):
    """What every document has."""

    model_config = {"extra": "allow"}

    format: str
    notice: str


class Screening(Document):
    """The answer to one subject."""

    format: Literal["caveat.screening/1"]
    subject: dict[str, Any]
    clear: bool
    as_of: str
    known_at: str
    edition: str
    threshold: float
    hits: list[dict[str, Any]]
    owned: list[dict[str, Any]]
    lists: list[dict[str, Any]]
    cautions: list[str]


class Screenings(Document):
    """The answers to several subjects, in their order."""

    format: Literal["caveat.screenings/1"]
    screenings: list[Screening]


class Party(Document):
    """One party, statement by statement."""

    format: Literal["caveat.party/1"]
    party: str
    caption: str
    designations: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    lists: list[dict[str, Any]]
    cautions: list[str]


class Reading(Document):
    """Who is in a document, then and now."""

    format: Literal["caveat.reading/1"]


class Payment(BaseModel):
    """The transactions of a file of payment messages, and what came of it."""

    model_config = {"extra": "allow"}

    format: Literal["caveat.payment/1"]
    transactions: list[dict[str, Any]]
    unread: list[dict[str, Any]]
    summary: dict[str, Any]


class Deal(BaseModel):
    """The verdict over a deal file, check by check."""

    model_config = {"extra": "allow"}

    format: Literal["caveat.deal/1"]


class Course(Document):
    """What happened to a party, the oldest first."""

    format: Literal["caveat.course/1"]
    party: str
    events: list[dict[str, Any]]
    cautions: list[str]


class Exposure(Document):
    """The verdict of a test of ownership on one party."""

    format: Literal["caveat.exposure/1"]
    party: str
    verdict: str
    sentences: list[str]


class Derived(Document):
    """Everybody who is, or may be, blocked by ownership and on no list."""

    format: Literal["caveat.derived/1"]
    title: str
    exposures: list[dict[str, Any]]


class History(Document):
    """The verdicts on a party, day by day."""

    format: Literal["caveat.history/1"]
    party: str
    turns: list[dict[str, Any]]


class Changes(Document):
    """What changed from one day to another."""

    format: Literal["caveat.changes/1"]
    lists: list[dict[str, Any]]
    owned: list[dict[str, Any]]


class Sources(Document):
    """Each list and its health."""

    format: Literal["caveat.lists/1"]
    as_of: str
    known_at: str
    lists: list[dict[str, Any]]


class Refused(Document):
    """Why there is no answer."""

    format: Literal["caveat.refusal/1"]
    error: dict[str, str]


ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refused, "description": "It cannot be asked so."},
    401: {"model": Refused, "description": "A key is needed, and a good one."},
    403: {"model": Refused, "description": "The key's role may not ask this."},
    404: {"model": Refused, "description": "There is no such party or list."},
    409: {"model": Refused, "description": "The same Idempotency-Key still runs."},
    413: {"model": Refused, "description": "The request is too large."},
    414: {"model": Refused, "description": "The address is too long."},
    415: {"model": Refused, "description": "Compressed requests are not taken."},
    421: {"model": Refused, "description": "Not under this name; see --allow-host."},
    422: {"model": Refused, "description": "A parameter is not what it must be."},
    429: {"model": Refused, "description": "Asked too often; see Retry-After."},
    503: {"model": Refused, "description": "No list, a stale one under --strict, or too busy."},
}
