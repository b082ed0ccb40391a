"""Reading a list as its tests want to see it: parties by id, and all that is said of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from caveat.sources import registry
from caveat.sources.reading import Entity, File, Reading

FIXTURES = Path(__file__).parent / "fixtures"

Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A list that was read."""

    parties: dict[str, Entity]
    reading: Reading

    @property
    def listed(self) -> list[Entity]:
        """The parties that have a designation."""
        return [p for p in self.parties.values() if any(a.schema == "Sanction" for a in p.attached)]

    def said(self, id: str) -> Values:
        """Every value of a party, by property, in the order of the list."""
        return values(self.parties[id])

    def beside(self, id: str, schema: str) -> list[Values]:
        """Every entity of a schema that is attached to a party; the way back is left out."""
        found = []
        for entity in self.parties[id].attached:
            if entity.schema == schema:
                found.append({p: v for p, v in values(entity).items() if v != [id]})
        return found

    def schemas(self, id: str) -> dict[str, int]:
        """How many entities of each schema are attached to a party."""
        count: dict[str, int] = {}
        for entity in self.parties[id].attached:
            count[entity.schema] = count.get(entity.schema, 0) + 1
        return count

    def printed(self, id: str, prop: str) -> dict[str, str]:
        """Value -> what the publisher printed, where that differs."""
        own = [s for s in self.parties[id].statements() if s.entity == id and s.prop == prop]
        return {s.value: s.original for s in own if s.original}


def values(entity: Entity) -> Values:
    """What is said of an entity, without links to its addresses."""
    found: Values = {}
    for statement in entity.statements():
        if statement.entity == entity.id and statement.prop != "addressEntity":
            found.setdefault(statement.prop, []).append(statement.value)
    return found


Load = Callable[..., Loaded]


@pytest.fixture(scope="session")
def load() -> Load:
    """Read files as a list: ``load("un-sc", path)``; the same files are read once."""
    known: dict[tuple[str, ...], Loaded] = {}

    def read(source: str, *paths: Path) -> Loaded:
        key = (source, *map(str, paths))
        if key not in known:
            reading = Reading()
            mapped = any(path.suffix == ".toml" for path in paths) and source != "starter"
            parse = (registry.own(source) if mapped else registry.get(source)).load()
            found = parse([File(path) for path in paths], reading)
            known[key] = Loaded({party.id: party for party in found}, reading)
        return known[key]

    return read


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of small files written to the publishers' documented formats."""
    return FIXTURES
