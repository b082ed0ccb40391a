"""Who owns the parties of a deal: the library's stakes and the file's, before it and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from caveat.ownership.build import build
from caveat.ownership.exposure import exposure
from caveat.ownership.holdings import in_force
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.points import percent
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.rule import Regime
from caveat.screening.about import About
from caveat.screening.deals.deal import Deal
from caveat.screening.deals.identity import Identity
from caveat.screening.deals.shares import change
from caveat.stake import WHOLE, Holder, Stake
from caveat.subject import Type

FILE = "deal file"
"""The source of a stake that the deal file states."""


_RIGHTS: Mapping[str, str] = {
    "board": "can appoint or remove most of the board of",
    "control": "controls, or may control by an office,",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known of a party's owners.

    Attributes:
        known: the share whose holders are known, in billionths.
        stated: whether any holder is known.
    """

    known: int
    stated: bool


class Owners:
    """The network around the parties of a deal, on one day.

    Args:
        deal: the deal.
        identities: who its parties are in the library.
        about: what the library knows on the day.
    """

    def __init__(self, deal: Deal, identities: Mapping[str, Identity], about: About) -> None:
        self.deal, self.about, self.day = deal, about, about.moment.as_of
        self.notes: list[str] = []
        """What was made of stakes that contradict each other or do not reach."""
        self._identities = identities
        self._node: dict[str, str] = {}
        self._nodes_of_library = self._name_nodes()
        self._before = self._network(self._stakes())
        rows = _held(self._before, self.day)
        changed, said = change(deal, rows, self.node)
        self.notes += said
        self._after = self._network(changed) if deal.purchases or deal.issues else self._before
        self._listed: dict[tuple[bool, str], Listed] = {}

    def node(self, party: str) -> str:
        """The node of a party of the file."""
        return self._node[party]

    def exposure(self, party: str, test: Regime, *, after: bool = False) -> Exposure:
        """The verdict on a party under a test, before the deal or after."""
        network = self._after if after else self._before
        number = network.number(self.node(party))
        assert number is not None
        found = exposure(network, number, test, self.day, self._of(network, test, after))
        return replace(found, basis=self.about.basis)

    def above(self, party: str) -> set[str]:
        """The nodes of a party and of everybody above it after the deal, on any day."""
        number = self._after.number(self.node(party))
        assert number is not None
        return {self._after.ids[one] for one in self._after.upward(number).tolist()}

    def controls(self, party: str, test: Regime, *, after: bool = False) -> list[str]:
        """Sentences on blocked parties that control a party without a test's saying that it is
        enough."""
        network, said = self._after if after else self._before, []
        number = network.number(self.node(party))
        assert number is not None
        rows = network.stakes_in(np.array([number]))
        may, _ = in_force(network, rows, self.day)
        rule = test.rule(self.day)
        listed = self._of(network, test, after)
        for row in rows[may].tolist():
            stake, owner = network.stake(row), int(network.owner[row])
            votes = stake.kind == "voting rights" and stake.most <= WHOLE // 2
            if stake.kind not in rule.warned or votes:
                continue
            if exposure(network, owner, test, self.day, listed).blocked:
                right = _RIGHTS.get(stake.kind, f"has {_share(stake)} of the votes in")
                said.append(
                    f"{network.names[owner]}, which is blocked, {right} {network.names[number]}."
                )
        return said

    def gap(self, party: str, *, after: bool = False) -> Gap:
        """How much of a party belongs to holders who are known."""
        network = self._after if after else self._before
        number = network.number(self.node(party))
        assert number is not None
        rows = network.stakes_in(np.array([number]))
        may, _ = in_force(network, rows, self.day)
        held: dict[str, dict[str, int]] = {}
        for row in rows[may].tolist():
            stake = network.stake(row)
            if stake.kind == "shares" and stake.direct:
                sums = held.setdefault(stake.owner, {})
                sums[stake.source] = sums.get(stake.source, 0) + stake.least
        known = sum(max(sums.values()) for sums in held.values())
        return Gap(min(known, WHOLE), bool(held))

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the stakes of the file and those above its parties."""
        networks = (self._before,) if self._after is self._before else (self._before, self._after)
        return tuple(
            dict.fromkeys(
                f"{fault.where}: {fault.reason}" for one in networks for fault in one.faults
            )
        )

    # -- how the networks are made -------------------------------------------------------------

    def _name_nodes(self) -> dict[str, str]:
        """Node of the library -> node here. Parties that are one party are one node."""
        renamed: dict[str, str] = {}
        for party in self.deal.parties:
            nodes = [self._place(id) for id in self._identities[party.id].certain]
            here = next((renamed[one] for one in nodes if one in renamed), f"deal/{party.id}")
            self._node[party.id] = here
            renamed.update(dict.fromkeys(nodes, here))
        return renamed

    def _place(self, id: str) -> str:
        """The library's node of an id; the id itself on a day on which nobody had it."""
        from caveat.errors import UnknownHolder

        try:
            network, number = self.about.place(id)
        except UnknownHolder:
            return id
        return str(network.ids[number])

    def _stakes(self) -> list[Stake]:
        whole = self.about.network
        starts = [n for one in self._nodes_of_library if (n := whole.number(one)) is not None]
        up = np.unique(np.concatenate([whole.upward(n) for n in starts])) if starts else None
        mine = [
            Stake(
                self.node(one.holder), self.node(one.owned), one.kind, one.least, one.most, True,
                one.since, one.until, FILE, f"{self.deal.file}:{one.line}",
            )
            for one in self.deal.holdings
        ]  # fmt: skip
        said = {(one.owner, one.owned, one.kind): one for one in mine}
        theirs: list[Stake] = []
        for row in whole.stakes_in(up).tolist() if up is not None else ():
            stake = whole.stake(row)
            owner, owned = (self._nodes_of_library.get(id, id) for id in (stake.owner, stake.owned))
            if owner == owned:
                continue
            own = said.get((owner, owned, stake.kind))
            if own is None:
                theirs.append(replace(stake, owner=owner, owned=owned))
            elif (own.least, own.most) != (stake.least, stake.most) and _holds(stake, self.day):
                self.notes.append(
                    f"The library says that {whole.names[whole.owner[row]]} holds "
                    f"{_share(stake)} of {whole.names[whole.owned[row]]} ({stake.source} "
                    f"{stake.origin}); the file says {_share(own)} and is followed. Find out "
                    "which is right."
                )
        return [*theirs, *mine]

    def _network(self, stakes: Sequence[Stake]) -> Network:
        whole = self.about.network
        names: dict[str, tuple[str, Type]] = {}
        for party in self.deal.parties:
            names.setdefault(self.node(party.id), (party.name, party.subject.type))
        from caveat.subject import TYPES

        for stake in stakes:
            for id in (stake.owner, stake.owned):
                number = whole.number(id) if id not in names else None
                if number is not None:
                    names[id] = (whole.names[number], TYPES[whole.types[number]])
        holders = [Holder(id, name, type) for id, (name, type) in names.items()]
        return build(holders, stakes)

    def _of(self, network: Network, test: Regime, after: bool) -> Listed:
        """Who in a network is listed: those of the library as it says, those of the file as who
        they are taken to be."""
        key = (after, test.name)
        if key in self._listed:
            return self._listed[key]
        asked = self._asked(network)
        ids = {id for sure, maybe in asked.values() for id in (*sure, *maybe)}
        alone = build([Holder(id) for id in sorted(ids)], ())
        found = self.about.listed(alone, range(len(alone.ids)), test)
        certain: set[int] = set()
        possible: set[int] = set()
        why: dict[int, str] = {}
        for id, (sure, maybe) in asked.items():
            number = network.number(id)
            assert number is not None
            mine = [n for one in sure if (n := alone.number(one)) in found.either]
            perhaps = [n for one in maybe if (n := alone.number(one)) in found.either]
            known = [n for n in mine if n in found.certain]
            if known:
                certain.add(number)
                why[number] = found.why[known[0]]
            elif mine or perhaps:
                possible.add(number)
                text = found.why[(mine + perhaps)[0]].removeprefix("perhaps ")
                why[number] = f"perhaps {text}"
        self._listed[key] = Listed(frozenset(certain), frozenset(possible), (), why)
        return self._listed[key]

    def _asked(self, network: Network) -> dict[str, tuple[list[str], list[str]]]:
        """Node -> ids of the library that it is, and that it may be."""
        asked: dict[str, tuple[list[str], list[str]]] = {
            id: ([id], []) for id in network.ids if not id.startswith("deal/")
        }
        for party in self.deal.parties:
            sure, maybe = asked.setdefault(self.node(party.id), ([], []))
            sure += [*self._identities[party.id].certain]
            maybe += [*self._identities[party.id].possible]
        for old, new in self._nodes_of_library.items():
            asked[new][0].append(old)
        return asked


def _held(network: Network, day: date) -> list[Stake]:
    """The stakes that are, or may be, held on a day."""
    rows = np.arange(network.stakes)
    may, _ = in_force(network, rows, day)
    return [network.stake(row) for row in rows[may].tolist()]


def _holds(stake: Stake, day: date) -> bool:
    network = build((), [replace(stake)])
    return bool(network.stakes) and bool(in_force(network, np.arange(1), day)[0][0])


def _share(stake: Stake) -> str:
    if stake.least == stake.most:
        return percent(stake.least)
    return f"{percent(stake.least)} to {percent(stake.most)}"
