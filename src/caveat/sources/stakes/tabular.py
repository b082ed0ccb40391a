"""Stakes in a table of the user's own: CSV or XLSX, one stake a row.

Columns: ``owner_id, owner_name, owned_id, owned_name, share_min, share_max, kind, start, end,
source``; see ``docs/how-to/stakes.md``. All but one of owner and one of owned may be missing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from caveat.errors import BadShare, ListMalformed, ListUnrecognised
from caveat.sources.reading import File, Reading
from caveat.sources.stakes.check import Item, country, place, read_day
from caveat.sources.stakes.interest import read_interest
from caveat.sources.stakes.share import UNKNOWN, Share, read_share
from caveat.stake import WHOLE, Fault, Holder, Interest, Stake
from caveat.subject import TYPES, Type

_SIDES = ("owner", "owned")
_OTHER = ("share_min", "share_max", "kind", "start", "end", "source", "direct")
_FACTS = ("id", "name", "type", "birth_date", "country", "identifier")
COLUMNS = (*(f"{side}_{fact}" for side in _SIDES for fact in _FACTS), *_OTHER)
"""Every column that is read; the facts of a holder help to find out whether it is listed."""

_SAME = {
    "owner": "owner_name",
    "owned": "owned_name",
    "share": "share_min",
    "percent": "share_min",
    "percentage": "share_min",
    "share_percent": "share_min",
    "interest": "kind",
    "from": "start",
    "until": "end",
    "to": "end",
}
"""Other headings that can mean nothing else."""

_FEW = 3
"""How many shares it takes to see that they are not percent."""

_NO = {"no", "false", "0", "indirect", "n"}
_TYPES = {"company": "organization", "entity": "organization", "individual": "person"}

Row = tuple[str, Mapping[str, str]]
"""Where it stands, and column -> text."""


def read(files: Sequence[File], reading: Reading, name: str) -> Iterator[Item]:
    """Read tables of stakes; a row that cannot be read is a fault, and the next one goes on.

    Raises:
        ListUnrecognised: a table has no column for the owner or none for the owned.
        ListMalformed: a file is no table, or is damaged.
    """
    reading.format = "table of stakes"
    known = largest = 0
    for file in files:
        for row in _rows(file, reading):
            for item in row if isinstance(row, list) else row_items(row, name):
                if isinstance(item, Stake) and (item.least, item.most) != UNKNOWN:
                    known += 1
                    largest = max(largest, item.most)
                yield item
    if known >= _FEW and largest <= WHOLE // 100:
        reading.cautions.append(
            "No share is more than 1 percent. Shares are read as percent: a half is 50, not 0.5."
        )


def row_items(row: Row, name: str) -> Iterator[Item]:
    """What one row says: its faults, its two holders, its stake.

    Args:
        row: where it stands, and column -> text; the columns are those of `named`.
        name: the set's name.
    """
    origin, cells = row
    faults: list[Fault] = []
    owner, owned = (_holder(side, cells, origin, faults) for side in _SIDES)
    if owner is None or owned is None:
        side = "owner" if owner is None else "owned"
        yield Fault(origin, f"The row names no {side} by id or name. It is left out.")
        return
    share = _share(cells, origin, faults)
    kind: Interest | None = read_interest(cells["kind"]) if cells.get("kind") else "shares"
    if kind is None:
        faults.append(
            Fault(origin, f"{cells['kind']!r} is no kind of interest. It is taken as unknown.")
        )
    start = read_day(cells.get("start", ""), "The start", origin, faults)
    end = read_day(cells.get("end", ""), "The end", origin, faults)
    said = cells.get("source", "")
    yield from faults
    yield owner
    yield owned
    yield Stake(
        owner.id,
        owned.id,
        kind or "unknown",
        *share,
        cells.get("direct", "").lower() not in _NO,
        start,
        end,
        name,
        f"{origin} ({said})" if said else origin,
    )


def _holder(side: str, cells: Mapping[str, str], origin: str, faults: list[Fault]) -> Holder | None:
    id, name = cells.get(f"{side}_id", ""), cells.get(f"{side}_name", "")
    if not id and not name:
        return None
    kind = cells.get(f"{side}_type", "").lower() or "any"
    kind = _TYPES.get(kind, kind.replace("organisation", "organization"))
    if kind not in TYPES:
        faults.append(Fault(origin, f"{kind!r} is no type of party. It is taken as any."))
        kind = "any"
    return Holder(
        id or name,
        name,
        cast(Type, kind),
        birth_date=read_day(cells.get(f"{side}_birth_date", ""), "The birth date", origin, faults),
        countries=tuple(country(part) for part in _parts(cells.get(f"{side}_country", ""))),
        identifiers=tuple(_parts(cells.get(f"{side}_identifier", ""))),
        origin=origin,
    )


def _share(cells: Mapping[str, str], origin: str, faults: list[Fault]) -> Share:
    """What the two columns say; one that cannot be read leaves the share unknown."""
    texts = cells.get("share_min", ""), cells.get("share_max", "")
    try:
        least, most = map(read_share, texts)
        if not texts[1]:
            return least  # one column alone says it exactly, or as a range of its own
        if not texts[0]:
            return Share(0, most.most)
        if least.least > most.most:
            raise BadShare(f"The share goes from {texts[0]} down to {texts[1]}.")
        return Share(least.least, most.most)
    except BadShare as error:
        faults.append(Fault(origin, f"{error} The share is taken as unknown."))
        return UNKNOWN


def _parts(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(";") if part.strip())


def _rows(file: File, reading: Reading) -> Iterator[Row | list[Fault]]:
    """Rows by their columns; a row with cells too many or too few is a fault."""
    rows = _xlsx(file) if file.head(2) == b"PK" else _csv(file)
    _, headings = next(rows, (0, []))
    columns = named(headings)
    if not usable(columns):
        raise ListUnrecognised(
            f"{file.name} is no table of stakes: it has no column owner_id or owner_name, or none "
            f"owned_id or owned_name. Its columns are: {', '.join(headings) or 'none'}."
        )
    for heading, column in zip(headings, columns, strict=True):
        if heading and column not in COLUMNS:
            reading.unknown[heading] += 1
    for line, cells in rows:
        origin = place(file, line)
        if len(cells) > len(columns) and not any(cells[len(columns) :]):
            cells = cells[: len(columns)]
        if len(cells) > len(columns):
            yield [Fault(origin, f"The row has {len(cells)} cells for {len(columns)} columns. "
                                 "It is left out.")]  # fmt: skip
        elif any(cells):
            yield origin, dict(zip(columns, cells, strict=False))


def named(headings: Sequence[str]) -> list[str]:
    """The columns that headings stand for, however they are typed."""
    plain = [re.sub(r"[\W_]+", "_", heading.strip().lower()).strip("_") for heading in headings]
    return [_SAME.get(name, name) if _SAME.get(name) not in plain else name for name in plain]


def usable(columns: Sequence[str]) -> bool:
    """Whether some columns tell an owner and an owned."""
    return all({f"{side}_id", f"{side}_name"} & set(columns) for side in _SIDES)


def _delimiter(first: str) -> str:
    return max(",;\t|", key=first.count)


def _csv(file: File) -> Iterator[tuple[int, list[str]]]:
    wide = file.head(2) in (b"\xff\xfe", b"\xfe\xff")
    with file.open() as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-16" if wide else "utf-8-sig", newline="")
        rows: Any = None
        try:
            first = stream.readline()
            delimiter = _delimiter(first)
            yield 1, [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
            rows = csv.reader(stream, delimiter=delimiter)
            line = 2
            for cells in rows:
                yield line, [cell.strip() for cell in cells]
                line = rows.line_num + 2
        except (UnicodeDecodeError, csv.Error) as error:
            where = f", near line {rows.line_num + 2}" if rows else ""
            raise ListMalformed(
                f"{file.name}{where} cannot be read: {error}. Save it as CSV in UTF-8."
            ) from None


def _xlsx(file: File) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    with file.open() as raw:
        try:
            book = load_workbook(io.BytesIO(raw.read()), read_only=True, data_only=True)
            for number, cells in enumerate(book.worksheets[0].iter_rows(), start=1):
                yield number, [_text(cell) for cell in cells]
        except Exception as error:  # openpyxl raises what zipfile and its XML parser raise
            raise ListMalformed(
                f"{file.name} is no XLSX ({error}). It is damaged or cut off; save it anew."
            ) from None


def _text(cell: Any) -> str:
    """A cell as it is shown: half in a cell formatted as percent is 50."""
    value = cell.value
    if value is None:
        return ""
    if hasattr(value, "hour"):
        return str(value.date())
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if "%" in (cell.number_format or ""):
            number *= 100
        return format(number.normalize(), "f")
    return str(value).strip()
