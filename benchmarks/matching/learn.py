"""Learn what speaks against two names being one party's, and write `weights.toml`.

Learnt from the lists alone and from made-up customers that are on none: names of one party
against each other (its aliases, and its names on other lists, told by identifiers), names of
different parties of one list, and customers against the parties nearest to them. Three parties in
ten are held out, by their id: they are never looked at here, only in the report. No manipulated
name is used.

    make learn-weights
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.matching import lists
from benchmarks.matching.customers import customers
from benchmarks.matching.same import held_out

from caveat import Library
from caveat.match import align, model
from caveat.match.asked import asked, estimates
from caveat.match.facts import KINDS, NAME_KINDS
from caveat.match.grams import nearest
from caveat.match.index import Index
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.names.identifiers import normal
from caveat.names.name import Name, read_names
from caveat.subject import Type
from caveat.validation.plain import folded

SEED = 3
SMOOTH = 0.02
CUSTOMERS = 40_000
_SAME = [
    model.FEATURES.index(name)
    for name in "typo sound near nickname initial conflict surplus glued".split()
]
ALARMS = 0.006
"""Share of customers on no list that may have a candidate above the default threshold."""

Pair = tuple[Name, Name]
Doubles = npt.NDArray[np.float64]


def names_of(library: Library) -> list[tuple[str, Type, tuple[str, ...], list[str]]]:
    """Id, type, lists and names (no weak aliases) of every party."""
    index, edition = library.index, library.edition
    values = index._facts["value"].to_pylist()
    ids = edition.parties["id"].to_pylist()
    found = []
    for party, id in enumerate(ids):
        facts = range(int(index.starts[party]), int(index.starts[party + 1]))
        names = [values[f] for f in facts if KINDS[index.kinds[f]] in NAME_KINDS[:3]]
        if names:
            lists = edition.party(party).sources
            found.append((id, index.type(party), lists, list(dict.fromkeys(names))))
    return found


def same(library: Library, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Parties of different lists that share an identifier."""
    index = library.index
    values = index._facts["value"].to_pylist()
    ids = library.edition.parties["id"].to_pylist()
    having: defaultdict[str, set[str]] = defaultdict(set)
    for fact in np.flatnonzero(index.kinds == KINDS.index("identifier")).tolist():
        number = normal(values[fact])
        party = ids[int(index.party_of(np.array([fact]))[0])]
        if len(number) > 6 and party in wanted:
            having[number].add(party)
    for parties in having.values():
        if 1 < len(parties) <= 4:
            yield from itertools.combinations(sorted(parties), 2)


def near(index: Index, names: Sequence[Name], top: int) -> Iterator[tuple[int, int]]:
    """Place of a name, and a row near it."""
    for start in range(0, len(names), 2000):
        batch = asked(names[start : start + 2000], index.rows, index.memory)
        columns = index.rows.columns
        found = nearest(estimates(batch, columns.shape[0]), columns, top, 0.45)
        who = np.repeat(np.arange(len(batch.ends) - 1), np.diff(found.indptr))
        yield from zip((who + start).tolist(), found.indices.tolist(), strict=True)


def features(pairs: Sequence[Pair], index: Index) -> Doubles:
    """What the model weighs, of shape (pairs, features)."""
    kept: list[list[float]] = []
    known = model.worth

    def keep(values: Sequence[float], person: bool) -> float:
        kept.append(list(values))
        return known(values, person)

    align.worth = keep  # type: ignore[assignment,attr-defined]
    try:
        nothing = [float(name in ("conflict", "alone", "thin")) for name in model.FEATURES]
        for place, (one, other) in enumerate(pairs):
            align.align(one, other, index.lexicon, 2.0)
            if len(kept) == place:  # not a word in common
                kept.append(nothing)
    finally:
        align.worth = known  # type: ignore[attr-defined]
    return np.array(kept).reshape(-1, len(model.FEATURES))


def fit(values: Doubles, true: Doubles) -> tuple[float, Doubles]:
    """Steepness and weights, none below 0: the most likely ones, lightly held back."""

    def loss(at: Doubles) -> tuple[float, Doubles]:
        margin = at[0] - values @ at[1:]
        sign = 2 * true - 1
        value = np.logaddexp(0, -sign * margin).sum() + SMOOTH * (at[1:] ** 2).sum()
        slope = -sign / (1 + np.exp(sign * margin))
        return value, np.concatenate([[slope.sum()], -(slope @ values) + 2 * SMOOTH * at[1:]])

    start = np.concatenate([[4.0], np.full(values.shape[1], 2.0)])
    # Two slips are worse than one, and an initial less than a name, whatever the lists say.
    fixed = {"part": 0.6}  # the lists have no texts with names in them
    # A slip of the pen makes no other name; the lists, which are proofread, have few of them.
    most = {"variant": 6.0, "typo": 0.2, "sound": 0.4, "glued": 0.4, "slip": 1.4}
    floor = {
        "sound": 0.2,
        "typo": 0.2,
        "glued": 0.2,
        "initial": 1.5,
        "acronym": 1.2,
        "number": 2.0,
        "nickname": 0.5,
        "translation": 1.0,
    }
    bounds = [(2.5, 6.0), *(
        (fixed[name], fixed[name]) if name in fixed
        else (floor.get(name, 0.0), most.get(name, 25.0))
        for name in model.FEATURES
    )]  # fmt: skip
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B")
    return float(found.x[0]), found.x[1:]


def level(clean: Doubles, weights: Doubles, alarms: float) -> float:
    """The steepness at which so many of the customers' candidates reach the default threshold.

    How many pairs of each kind there are to learn from is chance; this is what users feel.
    """
    # A customer with a listed party's very name is no false alarm that any threshold could avoid.
    penalty = np.sort((clean @ weights)[1 - clean[:, _SAME].sum(axis=1) < 0.9])
    limit = float(penalty[min(int(alarms), len(penalty) - 1)])
    low, high = 1.5, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        worth = (1 + np.exp(-middle)) / (1 + np.exp(limit - middle))
        low, high = (middle, high) if worth < DEFAULT_THRESHOLD else (low, middle)
    return (low + high) / 2


def gather(
    library: Library,
) -> dict[bool, tuple[list[Pair], list[Pair], list[Pair], int]]:
    """Pairs of one party, of different parties, of customers and parties, and how many customers
    there were; persons apart."""
    chance = random.Random(SEED)
    index = library.index
    parties = [one for one in names_of(library) if not held_out(one[0])]
    read = {id: [n for text in names for n in read_names(text, type)]
            for id, type, _, names in parties}  # fmt: skip
    kind = {id: type for id, type, _, _ in parties}
    standing = {id: set(sources) for id, _, sources, _ in parties}
    found: dict[bool, tuple[list[Pair], list[Pair], list[Pair]]] = {
        person: ([], [], []) for person in (True, False)
    }
    for id, names in read.items():
        every = list(itertools.combinations(dict.fromkeys(names), 2))
        found[kind[id] == "person"][0].extend(chance.sample(every, min(6, len(every))))
    for one, other in same(library, set(read)):
        pairs = [(a, b) for a in read[one][:3] for b in read[other][:3] if a != b]
        found[kind[one] == "person"][0].extend(pairs)
    owners: defaultdict[Name, set[str]] = defaultdict(set)
    for id, names in read.items():
        for name in names:
            owners[name].add(id)
    texts = index._facts["value"]
    rows: list[Name] = []
    for row in range(len(index.rows)):
        fact = int(index.row_facts[index.row_starts[row]])
        party = int(index.party_of(np.array([fact]))[0])
        rows.append(read_names(texts[fact].as_py(), index.type(party))[0])
    asking = [(id, chance.choice(names)) for id, names in read.items()]
    for place, row in near(index, [name for _, name in asking], 8):
        id, name = asking[place]
        theirs = owners.get(rows[row], set())
        if theirs and id not in theirs and all(standing[id] & standing[other] for other in theirs):
            found[kind[id] == "person"][1].append((name, rows[row]))
    parties_now = lists.listed(library.edition).values()
    taken = {folded(name.name) for party in parties_now for name in party.names}
    people = [(read_names(c.name, c.type)[0], c.type) for c in customers(CUSTOMERS, taken, SEED)]
    known = {tuple(sorted(row.tokens)) for row in rows}
    for place, row in near(index, [name for name, _ in people], 4):
        if tuple(sorted(people[place][0].tokens)) not in known:
            found[people[place][1] == "person"][2].append((people[place][0], rows[row]))
    asked_of = {person: sum((type == "person") == person for _, type in people) for person in found}
    return {person: (*pairs, asked_of[person]) for person, pairs in found.items()}


def main() -> None:
    """Learn, print, and write."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.environ.get("CAVEAT_BENCH_LIBRARY", folder))
        target = Path(model.__file__).with_name("weights.toml")
        target.write_text("\n".join((*learnt(lists.bring(root)), "")))


def learnt(library: Library) -> list[str]:
    """The lines of the file of weights."""
    lines = [
        "# What speaks against two names being one party's, and how much (see model.py).",
        "# Shares are of the telling words of both names, from 0 to 1. Learnt by",
        "# benchmarks/matching/learn.py from the lists; held-out parties are in its report.",
    ]
    for person, (yes, no, clean, count) in gather(library).items():
        values = features([*yes, *no, *clean], library.index)
        true = np.concatenate([np.ones(len(yes)), np.zeros(len(no) + len(clean))])
        # An alias with a telling word that the name lacks, and the other way round, is another
        # name, and says nothing about how a name is written otherwise.
        differs = values[:, [model.FEATURES.index(name) for name in ("conflict", "clash")]]
        usable = (true == 0) | ((differs[:, 0] < 0.45) & (differs[:, 1] < 0.9))
        _, weights = fit(values[usable], true[usable])
        steep = level(values[len(yes) + len(no) :], weights, ALARMS * count)
        lines += ["", f"[{'person' if person else 'other'}]", f"steep = {steep:.2f}"]
        lines += [f"{name} = {w:.2f}" for name, w in zip(model.FEATURES, weights, strict=True)]
        print(person, len(yes), len(no), len(clean), *lines[-14:], sep="\n")
    return lines


if __name__ == "__main__":
    main()
