"""Excel files: every row of every sheet, hidden ones too."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time
from typing import Any

from caveat.screening.documents import bounds
from caveat.screening.documents.formats import office
from caveat.screening.documents.formats.content import Content, Unreadable


def read(data: bytes) -> Content:
    """A workbook, row by row, as it was last computed.

    Raises:
        Unreadable: it is encrypted, damaged or made to do harm.
    """
    import openpyxl

    found = Content()
    with office.opened(data) as archive:
        office.properties(archive, found)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except MemoryError:
            raise
        except Exception as error:
            raise _damaged(error) from None
        try:
            left = bounds.CELLS
            for sheet in book.worksheets:
                left = _sheet(sheet, found, left)
        except (Unreadable, MemoryError):
            raise
        except Exception as error:
            raise _damaged(error) from None
        finally:
            book.close()
    if not found.parts:
        raise Unreadable(
            "no cell of it has anything in it", "Check that this is the file you mean."
        )
    return found


def _sheet(sheet: Any, found: Content, left: int) -> int:
    """Read one sheet; how many cells may still be read.

    A file says how many rows and columns it has, and may lie: what it says is forgotten.
    """
    name = sheet.title
    if sheet.sheet_state != "visible":
        found.warn(f"Sheet {name} is hidden in the file; it was read.")
    sheet.reset_dimensions()
    number = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > bounds.ROWS or left <= 0:
            found.warn(
                f"Sheet {name} goes on after row {number - 1:,}: a file of so many rows or cells "
                "is not read to its end."
            )
            return left
        left -= len(row)
        if row:
            found.row(
                (_words(cell) for cell in row if cell is not None), f"sheet {name}, row {number}"
            )
    return left


def _words(cell: Any) -> str:
    """A cell as a reader sees it."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _damaged(error: Exception) -> Unreadable:
    return Unreadable(
        f"it is damaged ({type(error).__name__}: {str(error)[:200]})",
        "Save it anew from Excel, and try again.",
    )
