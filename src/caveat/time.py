"""Partial dates, and the two axes of time.

Publishers know some days only by their month, their year or their decade. Such a date is kept
as a *prefix* of ISO 8601 (``1952``, ``1952-08``, ``1952-08-20``), as FollowTheMoney keeps it, and
compared as the span of days that it may mean.

*As of* asks what was true on a day; *known at* asks what could have been known on a day. A
function that needs a day takes it as an argument: nothing here reads the clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from caveat.errors import BadDate

_PREFIX = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_CIRCA = re.compile(
    r"\b(?:circa|approximative|approximately|approx|about|around|estimated|early|mid|late|ca?)\b\.?[\s-]*",
    re.I,
)
_RANGE = re.compile(r"\s*(?:\bto\b|\band\b|\bor\b|-|–|/)\s*", re.I)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days that a partial date may mean, both ends included."""

    first: date
    last: date

    def overlaps(self, other: Span) -> bool:
        """Whether some day belongs to both spans."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Dates:
    """What a publisher's date text says.

    Attributes:
        prefixes: ISO prefixes, one for each alternative; a span of years gives one a year.
        circa: whether the publisher says that the date is approximate.
    """

    prefixes: tuple[str, ...]
    circa: bool = False


def day(text: str | date) -> date:
    """Read a whole day in ISO 8601.

    >>> day("2018-02-15")
    datetime.date(2018, 2, 15)

    Raises:
        BadDate: when the text is anything else.
    """
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadDate(f"{text!r} is not a day. Write it as YYYY-MM-DD, as 2018-02-15.") from None


@lru_cache(maxsize=65536)
def span(prefix: str) -> Span:
    """The days that an ISO prefix may mean.

    >>> span("1952-02")
    Span(first=datetime.date(1952, 2, 1), last=datetime.date(1952, 2, 29))

    Raises:
        BadDate: when the text is no prefix of an ISO date, or no such day exists.
    """
    found = _PREFIX.fullmatch(prefix.strip())
    if found is None:
        raise BadDate(f"{prefix!r} is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD.")
    year, month, dom = (int(part) if part else 0 for part in found.groups())
    try:
        if not month:
            return Span(date(year, 1, 1), date(year, 12, 31))
        if not dom:
            return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Span(date(year, month, dom), date(year, month, dom))
    except ValueError:
        raise BadDate(f"{prefix!r} is no day of the calendar. Check month and day.") from None


def iso(year: int, month: int = 0, dom: int = 0) -> str | None:
    """The ISO prefix of year, month and day; a zero leaves the rest open.

    >>> iso(1943), iso(1943, 8), iso(1943, 2, 30)
    ('1943', '1943-08', None)

    Returns:
        None when there is no such day in the calendar.
    """
    text = f"{year:04d}" + (f"-{month:02d}" + (f"-{dom:02d}" if dom else "") if month else "")
    try:
        span(text)
    except BadDate:
        return None
    return text


@lru_cache(maxsize=65536)
def read(text: str, order: Literal["dmy", "mdy"] = "dmy") -> Dates:
    """Read a date as publishers of lists write it.

    >>> read("20 Aug 1952").prefixes, read("00/00/1943").prefixes
    (('1952-08-20',), ('1943',))
    >>> read("circa 1963")
    Dates(prefixes=('1963',), circa=True)
    >>> read("1960 to 1962").prefixes
    ('1960', '1961', '1962')
    >>> read("08/20/1952", order="mdy").prefixes
    ('1952-08-20',)

    Args:
        text: day, month, year, decade (``1960s``) or two of them joined by to, and, or, a dash.
        order: which number comes first in ``20/08/1952``.

    Returns:
        No prefixes when the text cannot be read: nothing is guessed, the caller keeps the text.
    """
    plain, circas = _CIRCA.subn(" ", text.replace("between ", " "))
    plain = " ".join(re.sub(r"\(\s*\)", " ", plain).strip(" .()").split())
    circa = circas > 0
    single = _single(plain, order)
    if single:
        return Dates((single,), circa)
    decade = re.fullmatch(r"(\d{3})0s", plain)
    if decade:
        return Dates(tuple(f"{decade[1]}{year}" for year in range(10)), True)
    for joint in _RANGE.finditer(plain):
        left = _single(plain[: joint.start()].strip(), order)
        right = _single(plain[joint.end() :].strip(), order)
        if left is None or right is None:
            continue
        if joint.group().strip().lower() in ("or", "and", "/") and "between" not in text:
            return Dates((left, right), circa)
        years = range(int(left[:4]), int(right[:4]) + 1)
        if 1 <= len(years) <= 30:  # whole years: any day between the two ends may be meant
            return Dates(tuple(map(str, years)), circa)
    return Dates(())


def _single(text: str, order: str) -> str | None:
    """One date, as an ISO prefix, or None."""
    if re.fullmatch(r"\d{4}", text):
        return iso(int(text)) if int(text) > 999 else None
    found = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]\d{2}:\d{2}.*|Z)?", text)
    if found:
        return iso(int(found[1]), int(found[2]), int(found[3] or 0))
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}.*)?", text)
    if found:
        first, second, year = (int(part) for part in found.groups())
        dom, month = (second, first) if order == "mdy" else (first, second)
        return iso(year, month, dom)
    found = re.fullmatch(r"(\d{1,2})[/.](\d{4})", text)
    if found:
        return iso(int(found[2]), int(found[1]))
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text.replace(",", " ")).replace(".", " ")
    parts = words.replace("-", " ").split()
    months = [part for part in parts if part.lower() in _MONTHS]
    numbers = [part for part in parts if part.isdigit()]
    if len(months) != 1 or len(months) + len(numbers) != len(parts) or not 1 <= len(numbers) <= 2:
        return None
    years = [number for number in numbers if len(number) == 4]
    if len(years) != 1:
        return None
    days = [int(number) for number in numbers if len(number) < 3]
    return iso(int(years[0]), _MONTHS[months[0].lower()], days[0] if days else 0)
