"""What a reading of a document says: who is in it, where, how that is known, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from caveat.match.evidence import Evidence
from caveat.screening.answer import ListUsed, Screening
from caveat.screening.documents.document import Dated, Document
from caveat.subject import Type

Status = Literal["listed", "blocked", "possible", "not listed"]
"""``blocked``: on no list, but owned by those who are; ``possible``: the data cannot tell."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that speaks of a party.

    Attributes:
        start: of the first character, in the document's text.
        end: after the last one.
        text: the words, as they stand there.
        sentence: where the sentence begins and ends, in the document's text.
        block: number of the block.
        page: its page, where the file has pages.
        place: where a reader finds it.
        how: ``name`` is enough by itself; ``short`` (a surname, an acronym) and ``description``
            (the company) point back to a name elsewhere in the document.
        speaker: who says it, in an interview.
        score: of the name against the listed one; None for what points back and for parties on
            no list.
        evidence: what the score is made of.
    """

    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    block: int
    page: int | None
    place: str
    how: Literal["name", "short", "description"]
    speaker: str | None = None
    score: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody or something that the document speaks of.

    The same person may be on several lists, as several listed parties: they are the hits of one.

    Attributes:
        name: the fullest name that the document uses.
        type: what it is.
        mentions: in the order of the text.
        then: the answer as of the document's day; None if no day is known.
        now: the answer as of the other day, mostly today.
    """

    name: str
    type: Type
    mentions: tuple[Mention, ...]
    then: Screening | None
    now: Screening

    @property
    def status_then(self) -> Status | None:
        """What it was on the document's day."""
        return None if self.then is None else status(self.then)

    @property
    def status_now(self) -> Status:
        """What it is on the other day."""
        return status(self.now)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A relation that the text states in plain words. It is in no library until somebody puts it.

    Attributes:
        kind: ``stake`` for ownership, ``link`` for any other tie.
        subject: the party that owns, runs, or signs, as the document names it.
        object: the party that is owned, run, or signed with.
        relation: in the words of the field: ``owns``, ``subsidiary of``, ``chief executive of``,
            ``joint venture with``, ``contract with``.
        share: percent, as the text has it; empty if it says none.
        sentence: the words that say so.
        start: where the sentence begins, in the document's text.
        place: where a reader finds it.
    """

    kind: Literal["stake", "link"]
    subject: str
    object: str
    relation: str
    share: str
    sentence: str
    start: int
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer to one document.

    Attributes:
        document: the document.
        dated: the day that it is taken to be of, and how that is known; None if nothing says it.
        then: that day, as a day that questions can be about.
        now: the other day asked about, mostly today.
        found: listed and owned parties first, then those on no list.
        proposed: relations that the text states.
        edition: id of the edition.
        lists: the lists behind the answer as of ``now``.
        cautions: what a reader must know before relying on it.
    """

    document: Document
    dated: Dated | None
    then: date | None
    now: date
    found: tuple[Found, ...]
    proposed: tuple[Proposed, ...]
    edition: str
    lists: tuple[ListUsed, ...]
    cautions: tuple[str, ...]

    @property
    def clear(self) -> bool:
        """Whether nobody in it was or is listed, or owned by those who are."""
        return all(
            one.status_now == "not listed" and one.status_then in (None, "not listed")
            for one in self.found
        )


def status(screening: Screening) -> Status:
    """The gravest thing that a screening says."""
    if any(hit.status == "listed" for hit in screening.hits):
        return "listed"
    if any(hit.status == "blocked" for hit in screening.owned):
        return "blocked"
    return "not listed" if screening.clear else "possible"
