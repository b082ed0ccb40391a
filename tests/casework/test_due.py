"""Business days of the United States, and what is due by them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.conftest import ANN, IVAN, OTTO, PAT, Office

from caveat.casework import alerts, deciding, due, figures, fulfilling, journal
from caveat.casework.cases import Filter
from caveat.casework.due import business_days, of_match
from caveat.errors import BadInput, NotAllowed, WrongState

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_holidays_and_weekends_do_not_count() -> None:
    # Thanksgiving 2026 is on Thursday the 26th of November.
    assert business_days(date(2026, 11, 24), 10) == date(2026, 12, 9)
    # Christmas on a Friday, New Year's Day on a Friday.
    assert business_days(date(2026, 12, 24), 5) == date(2027, 1, 4)
    # The 4th of July 2026 is a Saturday: Friday the 3rd is free.
    assert business_days(date(2026, 7, 2), 1) == date(2026, 7, 6)


def test_only_what_blocks_in_the_united_states_makes_a_report_due() -> None:
    ends = of_match(["ofac-sdn"], date(2026, 11, 24))
    assert ends and ends[0] == date(2026, 12, 9) and "501.603" in ends[1]
    assert of_match(["ownership:ofac"], date(2026, 11, 24))
    assert of_match(["un-sc", "ofac-cons"], date(2026, 11, 24)) is None


@given(DAYS, st.integers(1, 30))
def test_days_add_up(day: date, count: int) -> None:
    last = business_days(day, count)
    assert last.weekday() < 5
    assert last - day >= timedelta(days=count)
    assert business_days(business_days(day, 1), count) == business_days(day, count + 1)


def _blocked(office: Office) -> int:
    """A true match with somebody whom the United States block."""
    office.shelf.take("2026-11-20", IVAN, name="ofac-sdn")
    office.begin()
    id = office.only().id
    deciding.decide(office.store, ANN, id, "true match", "same person")
    deciding.decide(office.store, PAT, id, "true match", "same person")
    return id


def test_a_report_that_is_due_is_found_though_the_alert_is_closed(office: Office) -> None:
    id = _blocked(office)
    by = date(2026, 12, 9)  # Thanksgiving is no business day
    (case,) = alerts.listed(office.store, OTTO, Filter(due_by=by))
    assert (case.id, case.state, case.due) == (id, "true match", by)
    assert case.due_for == due.FOR_BLOCKING
    assert not alerts.listed(office.store, OTTO, Filter(due_by=by - timedelta(days=1)))
    found = figures.figures(office.store, OTTO)
    assert (found.reports, found.overdue, found.waiting) == (1, 0, 0)
    office.clock.now += timedelta(days=20)
    assert figures.figures(office.store, OTTO).overdue == 1
    with pytest.raises(BadInput, match="No alert is meant"):  # it is closed, not to be decided
        deciding.preview(office.store, ANN, Filter(due_by=date.max), "false match")


def test_when_it_was_filed_nothing_is_due_any_more(office: Office) -> None:
    id = _blocked(office)
    with pytest.raises(NotAllowed):
        fulfilling.fulfil(office.store, OTTO, id, "Filed")
    with pytest.raises(BadInput, match="Say in a text"):
        fulfilling.fulfil(office.store, ANN, id, " ")
    fulfilling.fulfil(office.store, ANN, id, "Filed on 2 December, number BR-1")
    whole = alerts.show(office.store, OTTO, id)
    assert whole.case.due is None and whole.decisions[-1].text.endswith("BR-1")
    assert figures.figures(office.store, OTTO).reports == 0
    with pytest.raises(WrongState, match="Nothing is due"):
        fulfilling.fulfil(office.store, ANN, id, "Filed again")
    told = [one["action"] for one in journal.entries(office.store, OTTO, about=f"alert/{id}")]
    assert told[-1] == "fulfilled" and not journal.verify(office.store, OTTO).faults
