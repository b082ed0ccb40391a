"""Partial dates: what they may mean, and how publishers write them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.errors import BadDate
from caveat.time import Dates, Span, day, iso, read, span

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
PREFIXES = st.builds(lambda d, size: d.isoformat()[:size], DAYS, st.sampled_from([4, 7, 10]))

_MONTH = "January February March April May June July August September October November December"
MONTHS = _MONTH.split()


def month(d: date) -> str:
    return MONTHS[d.month - 1]


# -- prefixes and spans --------------------------------------------------------------------------


@given(DAYS)
def test_every_prefix_of_a_day_may_mean_that_day(d: date) -> None:
    for prefix in (iso(d.year), iso(d.year, d.month), iso(d.year, d.month, d.day)):
        assert prefix is not None
        assert d.isoformat().startswith(prefix)
        assert span(prefix).first <= d <= span(prefix).last


@given(PREFIXES, DAYS, st.integers(-800, 800))
def test_a_prefix_means_the_days_that_begin_with_it_and_no_others(
    prefix: str, far: date, near: int
) -> None:
    whole = span(prefix)
    for d in (far, whole.first + timedelta(near), whole.last + timedelta(near)):
        assert d.isoformat().startswith(prefix) == (whole.first <= d <= whole.last)


@given(PREFIXES)
def test_a_span_tells_the_prefix_that_it_came_from(prefix: str) -> None:
    first = span(prefix).first
    parts = (first.year, first.month, first.day)[: 1 + prefix.count("-")]
    assert iso(*parts) == prefix


def test_a_zero_leaves_the_rest_open() -> None:
    assert iso(1943, 0, 0) == "1943"
    assert iso(1943, 0, 12) == "1943"
    assert iso(1943, 8, 0) == "1943-08"


@given(st.integers(1, 9999), st.integers(0, 14), st.integers(0, 33))
def test_only_days_of_the_calendar_have_a_prefix(year: int, m: int, d: int) -> None:
    exists = m == 0 or (m <= 12 and d <= monthrange(year, m)[1])
    assert (iso(year, m, d) is not None) == exists


@pytest.mark.parametrize("text", ["1943-02-30", "1943-13", "2019-02-29", "0000"])
def test_a_date_outside_the_calendar_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(BadDate, match="Check month and day"):
        span(text)


@pytest.mark.parametrize("text", ["", "43", "20 Aug 1952", "1952-08-20T00:00", "1952/08"])
def test_text_that_is_no_prefix_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(BadDate, match="Write YYYY, YYYY-MM or YYYY-MM-DD"):
        span(text)


@given(PREFIXES, PREFIXES)
def test_two_prefixes_overlap_when_one_begins_with_the_other(one: str, other: str) -> None:
    meet = one.startswith(other) or other.startswith(one)
    assert span(one).overlaps(span(other)) == meet
    assert span(other).overlaps(span(one)) == meet


def test_spans_that_touch_in_one_day_overlap() -> None:
    before = Span(date(2020, 1, 1), date(2020, 1, 31))
    after = Span(date(2020, 1, 31), date(2020, 2, 1))
    assert before.overlaps(after)
    assert not before.overlaps(Span(date(2020, 2, 1), date(2020, 2, 2)))


@given(DAYS)
def test_a_whole_day_is_read_from_iso_and_passed_through(d: date) -> None:
    assert day(d.isoformat()) == d
    assert day(f" {d.isoformat()} ") == d
    assert day(d) is d


@pytest.mark.parametrize("text", ["", "today", "2018", "2018-02", "15/02/2018", "2018-02-30"])
def test_anything_but_a_whole_day_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match="Write it as YYYY-MM-DD"):
        day(text)


# -- dates as publishers write them --------------------------------------------------------------

WHOLE: dict[str, Callable[[date], str]] = {
    "20 Aug 1952": lambda d: f"{d.day:02d} {month(d)[:3]} {d.year}",
    "5 Aug 1952": lambda d: f"{d.day} {month(d)[:3]} {d.year}",
    "20 August 1952": lambda d: f"{d.day} {month(d)} {d.year}",
    "20 AUGUST 1952": lambda d: f"{d.day} {month(d).upper()} {d.year}",
    "20-Aug-1952": lambda d: f"{d.day}-{month(d)[:3]}-{d.year}",
    "August 20, 1952": lambda d: f"{month(d)} {d.day}, {d.year}",
    "Aug. 20, 1952": lambda d: f"{month(d)[:3]}. {d.day}, {d.year}",
    "20th August 1952": lambda d: f"{d.day}th {month(d)} {d.year}",
    "20/08/1952": lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
    "20.8.1952": lambda d: f"{d.day}.{d.month}.{d.year}",
    "20-08-1952": lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}",
    "20/08/1952 00:00:00": lambda d: f"{d.day:02d}/{d.month:02d}/{d.year} 00:00:00",
    "1952-08-20": lambda d: d.isoformat(),
    "1952-8-20": lambda d: f"{d.year}-{d.month}-{d.day}",
    "1952-08-20T00:00:00Z": lambda d: f"{d.isoformat()}T00:00:00Z",
    "1952-08-20Z": lambda d: f"{d.isoformat()}Z",
    "(20 Aug 1952)": lambda d: f"({d.day} {month(d)[:3]} {d.year})",
}
MONTHLY: dict[str, Callable[[date], str]] = {
    "Aug 1952": lambda d: f"{month(d)[:3]} {d.year}",
    "August 1952": lambda d: f"{month(d)} {d.year}",
    "August, 1952": lambda d: f"{month(d)}, {d.year}",
    "08/1952": lambda d: f"{d.month:02d}/{d.year}",
    "1952-08": lambda d: f"{d.year}-{d.month:02d}",
    "00/08/1952": lambda d: f"00/{d.month:02d}/{d.year}",
}
YEARLY: dict[str, Callable[[date], str]] = {
    "1952": lambda d: f"{d.year}",
    "00/00/1952": lambda d: f"00/00/{d.year}",
}


@pytest.mark.parametrize("form", WHOLE)
@given(d=DAYS)
def test_a_day_is_read_in_every_form_that_publishers_print(form: str, d: date) -> None:
    assert read(WHOLE[form](d)) == Dates((d.isoformat(),))


@pytest.mark.parametrize("form", MONTHLY)
@given(d=DAYS)
def test_a_month_is_read_in_every_form_that_publishers_print(form: str, d: date) -> None:
    assert read(MONTHLY[form](d)) == Dates((d.isoformat()[:7],))


@pytest.mark.parametrize("form", YEARLY)
@given(d=DAYS)
def test_a_year_is_read_in_every_form_that_publishers_print(form: str, d: date) -> None:
    assert read(YEARLY[form](d)) == Dates((d.isoformat()[:4],))


@given(DAYS)
def test_american_dates_have_the_month_first(d: date) -> None:
    assert read(f"{d.month:02d}/{d.day:02d}/{d.year}", "mdy") == Dates((d.isoformat(),))


@pytest.mark.parametrize(
    "text",
    ["circa 1963", "Circa 1963", "ca. 1963", "c. 1963", "c 1963", "about 1963",
     "approximately 1963", "Approximately 1963", "1963 (approximately)", "estimated 1963",
     "late 1963", "early-1963", "around 1963"],
)  # fmt: skip
def test_an_approximate_date_says_so(text: str) -> None:
    assert read(text) == Dates(("1963",), circa=True)


@given(DAYS)
def test_an_approximate_day_keeps_its_day(d: date) -> None:
    text = f"circa {d.day} {month(d)} {d.year}"
    assert read(text) == Dates((d.isoformat(),), circa=True)


@given(st.integers(1000, 2900), st.integers(1, 29))
def test_a_span_of_years_gives_each_of_them(first: int, more: int) -> None:
    last = first + more
    years = tuple(str(year) for year in range(first, last + 1))
    for text in (f"{first} to {last}", f"{first}-{last}", f"{first} – {last}",
                 f"between {first} and {last}"):  # fmt: skip
        assert read(text) == Dates(years), text
    assert read(f"circa {first}-{last}") == Dates(years, circa=True)


@given(DAYS, DAYS)
def test_alternatives_are_both_given(one: date, other: date) -> None:
    first, second = (f"{d.day} {month(d)} {d.year}" for d in (one, other))
    assert read(f"{first} or {second}").prefixes == (one.isoformat(), other.isoformat())


def test_days_that_bound_a_span_give_its_years() -> None:
    assert read("01 Jan 1960 to 31 Dec 1962").prefixes == ("1960", "1961", "1962")


def test_a_decade_is_ten_years_and_approximate() -> None:
    assert read("1960s") == Dates(tuple(str(year) for year in range(1960, 1970)), circa=True)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", "dmy"),
        ("unknown", "dmy"),
        ("-0-", "dmy"),
        ("52", "dmy"),
        ("30 Feb 1952", "dmy"),
        ("08/20/1952", "dmy"),  # no month 20: the publisher's order is not what was said
        ("20/08/1952", "mdy"),
        ("1960 to 1950", "dmy"),
        ("1900 to 1999", "dmy"),  # a century is no date
        ("20 Aug", "dmy"),
        ("Aug 1952 1953", "dmy"),
        ("20 Aug May 1952", "dmy"),
        ("1371 Ramadan", "dmy"),
    ],
)
def test_what_cannot_be_read_gives_nothing(text: str, order: Literal["dmy", "mdy"]) -> None:
    assert read(text, order).prefixes == ()


@given(st.text(alphabet="0123456789 /-.,()acdeilmnorstuyABJMZ", max_size=30))
def test_nothing_is_guessed(text: str) -> None:
    found = read(text).prefixes
    for prefix in found:
        assert span(prefix).first <= span(prefix).last
        if len(found) == 1:
            assert prefix[:4] in text
