"""What an answer is: the same dataclasses for Python, the command line, the API and the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caveat.match.evidence import Evidence
from caveat.ownership.reasons import Exposure
from caveat.party import Designation, Party
from caveat.subject import Subject

NOT_ADVICE = "Caveat decides nothing and gives no legal advice."


@dataclass(frozen=True, slots=True)
class ListUsed:
    """A list behind an answer.

    Attributes:
        source: its name.
        title: its title.
        publisher: who publishes it.
        version: publication day of the version used.
        confirmed: last day for which that version is known to have been the current one.
        age: days between ``confirmed`` and the day it should speak for.
        stale: whether that is more than was allowed.
        parties: how many listed parties that version has.
    """

    source: str
    title: str
    publisher: str
    version: date
    confirmed: date
    age: int
    stale: bool
    parties: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed party that the subject may be.

    Attributes:
        entity: the party, with what could be known of it.
        score: in [0, 1], computed from ``evidence``.
        name: the listed name that matched; the party's caption if only an identifier did.
        name_kind: ``name``, ``alias``, ``weak_alias``, ``former_name``, or ``identifier``.
        evidence: what speaks for and against.
        designations: every designation of the party that was in force, or may have been, on the
            day asked about; then those that were not.
    """

    entity: Party
    score: float
    name: str
    name_kind: str
    evidence: tuple[Evidence, ...]
    designations: tuple[Designation, ...]

    @property
    def status(self) -> str:
        """``listed`` if any designation was in force on the day, else ``possible``."""
        return "listed" if any(d.status == "listed" for d in self.designations) else "possible"


@dataclass(frozen=True, slots=True)
class OwnedHit:
    """A party on no list that the subject may be, and that is or may be blocked by ownership.

    Attributes:
        party: its id.
        name: its name that matched; empty if only an identifier did.
        score: in [0, 1], computed from ``evidence``.
        evidence: what speaks for and against.
        exposures: why it is or may be blocked, test by test.
    """

    party: str
    name: str
    score: float
    evidence: tuple[Evidence, ...]
    exposures: tuple[Exposure, ...]

    @property
    def status(self) -> str:
        """``blocked`` if it is under any test, else ``possible``."""
        return "blocked" if any(one.blocked for one in self.exposures) else "possible"


@dataclass(frozen=True, slots=True)
class Shown:
    """One party, whole.

    Attributes:
        party: with every statement that could be known.
        designations: every one, with its status on the day.
        pointing: the other parties whose entries point to it.
        as_of: the day that the answer is about.
        known_at: the day whose knowledge was used.
        edition: id of the edition.
        lists: the lists that speak of it.
        cautions: what a reader must know before relying on it.
    """

    party: Party
    designations: tuple[Designation, ...]
    pointing: tuple[Party, ...]
    as_of: date
    known_at: date
    edition: str
    lists: tuple[ListUsed, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """The answer to one subject.

    Attributes:
        subject: who was asked about.
        hits: the best first; none means that no listed party was found in ``lists``.
        as_of: the day that the answer is about.
        known_at: the day whose knowledge was used.
        edition: id of the edition.
        threshold: hits score at least this.
        lists: every list behind the answer.
        cautions: what a reader must know before relying on it.
        owned: parties on no list that the subject may be, blocked or perhaps so by ownership.
    """

    subject: Subject
    hits: tuple[Hit, ...]
    as_of: date
    known_at: date
    edition: str
    threshold: float
    lists: tuple[ListUsed, ...]
    cautions: tuple[str, ...]
    owned: tuple[OwnedHit, ...] = ()

    @property
    def clear(self) -> bool:
        """Whether there is no hit, neither by name nor by ownership."""
        return not self.hits and not self.owned
