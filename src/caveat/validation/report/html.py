"""A validation as one HTML page that stands alone, and the same as PDF.

No script, and nothing from another host; Jinja escapes every word that does not come from this
package. Edition, version, settings and day stand on each printed page.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files as packaged
from typing import TYPE_CHECKING, Any

from caveat.screening.answer import NOT_ADVICE
from caveat.screening.documents.report.html import needs_pdf
from caveat.validation.cases import PARTS
from caveat.validation.report import charts
from caveat.validation.result import Validation

if TYPE_CHECKING:
    from jinja2 import Environment

_WEIGHTS = {"fail": "To be put right", "warn": "To be decided", "good": "As it should be",
            "note": "To be known"}  # fmt: skip


def page(found: Validation) -> str:
    """A validation as one HTML page."""
    from markupsafe import Markup

    settings = found.settings
    own = settings.threshold
    pictures = {"curve": charts.curve(found.curve, own)}
    pictures["thresholds"] = charts.thresholds(found.curve, own)
    for part in PARTS:
        some = [family for family in found.families if family.part == part]
        pictures[part] = charts.bars(some, f"Families: {part}")
    mark = " · ".join(
        (
            f"edition {found.edition}",
            f"Caveat {found.program}",
            f"threshold {own:g}",
            f"lists {', '.join(settings.sources) or 'all'}",
            f"ownership {'on' if settings.ownership else 'off'}",
            f"seed {settings.seed}",
            found.made[:16].replace("T", " "),
        )
    )
    template = _environment().get_template("report.html.j2")
    return template.render(
        found=found,
        pictures={name: Markup(drawn) for name, drawn in pictures.items()},
        parts=PARTS,
        weights=_WEIGHTS,
        mark=mark,
        shown=[point for point in found.curve if _shown(point.threshold, own)],
    )


def _shown(threshold: float, own: float) -> bool:
    """Whether a threshold has a row in the table: each twentieth, and the user's own."""
    return threshold == own or round(threshold * 100) % 5 == 0


def pdf(found: Validation) -> bytes:
    """A validation as PDF.

    Raises:
        MissingExtra: the extra ``picture`` is not installed, or pango is not on the machine.
    """
    needs_pdf()
    from weasyprint import HTML
    from weasyprint.urls import URLFetchingError

    def fetch(url: str, *rest: Any, **more: Any) -> Any:
        raise URLFetchingError(f"{url} is not fetched: a report stands alone.")

    whole: bytes = HTML(string=page(found), url_fetcher=fetch, base_url=None).write_pdf()
    return whole


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    here = packaged("caveat.validation.report")
    made = Environment(
        loader=FunctionLoader(lambda name: (here / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "style": Markup((here / "style.css").read_text("utf-8")),
        "notice": NOT_ADVICE,
    }
    made.filters |= {
        "share": lambda value: f"{value:.1%}",
        "fine": lambda value: f"{value:.2%}",
        "count": lambda value: f"{value:,}",
        "span": lambda rate: f"{rate.low:.1%} to {rate.high:.1%}",
        "finespan": lambda rate: f"{rate.low:.2%} to {rate.high:.2%}",
        "css": _css,
    }
    return made


def _css(text: str) -> str:
    """A text as a CSS string: nothing in it can end it."""
    plain = "".join(char if char.isalnum() or char in " .,:;·%-+()/" else " " for char in text)
    return f'"{plain}"'
