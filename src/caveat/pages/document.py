"""Document: a file that is read, and what the page shows of it; the report is one link away."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.responses import Response

from caveat.library.disk import file_aside, read_json, write_json
from caveat.pages.asked import Asked
from caveat.pages.page import Page
from caveat.pages.works import State, Told
from caveat.screening.library import Library

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_ORDER = ("listed", "blocked", "possible", "not listed", None)


def work(
    opened: Callable[[], Library], terms: dict[str, Any], name: str, place: Path, told: Told
) -> None:
    """Read a document, and write its reading and its report."""
    from caveat.screening.documents import files, folder
    from caveat.screening.documents.report import html
    from caveat.screening.documents.report.json import reading_json
    from caveat.screening.documents.report.pictures import pictures

    library = opened()
    known = Path(name).name or "-"
    document = files.read_bytes((place / "input").read_bytes(), known, today=library.today)
    told(1, 3, 0)
    reading = folder.one(library, document, **terms)
    told(2, 3, sum(one.status_now != "not listed" for one in reading.found))
    write_json(place / "reading.json", reading_json(reading))
    page = html.page(reading, pictures(library, reading))
    with file_aside(place / "report.html") as stream:
        stream.write(page.encode())


def show(page: Page, state: State, place: Path) -> Response:
    """Who is in a document, then and now."""
    reading = read_json(place / "reading.json")
    found = sorted(reading["found"], key=lambda one: _ORDER.index(_gravest(one)))
    return page.show(
        "document.html", asked=Asked.of(state.asked or {}), state=state, reading=reading,
        found=[one for one in found if _gravest(one) != "not listed"],
        others=[one for one in found if _gravest(one) == "not listed"],
    )  # fmt: skip


def report(place: Path) -> Response:
    """The report, which stands alone: its own style is allowed by its checksum, nothing else is."""
    text = place.read_text("utf-8")
    sums = [
        "'sha256-" + b64encode(hashlib.sha256(style.encode()).digest()).decode() + "'"
        for style in _STYLE.findall(text)
    ]
    answer = Response(text, media_type="text/html")
    answer.headers["content-security-policy"] = (
        f"default-src 'none'; style-src 'self' {' '.join(sums)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return answer


def _gravest(one: dict[str, Any]) -> str | None:
    """The gravest status that a party has on either day."""
    said: list[str | None] = [one["status_then"], one["status_now"]]
    return min(said, key=_ORDER.index)
