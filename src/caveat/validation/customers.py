"""Customers and false alarms: the user's own file, or packed ones where none is given."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from caveat.errors import BadInput, BadSubject
from caveat.library.disk import checksum
from caveat.screening import table
from caveat.screening.rows import open_input
from caveat.subject import Subject
from caveat.validation import clean
from caveat.validation.asking import Alert
from caveat.validation.cases import Lists
from caveat.validation.plain import folded, latin, script
from caveat.validation.rates import Rate, rate
from caveat.validation.result import Alarms, Figure, Worst

MOST = 50_000
"""Customers that are asked about; of a longer file, so many are drawn."""

_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Customers:
    """Who is asked about to see what is raised for nothing.

    Attributes:
        whose: ``yours`` or ``generated``.
        said: what customers these are.
        subjects: they.
        rejected: rows that could not be read.
        same: for each, whether a list has a name of theirs word for word.
        mark: name and checksum of the file; empty if there is none.
    """

    whose: Literal["yours", "generated"]
    said: str
    subjects: tuple[Subject, ...]
    rejected: int
    same: tuple[bool, ...]
    mark: str


def generated(lists: Lists, count: int, seed: int) -> Customers:
    """Packed customers, none of whom is listed.

    Args:
        lists: the listed parties.
        count: how many.
        seed: of chance.
    """
    made = clean.customers(count, lists.bearers.keys(), seed)
    said = (
        f"No customer file was given: {len(made):,} customers were put together from common names "
        "of many countries that come with Caveat, none of them listed word for word. They do not "
        "speak for your customers."
    )
    subjects = tuple(one.subject for one in made)
    return Customers("generated", said, subjects, 0, (False,) * len(made), "")


def of_file(lists: Lists, place: Path, said: Mapping[str, str], seed: int) -> Customers:
    """The user's own customers.

    Args:
        lists: the listed parties.
        place: the file.
        said: heading -> field, for columns whose headings say too little.
        seed: of chance, where the file is longer than `MOST`.

    Raises:
        BadTable: it cannot be read.
        BadMapping: no column looks like a name.
        BadInput: none of its rows is a customer.
    """
    opened = open_input(place)
    columns = table.mapping(opened.headings, said)
    chance = random.Random(f"{seed} customers")
    kept: list[Subject] = []
    rows = rejected = 0
    for row in opened.rows():
        try:
            if row.wrong:
                raise BadSubject(row.wrong)
            subject = table.subject(row.cells, columns)
        except BadSubject:
            rejected += 1
            continue
        rows += 1
        if len(kept) < MOST:
            kept.append(subject)
        elif (at := chance.randrange(rows)) < MOST:
            kept[at] = subject
    if not kept:
        raise BadInput(f"{place}: no row of it is a customer. Give a file with names in it.")
    told = f"{place.name}: {rows:,} customers"
    if rows > MOST:
        told += f", of whom {MOST:,} were drawn by chance"
    if rejected:
        told += f"; {rejected:,} rows could not be read and were left out"
    same = tuple(any(_listed(lists, name) for name in one.names) for one in kept)
    mark = f"{place.name} {checksum(place)}"
    return Customers("yours", f"{told}.", tuple(kept), rejected, same, mark)


def _listed(lists: Lists, name: str) -> bool:
    return folded(name) in lists.bearers or folded(latin(name)) in lists.bearers


def alarms(asked: Customers, alerts: Sequence[Alert | None], documents: Rate) -> Alarms:
    """What became of customers.

    Args:
        asked: they.
        alerts: what the filter said to each of them.
        documents: clean names in documents that the reader raised.
    """
    raised = np.array([alert is not None for alert in alerts], bool)
    same = np.array(asked.same, bool)
    kinds = Counter(alert.kind for alert in alerts if alert is not None)
    sources: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for alert in alerts:
        if alert is not None:
            for source in alert.sources:
                sources[source][0] += 1
                sources[source][1] += len(alert.sources) == 1
    return Alarms(
        asked.whose,
        asked.said,
        len(alerts),
        asked.rejected,
        int(raised.sum()),
        int((raised & same).sum()),
        tuple(asked.subjects[place].name for place in np.flatnonzero(same & ~raised)),
        rate(raised[~same]),
        round(1000 * float(raised.mean()), 3) if len(raised) else 0.0,
        dict(sorted(kinds.items())),
        {name: (all_, alone) for name, (all_, alone) in sorted(sources.items())},
        tuple(_groups(asked, raised & ~same, ~same)),
        tuple(_worst(asked, alerts)),
        documents,
    )


def _groups(asked: Customers, raised: np.ndarray, counted: np.ndarray) -> Sequence[Figure]:
    groups: dict[str, list[int]] = defaultdict(list)
    for place, subject in enumerate(asked.subjects):
        if counted[place]:
            groups[f"type {subject.type}"].append(place)
            groups[f"script {script(subject.name) or 'no letters'}"].append(place)
    found = [Figure(name, "", "", rate(raised[places])) for name, places in groups.items()]
    return sorted(found, key=lambda one: (-one.rate.rate, one.name))


def _worst(asked: Customers, alerts: Sequence[Alert | None]) -> Sequence[Worst]:
    found = [
        Worst(
            subject.name, subject.key or "", alert.name, alert.kind, alert.party,
            round(alert.score, 4), same,
        )
        for subject, alert, same in zip(asked.subjects, alerts, asked.same, strict=True)
        if alert is not None
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.same, -one.score, one.customer))[:_SHOWN]
