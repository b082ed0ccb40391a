"""Payment: a file of payment messages, and what the page shows of each transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from starlette.responses import Response

from caveat.library.disk import file_aside, read_json
from caveat.pages.asked import Asked
from caveat.pages.page import Page
from caveat.pages.part import Part
from caveat.pages.works import State, Told
from caveat.screening.library import Library

STATUSES = ("hit", "possible", "rejected", "clear")
_ANSWERS = "answers.jsonl"


def work(
    opened: Callable[[], Library], terms: dict[str, Any], name: str, place: Path, told: Told
) -> None:
    """Screen the messages of a file, and write the verdicts and a table of results."""
    from caveat.screening.payments import reading, report, screen

    library = opened()
    tally = screen.Tally()
    settled = library.terms(**terms)
    answers = screen.screen(library, reading.read(place / "input"), settled, tally, workers=1)

    def kept(stream: BinaryIO) -> Iterator[Any]:
        for one in answers:
            if isinstance(one, screen.Screened):
                said = report.screened_json(one)
            else:
                said = report.fault_json(one)
            stream.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
            told(tally.transactions, 0, tally.hit + tally.possible)
            yield one

    with file_aside(place / _ANSWERS) as stream:
        report.save(kept(stream), tally, place / "results.csv")


def show(page: Page, state: State, place: Path) -> Response:
    """The verdict on each transaction, the gravest first."""
    summary = read_json(place / "results.csv.about.json")["summary"]
    with (place / _ANSWERS).open("rb") as stream:
        said = [json.loads(line) for line in stream]
    rows = [one for one in said if one["status"] != "fault"]
    wanted = page.request.query_params.get("status", "")
    counts = {one: sum(row["status"] == one for row in rows) for one in STATUSES}
    shown = [row for row in rows if wanted not in STATUSES or row["status"] == wanted]
    if wanted not in STATUSES:
        shown.sort(key=lambda row: STATUSES.index(row["status"]))
    part = Part.of(len(shown), page.request.query_params.get("page", ""))
    return page.show(
        "payment.html", asked=Asked.of(state.asked or {}), state=state, summary=summary,
        counts=counts, rows=shown[part.rows], part=part, wanted=wanted, statuses=STATUSES,
        faults=[one for one in said if one["status"] == "fault"],
        rejects=(place / "results.rejects.csv").is_file(),
    )  # fmt: skip
