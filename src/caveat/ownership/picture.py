"""Picture: who stands behind whom, drawn in layers as SVG; owners above, shares on the arrows.

The same graph gives the same bytes. What colour says, a word and the kind of frame say too; each
box and arrow has its sentence for those who cannot see it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from xml.etree import ElementTree as Tree

from caveat.ownership.explain import has
from caveat.ownership.graph import Graph, pairs
from caveat.ownership.layout import HEIGHT, WIDTH, Curve, arrange, curves, free
from caveat.ownership.reasons import Link
from caveat.ownership.verdicts import Verdict

_MARGIN, _NARROWEST = 24, 720
_LETTERS, _LINES = 26, 2

_LOOKS: dict[Verdict, tuple[str, str, str, str]] = {
    "listed": ("#f8d0cd", "#8f1d15", "", "LISTED"),
    "blocked": ("#fbe3c4", "#8a4b08", "", "BLOCKED"),
    "may be blocked": ("#fdf6c9", "#6d5c00", "7 4", "MAY BE BLOCKED"),
    "not blocked on what is known": ("#eef1f4", "#46525e", "2 3", "NOT BLOCKED"),
}
"""Fill, ink, dashes of the frame, word; every ink is readable on its fill."""


def svg(drawn: Graph) -> str:
    """A graph as SVG.

    >>> from caveat.ownership.graph import Graph
    >>> alone = Graph("A", (), {"a": "A"}, {"a": "any"}, {"a": "blocked"}, (), ("a",), {})
    >>> svg(alone).startswith("<svg")
    True
    """
    across, down, places, ways = arrange(drawn)
    width = max(2 * _MARGIN + across, _NARROWEST)
    heading = [
        *((line, "16", "bold", "#1c2329") for line in textwrap.wrap(drawn.title, width // 10)),
        *((line, "12", "normal", "#46525e")
          for note in drawn.notes for line in textwrap.wrap(note, width // 6)),
    ]  # fmt: skip
    top = _MARGIN + 20 * len(heading) + 24
    places = {id: (x + width / 2, y + top) for id, (x, y) in places.items()}
    height = top + down + 76
    root = Tree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "aria-labelledby": "title what",
            "font-family": "Liberation Sans, Arial, Helvetica, sans-serif",
        },
    )
    _text(root, "title", drawn.title, id="title")
    _text(root, "desc", _told(drawn), id="what")
    _arrowhead(root)
    Tree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    for line, (words, size, weight, ink) in enumerate(heading):
        _text(root, "text", words, x=str(_MARGIN), y=str(_MARGIN + 8 + 20 * line),
              **{"font-size": size, "font-weight": weight, "fill": ink})  # fmt: skip
    taken: list[tuple[float, float, float]] = []
    labels: list[tuple[str, float, float]] = []
    for pair, links in pairs(drawn.links):
        path = [places[id] for id in (pair[0], *ways.get(pair, ()), pair[1])]
        way = curves(path)
        _arrow(root, drawn, pair, links, way)
        said = ", ".join(dict.fromkeys(_short(link) for link in links))
        labels.append((said, *free(way[-1], 3.2 * len(said) + 5, taken)))
    for id in sorted(drawn.names):
        _box(root, drawn, id, *places[id])
    for said, x, y in labels:
        _label(root, x, y, said)
    _legend(root, height - 36)
    return Tree.tostring(root, encoding="unicode") + "\n"


def _arrow(
    root: Tree.Element,
    drawn: Graph,
    pair: tuple[str, str],
    links: Sequence[Link],
    way: Sequence[Curve],
) -> None:
    certain = any(link.certain for link in links)
    (x, y), *_ = way[0]
    path = f"M{x:.1f} {y:.1f}" + "".join(
        " C" + " ".join(f"{a:.1f} {b:.1f}" for a, b in points) for _, *points in way
    )
    group = Tree.SubElement(root, "g")
    names = [drawn.names[id] for id in pair]
    _text(group, "title", "; ".join(f"{names[0]} {has(link)} {names[1]}" for link in links))
    Tree.SubElement(
        group,
        "path",
        {
            "d": path,
            "fill": "none",
            "stroke": "#46525e",
            "stroke-width": "1.6" if certain else "1.2",
            "marker-end": "url(#arrow)",
            **({} if certain else {"stroke-dasharray": "5 4"}),
        },
    )


def _short(link: Link) -> str:
    """What an arrow says."""
    if link.kind == "shares":
        return link.share
    if link.kind in ("board", "control"):
        return link.kind
    return f"{link.share} ({link.kind})"


def _box(root: Tree.Element, drawn: Graph, id: str, x: float, y: float) -> None:
    fill, ink, dashes, word = _LOOKS[drawn.verdicts[id]]
    group = Tree.SubElement(root, "g")
    why = drawn.listed.get(id, "")
    _text(group, "title", f"{drawn.names[id]}: {drawn.verdicts[id]}{f' ({why})' if why else ''}")
    frame = {
        "x": f"{x - WIDTH / 2:.1f}",
        "y": f"{y:g}",
        "width": str(WIDTH),
        "height": str(HEIGHT),
        "rx": "6",
        "fill": fill,
        "stroke": ink,
        "stroke-width": "3" if id in drawn.focus else "1.4",
    }
    if dashes:
        frame["stroke-dasharray"] = dashes
    Tree.SubElement(group, "rect", frame)
    centre = f"{x:.1f}"
    lines = _wrapped(drawn.names[id])
    for number, line in enumerate(lines):
        _text(group, "text", line, x=centre, y=f"{y + 22 + 16 * number:g}",
              **{"font-size": "13", "text-anchor": "middle", "fill": "#1c2329"})  # fmt: skip
    _text(group, "text", word, x=centre, y=f"{y + HEIGHT - 10:g}",
          **{"font-size": "10", "font-weight": "bold", "text-anchor": "middle",
             "fill": ink})  # fmt: skip


def _wrapped(name: str) -> list[str]:
    lines = textwrap.wrap(plain(name), _LETTERS) or ["?"]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], textwrap.shorten(" ".join(lines[_LINES - 1 :]), _LETTERS,
                                                        placeholder="…")]  # fmt: skip
    return [line or "…" for line in lines]


def _label(root: Tree.Element, x: float, y: float, words: str) -> None:
    width = 6.4 * len(words) + 10
    Tree.SubElement(
        root,
        "rect",
        {"x": f"{x - width / 2:.1f}", "y": f"{y - 9:.1f}", "width": f"{width:.1f}", "height": "18",
         "rx": "3", "fill": "#ffffff", "opacity": "0.92"},
    )  # fmt: skip
    _text(root, "text", words, x=f"{x:.1f}", y=f"{y + 4:.1f}",
          **{"font-size": "12", "text-anchor": "middle", "fill": "#1c2329"})  # fmt: skip


def _legend(root: Tree.Element, y: float) -> None:
    x = float(_MARGIN)
    for fill, ink, dashes, word in _LOOKS.values():
        frame = {"x": f"{x:.1f}", "y": f"{y:g}", "width": "22", "height": "14", "rx": "3",
                 "fill": fill, "stroke": ink}  # fmt: skip
        Tree.SubElement(root, "rect", frame | ({"stroke-dasharray": dashes} if dashes else {}))
        _text(root, "text", word.lower(), x=f"{x + 28:.1f}", y=f"{y + 11:g}",
              **{"font-size": "11", "fill": "#46525e"})  # fmt: skip
        x += 46 + 6.4 * len(word)
    Tree.SubElement(root, "path", {"d": f"M{x:.1f} {y + 7:g} h26", "stroke": "#46525e",
                                   "stroke-dasharray": "5 4"})  # fmt: skip
    _text(root, "text", "possible, not certain", x=f"{x + 32:.1f}", y=f"{y + 11:g}",
          **{"font-size": "11", "fill": "#46525e"})  # fmt: skip


def _arrowhead(root: Tree.Element) -> None:
    marker = Tree.SubElement(
        Tree.SubElement(root, "defs"),
        "marker",
        {"id": "arrow", "viewBox": "0 0 8 8", "refX": "7", "refY": "4", "markerWidth": "7",
         "markerHeight": "7", "orient": "auto-start-reverse"},
    )  # fmt: skip
    Tree.SubElement(marker, "path", {"d": "M0 0 L8 4 L0 8 z", "fill": "#46525e"})


def _told(drawn: Graph) -> str:
    """The whole picture in words."""
    names = drawn.names
    boxes = [f"{names[id]}: {drawn.verdicts[id]}." for id in sorted(names)]
    arrows = [f"{names[link.owner]} {has(link)} {names[link.owned]}." for link in drawn.links]
    return " ".join((*boxes, *arrows))


def _text(parent: Tree.Element, tag: str, words: str, **attributes: str) -> None:
    Tree.SubElement(parent, tag, attributes).text = plain(words)


def plain(words: str) -> str:
    """Without what XML cannot carry."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words)
