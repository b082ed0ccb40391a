"""Graph: the part of a network that answers speak of, as pictures and exports show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caveat.ownership.explain import verdict
from caveat.ownership.reasons import Exposure, Link
from caveat.ownership.verdicts import Verdict
from caveat.subject import Type


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
