"""A whole validation: cases drawn, asked, counted, and what it comes to."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

import caveat
from caveat.errors import BadInput, NoList
from caveat.screening.answer import ListUsed
from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.validation import compare, customers, integrity, texts, thresholds
from caveat.validation.asked import Answers
from caveat.validation.asking import Askers, Filter, Progress
from caveat.validation.cases import Lists, cases
from caveat.validation.conclusion import conclusion
from caveat.validation.listed import designated, listed
from caveat.validation.ownership import worked
from caveat.validation.result import Settings, Validation
from caveat.validation.told import Told

DOCUMENTS = 8
"""Of so many cases of a family about names, there is one of a family about documents."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a user may say about how to validate.

    Attributes:
        cases: cases of a family, at most.
        clean: customers to generate where no file is given.
        seed: of all chance.
        recall: the least recall that is wanted; None if no such appetite is stated.
        alarms: the most false alarms that are accepted, as a share; None likewise.
        customers: the user's customer file.
        columns: heading -> field, for its columns.
        processes: to use at most; as many as there are cores, if not said.

    Raises:
        BadInput: a number under which nothing could be told.
    """

    cases: int = 1_000
    clean: int = 10_000
    seed: int = 11
    recall: float | None = None
    alarms: float | None = None
    customers: Path | None = None
    columns: Mapping[str, str] | None = None
    processes: int | None = None

    def __post_init__(self) -> None:
        if self.cases < 1 or self.clean < 1:
            raise BadInput("Without cases nothing can be told. Say 1 or more.")
        for name, share in (("recall", self.recall), ("alarms", self.alarms)):
            if share is not None and not 0 < share <= 1:
                raise BadInput(f"--{name} {share:g} is no share. Say one such as 0.95, or 0.5%.")


def validate(
    library: Library,
    terms: Terms,
    plan: Plan,
    *,
    made: str,
    earlier: Mapping[str, Any] | None = None,
    progress: Progress = lambda what, done, total: None,
) -> Validation:
    """Validate the user's filter: their lists, under their own settings.

    Args:
        library: the library.
        terms: the settings; the day is the library's.
        plan: how to validate.
        made: the time to put into the report, in ISO.
        earlier: the JSON of an earlier report.
        progress: is told what is being done.

    Raises:
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
        BadInput: the customer file or the earlier report cannot be used.
    """
    began = time.monotonic()
    filter = Filter(library.root, library.today, terms)
    question = filter.library.desk(terms).question
    progress("Reading the lists", 0, 1)
    lists = _lists(filter.library, question.used)
    progress("Reading the lists", 1, 1)
    who = (
        customers.of_file(lists, plan.customers, plan.columns or {}, plan.seed)
        if plan.customers
        else customers.generated(lists, plan.clean, plan.seed)
    )
    drawn = []
    for one in cases(lists, plan.cases, plan.seed):
        drawn.append(one)
        progress("Drawing cases", len(drawn), 0)
    spoken = texts.cases(lists, max(1, plan.cases // DOCUMENTS), plan.seed)
    with Askers(filter, plan.processes) as askers:
        asked = Answers(askers, drawn, spoken, who, plan.seed, progress)
        whole = tuple(askers.ask(_whole, question.used, "Looking through the lists", progress, 1))
    told = Told(asked, terms.threshold)
    points = thresholds.curve(asked.scored(), filter.floor, terms.threshold)
    wanted = thresholds.appetite(points, terms.threshold, plan.recall, plan.alarms)
    alarms = customers.alarms(who, asked.alerts, told.clean_documents)
    examples = worked(library.today)
    edition = integrity.sealed(filter.library)
    settings = Settings(
        terms.threshold, terms.limit, terms.sources, terms.max_age, terms.ownership,
        plan.cases, plan.clean, plan.seed, who.mark,
    )  # fmt: skip
    measured = told.measured(alarms.rate, np.flatnonzero(~np.array(who.same)))
    witness, now, clusters = asked.witness(told.found)
    about = {
        "program": caveat.__version__,
        "edition": filter.library.edition.id,
        "settings": {
            k: list(v) if isinstance(v, tuple) else v for k, v in asdict(settings).items()
        },
    }
    since = (
        compare.since(earlier, measured, witness, now, clusters, about, whole) if earlier else None
    )
    return Validation(
        made,
        round(time.monotonic() - began, 1),
        caveat.__version__,
        filter.library.edition.id,
        library.today.isoformat(),
        settings,
        question.used,
        len(lists.parties),
        len(lists.names),
        sum(len(one.cases) for one in (*drawn, *spoken)),
        told.families,
        told.parts,
        told.by,
        told.overall,
        told.misses(),
        alarms,
        points,
        wanted,
        asked.agreed(terms.threshold),
        asked.narrowed(terms.threshold),
        examples,
        whole,
        edition,
        since,
        conclusion(
            told.families, told.parts, alarms, wanted, asked.agreed(terms.threshold),
            asked.narrowed(terms.threshold), examples, whole, edition, since, question.used,
        ),
        question.cautions,
        witness,
        compare.figures(measured),
    )  # fmt: skip


def _lists(library: Library, used: Sequence[ListUsed]) -> Lists:
    sources = [one.source for one in used]
    known = designated(library.edition, library.today, sources)
    parties = listed(library.edition, library.today, sources)
    lists = Lists({id: party for id, party in parties.items() if id in known})
    if not lists.names:
        raise NoList(
            f"No party is listed on {', '.join(sources)}. Get the lists with caveat update."
        )
    return lists


def _whole(filter: Filter, used: Sequence[ListUsed]) -> list[integrity.Whole]:
    return [integrity.integrity(filter.library, one) for one in used]
