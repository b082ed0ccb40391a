"""The plain way: networkx and a walk in Python, as most would write it; OFAC's rule only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import networkx as nx
import numpy as np

from caveat.ownership.network import Network
from caveat.stake import WHOLE


def graph(network: Network, day: date) -> Any:
    """A directed graph of the shares that are held on a day: least and most on each edge."""
    on = day.toordinal()
    drawn = nx.DiGraph()
    drawn.add_nodes_from(range(len(network.ids)))
    rows = np.flatnonzero(
        (network.kind == 0) & (network.start_first <= on) & (on < network.end_last)
    )
    for row in rows.tolist():
        owner, owned = int(network.owner[row]), int(network.owned[row])
        sure = network.start_last[row] <= on < network.end_first[row]
        least = int(network.least[row]) if sure else 0
        if drawn.has_edge(owner, owned):
            edge = drawn.edges[owner, owned]
            edge["least"] = min(edge["least"] + least, WHOLE)
            edge["most"] = min(edge["most"] + int(network.most[row]), WHOLE)
        else:
            drawn.add_edge(owner, owned, least=least, most=int(network.most[row]))
    return drawn


def blocked(drawn: Any, listed: Iterable[int], certain: bool) -> set[int]:
    """Who is blocked, for certain or possibly; the listed are among them."""
    inside = set(listed)
    waiting = list(inside)
    while waiting:
        for owned in drawn.successors(waiting.pop()):
            if owned in inside:
                continue
            least = most = total = 0
            for owner, _, edge in drawn.in_edges(owned, data=True):
                total += edge["least"]
                if owner in inside:
                    least += edge["least"]
                    most += edge["most"]
            share = least if certain else max(least, min(most, WHOLE - total + least))
            if share >= WHOLE // 2:
                inside.add(owned)
                waiting.append(owned)
    return inside


def is_blocked(drawn: Any, party: int, listed: frozenset[int]) -> bool:
    """Whether one party is blocked for certain: its ancestors, and the walk among them."""
    above = nx.ancestors(drawn, party) | {party}
    return party in blocked(drawn.subgraph(above), listed & above, certain=True)
