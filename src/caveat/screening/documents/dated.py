"""The day on which a document was written: who says so, and which of them is to be believed.

Why in this order: docs/decisions/document-day.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from caveat.errors import BadDate
from caveat.screening.documents.document import Block, Dated
from caveat.time import iso, span

_EARLIEST = "1900"

_TOP = 15
"""Blocks at the beginning in which a document says its day: letterhead, title, byline, parties."""

_LANGUAGES = (
    "en ru uk be bg sr mk de fr es it pt nl pl cs sk sl hr ro hu tr az kk uz el he ar fa ka hy "
    "sv da nb fi et lv lt id vi"
).split()
"""Where a name is of two months (*listopad*), the language that stands first here is meant."""

_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.|-?го|-?е)?"
_D = rf"[«“\"]?(?P<d>\d{{1,2}}){_ORDINAL}[»”\"]?"
_Y = r"(?P<y>\d{4})"
_OF = r"(?:\s*,)?(?:\s+(?:day\s+of|de\s+l['’]|del?|di|of|do|dia|del?\s+mes\s+de))?\s*"
_M = r"(?P<m>[^\W\d_]+(?:[\u0300-\u036f]|[’'ʻ][^\W\d_]+)*)\.?"

_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"(?<![\d.]){_D}{_OF}{_M}{_OF}{_Y}(?!\d)",
        rf"(?<![\w]){_M}\s+{_D}\s*,?\s*{_Y}(?!\d)",
        rf"(?<!\d){_Y}\.?\s*(?:m\.\s*)?{_M}\s*{_D}(?![\d:])",
        r"(?<!\d)(?P<y>\d{4})\s*[年년]\s*(?P<n>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]",
        r"(?<![\d./-])(?P<y>\d{4})(?P<s>[-./])(?P<n>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d./-]\d|\d)",
        r"(?<![\d./-])(?P<d>\d{1,2})(?P<dot>\.)\s?(?P<n>\d{1,2})\.\s?(?P<y>\d{4})(?![\d/-])",
        r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>[/-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?![\d/-])",
    )
)
_MONTH_ALONE = (
    re.compile(rf"(?<![\w])(?<!\d[ .]){_M}(?:\s+(?:de|del|of))?\s*,?\s*{_Y}(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s*[年년]\s*(?P<n>\d{1,2})\s*[月월](?!\s*\d)"),
)

_SAYS = re.compile(
    r"(?:\b(?:dated|made|executed|signed|issued|published|posted|updated|date|effective|entered\s+into"
    r"|concluded|datum|stand|veröffentlicht|aktualisiert|fecha|publicado|publié|fait|date de"
    r"|pubblicato|data|publikacji|дата|опубликовано|обновлено|заключ[её]н|составлен[оа]?|от"
    r"|опубліковано|tarih|dated\s+as)\b|日期|发布|تاريخ|התאריך)"
    r"[^.;?!]{0,40}$",
    re.I,
)
"""What stands before the day of the document itself, in the same sentence."""

_LINE = 90
"""Characters of a line that is about a day: place and day, author and day."""

_BESIDE = 60
"""Characters that may stand in such a line beside the day."""

_PLACE = re.compile(r"[^\d.!?]{0,40}$")
_GOES_ON = re.compile(r"\s*(?:г(?:ода|\.)?\s*)?(?:[–—―-]|\(|:|/|$)")
_VERB = re.compile(r"(?<![ap]\.m)(?<!\bг)(?<!\bр)(?<!\br)(?<!\bд)[.!?]\s*$", re.I)

_NAMES = (
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_. ]?(?P<m>0[1-9]|1[0-2])[-_. ]?(?P<d>[0-2]\d|3[01])(?!\d)"
    ),
    re.compile(
        r"(?<!\d)(?P<d>[0-2]\d|3[01])[-_.](?P<m>0[1-9]|1[0-2])[-_.](?P<y>(?:19|20)\d\d)(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_. ]?(?P<m>0[1-9]|1[0-2])(?![-_. ]?\d)"),
    re.compile(r"(?<![\d.,-])(?P<y>(?:19|20)\d\d)(?!\d)"),
)

_OWN = ("created", "modified")
"""How the words of a day begin that a program, not a person, wrote into a file."""


def candidates(
    blocks: Sequence[Block],
    name: str,
    days: Sequence[tuple[str, str]],
    *,
    given: str | None = None,
    today: date | None = None,
) -> tuple[Dated, ...]:
    """The days on which a document may have been written, the most trustworthy first.

    Args:
        blocks: of the document.
        name: of its file.
        days: ISO prefix of each day that the file's own data state, and where they do.
        given: what the user says, an ISO prefix.
        today: later days are no candidates.

    Raises:
        BadDate: what the user says is no date.
    """
    found: list[tuple[int, Dated]] = []
    if given is not None:
        first = span(given).first
        parts = (first.year, first.month, first.day)[: given.count("-") + 1]
        found.append((0, Dated(iso(*parts) or given, "given", given)))
    for day, words in days:
        own = words.startswith(_OWN)
        found.append((6 if own else 7 if len(day) == 4 else 1, Dated(day, "metadata", words)))
    for day, words in _in_text(blocks):
        found.append((2 if len(day) == 10 else 4, Dated(day, "text", words)))
    for day in _in_name(name):
        found.append((7 if len(day) == 4 else 3, Dated(day, "name", name)))
    ordered = [one for _, one in sorted(found, key=lambda pair: pair[0]) if _may_be(one, today)]
    return tuple(dict.fromkeys(ordered))


def as_day(prefix: str, today: date | None = None) -> date:
    """The day that a partial date is taken for: its last one, but no later than today.

    >>> as_day("2018-02"), as_day("2018-02-15")
    (datetime.date(2018, 2, 28), datetime.date(2018, 2, 15))

    Args:
        prefix: ISO prefix.
        today: the latest day that it can be.

    Raises:
        BadDate: the prefix is no date.
    """
    last = span(prefix).last
    return last if today is None else min(last, today)


def _may_be(one: Dated, today: date | None) -> bool:
    """Whether a day is one of the calendar, and neither before 1900 nor still to come."""
    try:
        first = span(one.day).first
    except BadDate:
        return False
    return one.how == "given" or (one.day >= _EARLIEST and (today is None or first <= today))


def _in_text(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Days near the top that are the document's own, and not of what it tells.

    They stand in a line of their own, at the beginning of a paragraph before a dash (a dateline),
    or after words that say it (*dated as of*).
    """
    for block in blocks[:_TOP]:
        text = block.text[:600]
        if (block.kind == "row" and len(text) > _LINE) or block.place == "Date":
            continue  # a table's days are of what it lists; a message's Date is in its own data
        taken: list[tuple[int, int]] = []
        for start, end, day in sorted(_days(text)):
            before, after = text[:start], text[end:]
            line = (
                len(text) <= _LINE
                and len(text) - (end - start) <= _BESIDE
                and not (len(text) - (end - start) > 30 and _VERB.search(after) and len(after) > 3)
            )
            dateline = _PLACE.match(before) and len(before) <= 40 and _GOES_ON.match(after)
            if line or dateline or (_SAYS.search(before) and start < 300):
                taken.append((start, end))
                yield day, _around(text, start, end)
        if taken or len(text) > _LINE:
            continue
        for start, end, day in _months(text):
            if len(text) - (end - start) <= 25:
                yield day, _around(text, start, end)


def _around(text: str, start: int, end: int) -> str:
    """The words of a day with some of what stands around them."""
    if len(text) <= _LINE:
        return text
    return text[max(0, text.rfind(" ", 0, max(0, start - 30))) : end].strip()


def _days(text: str) -> Iterator[tuple[int, int, str]]:
    """Every whole day in a text: where it begins and ends, and its ISO form."""
    for shape in _SHAPES:
        for match in shape.finditer(text):
            part = match.groupdict()
            if "a" in part:
                month, dom = _apart(int(part["a"]), int(part["b"]))
            else:
                month = _month(part["m"]) if part.get("m") else int(part["n"])
                dom = int(part["d"])
            day = iso(int(part["y"]), month, dom) if month and dom else None
            if day:
                yield match.start(), match.end(), day


def _apart(first: int, second: int) -> tuple[int, int]:
    """Month and day of *26/02/2018*; none where both orders would do and differ."""
    if first > 12 or first == second:
        return second, first
    return (first, second) if second > 12 else (0, 0)


def _months(text: str) -> Iterator[tuple[int, int, str]]:
    for shape in _MONTH_ALONE:
        for match in shape.finditer(text):
            part = match.groupdict()
            month = _month(part["m"]) if part.get("m") else int(part["n"])
            day = iso(int(part["y"]), month) if month else None
            if day:
                yield match.start(), match.end(), day


def _month(name: str) -> int:
    """The number of a month by its name in any of the languages; 0 for any other word."""
    return _month_names().get(name.casefold().rstrip("."), 0)


@lru_cache(maxsize=1)
def _month_names() -> dict[str, int]:
    """Names and short names of months, as the Unicode Consortium's locale data have them."""
    from babel import Locale

    found: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for shape in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[shape][width].items():
                    word = name.casefold().rstrip(".")
                    if len(word) >= 3 and not word[0].isdigit() and " " not in word:
                        found.setdefault(word, number)
    return found


def _in_name(name: str) -> Iterator[str]:
    """The day in a file's name; the most exact one alone."""
    stem = PurePath(name).stem
    for shape in _NAMES:
        for match in shape.finditer(stem):
            part = {key: int(value) for key, value in match.groupdict().items()}
            day = iso(part["y"], part.get("m", 0), part.get("d", 0))
            if day:
                yield day
                return
