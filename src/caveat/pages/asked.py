"""Asked: what a reader asks, as the address of a page says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from caveat.pages.page import query
from caveat.subject import Subject

MOST_LINES = 100
"""So many names are answered at once; longer lists are worked off as a file is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the form.

    Attributes:
        q: a name, or several, one a line.
        type: what the subject is; empty for any.
        birth_date: as typed.
        country: as typed.
        identifier: as typed.
        as_of: the day asked about; empty for today.
        known_at: the day whose knowledge may be used; empty for today.
        edition: the edition asked for; empty for the one in force.
        test: the test of ownership.
    """

    q: str = ""
    type: str = ""
    birth_date: str = ""
    country: str = ""
    identifier: str = ""
    as_of: str = ""
    known_at: str = ""
    edition: str = ""
    test: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Asked:
        """What a query or a form says."""
        texts = {name: said.get(name) for name in cls.__slots__}
        return cls(**{name: text.strip() for name, text in texts.items() if isinstance(text, str)})

    @property
    def lines(self) -> list[str]:
        """The names, one a line."""
        return [line.strip() for line in self.q.splitlines() if line.strip()]

    @property
    def empty(self) -> bool:
        """Whether nobody is asked about."""
        return not self.lines and not self.identifier

    @property
    def more(self) -> bool:
        """Whether more is said than a name and a day."""
        return bool(self.type or self.birth_date or self.country or self.identifier
                    or self.known_at)  # fmt: skip

    def subject(self, name: str | None = None) -> Subject:
        """Who is asked about.

        Raises:
            BadSubject: no name and no identifier, or a birth date that cannot be read.
        """
        lines = self.lines
        return Subject(
            name=name if name is not None else lines[0] if lines else "",
            type=self.type or "any",  # type: ignore[arg-type]
            birth_date=self.birth_date or None,
            countries=tuple(filter(None, (one.strip() for one in self.country.split(",")))),
            identifiers=tuple(filter(None, (one.strip() for one in self.identifier.split(",")))),
        )

    def terms(self) -> dict[str, Any]:
        """The days, as `Library.screen` takes them."""
        return {"as_of": self.as_of or None, "known_at": self.known_at or None}

    @property
    def days(self) -> dict[str, str]:
        """The days, as links carry them on."""
        return {"as_of": self.as_of, "known_at": self.known_at}

    def address(self, path: str = "/", **other: Any) -> str:
        """The address that asks this again, with some of it otherwise."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return path + query(**{**values, **other})

    def without_days(self) -> Asked:
        """The same question about today."""
        return replace(self, as_of="", known_at="")
