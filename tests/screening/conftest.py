"""The starter list in a library, and a shelf of small lists to ask questions of.

The small lists are in the format of the starter list, under the names of real ones: the registry
says of these when they are stale.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from caveat.library.intake import Taken
from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.sources.reading import File

TODAY = "2026-11-24"

Parties = Mapping[str, Mapping[str, Any]]
"""Id -> what the list says: ``name``, ``since``, ``until``, and the starter list's own keys."""


class Shelf:
    """A library, and the shortest way to bring small lists into it."""

    def __init__(self, root: Path, today: str = TODAY) -> None:
        self.library = Library.open(root, today=today)
        self._files = root.with_name(f"{root.name}-files")
        self._files.mkdir()
        self._numbers = count()

    def take(self, published: str, parties: Parties, *, name: str = "un-sc") -> Taken:
        """Take a version of a list in."""
        place = self._files / f"{next(self._numbers)}.toml"
        place.write_text(text_of(published, parties), encoding="utf-8")
        source = replace(registry.get(name), parser="starter:read")
        return self.library.bring(source, [File(place)], accept_shrink=True)

    def build(self) -> Library:
        """Put everything in force."""
        self.library.build()
        return self.library


def text_of(published: str, parties: Parties) -> str:
    """A list in the format of the starter list."""
    lines = [f'published = "{published}"', '[laws]\nL = { title = "A law", url = "https://law" }']
    for id, said in parties.items():
        facts = {"type": "Person", **said}
        times = [f"{key} = {json.dumps(facts.pop(key, ''))}" for key in ("since", "until")]
        programme = facts.pop("programme", "P")
        lines += ["[[party]]", f'id = "{id}"']
        lines += [f"{key} = {json.dumps(value)}" for key, value in facts.items() if key != "links"]
        links = ", ".join(f'{{ to = "{to}", role = "friend" }}' for to in facts.get("links", ()))
        lines.append(f"links = [{links}]")
        listed = f'{{ list = "un", programme = "{programme}", law = "L", {", ".join(times)} }}'
        lines.append(f"listed = [{listed}]")
    return "\n".join(lines)


Shelves = Callable[..., Shelf]


@pytest.fixture(scope="session")
def new_shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelves:
    """Makes an empty shelf, any number of times in one test."""
    return lambda **said: Shelf(tmp_path_factory.mktemp("shelf") / "library", **said)


@pytest.fixture
def shelf(new_shelf: Shelves) -> Shelf:
    """An empty shelf."""
    return new_shelf()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with the starter list; nobody brings anything else into it."""
    opened = Library.open(tmp_path_factory.mktemp("starter") / "library", today=TODAY)
    opened.bring(registry.get("starter"), [starter.bundled()])
    opened.build()
    return opened
