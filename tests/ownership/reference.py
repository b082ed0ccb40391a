"""The tests of ownership, slow and obviously right: exact fractions, and every set of parties.

A party is blocked if it belongs to every closed set: a set that has all the listed, and whoever
is owned enough by those in it. What may be held is the most that any division of the whole leaves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import chain, combinations

from caveat.ownership.regimes.rule import Measure, Rule
from caveat.stake import WHOLE, Interest, Stake
from caveat.time import span


@dataclass(frozen=True)
class Held:
    """One interest, as far as it is known: everything in fractions of the whole."""

    owner: str
    owned: str
    kind: Interest
    least: Fraction
    most: Fraction
    direct: bool
    sure: bool


def held(stakes: Iterable[Stake], day: date) -> list[Held]:
    """What is held on a day; each interest of each owner once."""
    rows: dict[
        tuple[str, str, Interest, bool], dict[str, list[tuple[Fraction, Fraction, bool]]]
    ] = {}
    for stake in stakes:
        start = span(stake.start) if stake.start else None
        end = span(stake.end) if stake.end else None
        if (start and day < start.first) or (end and day >= end.last):
            continue
        sure = not (start and day < start.last) and not (end and day >= end.first)
        least = Fraction(stake.least, WHOLE) if sure else Fraction(0)
        sources = rows.setdefault((stake.owner, stake.owned, stake.kind, stake.direct), {})
        sources.setdefault(stake.source, []).append((least, Fraction(stake.most, WHOLE), sure))
    found = []
    for (owner, owned, kind, direct), said in rows.items():
        low, high, certain = together(list(said.values()))
        found.append(Held(owner, owned, kind, low, high, direct, certain))
    return found


def together(
    sources: Sequence[Sequence[tuple[Fraction, Fraction, bool]]],
) -> tuple[Fraction, Fraction, bool]:
    sums = [
        (
            min(sum((row[0] for row in rows), Fraction(0)), Fraction(1)),
            min(sum((row[1] for row in rows), Fraction(0)), Fraction(1)),
            any(row[2] for row in rows),
        )
        for rows in sources
    ]
    sure = [(least, most) for least, most, certain in sums if certain]
    doubtful = [most for _, most, certain in sums if not certain]
    if not sure:
        return Fraction(0), max(doubtful), False
    low, high = max(least for least, _ in sure), min(most for _, most in sure)
    if low > high:  # they contradict each other
        low, high = min(least for least, _ in sure), max(most for _, most in sure)
    return low, max([high, *doubtful]), True


def subsets(parties: Collection[str]) -> Iterable[set[str]]:
    all_ = sorted(parties)
    return map(set, chain.from_iterable(combinations(all_, n) for n in range(len(all_) + 1)))


def blocked(
    stakes: Sequence[Stake],
    rule: Rule,
    day: date,
    listed: Sequence[Collection[str]],
    certain: bool,
) -> set[str]:
    """Who is in, whichever closed set one takes; ``listed`` one collection for each group."""
    rows = held(stakes, day)
    parties = {id for stake in stakes for id in (stake.owner, stake.owned)}
    found: set[str] = set()
    for group in listed if rule.by_person else [set().union(*listed)]:
        start = set(group)
        closed = [
            start | more
            for more in subsets(parties - start)
            if not any(
                enough(rows, rule, party, start | more, certain) for party in parties - start - more
            )
        ]
        found |= set.intersection(*closed)
    return found


def enough(rows: Sequence[Held], rule: Rule, party: str, inside: set[str], certain: bool) -> bool:
    """Whether those inside have enough of a party."""
    mine = [row for row in rows if row.owned == party and row.owner in inside]
    control = [row for row in mine if row.kind in rule.control]
    if any(not certain or (row.sure and not is_office(row)) for row in control):
        return True
    if not certain and any(row.kind in rule.may_control and row.most > 0 for row in mine):
        return True
    return any(
        meets(measure, share)
        for measure in rule.measures
        for share in shares(rows, measure, party, inside, certain)
    )


def is_office(row: Held) -> bool:
    return row.kind == "control" and row.most == 0


def meets(measure: Measure, share: Fraction) -> bool:
    threshold = Fraction(measure.threshold, WHOLE)
    return share >= threshold if measure.or_more else share > threshold


def shares(
    rows: Sequence[Held], measure: Measure, party: str, inside: set[str], certain: bool
) -> Iterable[Fraction]:
    """The shares that are to be compared with the threshold."""
    counts = [row for row in rows if row.owned == party and row.kind in measure.counts]
    may = [row for row in rows if row.owned == party and row.kind in measure.may_count]
    mine = [row for row in counts if row.owner in inside]
    yield from (row.least for row in mine if not row.direct)
    possible = [row for row in (*mine, *may) if row.owner in inside]
    parts = [[row] for row in possible] if measure.adding == "none" else [possible]
    for part in parts:
        least = sum((r.least for r in part if r in mine and r.direct), Fraction(0))
        if certain:
            yield least
            continue
        others = sum((r.least for r in counts if r.direct and r not in part), Fraction(0))
        most = sum((r.most for r in part), Fraction(0))
        yield max(least, min(most, 1 - others))
