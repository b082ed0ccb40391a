"""About: the network as it was known, and who was listed, on one pair of days."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from caveat.errors import UnknownHolder, UnknownParty
from caveat.library import timeline as lists
from caveat.library.edition import Edition
from caveat.library.edition import Listing as List
from caveat.library.timeline import Moment
from caveat.ownership.build import build
from caveat.ownership.columns import of_columns
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.regimes.rule import Regime
from caveat.ownership.timeline import Listing
from caveat.ownership.verdicts import Verdicts, verdicts
from caveat.party import Designation, Party, properties, type_of
from caveat.screening.facts import KINDS
from caveat.screening.stakes import Stakes
from caveat.sources.ofac_programmes import not_before
from caveat.stake import Holder


class About:
    """What is known for a question about who owns whom."""

    def __init__(
        self,
        moment: Moment,
        edition: Edition,
        lists_: Sequence[List],
        stakes: Stakes,
        cautions: tuple[str, ...],
        basis: tuple[str, ...],
        kept: Path | None,
    ) -> None:
        self.moment, self.cautions, self.basis = moment, cautions, basis
        self._edition, self._lists, self._stakes = edition, lists_, stakes
        self._network = Network.open(kept / "network") if kept else None
        self._designated: dict[tuple[str, Moment], tuple[Designation, ...]] = {}
        self._verdicts: dict[Regime, Verdicts] = {}

    @property
    def network(self) -> Network:
        """Everything known of who owns whom."""
        if self._network is None:
            network = of_columns(self._stakes.holder_table(), self._stakes.table())
            self._network = replace(network, faults=(*self._stakes.faults(), *network.faults))
        return self._network

    def place(self, entity: str) -> tuple[Network, int]:
        """The network and the number of a party in it; one of a list that no stake names, alone.

        Raises:
            UnknownHolder: nobody has this id or name, or several have the name.
        """
        network = self.network
        number = network.number(self._stakes.node(entity))
        if number is not None:
            return network, number
        try:
            party = self._edition.party(self._edition.number(entity))
        except UnknownParty:
            wanted = " ".join(entity.casefold().split())
            found = [n for n, name in enumerate(network.names)
                     if " ".join(name.casefold().split()) == wanted]  # fmt: skip
            if len(found) == 1:
                return network, found[0]
            ids = ", ".join(network.ids[n] for n in found[:5])
            raise UnknownHolder(
                f"{len(found)} parties are called {entity!r}. Say the id of one: {ids}."
                if found
                else f"No party of a list or of the stakes has the id or the name {entity!r}. "
                "Find ids with caveat screen NAME, caveat links or caveat ownership --all."
            ) from None
        alone = Holder(party.id, party.caption, type_of(party.schema))
        return build([alone], ()), 0

    def verdicts(self, regime: Regime) -> Verdicts:
        """The verdicts on everybody; the possible links of holders count as possible listings."""
        if regime not in self._verdicts:
            network = self.network
            listed = self.listed(network, self._of_lists, regime)
            self._verdicts[regime] = verdicts(network, regime, self.moment.as_of, listed)
        return self._verdicts[regime]

    @cached_property
    def _of_lists(self) -> list[int]:
        """The numbers of the parties of the network that are, or may be, parties of a list."""
        stakes, edition = self._stakes, self._edition
        ids = edition.parties["id"].to_pylist()
        found = self.network.numbers(list({*stakes.parties, *stakes.possible, *ids}))
        nodes = [self.network.ids[number] for number in found]
        parties = {id for node in nodes for id in self._parties(node, sure=None)}
        numbers = [number for number, id in enumerate(ids) if id in parties]
        for party in edition.parties_by(numbers, "Sanction"):
            designated = lists.designations(party, self._lists, self.moment, not_before)
            self._designated[party.id, self.moment] = designated
        return found

    def listed(
        self, network: Network, numbers: Iterable[int], regime: Regime, moment: Moment | None = None
    ) -> Listed:
        """Which of some parties of the network were listed, as the test asks for it."""
        certain, possible = set(), set()
        why: dict[int, str] = {}
        for number in numbers:
            for one, sure in self._designations(network.ids[number], regime, moment or self.moment):
                if one.status == "not listed":
                    continue
                if sure and one.status == "listed":
                    if number not in certain:
                        why[number] = _why(one)
                    certain.add(number)
                else:
                    possible.add(number)
                    why.setdefault(number, f"perhaps {_why(one)}")
        return Listed(frozenset(certain), frozenset(possible - certain), (), why)

    def listings(
        self, network: Network, numbers: Iterable[int], regime: Regime
    ) -> Iterator[Listing]:
        """When which of some parties were listed; a day that no list tells is the version's."""
        for number in numbers:
            for one, _ in self._designations(network.ids[number], regime, self.moment):
                start = one.start or one.listed or one.first_seen.isoformat()
                gone = one.status == "not listed" and one.last_seen < self.moment.known_at
                end = one.end or (one.last_seen.isoformat() if gone else None)
                yield Listing(int(number), start, end, _why(one))

    def _designations(
        self, node: str, regime: Regime, moment: Moment
    ) -> Iterator[tuple[Designation, bool]]:
        """The designations that the test begins from; and whether the node is surely that party."""
        for sure in (True, False):
            for id in self._parties(node, sure=sure):
                if (id, moment) not in self._designated:
                    try:
                        party = self._edition.party(self._edition.number(id))
                    except UnknownParty:
                        continue
                    found = lists.designations(party, self._lists, moment, not_before)
                    self._designated[id, moment] = found
                for one in self._designated[id, moment]:
                    starts = regime.starts
                    if starts is None or starts.meets(one.source, one.publisher, one.measures):
                        yield one, sure

    def _parties(self, node: str, *, sure: bool | None) -> Iterator[str]:
        """The parties of lists that a node surely is, or that it may be, or both."""
        if sure is not False:
            yield from self._stakes.parties.get(node, (node,))
        if sure is not True:
            yield from (link.party for link in self._stakes.possible.get(node, ()))

    def linked(self, ids: Collection[str]) -> Iterator[str]:
        """How holders among some parties came to be taken as listed parties, one sentence each."""
        for link in self._stakes.links:
            if self._stakes.node(link.holder) in ids and (link.certain or link.possible):
                taken = "taken as" if link.certain else "perhaps"
                settle = "" if link.certain else "; settle it with caveat links"
                how = f"score {link.score:.2f}, {link.state}" if link.score else link.state
                yield (
                    f"{link.name or link.holder} ({link.holder}) is {taken} {link.caption} "
                    f"({link.party}): {how}{settle}."
                )

    def described(self, wanted: Container[str]) -> Iterator[Holder]:
        """Parties of the network, as the stakes and the lists describe them."""
        for holder in self._stakes.holders():
            if holder.id not in wanted:
                continue
            yield holder
            for id in self._stakes.parties.get(holder.id, (holder.id,)):
                with suppress(UnknownParty):
                    yield _of_list(self._edition.party(self._edition.number(id)), holder.id)


def _of_list(party: Party, id: str) -> Holder:
    """A party of a list as a holder, with the names and numbers that lists give it."""
    said = properties(party)
    names = [name for prop, kind in KINDS.items() if kind in ("name", "alias", "former_name")
             for name in said.get(prop, ())]  # fmt: skip
    return Holder(
        id,
        party.caption,
        type_of(party.schema),
        tuple(name for name in dict.fromkeys(names) if name != party.caption),
        next(iter(said.get("birthDate", ())), None),
        tuple(one for prop, kind in KINDS.items() if kind == "country"
              for one in said.get(prop, ())),
        tuple(one for prop, kind in KINDS.items() if kind == "identifier"
              for one in said.get(prop, ())),
    )  # fmt: skip


def _why(one: Designation) -> str:
    who = one.publisher or one.list_title
    since = one.start or one.listed
    return ", ".join(
        part for part in (who, one.programme, f"since {since}" if since else "") if part
    )
