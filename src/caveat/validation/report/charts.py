"""Charts of a validation as SVG, drawn by hand: no library, no script, one colour and words.

They carry what they say in ``title`` and ``desc`` for those who do not see them; the tables of the
report have the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from caveat.validation.result import Figure, Point

_WIDTH, _HEIGHT = 640, 330
_LEFT, _TOP, _RIGHT, _BOTTOM = 58, 16, 14, 46
_ROW, _NAMES = 17, 230

Place = Callable[[float], float]
"""A share, and where it stands."""

_KINDS: tuple[tuple[str, Callable[[Point], float]], ...] = (
    ("exact", lambda point: point.exact.rate),
    ("fuzzy", lambda point: point.fuzzy.rate),
    ("line", lambda point: point.recall.rate),
)
_LABELS = {"exact": ("exact families", 2, 14), "line": ("all", 3, -6),
           "fuzzy": ("fuzzy families", 5, 14)}  # fmt: skip
"""What stands beside a line, at which part of it, and how far below."""


def curve(points: Sequence[Point], own: float) -> str:
    """Recall against false alarms, over the thresholds.

    Args:
        points: what each threshold would do.
        own: the user's threshold.
    """
    most = max((point.alarms.high for point in points), default=0.0) or 0.01
    least = min((point.recall.low for point in points), default=0.0)
    floor = max(0.0, int(least * 10) / 10)
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def x(alarms: float) -> float:
        return _LEFT + wide * alarms / most

    def y(recall: float) -> float:
        return _TOP + high * (1 - (recall - floor) / (1 - floor))

    parts = [*_axes(most, floor, x, y)]
    places = " ".join(f"{x(p.alarms.rate):.1f},{y(p.recall.rate):.1f}" for p in points)
    parts.append(f'<polyline class="line" points="{places}"/>')
    shown = {points[0].threshold, points[-1].threshold, own, 0.75, 0.85, 0.9, 0.95}
    for point in points:
        at, up = x(point.alarms.rate), y(point.recall.rate)
        if point.threshold == own:
            low, top = y(point.recall.low), y(point.recall.high)
            one, other = x(point.alarms.low), x(point.alarms.high)
            parts.append(f'<path class="bar" d="M{at:.1f} {low:.1f}V{top:.1f}'
                         f'M{one:.1f} {up:.1f}H{other:.1f}"/>')  # fmt: skip
        if point.threshold in shown:
            kind = "own" if point.threshold == own else "dot"
            parts.append(f'<circle class="{kind}" cx="{at:.1f}" cy="{up:.1f}" r="4"/>')
            end = at > _WIDTH - 120
            parts.append(
                f'<text x="{at + (-8 if end else 8):.1f}" y="{up + 14:.1f}"'
                f' text-anchor="{"end" if end else "start"}">{point.threshold:g}'
                f"{' (yours)' if point.threshold == own else ''}</text>"
            )
    mine = next(point for point in points if point.threshold == own)
    what = (
        f"Each point is a threshold. At yours, {own:g}, {mine.recall.rate:.1%} of changed names "
        f"are found, and {mine.alarms.rate:.2%} of customers are raised for nothing."
    )
    return _svg("Recall against false alarms", what, _WIDTH, _HEIGHT, parts)


def _axes(most: float, floor: float, x: Place, y: Place) -> Iterator[str]:
    for step in range(5):
        share = most * step / 4
        yield (f'<path class="grid" d="M{x(share):.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>'
               f'<text x="{x(share):.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">'
               f"{share:.2%}</text>")  # fmt: skip
        recall = floor + (1 - floor) * step / 4
        yield (f'<path class="grid" d="M{_LEFT} {y(recall):.1f}H{_WIDTH - _RIGHT}"/>'
               f'<text x="{_LEFT - 6}" y="{y(recall) + 4:.1f}" text-anchor="end">'
               f"{recall:.0%}</text>")  # fmt: skip
    yield (f'<text x="{(_LEFT + _WIDTH) / 2}" y="{_HEIGHT - 8}" text-anchor="middle">'
           "customers raised for nothing</text>")  # fmt: skip
    yield (f'<text transform="translate(13 {_HEIGHT / 2}) rotate(-90)" text-anchor="middle">'
           "changed names found</text>")  # fmt: skip


def thresholds(points: Sequence[Point], own: float) -> str:
    """Recall over the thresholds: all, exact and fuzzy.

    Args:
        points: what each threshold would do.
        own: the user's threshold.
    """
    first, last = points[0].threshold, points[-1].threshold
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def x(threshold: float) -> float:
        return _LEFT + wide * (threshold - first) / ((last - first) or 1)

    def y(recall: float) -> float:
        return _TOP + high * (1 - recall)

    parts = []
    for step in range(6):
        share = step / 5
        parts.append(f'<path class="grid" d="M{_LEFT} {y(share):.1f}H{_WIDTH - _RIGHT}"/>'
                     f'<text x="{_LEFT - 6}" y="{y(share) + 4:.1f}" text-anchor="end">'
                     f"{share:.0%}</text>")  # fmt: skip
        at = first + (last - first) * share
        parts.append(f'<text x="{x(at):.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">'
                     f"{at:.2f}</text>")  # fmt: skip
    for kind, get in _KINDS:
        places = " ".join(f"{x(p.threshold):.1f},{y(get(p)):.1f}" for p in points)
        parts.append(f'<polyline class="{kind}" points="{places}"/>')
        name, part, below = _LABELS[kind]
        point = points[len(points) // part]
        parts.append(f'<text x="{x(point.threshold):.1f}" y="{y(get(point)) + below:.1f}"'
                     f' text-anchor="middle">{name}</text>')  # fmt: skip
    parts.append(f'<path class="bar" d="M{x(own):.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
    parts.append(f'<text x="{x(own) + 5:.1f}" y="{_HEIGHT - _BOTTOM - 6}">yours, {own:g}</text>')
    parts.append(f'<text x="{(_LEFT + _WIDTH) / 2}" y="{_HEIGHT - 8}" text-anchor="middle">'
                 "threshold</text>")  # fmt: skip
    what = "The share of changed names that is found, at each threshold."
    return _svg("Recall by threshold", what, _WIDTH, _HEIGHT, parts)


def bars(figures: Sequence[Figure], title: str) -> str:
    """Shares with their intervals, one a row.

    Args:
        figures: the shares.
        title: what they are.
    """
    some = [one for one in figures if one.rate.cases]
    height = _ROW * len(some) + 30
    left, right = _NAMES, _WIDTH - 56
    parts = []
    for step in range(6):
        at = left + (right - left) * step / 5
        parts.append(f'<path class="grid" d="M{at:.1f} 4V{height - 22}"/>'
                     f'<text x="{at:.1f}" y="{height - 8}" text-anchor="middle">'
                     f"{step / 5:.0%}</text>")  # fmt: skip
    for place, one in enumerate(some):
        middle = 4 + _ROW * place + _ROW / 2
        low, at, high = (left + (right - left) * share
                         for share in (one.rate.low, one.rate.rate, one.rate.high))  # fmt: skip
        parts.append(
            f'<text x="{left - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(one.name)}</text>'
            f'<path class="bar" d="M{low:.1f} {middle:.1f}H{high:.1f}"/>'
            f'<circle class="own" cx="{at:.1f}" cy="{middle:.1f}" r="3.5"/>'
            f'<text x="{right + 8}" y="{middle + 4:.1f}">{one.rate.rate:.1%}</text>'
        )
    what = "A dot is the share found, the line its interval of 95 percent."
    return _svg(title, what, _WIDTH, height, parts)


_LOOKS = {
    "grid": 'stroke="#dcdfe3" fill="none"',
    "line": 'stroke="#1f4e79" stroke-width="2.2" fill="none"',
    "exact": 'stroke="#1d5231" stroke-width="1.6" stroke-dasharray="6 3" fill="none"',
    "fuzzy": 'stroke="#8a5a00" stroke-width="1.6" stroke-dasharray="2 3" fill="none"',
    "bar": 'stroke="#1f4e79" stroke-width="1.6" fill="none"',
    "own": 'fill="#1f4e79"',
    "dot": 'stroke="#1f4e79" fill="#ffffff"',
}
"""How each class looks where the page's style does not reach, as in a PDF."""


def _svg(title: str, what: str, width: int, height: int, parts: Sequence[str]) -> str:
    mark = "".join(char for char in title.lower() if char.isalnum())
    whole = "".join(parts)
    for name, looks in _LOOKS.items():
        whole = whole.replace(f'class="{name}"', f'class="{name}" {looks}')
    whole = whole.replace("<text ", '<text fill="#55606b" ')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' font-size="11" font-family="sans-serif" aria-labelledby="{mark}-t {mark}-d">'
        f'<title id="{mark}-t">{escape(title)}</title><desc id="{mark}-d">{escape(what)}</desc>'
        f"{whole}</svg>"
    )
