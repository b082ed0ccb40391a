"""Drawing: where everything of a picture goes; the templates turn it into SVG.

Places of the ownership picture are points; those of the timeline are percent of the width, so
that its words stay as large as all others on a narrow screen.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caveat.ownership.graph import pairs
from caveat.ownership.layout import HEIGHT, WIDTH, arrange, curves, free
from caveat.ownership.reasons import Link
from caveat.ownership.unfold import Unfolded
from caveat.party import Designation
from caveat.screening.answer import ListUsed
from caveat.time import span

_MARGIN, _LETTERS, _LINES = 26, 25, 2
_LETTER = 6.6
"""How wide a letter beside an arrow is, about."""


@dataclass(frozen=True, slots=True)
class Box:
    """A party in the picture.

    Attributes:
        id: of the party.
        name: in lines.
        whole: the name.
        verdict: on it.
        why: by whom and since when it is listed; empty if it is not.
        focus: whether the picture is about it.
        x: of its left edge.
        y: of its upper edge.
        above: how many of its owners are not shown.
        below: how many parties that it owns are not shown.
        opened_above: whether its owners were opened.
        opened_below: whether the parties that it owns were opened.
    """

    id: str
    name: tuple[str, ...]
    whole: str
    verdict: str
    why: str
    focus: bool
    x: float
    y: float
    above: int
    below: int
    opened_above: bool
    opened_below: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """Interests of one party in another.

    Attributes:
        links: the interests.
        path: of the line.
        certain: whether any of them is.
        x: of the middle of its words.
        y: of their line.
        words: the shares.
        width: of the words, about.
    """

    links: tuple[Link, ...]
    path: str
    certain: bool
    x: float
    y: float
    words: str
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An ownership picture.

    Attributes:
        width: of the whole.
        height: of the whole.
        boxes: those above first, so that a reader with a keyboard goes from the top down.
        arrows: in no order.
        box: width and height of each box.
        names: id -> name.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    box: tuple[int, int]
    names: dict[str, str]


def picture(found: Unfolded) -> Picture:
    """Where the parties and the arrows go."""
    drawn = found.graph
    across, down, places, ways = arrange(drawn)
    width = max(2 * _MARGIN + across, 2 * _MARGIN + WIDTH)
    places = {id: (x + width / 2, y + _MARGIN) for id, (x, y) in places.items()}
    taken: list[tuple[float, float, float]] = []
    arrows = []
    for pair, links in pairs(drawn.links):
        way = curves([places[id] for id in (pair[0], *ways.get(pair, ()), pair[1])])
        (x, y), *_ = way[0]
        path = f"M{x:.1f} {y:.1f}" + "".join(
            " C" + " ".join(f"{a:.1f} {b:.1f}" for a, b in points) for _, *points in way
        )
        words = ", ".join(dict.fromkeys(_short(link) for link in links))
        size = _LETTER * len(words) + 10
        middle = free(way[-1], size / 2, taken)
        certain = any(link.certain for link in links)
        arrows.append(Arrow(tuple(links), path, certain, *middle, words, size))
    owners = {link.owner for link in drawn.links}
    owned = {link.owned for link in drawn.links}
    boxes = [
        Box(
            id,
            _lines(name),
            name,
            drawn.verdicts[id],
            drawn.listed.get(id, ""),
            id in drawn.focus,
            places[id][0] - WIDTH / 2,
            places[id][1],
            found.above.get(id, 0),
            found.below.get(id, 0),
            id in found.opened_above and id in owned,
            id in found.opened_below and id in owners,
        )
        for id, name in drawn.names.items()
    ]
    boxes.sort(key=lambda box: (box.y, box.x))
    return Picture(
        width, down + 2 * _MARGIN, tuple(boxes), tuple(arrows), (WIDTH, HEIGHT), dict(drawn.names)
    )


def _short(link: Link) -> str:
    if link.kind in ("board", "control"):
        return link.kind
    if link.kind == "unknown" or link.share == "an unknown share":
        return "?"
    return link.share if link.kind == "shares" else f"{link.share} ({link.kind})"


def _lines(name: str) -> tuple[str, ...]:
    capitals = sum(char.isupper() for char in name) > len(name) / 2
    most = _LETTERS - 5 * capitals
    lines = textwrap.wrap(name, most) or ["?"]
    if len(lines) > _LINES:
        rest = textwrap.shorten(" ".join(lines[_LINES - 1 :]), most, placeholder="…")
        lines = [*lines[: _LINES - 1], rest]
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Bar:
    """A designation on the timeline.

    Attributes:
        designation: the designation.
        x: where it begins, in percent.
        width: how long it lasts, in percent.
        dated: whether the publisher says when it began; else it is the first version that has it.
        open: whether it had not ended by the day of knowledge.
        start: the day that is drawn as its begin.
        end: the day that is drawn as its end; None while it is open.
    """

    designation: Designation
    x: float
    width: float
    dated: bool
    open: bool
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The designations of a party through the years.

    Attributes:
        bars: the earliest first.
        years: where each year that is named begins, in percent.
        day: where the day asked about is, in percent.
    """

    bars: tuple[Bar, ...]
    years: tuple[tuple[float, int], ...]
    day: float


def timeline(
    found: Sequence[Designation], lists: Sequence[ListUsed], as_of: date, known_at: date
) -> Timeline | None:
    """Where the designations of a party go; None where there are none."""
    newest = {used.source: used.version for used in lists}
    spans = []
    for one in found:
        said = one.start or one.listed
        start = span(said).first if said else one.first_seen
        end = span(one.end).last if one.end else None
        if (
            end is None
            and one.status == "not listed"
            and one.last_seen < newest.get(one.source, one.last_seen)
        ):
            end = one.last_seen
        spans.append((one, start, max(start, end) if end else None, said is not None))
    if not spans:
        return None
    first = min(min(start for _, start, _, _ in spans), as_of)
    begin = date(first.year, 1, 1).toordinal()
    whole = max(known_at.toordinal() - begin, 1) * 1.02

    def place(day: date) -> float:
        return round(max(0.0, min(100.0, (day.toordinal() - begin) / whole * 100)), 2)

    bars = []
    for one, start, end, dated in sorted(spans, key=lambda row: (row[1], row[0].source)):
        x = place(start)
        bars.append(
            Bar(one, x, max(place(end or known_at) - x, 0.6), dated, end is None, start, end)
        )
    count = known_at.year - first.year + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if count / step <= 8)
    years = [
        (place(date(year, 1, 1)), year)
        for year in range(first.year, known_at.year + 1)
        if year % step == 0 or step == 1
    ]
    return Timeline(tuple(bars), tuple(years), place(as_of))
