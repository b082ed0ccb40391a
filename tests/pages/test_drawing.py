"""Where the timeline and the boxes go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caveat.pages.drawing import picture, timeline
from caveat.party import Designation
from caveat.screening.answer import ListUsed
from caveat.screening.library import Library

ONE = Designation(
    "ofac-sdn", "SDN", "OFAC", "listed", "", "P", "2014-04-28", None, None, None,
    date(2015, 1, 31), date(2024, 5, 3), (), (), (), None, None, date(2024, 5, 3), "",
)  # fmt: skip
USED = (
    ListUsed("ofac-sdn", "SDN", "OFAC", date(2024, 5, 3), date(2024, 5, 3), 0, False, 1),
)  # fmt: skip
NOW = date(2026, 11, 24)


def test_a_bar_begins_on_the_publishers_day_and_is_open_while_it_stands() -> None:
    found = timeline([ONE], USED, date(2018, 2, 15), NOW)
    assert found is not None
    [bar] = found.bars
    assert (bar.start, bar.end, bar.dated, bar.open) == (date(2014, 4, 28), None, True, True)
    assert 0 < bar.x < found.day < bar.x + bar.width <= 100


def test_without_a_day_the_first_version_is_drawn_and_said() -> None:
    found = timeline([replace(ONE, start=None)], USED, NOW, NOW)
    assert found is not None
    assert (found.bars[0].start, found.bars[0].dated) == (date(2015, 1, 31), False)


def test_what_is_gone_from_the_newest_version_ends_with_the_last_that_had_it() -> None:
    gone = replace(ONE, status="not listed", last_seen=date(2020, 1, 1))
    found = timeline([gone], USED, NOW, NOW)
    assert found is not None
    assert found.bars[0].end == date(2020, 1, 1)


def test_what_begins_after_the_day_is_not_drawn_as_ended() -> None:
    later = replace(ONE, status="not listed", start="2022-06-28")
    found = timeline([later], USED, date(2018, 2, 15), NOW)
    assert found is not None
    assert found.bars[0].open
    assert found.day < found.bars[0].x


def test_nobody_listed_has_no_timeline() -> None:
    assert timeline([], USED, NOW, NOW) is None


def test_boxes_do_not_overlap_and_lie_within_the_picture(library: Library) -> None:
    found = library.ownership.unfolded(
        "starter-rostec", above=["starter-rostec"], below=["starter-rostec", "starter-uac"]
    )
    drawn = picture(found)
    width, height = drawn.box
    for box in drawn.boxes:
        assert box.x >= 0 and box.x + width <= drawn.width
        assert box.y >= 0 and box.y + height <= drawn.height
    places = {(box.x, box.y) for box in drawn.boxes}
    assert len(places) == len(drawn.boxes)
    assert all(len(line) <= 26 for box in drawn.boxes for line in box.name)
