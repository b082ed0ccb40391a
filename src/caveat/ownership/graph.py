"""Graph: the part of a network that answers speak of, as pictures and exports show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from caveat.ownership.explain import verdict
from caveat.ownership.holdings import ENOUGH, holdings
from caveat.ownership.reasons import Exposure, Link
from caveat.ownership.verdicts import VERDICTS, Verdict, Verdicts
from caveat.subject import TYPES, Type


@dataclass(frozen=True, slots=True)
class Graph:
    """What is drawn, and what is exported.

    Attributes:
        title: what it shows, in one line.
        notes: sentences below the title.
        names: id -> name.
        types: id -> what it is.
        verdicts: id -> verdict.
        links: who holds what of whom.
        focus: ids of the parties that it is about.
        listed: id -> by whom and since when.
    """

    title: str
    notes: tuple[str, ...]
    names: Mapping[str, str]
    types: Mapping[str, Type]
    verdicts: Mapping[str, Verdict]
    links: tuple[Link, ...]
    focus: tuple[str, ...]
    listed: Mapping[str, str]


def graph(exposures: Sequence[Exposure], title: str = "", notes: Sequence[str] = ()) -> Graph:
    """The union of the chains and owners of some exposures.

    Args:
        exposures: at least one, all of one test and one day.
        title: what it shows; the verdict, if not said.
        notes: what to say below the title.
    """
    first = exposures[0]
    links: dict[tuple[str, ...], Link] = {}
    names: dict[str, str] = {}
    types: dict[str, Type] = {}
    verdicts: dict[str, Verdict] = {}
    listed: dict[str, str] = {}
    for one in exposures:
        chained = [link for chain in one.chains for link in chain.links]
        for link in (*chained, *one.owners):
            key = (link.owner, link.owned, link.kind, link.source, link.origin, link.share)
            links.setdefault(key, link)
        shown = {one.party, *(id for link in (*chained, *one.owners) for id in
                              (link.owner, link.owned))}  # fmt: skip
        names |= {id: one.names[id] for id in shown}
        types |= {id: one.types[id] for id in shown}
        verdicts |= {id: one.verdicts[id] for id in shown}
        listed |= {id: why for id, why in one.listed.items() if id in shown}
    return Graph(
        title or verdict(first),
        tuple(notes) or ("Owners stand above what they own.",),
        names,
        types,
        verdicts,
        tuple(links[key] for key in sorted(links)),
        tuple(one.party for one in exposures),
        listed,
    )


def pairs(links: Iterable[Link]) -> list[tuple[tuple[str, str], list[Link]]]:
    """The links of each owner in each party together: one arrow each."""
    found: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        found.setdefault((link.owner, link.owned), []).append(link)
    return sorted(found.items())


def family(found: Verdicts, party: int, depth: int = 3) -> Graph:
    """A party, everybody below it on the day, and who else of the listed or blocked owns them.

    Here a link is certain if the stake is, whoever holds it.

    Args:
        found: the verdicts on everybody.
        party: number of the party.
        depth: at most so many steps down.
    """
    network, rule = found.network, found.regime.rule(found.as_of)
    known, frontier = {party}, [party]
    for _ in range(depth):
        held = holdings(network, network.stakes_of(np.array(frontier)), rule, found.as_of)
        met = set(held.owned.tolist()) - known
        known |= met
        frontier = sorted(met)
        if not frontier:
            break
    below = np.array(sorted(known), np.int64)
    met_in = holdings(network, network.stakes_in(below), rule, found.as_of)
    inside = set(found.possible.members.tolist()) | known
    links: dict[int, Link] = {}
    for owner, owned, measure, least, most, _, row in zip(
        *(getattr(met_in, name).tolist() for name in met_in.__slots__), strict=True
    ):
        if owner not in inside or owned == party or row in links:
            continue
        stake = network.stake(row)
        if measure == ENOUGH:
            least, most = stake.least, stake.most
        links[row] = Link(
            stake.owner, stake.owned, stake.kind, least, most, stake.direct,
            least > 0, stake.start, stake.end, stake.source, stake.origin,
        )  # fmt: skip
    shown = known | {int(network.owner[row]) for row in links}
    codes = found.codes()
    name = network.names[party]
    return Graph(
        f"What {name} holds, on {found.as_of} ({found.regime.title})",
        ("Owners stand above what they own.",),
        {network.ids[n]: network.names[n] for n in sorted(shown)},
        {network.ids[n]: TYPES[network.types[n]] for n in sorted(shown)},
        {network.ids[n]: VERDICTS[codes[n]] for n in sorted(shown)},
        tuple(links[row] for row in sorted(links)),
        (network.ids[party],),
        {network.ids[n]: found.listed.why.get(n, "") for n in sorted(shown & found.listed.either)},
    )
