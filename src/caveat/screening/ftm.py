"""A party as FollowTheMoney entities, as the field's software reads them.

The party by itself is made without the model of FollowTheMoney, which takes a second to import;
only what is nested into it needs that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from caveat.party import DatedStatement, Designation, Party, properties
from caveat.sources import registry

SANCTION, EXPORT = "sanction", "export.control"
EXPORT_AUTHORITY = "Bureau of Industry and Security"
TOLD = "Topic: "

Entity = dict[str, Any]
"""id, caption, schema, properties, datasets, referents, target, first_seen, last_seen,
last_change."""


def topics(party: Party, designations: Sequence[Designation]) -> list[str]:
    """What kind of risk a party is, in FollowTheMoney's topics.

    Those that a list itself tells; ``sanction`` for whom an official list designates on the day,
    and ``export.control`` where that is a list of the Bureau of Industry and Security. A list of
    the user's own says nothing of the kind.
    """
    found = list(party.values("topics"))
    for one in designations:
        if one.status == "not listed":
            continue
        told = [text.removeprefix(TOLD) for text in one.measures if text.startswith(TOLD)]
        if told:
            found += told
        elif one.source in registry.SOURCES:
            found.append(EXPORT if EXPORT_AUTHORITY in one.publisher else SANCTION)
    return list(dict.fromkeys(found))


def entity(party: Party, designations: Sequence[Designation]) -> Entity:
    """A party by itself.

    Args:
        party: as it could be known on the day of knowledge.
        designations: every one, with its status on the day asked about.
    """
    said = properties(party)
    named = topics(party, designations)
    if named:
        said["topics"] = named
    return {
        "id": party.id,
        "caption": party.caption,
        "schema": party.schema,
        "properties": said,
        "datasets": list(party.sources),
        "referents": [],
        "target": any(one.status != "not listed" for one in designations),
        **_seen(party.statements),
    }


def nested(
    party: Party,
    designations: Sequence[Designation],
    pointing: Iterable[Party],
    other: Callable[[str], Entity | None],
) -> Entity:
    """A party with what hangs on it: designations, documents, addresses, links to other parties.

    Args:
        party: as it could be known on the day of knowledge.
        designations: every one, with its status on the day asked about.
        pointing: the parties whose entries point to it.
        other: another party by itself, by its id; None if it is not known.
    """
    whole = entity(party, designations)
    found: dict[str, list[Any]] = {}
    for attached in _attached(party):
        for prop, one in _hung(attached, party.id, other):
            found.setdefault(prop, []).append(one)
        if attached["id"] in party.values("addressEntity"):
            found.setdefault("addressEntity", []).append(attached)
    for pointer in pointing:
        for attached in _attached(pointer):
            for prop, one in _hung(attached, party.id, other):
                found.setdefault(prop, []).append(one)
    whole["properties"] = {**whole["properties"], **found}
    return whole


def _hung(
    attached: Entity, id: str, other: Callable[[str], Entity | None]
) -> Iterable[tuple[str, Entity]]:
    """Under which properties of a party an entity hangs, with its other ends unfolded."""
    ends = _ends(attached["schema"])
    for prop, reverse in ends.items():
        if id not in attached["properties"].get(prop, ()):
            continue
        said = dict(attached["properties"])
        for name in ends:
            if name in said and name != prop:
                said[name] = [other(value) or value for value in said[name]]
        yield reverse, {**attached, "properties": said}


def _attached(party: Party) -> list[Entity]:
    """The entities attached to a party."""
    rows: dict[str, list[DatedStatement]] = {}
    for dated in party.statements:
        if dated.statement.entity != party.id:
            rows.setdefault(dated.statement.entity, []).append(dated)
    return [_of(id, known) for id, known in rows.items()]


def _of(id: str, rows: Sequence[DatedStatement]) -> Entity:
    schema = rows[0].statement.schema
    said: dict[str, list[str]] = {}
    for dated in rows:
        values = said.setdefault(dated.statement.prop, [])
        if dated.statement.value not in values:
            values.append(dated.statement.value)
    return {
        "id": id,
        "caption": _caption(schema, said),
        "schema": schema,
        "properties": said,
        "datasets": list(dict.fromkeys(dated.source for dated in rows)),
        "referents": [],
        "target": False,
        **_seen(rows),
    }


def _seen(rows: Sequence[DatedStatement]) -> Mapping[str, str | None]:
    """When the lists at hand showed it first and last, and when what they say changed last."""
    first = min((dated.first for dated in rows), default=None)
    last = max((dated.last for dated in rows), default=None)
    changed = max((dated.until or dated.first for dated in rows), default=None)
    return {"first_seen": _time(first), "last_seen": _time(last), "last_change": _time(changed)}


def _time(day: date | None) -> str | None:
    return f"{day}T00:00:00" if day else None


@lru_cache(maxsize=256)
def _ends(schema: str) -> Mapping[str, str]:
    """The properties by which entities of a schema point to a party -> how the party names it."""
    from followthemoney import model

    known = model.get(schema)
    if known is None:
        return {}
    return {
        prop.name: prop.reverse.name
        for prop in known.properties.values()
        if prop.type.name == "entity" and prop.reverse is not None and not prop.stub
    }


def _caption(schema: str, said: Mapping[str, Sequence[str]]) -> str:
    from followthemoney import model

    known = model.get(schema)
    if known is None:
        return schema
    return next((said[prop][0] for prop in known.caption if said.get(prop)), known.label)
