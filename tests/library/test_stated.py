"""What lists themselves state of who is linked to whom, on a day and by what was known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.library.build import build
from caveat.library.disk import writing
from caveat.library.edition import Edition
from caveat.library.intake import take
from caveat.library.stated import stated
from caveat.library.timeline import Moment
from caveat.sources import registry, starter
from caveat.sources.reading import File
from caveat.stake import WHOLE, Holder, Stake

if TYPE_CHECKING:
    from tests.library.conftest import Shelf

SOURCES = Path(__file__).parents[1] / "sources/fixtures"
LISTED = "p1 name ALPHA\np1 : Company\np1 [RUSSIA] reason R\np2 name BETA\np2 [RUSSIA] reason R\n"
"""p1 is a company, p2 a person."""


def links(edition: Edition, as_of: str, known_at: str = "2030-01-01") -> list[tuple[str, str]]:
    """Owner and owned of what is stated on a day."""
    moment = Moment(date.fromisoformat(as_of), date.fromisoformat(known_at))
    return [(item.owner, item.owned) for item in stated(edition, moment) if isinstance(item, Stake)]


def test_a_link_without_a_share(shelf: Shelf) -> None:
    shelf.take(f"published 2020-01-01\n{LISTED}p1 -> p2 Linked To")
    moment = Moment(date(2020, 1, 1), date(2020, 1, 1))
    link, alpha, beta = stated(shelf.build(), moment)
    assert link == Stake(
        "p2", "p1", "unknown", 0, WHOLE, True, None, None, "tiny", "list.txt:7"
    )  # fmt: skip
    alpha, beta = sorted((alpha, beta), key=str)
    assert alpha == Holder("p1", "ALPHA", "organization")
    assert beta == Holder("p2", "BETA", "person")


def test_what_a_later_version_no_longer_states(shelf: Shelf) -> None:
    shelf.take(f"published 2020-01-01\n{LISTED}p1 -> p2 Linked To")
    shelf.take(f"published 2021-01-01\n{LISTED}")
    edition = shelf.build()
    assert links(edition, "2020-06-01") == [("p2", "p1")]
    assert links(edition, "2021-01-01") == []
    assert links(edition, "2021-06-01", "2021-06-01") == []


def test_what_was_not_known_yet(shelf: Shelf) -> None:
    shelf.take(f"published 2020-01-01\n{LISTED}")
    shelf.take(f"published 2021-01-01\n{LISTED}p1 -> p2 Owned or Controlled By")
    edition = shelf.build()
    assert links(edition, "2020-06-01") == [("p2", "p1")], "learned later, true then as well"
    assert links(edition, "2020-06-01", "2020-06-01") == []


def test_the_starter_list_states_shares(tmp_path: Path) -> None:
    with writing(tmp_path):
        take(tmp_path, registry.get("starter"), [starter.bundled()], today=date(2026, 11, 24))
        edition = build(tmp_path)
    moment = Moment(date(2018, 2, 15), date(2026, 11, 24))
    held = {
        (item.owner, item.owned, item.start): item
        for item in stated(edition, moment)
        if isinstance(item, Stake)
    }
    whole = held["starter-rostec", "starter-rosoboronexport", None]
    assert (whole.kind, whole.least, whole.most) == ("shares", WHOLE, WHOLE)
    part = held["starter-rostec", "starter-kalashnikov", "2014"]
    assert (part.least, part.end) == (51 * WHOLE // 100, "2017-12-31")
    head = held["starter-sergei-chemezov", "starter-rostec", None]
    assert (head.kind, head.most) == ("control", 0)


def test_nobody_owns_a_person(shelf: Shelf) -> None:
    more = "p3 name GAMMA\np3 [RUSSIA] reason R\np2 -> p1 Linked To\np2 -> p3 Linked To"
    shelf.take(f"published 2020-01-01\n{LISTED}{more}")
    moment = Moment(date(2020, 1, 1), date(2020, 1, 1))
    found = [item for item in stated(shelf.build(), moment) if isinstance(item, Stake)]
    assert [(link.owner, link.owned, link.most) for link in found] == [
        ("p2", "p1", WHOLE),
        ("p2", "p3", 0),
    ]


def test_opensanctions_states_ownership_and_offices(tmp_path: Path) -> None:
    more = [
        {"id": "NK-kamaz", "schema": "Company", "properties": {"name": ["Kamaz"]}},
        {
            "id": "NK-owns",
            "schema": "Ownership",
            "properties": {"owner": ["NK-rostec"], "asset": ["NK-kamaz"], "percentage": ["49.9"]},
        },
    ]
    known = (SOURCES / "os_entities.ftm.json").read_text()
    rows = known + "\n".join(map(json.dumps, more))
    (tmp_path / "entities.ftm.json").write_text(rows)
    root = tmp_path / "library"
    with writing(root):
        take(root, registry.get("opensanctions"), [File(tmp_path / "entities.ftm.json")],
             today=date(2026, 11, 24), published=date(2026, 11, 1))  # fmt: skip
        edition = build(root)
    moment = Moment(date(2026, 11, 24), date(2026, 11, 24))
    found = {item.owned: item for item in stated(edition, moment) if isinstance(item, Stake)}
    assert found["os-NK-kamaz"].least == found["os-NK-kamaz"].most == 499 * WHOLE // 1000
    head = found["os-NK-rostec"]
    assert (head.owner, head.kind, head.most) == ("os-NK-chemezov", "control", 0)
