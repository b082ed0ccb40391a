"""HTML: a reading as one page that stands alone, an index over many, and the same as PDF.

No script, nothing from another host: a Content-Security-Policy in the page forbids both, whatever
a document says. Jinja escapes every word that does not come from this package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files as packaged
from typing import TYPE_CHECKING, Any

from caveat.errors import MissingExtra
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.documents.reading import Reading
from caveat.screening.documents.relations import words
from caveat.screening.documents.report.told import day_then, on, spoken
from caveat.screening.documents.report.view import view

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from caveat.screening.documents.folder import Brief

_HOW = {
    "given": "as you said",
    "metadata": "from the file’s own data",
    "name": "from the file’s name",
    "text": "from the text",
}

_MOST_IN_PDF = 2000
"""Blocks of text of which a PDF is still made whole: it is laid out slowly."""


def page(
    reading: Reading, pictures: Mapping[int, Sequence[str]] | None = None, *, back: str = ""
) -> str:
    """A reading as one HTML page.

    Args:
        reading: the reading.
        pictures: place in ``reading.found`` -> SVG of who owns whom.
        back: address of the index that the page belongs to.
    """
    return _page(reading, pictures, back, None)


def pdf(reading: Reading, pictures: Mapping[int, Sequence[str]] | None = None) -> bytes:
    """A reading as PDF; of a very long text, only the paragraphs with a mention.

    Raises:
        MissingExtra: the extra ``picture`` is not installed, or pango is not on the machine.
    """
    needs_pdf()
    from weasyprint import HTML
    from weasyprint.urls import URLFetchingError

    def fetch(url: str, *rest: Any, **more: Any) -> Any:
        raise URLFetchingError(f"{url} is not fetched: a report stands alone.")

    text = _page(reading, pictures, "", _MOST_IN_PDF)
    whole: bytes = HTML(string=text, url_fetcher=fetch, base_url=None).write_pdf()
    return whole


def needs_pdf() -> None:
    """Make sure that a PDF can be written, before anybody waits for it.

    Raises:
        MissingExtra: as for `pdf`.
    """
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):  # it is there, but not the libraries that it calls
        raise MissingExtra(
            "A PDF needs the extra caveat[picture], and the pango library. Install them with "
            "pip install 'caveat[picture]', or write the report as .html and print that."
        ) from None


def index(title: str, documents: Sequence[Brief], **said: Any) -> str:
    """A table over many readings as one HTML page.

    Args:
        title: what they are.
        documents: each in brief.
        said: ``summary``, ``parties``, ``cautions``, ``edition``.
    """
    template = _environment().get_template("index.html.j2")
    return template.render(title=title, documents=documents, **said)


def _page(
    reading: Reading,
    pictures: Mapping[int, Sequence[str]] | None,
    back: str,
    most: int | None,
) -> str:
    template = _environment().get_template("reading.html.j2")
    return template.render(view=view(reading, pictures, most=most), how=_HOW, back=back)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    here = packaged("caveat.screening.documents.report")
    made = Environment(
        loader=FunctionLoader(lambda name: (here / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
    )
    made.globals |= {
        "style": Markup((here / "style.css").read_text("utf-8")),
        "notice": NOT_ADVICE,
        "day_then": day_then,
    }
    made.filters |= {
        "on": on, "spoken": spoken, "words": words, "svg": _svg, "safe_url": _safe,
        "capital": lambda text: text[:1].upper() + text[1:],
    }  # fmt: skip
    return made


def _svg(text: str, *number: int) -> Markup:
    """A picture of Caveat's own, with ids that no other picture on the page has."""
    from markupsafe import Markup

    mark = "-".join(map(str, number))
    text = re.sub(r'(?<= id=")(title|what|arrow)(?=")', rf"\1-{mark}", text)
    text = text.replace(
        'aria-labelledby="title what"', f'aria-labelledby="title-{mark} what-{mark}"'
    )
    return Markup(text.replace("url(#arrow)", f"url(#arrow-{mark})"))


def _safe(url: str | None) -> bool:
    """Whether an address from a list may be a link: no script hides in it."""
    return bool(url) and bool(re.match(r"https?://", url or "", re.I))
