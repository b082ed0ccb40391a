"""Everything known of who owns whom on a day: sets of stakes, the lists' own links, and who of
the holders is a listed party."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from caveat.errors import LibraryLocked
from caveat.library import disk
from caveat.library import stakes as sets_of
from caveat.library.edition import Edition
from caveat.library.stated import stated
from caveat.library.timeline import Moment
from caveat.library.versions import Version
from caveat.match.align import TokenPair
from caveat.match.evidence import Evidence
from caveat.match.index import Index
from caveat.screening import decisions, links
from caveat.screening.links import Link
from caveat.sources.stakes.check import joined
from caveat.stake import Fault, Holder, Stake

_SIGNATURE = "links-2"
"""Changed whenever links are found differently."""

_COLUMNS = [(name, pa.string()) for name in ("holder", "name", "party", "caption", "state")]
_SCHEMA = pa.schema([*_COLUMNS, ("score", pa.float64()), ("evidence", pa.string())])


@dataclass(frozen=True, slots=True)
class Stakes:
    """What is known of who owns whom.

    A *node* is what a network weighs: a party of a list under the list's id, together with every
    holder that certainly is that party; or a holder by itself under ``NAME/ID``.

    Attributes:
        moment: the day asked about, and the day of knowledge.
        sets: the sets of stakes used, in the version that was in force on the day of knowledge.
        links: every link of their holders to listed parties, whatever its state.
        parties: node -> the listed parties that it certainly is, where holders say that several
            are one; any other party of a list is its own node.
        possible: node -> the listed parties that it may be: links that nobody has settled.
        cautions: what a reader must know.
    """

    moment: Moment
    sets: tuple[Version, ...]
    links: tuple[Link, ...]
    parties: Mapping[str, tuple[str, ...]]
    possible: Mapping[str, tuple[Link, ...]]
    cautions: tuple[str, ...]
    _root: Path = field(repr=False)
    _stated: tuple[Holder | Stake | Fault, ...] = field(repr=False)
    _nodes: Mapping[str, str] = field(repr=False)

    def node(self, id: str) -> str:
        """The node of a holder or of a party of a list."""
        return self._nodes.get(id, id)

    def holders(self) -> Iterator[Holder]:
        """Every node, once."""
        merged: dict[str, list[Holder]] = {}
        for link in self.links:
            if link.certain:
                merged.setdefault(self.node(link.party), []).append(Holder("", link.caption))
        for one in self._holders():
            if one.id in self._nodes:
                merged.setdefault(self.node(one.id), []).append(one)
            else:
                yield one
        for node, same in merged.items():
            yield joined([Holder(node), *same])

    def holder_table(self) -> pa.Table:
        """The same as `holders`: id, name and type, as columns; for large sets."""
        kept = ["id", "name", "type"]
        parts = [sets_of.holder_table(self._root, version) for version in self.sets]
        stated = [item for item in self._stated if isinstance(item, Holder)]
        rows = [{name: getattr(one, name) for name in kept} for one in stated]
        parts.append(pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in kept])))
        whole = pa.concat_tables([part.select(kept) for part in parts])
        if not self._nodes:
            return whole
        alone = pc.invert(pc.is_in(whole["id"], pa.array(self._nodes.keys())))
        merged = [
            {"id": one.id, "name": one.name, "type": one.type}
            for one in self._merged(whole.filter(pc.invert(alone)).to_pylist())
        ]
        return pa.concat_tables([whole.filter(alone), pa.Table.from_pylist(merged, whole.schema)])

    def _merged(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Holder]:
        """The nodes that are joined of several, each once."""
        same: dict[str, list[Holder]] = {}
        for link in self.links:
            if link.certain:
                same.setdefault(self.node(link.party), []).append(Holder("", link.caption))
        for row in rows:
            one = Holder(row["id"], row["name"], row["type"])
            same.setdefault(self.node(one.id), []).append(one)
        for node, holders in same.items():
            yield joined([Holder(node), *holders])

    def stakes(self) -> Iterator[Stake]:
        """Every stake, between nodes: those of the sets first, then those of the lists.

        Each has its first and last day as its source has them: whether it was held on the day
        asked about is not settled here.
        """
        for version in self.sets:
            yield from map(self._between_nodes, sets_of.stakes(self._root, version))
        for item in self._stated:
            if isinstance(item, Stake):
                yield self._between_nodes(item)

    def table(self) -> pa.Table:
        """The same as `stakes`, as columns named as the attributes of `Stake`; for large sets."""
        parts = [sets_of.table(self._root, version) for version in self.sets]
        said = [item for item in self._stated if isinstance(item, Stake)]
        columns = {name: [getattr(item, name) for item in said] for name in sets_of.STAKES.names}
        whole = pa.concat_tables([*parts, pa.table(columns, sets_of.STAKES)])
        if not self._nodes:
            return whole
        known, nodes = pa.array(self._nodes.keys()), pa.array(self._nodes.values())
        for name in ("owner", "owned"):
            place = whole.schema.get_field_index(name)
            node = nodes.take(pc.index_in(whole[name], known).combine_chunks())
            whole = whole.set_column(place, name, pc.coalesce(node, whole[name].combine_chunks()))
        return whole

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the sets and with what the lists state."""
        for version in self.sets:
            for fault in sets_of.faults(self._root, version):
                yield Fault(f"{version.source} {fault.where}", fault.reason)
        yield from (item for item in self._stated if isinstance(item, Fault))

    def _holders(self) -> Iterator[Holder]:
        yield from (item for item in self._stated if isinstance(item, Holder))
        for version in self.sets:
            yield from sets_of.holders(self._root, version)

    def _between_nodes(self, stake: Stake) -> Stake:
        owner, owned = self.node(stake.owner), self.node(stake.owned)
        if owner == stake.owner and owned == stake.owned:
            return stake
        return Stake(
            owner,
            owned,
            stake.kind,
            stake.least,
            stake.most,
            stake.direct,
            stake.start,
            stake.end,
            stake.source,
            stake.origin,
        )


def stakes_of(root: Path, edition: Edition, index: Index, moment: Moment) -> Stakes:
    """Everything that is known of who owns whom.

    Args:
        root: the library's folder.
        edition: its lists.
        index: their index.
        moment: the day asked about, and the day of knowledge.
    """
    used = sets_of.in_force(root, moment.known_at)
    found = links_of(root, edition, index, used)
    nodes, parties = _nodes(found)
    possible: dict[str, list[Link]] = {}
    for link in found:
        if link.possible:
            possible.setdefault(nodes.get(link.holder, link.holder), []).append(link)
    return Stakes(
        moment,
        tuple(used),
        tuple(found),
        parties,
        {node: tuple(same) for node, same in possible.items()},
        tuple(_cautions(root, used, moment)),
        root,
        tuple(stated(edition, moment)),
        nodes,
    )


def links_of(root: Path, edition: Edition, index: Index, versions: Sequence[Version]) -> list[Link]:
    """The links of some sets of stakes, as people decided them.

    Finding them takes its time, so they are kept until the edition or the set changes.
    """
    found: list[Link] = []
    wanted = set()
    for version in versions:
        mark = hashlib.sha256(f"{_SIGNATURE}/{edition.id}/{version.name}".encode()).hexdigest()
        place = sets_of.root_of(root) / "links" / f"{version.source}.{mark[:12]}.parquet"
        wanted.add(version.source)
        known = _read(place)
        if known is None:
            known = list(links.find(sets_of.holders(root, version), edition, index))
            _keep(root, place, known)
        found += known
    settled = {
        key: said
        for key, said in decisions.read(root).items()
        if key[0].partition("/")[0] in wanted
    }
    return [
        link if link.name else _named(root, link, versions)
        for link in links.decided(found, settled, edition)
    ]


def _named(root: Path, link: Link, versions: Sequence[Version]) -> Link:
    """A link that only people know, or of a holder without a name, as its set names the holder."""
    for version in versions:
        if link.holder.startswith(f"{version.source}/"):
            return replace(link, name=sets_of.holder(root, link.holder, version.published).name)
    return link


def _keep(root: Path, place: Path, found: Sequence[Link]) -> None:
    """Keep links, if nobody is writing just now; else they are found again another time."""
    rows = [
        {**asdict(link), "evidence": json.dumps([asdict(one) for one in link.evidence])}
        for link in found
    ]
    try:
        with disk.writing(root):
            with disk.file_aside(place) as stream:
                pq.write_table(pa.Table.from_pylist(rows, _SCHEMA), stream)
            source = place.name.partition(".")[0]
            kept = sorted(
                place.parent.glob(f"{source}.*.parquet"), key=lambda one: one.stat().st_mtime
            )
            for old in kept[:-_KEPT]:
                old.unlink()
    except (LibraryLocked, OSError):  # somebody else is writing, or nobody may
        return


_KEPT = 8
"""How many finds of links of a set are kept: days of knowledge that are asked about in turn."""


def _read(place: Path) -> list[Link] | None:
    """Links that were kept; None where there are none that can be read."""
    try:
        rows = pq.read_table(place).to_pylist()
    except (OSError, pa.ArrowInvalid):
        return None
    pieces = [tuple(map(_evidence, json.loads(row.pop("evidence")))) for row in rows]
    return [Link(**row, evidence=said) for row, said in zip(rows, pieces, strict=True)]


def _evidence(said: dict[str, Any]) -> Evidence:
    tokens = tuple(TokenPair(**pair) for pair in said.pop("tokens"))
    return Evidence(**said, tokens=tokens)


def _nodes(found: Sequence[Link]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Id -> node, for all that are joined by certain links; and the parties of each node."""
    above: dict[str, str] = {}

    def top(id: str) -> str:
        while above.setdefault(id, id) != id:
            id = above[id]
        return id

    parties = {link.party for link in found if link.certain}
    for link in found:
        if link.certain:
            # The node goes by the id of a party of a list, the first of them by the alphabet.
            ends = sorted(
                {top(link.holder), top(link.party)}, key=lambda id: (id not in parties, id)
            )
            for other in ends[1:]:
                above[other] = ends[0]
    nodes = {id: top(id) for id in above}
    of: dict[str, list[str]] = {}
    for party in sorted(parties):
        of.setdefault(nodes[party], []).append(party)
    return nodes, {node: tuple(same) for node, same in of.items()}


def _cautions(root: Path, used: Sequence[Version], moment: Moment) -> Iterator[str]:
    for name in sets_of.names(root):
        if name not in {version.source for version in used}:
            oldest = sets_of.of_set(root, name)[0].published
            yield (
                f"{name}: no version had come out by {moment.known_at}; the oldest one in the "
                f"library is of {oldest}."
            )
    for version in used:
        for caution in version.cautions:
            yield f"{version.source}, version of {version.published}: {caution}"
