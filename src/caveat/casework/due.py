"""Until when something must be done: business days of the United States.

A report of blocked property is due within 10 business days after it became blocked (31 CFR
501.603(b)(1)); Saturdays, Sundays and federal holidays are no business days.
"""

from __future__ import annotations

from datetime import date, timedelta

BLOCKING_REPORT = 10
"""Business days after the blocking."""

FOR_BLOCKING = "report of blocked property to OFAC (31 CFR 501.603)"

_BLOCKING = {"ofac-sdn", "ownership:ofac"}
"""The list of the United States that blocks, and being owned by who is on it."""


def business_days(after: date, count: int) -> date:
    """The last of so many US business days after a day.

    >>> business_days(date(2026, 11, 24), 2)  # Thanksgiving is on the 26th
    datetime.date(2026, 11, 27)
    """
    from holidays import country_holidays

    free = country_holidays("US", years=range(after.year, after.year + count // 200 + 2))
    day = after
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in free:
            count -= 1
    return day


def of_match(lists: list[str], decided: date) -> tuple[date, str] | None:
    """What a true match makes due: the day, and for what; None if nothing is known.

    Args:
        lists: on which the party is.
        decided: the day of the decision.
    """
    if _BLOCKING & set(lists):
        return business_days(decided, BLOCKING_REPORT), FOR_BLOCKING
    return None
