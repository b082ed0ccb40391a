"""Layout: boxes in layers, arrows between them, words beside the arrows; in points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from caveat.ownership.graph import Graph, pairs

WIDTH, HEIGHT, GAP, LAYER = 188, 74, 30, 86
"""Of a box; between boxes; between layers."""
ACROSS = 7
"""The most boxes side by side; a layer of more has several rows."""

_SWEEPS = 6
_BEND = "\x00"
"""What no id begins with."""

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


def curves(path: Sequence[Point]) -> list[Curve]:
    """The way of an arrow through its bends, from the owner's foot to the owned's head."""
    found: list[Curve] = []
    for place, ((x1, y1), (x2, y2)) in enumerate(pairwise(path)):
        first, last = place == 0, place == len(path) - 2
        if y2 > y1:
            y1 += HEIGHT if first else HEIGHT / 2
            y2 = y2 - 4 if last else y2 + HEIGHT / 2
            bend = (y2 - y1) / 2
            found.append(((x1, y1), (x1, y1 + bend), (x2, y2 - bend), (x2, y2)))
        else:  # up, or along: only in rings
            side, half = WIDTH / 2, HEIGHT / 2
            out, back = x1 + side, x2 + side
            found.append(
                (
                    (out, y1 + half),
                    (out + 70, y1 + half - 24),
                    (back + 70, y2 + half + 24),
                    (back + 4, y2 + half),
                )
            )
    return found


def free(curve: Curve, half: float, taken: list[tuple[float, float, float]]) -> Point:
    """Where on a curve words of some width stand in nobody's way; notes that they stand there."""
    places = []
    for t in (0.5, 0.62, 0.38, 0.74, 0.26, 0.82, 0.18):
        x, y = (_along(t, *(point[axis] for point in curve)) for axis in (0, 1))
        places.append((x, y))
        if all(abs(x - a) > half + w or abs(y - b) > 17 for a, b, w in taken):
            break
    else:
        x, y = places[0]
    taken.append((x, y, half))
    return x, y


def _along(t: float, start: float, first: float, second: float, end: float) -> float:
    s = 1 - t
    return s**3 * start + 3 * s * s * t * first + 3 * s * t * t * second + t**3 * end


def arrange(
    drawn: Graph,
) -> tuple[int, int, dict[str, Point], dict[tuple[str, str], list[str]]]:
    """Where everything goes.

    Returns:
        How wide and high it is; for each party, and each bend of an arrow, the middle of its
        upper edge, from the middle of the upper edge of the whole; for each arrow its bends.
    """
    rows, ways = _layers(drawn)
    _order(rows, ways)
    spans = [sum(_wide(id) + GAP for id in row) - GAP for row in rows]
    places = {}
    for level, (row, span) in enumerate(zip(rows, spans, strict=True)):
        left = -span / 2
        for id in row:
            places[id] = left + _wide(id) / 2, float(level * (HEIGHT + LAYER))
            left += _wide(id) + GAP
    return max(spans), len(rows) * (HEIGHT + LAYER) - LAYER, places, ways


def _layers(drawn: Graph) -> tuple[list[list[str]], dict[tuple[str, str], list[str]]]:
    """Parties by their distance from the bottom: an owner stands above what it owns.

    An arrow that crosses layers has a bend in each, so that it passes between the boxes.

    In a ring somebody has to stand below whom it owns: an arrow that would close a ring, looked at
    from the parties that the picture is about upward, does not count.
    """
    owners: dict[str, list[str]] = {}
    for link in drawn.links:
        owners.setdefault(link.owned, []).append(link.owner)
    level: dict[str, int] = {}
    order: list[str] = []
    open_: set[str] = set()
    counted: dict[str, list[str]] = {}

    def visit(start: str) -> None:
        stack = [(start, iter(sorted(set(owners.get(start, ())))))]
        open_.add(start)
        while stack:
            id, rest = stack[-1]
            owner = next(rest, None)
            if owner is None:
                stack.pop()
                open_.discard(id)
                order.append(id)
            elif owner in open_:
                continue
            else:
                counted.setdefault(id, []).append(owner)
                if owner not in seen:
                    seen.add(owner)
                    open_.add(owner)
                    stack.append((owner, iter(sorted(set(owners.get(owner, ()))))))

    seen: set[str] = set()
    for id in (*drawn.focus, *sorted(drawn.names)):
        if id not in seen:
            seen.add(id)
            visit(id)
    for id in reversed(order):  # from the bottom up: everybody below has its level
        level.setdefault(id, 0)
        for owner in counted.get(id, ()):
            level[owner] = max(level.get(owner, 0), level[id] + 1)
    found: list[list[str]] = []
    for height in range(max(level.values()), -1, -1):
        row = [id for id in sorted(level) if level[id] == height]
        found += [row[start : start + ACROSS] for start in range(0, len(row), ACROSS)]
    at = {id: place for place, row in enumerate(found) for id in row}
    ways: dict[tuple[str, str], list[str]] = {}
    for pair, _ in pairs(drawn.links):
        between = range(at[pair[0]] + 1, at[pair[1]])
        ways[pair] = [_BEND.join(("", *pair, str(place))) for place in between]
        for place, bend in zip(between, ways[pair], strict=True):
            found[place].append(bend)
    return found, ways


def _order(layers: list[list[str]], ways: Mapping[tuple[str, str], Sequence[str]]) -> None:
    """Sort each layer so that boxes stand near those they are linked with (barycentres)."""
    near: dict[str, set[str]] = {}
    for (owner, owned), bends in ways.items():
        for one, other in pairwise((owner, *bends, owned)):
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    place: dict[str, float] = {}

    def settle(layer: list[str]) -> None:
        place.update({id: (n + 0.5) / len(layer) for n, id in enumerate(layer)})

    def middle(id: str) -> tuple[float, str]:
        around = [place[other] for other in near.get(id, ())]
        return (sum(around) / len(around) if around else place[id], id)

    for layer in layers:
        settle(layer)
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            layer.sort(key=middle)
            settle(layer)


def _wide(id: str) -> int:
    return 4 if id.startswith(_BEND) else WIDTH
