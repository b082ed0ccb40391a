"""Business days of the United States."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caveat.casework.due import business_days, of_match

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
