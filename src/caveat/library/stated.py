"""The stakes and links that the lists themselves state: ``Linked To``, owners, subsidiaries.

A list mostly says that two parties are linked, not how, and next to never a percentage: such a
link has no known share (`caveat.sources.stakes.tie`). Nobody owns a person: a link that would say
so is turned round, and one between two persons carries no share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caveat.library.edition import Edition
from caveat.library.timeline import Moment
from caveat.party import type_of
from caveat.sources.stakes.tie import ENDS, NONE, read_tie
from caveat.stake import Fault, Holder, Stake

Item = Holder | Stake | Fault
_ENDS = tuple(prop for ends in ENDS.values() for prop in ends)


def stated(edition: Edition, moment: Moment) -> Iterator[Item]:
    """What the lists of an edition state, with the parties' own ids.

    A link counts if a version that had come out by the day of knowledge states it, and the
    version of the day asked about, or a later one, still does.

    Args:
        edition: whose lists.
        moment: the day asked about, and the day of knowledge.

    Yields:
        Stakes and faults, list by list; then each party that they name, once.
    """
    schema, source = edition.numbers("schema"), edition.numbers("source")
    first, last = edition.numbers("first"), edition.numbers("last")
    newest = np.array([one.ordinal(moment.known_at) for one in edition.listings], np.int32)
    then = np.array([one.ordinal(moment.as_of) for one in edition.listings], np.int32)
    oldest = np.clip(then, 0, np.maximum(newest, 0))
    kinds = [edition.code("schema", name) for name in ENDS]
    rows = np.flatnonzero(
        np.isin(schema, kinds) & (first <= newest[source]) & (last >= oldest[source])
    )
    table = edition.table.take(pa.array(rows))
    said: dict[tuple[int, str], dict[str, list[str]]] = {}
    about: dict[tuple[int, str], tuple[str, str]] = {}
    numbers = table["source"].to_pylist()
    for statement, number in zip(edition.statements(table), numbers, strict=True):
        key = (number, statement.entity)
        said.setdefault(key, {}).setdefault(statement.prop, []).append(statement.value)
        about.setdefault(key, (statement.schema, statement.origin))
    ids = {value for one in said.values() for ends in _ENDS for value in one.get(ends, ())}
    parties = {party.id: party for party in _holders(edition, sorted(ids))}
    used: dict[str, None] = {}
    for key, properties in said.items():
        kind, origin = about[key]
        for item in _stakes(kind, properties, origin, edition.sources[key[0]], parties):
            if isinstance(item, Stake):
                used |= {item.owner: None, item.owned: None}
            yield item
    yield from (parties[id] for id in used)


def _stakes(
    kind: str,
    said: Mapping[str, Sequence[str]],
    origin: str,
    source: str,
    parties: Mapping[str, Holder],
) -> Iterator[Item]:
    faults: list[Fault] = []
    tie = read_tie(kind, said, f"{source} {origin}", faults)
    yield from faults
    first, second = ENDS[kind]
    for owner in said.get(first, ()):
        for owned in said.get(second, ()):
            if owner == owned:
                continue  # a list that names the party itself says nothing
            ends = (owned, owner) if tie.turned else (owner, owned)
            share = tie.share
            if parties[ends[1]].type == "person":  # nobody owns a person
                ends = ends[::-1]
                share = NONE if parties[ends[1]].type == "person" else share
            yield Stake(*ends, tie.kind, *share, tie.direct, tie.start, tie.end, source, origin)


def _holders(edition: Edition, ids: Sequence[str]) -> Iterator[Holder]:
    places = pc.index_in(pa.array(ids, pa.string()), edition.parties["id"].combine_chunks())
    for id, place in zip(ids, places.to_pylist(), strict=True):
        if place is None:
            yield Holder(id)
        else:
            party = edition.parties.slice(place, 1).to_pylist()[0]
            yield Holder(id, party["caption"], type_of(party["schema"]))
