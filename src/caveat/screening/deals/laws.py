"""Laws: what a finding rests on, and how that was checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Law:
    """A legal source.

    Attributes:
        key: its name in ``laws.toml``.
        title: as people cite it.
        article: where in it; empty where the title says it.
        date: of the act, where known.
        url: where it can be read.
        checked: how the facts that rest on it were checked; ``from memory`` where they were not.
    """

    key: str
    title: str
    article: str
    date: date | None
    url: str
    checked: str

    @property
    def cited(self) -> str:
        """Title and article in one line."""
        return f"{self.title}, {self.article}" if self.article else self.title


def data(name: str) -> dict[str, Any]:
    """One of the files of facts beside this module."""
    return tomllib.loads((files("caveat.screening.deals") / name).read_text("utf-8"))


@cache
def law(key: str, article: str = "") -> Law:
    """A law by its key.

    >>> law("EU-833", "art. 5").cited
    'Council Regulation (EU) No 833/2014, art. 5'
    """
    said = _laws()[key]
    return Law(key, said["title"], article, said.get("date"), said["url"], said["checked"])


@cache
def _laws() -> dict[str, Any]:
    return data("laws.toml")
