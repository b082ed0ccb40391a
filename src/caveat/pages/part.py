"""Part: one page of many rows."""

from __future__ import annotations

from dataclasses import dataclass

ROWS = 50
"""Rows on one page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of many.

    Attributes:
        number: of the page, from 1.
        pages: how many there are.
        first: number of its first row, from 1.
        total: rows in all.
    """

    number: int
    pages: int
    first: int
    total: int

    @classmethod
    def of(cls, total: int, said: str) -> Part:
        """The page that an address asks for, else the nearest one."""
        pages = max(1, -(-total // ROWS))
        number = min(max(int(said) if said.isdecimal() and len(said) < 7 else 1, 1), pages)
        return cls(number, pages, (number - 1) * ROWS + 1, total)

    @property
    def rows(self) -> slice:
        """Its rows among all."""
        return slice(self.first - 1, self.first - 1 + ROWS)
