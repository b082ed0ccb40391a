"""Pictures and graphs of exposures, into files; each is there whole, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from caveat.errors import BadInput
from caveat.library.disk import file_aside
from caveat.ownership import export
from caveat.ownership.graph import Graph, graph
from caveat.ownership.picture import svg
from caveat.ownership.reasons import Exposure


def write(
    exposures: Sequence[Exposure],
    files: Mapping[str, Path | None],
    title: str = "",
    notes: Sequence[str] = (),
) -> None:
    """Write the files that were asked for.

    Args:
        exposures: all of one test and one day.
        files: ``svg``, ``graphml``, ``gexf``, ``bods``, ``pdf`` -> where to, if asked for.
        title: what they show; the verdict, if not said.
        notes: what a reader of the picture must know; the first two stand below the title.

    Raises:
        BadInput: nobody is there to be drawn.
        MissingExtra: a PDF was asked for, and the extra is not installed.
    """
    wanted = {kind: place for kind, place in files.items() if place is not None}
    if not wanted:
        return
    if not exposures:
        raise BadInput("Nobody is blocked by ownership: there is nothing to draw.")
    write_graph(graph(exposures, title, tuple(notes)[:2]), exposures[0].as_of, files)


def write_graph(drawn: Graph, day: date, files: Mapping[str, Path | None]) -> None:
    """Write a graph into the files that were asked for; see `write`."""
    wanted = {kind: place for kind, place in files.items() if place is not None}
    for kind, place in wanted.items():
        whole = rendered(kind, drawn, day)
        with file_aside(place) as stream:
            stream.write(whole)


def rendered(kind: str, drawn: Graph, day: date) -> bytes:
    """A graph in one of the formats; see `write`."""
    makers: dict[str, Callable[[Graph], bytes]] = {
        "svg": lambda one: svg(one).encode(),
        "graphml": lambda one: export.graphml(one).encode(),
        "gexf": lambda one: export.gexf(one).encode(),
        "bods": lambda one: json.dumps(
            export.bods(one, day), ensure_ascii=False, indent=1
        ).encode(),
        "pdf": export.pdf,
    }
    return makers[kind](drawn)
