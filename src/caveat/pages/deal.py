"""Deal: a deal file that is judged, and what the page shows of the judgement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.responses import Response

from caveat.errors import BadDeal
from caveat.library.disk import file_aside, read_json, write_json
from caveat.pages.asked import Asked
from caveat.pages.page import Page
from caveat.pages.works import State, Told
from caveat.screening.library import Library

_CLASSES = {"stop": "listed", "cannot tell": "possible", "caution": "blocked", "clear": "none"}
"""Grade -> the status whose colours it has."""

_UNSAID = {"closing": "", "amount": None, "currency": ""}
"""What a judgement leaves out where the file does not say it."""


def work(
    opened: Callable[[], Library], terms: dict[str, Any], name: str, suffix: str, place: Path,
    told: Told,
) -> None:  # fmt: skip
    """Judge a deal file, and write the judgement and its report.

    Args:
        opened: gives the library.
        terms: the days, and whether stale lists will do.
        name: what the reader called the file; errors say it.
        suffix: ``.toml`` or ``.json``.
        place: the folder of the work; the file lies in it as ``input``.
        told: is told how far it is.

    Raises:
        BadDeal: the file says something that no deal file says.
        CannotAnswer: the lists needed are missing or stale.
    """
    from caveat.screening.deals import report
    from caveat.screening.deals.judge import judge
    from caveat.screening.deals.reading import of_text

    known = Path(name).name or "deal"
    known = known if known.lower().endswith(suffix) else f"{known}{suffix}"
    try:
        text = (place / "input").read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadDeal(f"{known} is not UTF-8: {error}. Save it as UTF-8.") from None
    deal = of_text(text, known)
    told(1, 3, 0)
    said = {**terms, "strict": terms.get("strict") or None}
    found = judge(opened(), deal, **said)
    told(2, 3, int(found.grade != "clear"))
    write_json(place / "judgement.json", report.to_json(found))
    with file_aside(place / "report.html") as stream:
        stream.write(report.to_html(found).encode())


def show(page: Page, state: State, place: Path) -> Response:
    """The verdict, the table of checks, then every finding day by day."""
    judgement = read_json(place / "judgement.json")
    return page.show(
        "deal.html", asked=Asked.of(state.asked or {}), state=state, judgement=judgement,
        deal={**_UNSAID, **judgement["deal"]}, days=judgement["days"], colours=_CLASSES,
        names={one["id"]: one["subject"].get("name") or one["id"]
               for one in judgement["deal"]["parties"]},
        laws=_laws(judgement),
    )  # fmt: skip


def _laws(judgement: dict[str, Any]) -> list[dict[str, Any]]:
    """Every source that a finding rests on, once, in the order in which they are met."""
    met = {
        (one["title"], one["article"], one["date"]): one
        for day in judgement["days"]
        for check in day["checks"]
        for finding in check["findings"]
        for one in finding["sources"]
    }
    return list(met.values())
