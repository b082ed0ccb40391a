"""What a validation found: the same dataclasses for the terminal, JSON, HTML and PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from caveat.screening.answer import ListUsed
from caveat.validation.integrity import Check, Whole
from caveat.validation.ownership import Worked
from caveat.validation.rates import Rate

Verdict = Literal["worse", "better", "no difference shown"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of cases that were found, of one family or one group.

    Attributes:
        name: of the family or the group.
        part: the part of the validation that a family belongs to; empty for a group.
        what: what a family does, in words; empty for a group.
        rate: the share found at the user's threshold.
        collided: changed names that were another party's, and so no cases.
    """

    name: str
    part: str
    what: str
    rate: Rate
    collided: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of one list, script, type or kind of name.

    Attributes:
        name: the group.
        exact: the share found of those of exact families.
        fuzzy: of those of fuzzy ones; of a group of weak aliases, there are none.
    """

    name: str
    exact: Rate
    fuzzy: Rate


@dataclass(frozen=True, slots=True)
class Miss:
    """A case that was missed, for the reader.

    Attributes:
        family: how the name was changed.
        asked: the name or number that was asked about.
        listed: the listed name behind it.
        party: id of the party.
        source: the list.
        score: of the right hit; 0 where it was not in sight.
    """

    family: str
    asked: str
    listed: str
    party: str
    source: str
    score: float


@dataclass(frozen=True, slots=True)
class Worst:
    """A customer who was raised, for the reader.

    Attributes:
        customer: the name.
        key: the user's own reference, if there is one.
        listed: the listed name that matched.
        kind: of that name.
        party: id of the party.
        score: of the hit.
        same: whether a list has the customer's name word for word.
    """

    customer: str
    key: str
    listed: str
    kind: str
    party: str
    score: float
    same: bool


@dataclass(frozen=True, slots=True)
class Alarms:
    """What the filter raises among customers.

    Attributes:
        whose: ``yours``, or ``generated`` where no file was given.
        said: what customers these are, in a sentence.
        customers: how many were asked about.
        rejected: rows of the file that could not be read.
        raised: how many were raised.
        same: how many of those bear a listed name word for word: likely true hits, or namesakes.
        quiet: names of customers who bear a listed name word for word and were not raised.
        rate: the share raised for another reason: false alarms, as far as can be told.
        thousand: alerts for each thousand customers, all of them.
        kinds: what the best hit was by (name, alias, weak alias, ownership ...), with counts.
        sources: list -> customers of whom it has a hit, and those whom it alone raises.
        groups: the share raised by type and by script.
        worst: the surest false alarms.
        documents: clean names in documents that the reader raised.
    """

    whose: Literal["yours", "generated"]
    said: str
    customers: int
    rejected: int
    raised: int
    same: int
    quiet: tuple[str, ...]
    rate: Rate
    thousand: float
    kinds: Mapping[str, int]
    sources: Mapping[str, tuple[int, int]]
    groups: tuple[Figure, ...]
    worst: tuple[Worst, ...]
    documents: Rate


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold would do.

    Attributes:
        threshold: the threshold.
        recall: the mean over families of names, exact and fuzzy.
        exact: the same over the exact families.
        fuzzy: over the fuzzy ones.
        alarms: the share of customers raised for nothing.
    """

    threshold: float
    recall: Rate
    exact: Rate
    fuzzy: Rate
    alarms: Rate


@dataclass(frozen=True, slots=True)
class Appetite:
    """A stated risk appetite, and the threshold that meets it.

    Attributes:
        recall: the least recall that is wanted; None if none was stated.
        alarms: the most false alarms that are accepted, as a share; None if none was stated.
        met: whether the user's own threshold meets it, with the worse end of each interval.
        threshold: the threshold that meets it, with the worse end of each interval; else None.
        by_estimate: the threshold whose estimates meet it; else None.
        said: what that comes to, in sentences.
    """

    recall: float | None
    alarms: float | None
    met: bool
    threshold: float | None
    by_estimate: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure beside that of an earlier report.

    Attributes:
        name: the figure.
        before: what it was.
        after: what it is.
        chance: the probability of such a difference if there were none, put right for the number
            of figures that are compared (Holm).
        paired: whether the very same cases were asked both times.
        verdict: ``worse``, ``better``, or ``no difference shown``.
    """

    name: str
    before: float
    after: float
    chance: float
    paired: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier report.

    Attributes:
        made: when that was made.
        edition: its edition.
        program: its version of Caveat.
        different: settings, lists and program that are not the same, in sentences.
        figures: each figure side by side.
        lists: what changed with the lists, in sentences.
    """

    made: str
    edition: str
    program: str
    different: tuple[str, ...]
    figures: tuple[Changed, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to act on, or to know.

    Attributes:
        weight: ``fail`` needs an action, ``warn`` a decision; ``good`` and ``note`` neither.
        said: what was found.
        todo: what to do next; empty where nothing is.
    """

    weight: Literal["fail", "warn", "good", "note"]
    said: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Under what the filter was validated.

    Attributes:
        threshold: the least score of a hit.
        limit: the most hits of one subject.
        sources: the lists asked for; all in the library if none.
        max_age: days after which a list is stale.
        ownership: whether those blocked by ownership are looked for.
        cases: cases of a family, at most.
        clean: generated customers, where no file was given.
        seed: of all chance.
        customers: name and checksum of the customer file; empty if none was given.
    """

    threshold: float
    limit: int
    sources: tuple[str, ...]
    max_age: int
    ownership: bool
    cases: int
    clean: int
    seed: int
    customers: str


@dataclass(frozen=True, slots=True)
class Validation:
    """A whole model validation.

    Attributes:
        made: when it was made, in ISO; empty of meaning for everything else.
        seconds: how long it took.
        program: version of Caveat.
        edition: id of the edition.
        today: the day of the validation, in ISO.
        settings: under what.
        lists: the lists behind it.
        parties: listed parties that cases were drawn from.
        names: their names.
        cases: questions asked about them.
        families: recall by family, of every part.
        parts: recall by part.
        by: ``list``, ``script``, ``type``, ``kind`` -> recall by group.
        overall: recall over all exact and fuzzy families, each with the same weight.
        misses: some that were missed, the least excusable first.
        alarms: what is raised for nothing.
        curve: what each threshold would do.
        appetite: the stated risk appetite; None if none was stated.
        agreed: cases that were asked again through the whole filter, and those that came out the
            same.
        narrowed: cases that score enough when searched for from below the threshold, and are not
            found at it, because its search chooses candidates more narrowly.
        ownership: worked examples.
        integrity: how whole each list is.
        edition_check: whether the edition's files are as they were built.
        since: what changed since an earlier report; None if none was given.
        findings: the conclusion, the gravest first.
        cautions: what the lists' answers must say.
        witness: checksums of all cases and customers, and who was found, for the next report.
        figures: every share by its name, for the same.
    """

    made: str
    seconds: float
    program: str
    edition: str
    today: str
    settings: Settings
    lists: tuple[ListUsed, ...]
    parties: int
    names: int
    cases: int
    families: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    by: Mapping[str, tuple[Group, ...]]
    overall: Rate
    misses: tuple[Miss, ...]
    alarms: Alarms
    curve: tuple[Point, ...]
    appetite: Appetite | None
    agreed: tuple[int, int]
    narrowed: int
    ownership: tuple[Worked, ...]
    integrity: tuple[Whole, ...]
    edition_check: Check
    since: Since | None
    findings: tuple[Finding, ...]
    cautions: tuple[str, ...]
    witness: Mapping[str, str]
    figures: Mapping[str, Mapping[str, float]]

    @property
    def failed(self) -> bool:
        """Whether something needs an action."""
        return any(finding.weight == "fail" for finding in self.findings)
