"""The report as one HTML file that needs nothing else: tables, and curves as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

COLOURS = ("#0b5fa5", "#b5420d", "#4d7c0f", "#7c3aed", "#525252")
WIDTH, HEIGHT, MARGIN = 620, 320, 46
FEWEST = 1e-4
"""False alarms below this share are drawn at the left edge."""


def write(results: dict[str, Any], place: Path) -> None:
    """Write the report of `run` to a file."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
    )
    environment.filters |= {
        "share": lambda value: "–" if value is None or math.isnan(value) else f"{value:.1%}",
        "count": lambda value: f"{value:,.0f}",
        "mega": lambda value: f"{value / 1e6:,.0f} MB",
    }
    environment.globals |= {"curves": curves, "colours": COLOURS}
    text = environment.get_template("report.html.j2").render(results)
    place.write_text(text + "\n")


def curves(lines: Sequence[Sequence[tuple[float, float]]]) -> list[str]:
    """Recall against false alarms (logarithmic), as SVG paths, a line each.

    Args:
        lines: for each filter the points (share of false alarms, recall), ascending.
    """
    paths = []
    for points in lines:
        kept = [(max(alarms, FEWEST), found) for alarms, found in points if alarms <= 0.1]
        spots = [f"{_x(alarms):.1f},{_y(found):.1f}" for alarms, found in kept]
        paths.append("M" + " L".join(spots) if spots else "")
    return paths


def _x(alarms: float) -> float:
    span = math.log10(0.1) - math.log10(FEWEST)
    return MARGIN + (math.log10(alarms) - math.log10(FEWEST)) / span * (WIDTH - 2 * MARGIN)


def _y(found: float) -> float:
    return HEIGHT - MARGIN - found * (HEIGHT - 2 * MARGIN)
