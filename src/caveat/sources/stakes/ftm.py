"""FollowTheMoney: Ownership, Directorship and UnknownLink entities, as JSON lines.

Format: https://followthemoney.tech/explorer/schemata/. Only an Ownership can tell a share; a seat
on a board or a link of unknown kind carries none that is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from caveat.party import type_of
from caveat.sources.reading import File, Reading
from caveat.sources.stakes.check import Item, country, read_day
from caveat.sources.stakes.json_records import records, whole
from caveat.sources.stakes.tie import ENDS, read_tie
from caveat.stake import Fault, Holder, Stake

_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_COUNTRIES = ("nationality", "citizenship", "jurisdiction", "mainCountry", "country")

Properties = Mapping[str, Sequence[Any]]


def read(files: Sequence[File], reading: Reading, name: str) -> Iterator[Item]:
    """Read entities; those between two parties are stakes, legal entities are holders.

    Raises:
        ListMalformed: a file is no JSON, or is cut off.
    """
    reading.format = "FollowTheMoney"
    for file in files:
        for found in records(file):
            if isinstance(found, Fault):
                yield found
                continue
            origin, record = found
            schema, said, id = record.get("schema"), record.get("properties"), record.get("id")
            if not isinstance(schema, str) or not isinstance(said, dict) or not id:
                yield Fault(
                    origin, "It is no entity with an id, a schema and properties. It is left out."
                )
                continue
            properties = {
                prop: values if isinstance(values, list) else [values]
                for prop, values in said.items()
            }
            if schema in ENDS:
                yield from whole(origin, _stakes(schema, properties, f"{origin}/{id}", name))
            elif _is_party(schema):
                yield _holder(str(id), schema, properties, origin)
            else:
                reading.unknown[schema] += 1
            day = str(record.get("last_seen") or record.get("last_change") or "")[:10]
            reading.published = max(filter(None, (reading.published, day)), default=None)


def _stakes(schema: str, properties: Properties, origin: str, name: str) -> Iterator[Item]:
    owners, owned = (_ids(properties.get(end, ())) for end in ENDS[schema])
    if not owners or not owned:
        missing = ENDS[schema][0] if not owners else ENDS[schema][1]
        yield Fault(origin, f"The {schema} has no {missing}. It is left out.")
        return
    texts = {prop: [str(value) for value in values] for prop, values in properties.items()}
    faults: list[Fault] = []
    tie = read_tie(schema, texts, origin, faults)
    yield from faults
    for owner in owners:
        for asset in owned:
            ends = (asset, owner) if tie.turned else (owner, asset)
            yield Stake(
                *ends,
                tie.kind,
                *tie.share,
                tie.direct,
                tie.start,
                tie.end,
                name,
                origin,
            )


def _ids(values: Sequence[Any]) -> list[str]:
    """Ids of the parties meant; some files nest the parties themselves."""
    return [str(one.get("id")) if isinstance(one, dict) else str(one) for one in values]


def _holder(id: str, schema: str, properties: Properties, origin: str) -> Holder:
    def values(*props: str) -> Iterator[str]:
        return (str(value) for prop in props for value in properties.get(prop, ()))

    faults: list[Fault] = []  # a birth date that cannot be read is one that is not known
    names = tuple(dict.fromkeys(values(*_NAMES)))
    born = [read_day(text, "The birth date", origin, faults) for text in values("birthDate")]
    return Holder(
        id,
        names[0] if names else "",
        type_of(schema),
        names[1:],
        next(filter(None, born), None),
        tuple(dict.fromkeys(map(country, values(*_COUNTRIES)))),
        tuple(dict.fromkeys(values(*_identifiers(schema)))),
        origin,
    )


@lru_cache(maxsize=256)
def _is_party(schema: str) -> bool:
    from followthemoney import model  # half a second to import

    known = model.get(schema)
    return known is not None and any(
        known.is_a(party) for party in ("LegalEntity", "Asset")
    )  # fmt: skip


@lru_cache(maxsize=256)
def _identifiers(schema: str) -> tuple[str, ...]:
    from followthemoney import model

    return tuple(
        prop.name for prop in model[schema].properties.values() if prop.type.name == "identifier"
    )
