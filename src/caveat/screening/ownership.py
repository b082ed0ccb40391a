"""Who stands behind a party of the library: lists, stakes and links made one question."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.errors import NotYetKnown, UnknownHolder, UnknownParty
from caveat.library import stakes as sets
from caveat.library import timeline as lists
from caveat.library.edition import Edition
from caveat.library.timeline import Moment
from caveat.ownership.columns import of_columns
from caveat.ownership.exposure import exposure
from caveat.ownership.graph import Graph, family
from caveat.ownership.listed import Listed
from caveat.ownership.lookthrough import LookThrough, look_through
from caveat.ownership.network import Network, build
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.regimes.known import regime as known_regime
from caveat.ownership.regimes.rule import Regime
from caveat.ownership.timeline import Listing, Turn, timeline
from caveat.ownership.verdicts import Verdicts, verdicts
from caveat.party import Designation, Party, properties, type_of
from caveat.screening import decisions, owned
from caveat.screening.facts import KINDS
from caveat.screening.owned import Owned
from caveat.screening.question import moment_of, settle_lists
from caveat.screening.stakes import Stakes
from caveat.sources.ofac_programmes import not_before
from caveat.stake import Fault, Holder

if TYPE_CHECKING:
    from caveat.library.edition import Listing as List
    from caveat.screening.library import Library

_SIGNATURE = "ownership-1"
"""Changed whenever a network or a verdict is made differently."""

ABOUT = 8
"""How many questions' networks and lists are kept."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Every party that is blocked, or may be, by ownership, and on no list of the test.

    Attributes:
        title: the test.
        as_of: the day that the answer is about.
        known_at: the day whose knowledge was used.
        exposures: the blocked first.
        faults: what is wrong with the stakes.
        cautions: what a reader must know.
        basis: the lists and sets of stakes behind it, each in its version.
    """

    title: str
    as_of: date
    known_at: date
    exposures: tuple[Exposure, ...]
    faults: tuple[Fault, ...]
    cautions: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The verdicts on a party, day by day.

    Attributes:
        party: its id.
        name: its name.
        title: the test.
        until: the last day looked at.
        turns: oldest first.
        cautions: what a reader must know.
        basis: the lists and sets of stakes behind it, each in its version.
    """

    party: str
    name: str
    title: str
    until: date
    turns: tuple[Turn, ...]
    cautions: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DerivedChange:
    """A party whose verdict by ownership changed from one day to another.

    Attributes:
        kind: ``added`` if it became blocked or perhaps so, ``removed`` if it is free or listed,
            ``amended`` if what was possible is certain, or the other way round.
        before: the verdict before; None if the party was not reached.
        after: the verdict after; None if the party is not reached.
    """

    kind: str
    before: Exposure | None
    after: Exposure | None

    @property
    def party(self) -> str:
        """Its id."""
        return _one(self.before, self.after).party

    @property
    def name(self) -> str:
        """Its name."""
        return _one(self.after, self.before).name


class Ownership:
    """Questions about who owns whom; ``library.ownership``.

    >>> library.ownership.exposure("starter-kalashnikov", as_of="2018-02-15")   # doctest: +SKIP
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._scratch: list[object] = []
        self._about: dict[tuple[Moment, tuple[str, ...]], _About] = {}

    def exposure(
        self,
        entity: str,
        *,
        regime: str = "ofac",
        as_of: str | date | None = None,
        known_at: str | date | None = None,
        depth: int | None = None,
        joint: Sequence[Sequence[str]] = (),
    ) -> Exposure:
        """The verdict on one party, with its reasons.

        Args:
            entity: id of a party of a list or a holder of stakes, or its whole name.
            regime: name of the test, or its TOML file.
            as_of: the day that the question is about.
            known_at: use only what had been published by this day.
            depth: give only chains of at most so many links.
            joint: ids of parties that act together, one sequence for each arrangement.

        Raises:
            UnknownHolder: nobody has this id or name.
            BadRegime: there is no such test.
            CannotAnswer: the lists needed are missing.
        """
        about = self._of(as_of, known_at)
        return self._exposure(about, entity, known_regime(regime), joint, depth)

    def look_through(
        self,
        entity: str,
        *,
        as_of: str | date | None = None,
        known_at: str | date | None = None,
    ) -> LookThrough:
        """The integrated share of everybody above a party; see `caveat.ownership.lookthrough`.

        Raises:
            UnknownHolder: nobody has this id or name.
            CannotAnswer: the lists needed are missing.
        """
        about = self._of(as_of, known_at)
        network, party = about.place(entity)
        return look_through(network, party, about.moment.as_of)

    def derived(
        self,
        *,
        regime: str = "ofac",
        as_of: str | date | None = None,
        known_at: str | date | None = None,
    ) -> Derived:
        """Every party that is, or may be, blocked by ownership, and on no list of the test.

        Raises:
            BadRegime: there is no such test.
            CannotAnswer: the lists needed are missing.
        """
        test = known_regime(regime)
        about = self._of(as_of, known_at)
        found = about.verdicts(test)
        rows = (*found.blocked().tolist(), *found.may_be_blocked().tolist())
        network, day = about.network, about.moment.as_of
        exposures = tuple(exposure(network, row, test, day, found.listed) for row in rows)
        return Derived(
            test.title,
            day,
            about.moment.known_at,
            exposures,
            network.faults,
            (*about.cautions, *test.cautions),
            about.basis,
        )

    def family(
        self,
        entity: str,
        *,
        regime: str = "ofac",
        as_of: str | date | None = None,
        known_at: str | date | None = None,
        depth: int | None = None,
    ) -> Graph:
        """What a party holds, and what that holds: a graph with the verdict on each.

        Args:
            entity: as for `exposure`.
            regime: name of the test, or its TOML file.
            as_of: the day that the question is about.
            known_at: use only what had been published by this day.
            depth: at most so many steps down; 3 if not said.

        Raises:
            UnknownHolder: nobody has this id or name, or no stake names it.
            BadRegime: there is no such test.
            CannotAnswer: the lists needed are missing.
        """
        about, test = self._of(as_of, known_at), known_regime(regime)
        network, party = about.place(entity)
        if network is not about.network:
            raise UnknownHolder(f"No stake names {entity!r}: there is nothing to draw.")
        drawn = family(about.verdicts(test), party, depth or 3)
        return replace(drawn, notes=(*drawn.notes, *about.cautions[:1]))

    def timeline(
        self,
        entity: str,
        *,
        regime: str = "ofac",
        known_at: str | date | None = None,
    ) -> History:
        """On which day a party became blocked or free, and because of what.

        Args:
            entity: as for `exposure`.
            regime: name of the test, or its TOML file.
            known_at: use only what had been published by this day, and look until then.

        Raises:
            UnknownHolder: nobody has this id or name.
            BadRegime: there is no such test.
            CannotAnswer: the lists needed are missing.
        """
        test = known_regime(regime)
        about = self._of(None, known_at)
        network, party = about.place(entity)
        above = network.upward(party)
        listings = tuple(about.listings(network, above, test))
        until = about.moment.known_at

        def listed(day: date) -> Listed:
            return about.listed(network, above, test, Moment(day, until))

        turns = timeline(network, party, test, listings, until, listed=listed)
        return History(
            network.ids[party], network.names[party], test.title, until, turns,
            (*about.cautions, *test.cautions), about.basis,
        )  # fmt: skip

    def changes(
        self, before: str | date, after: str | date, *, regime: str = "ofac"
    ) -> list[DerivedChange]:
        """Whose verdict by ownership changed from one day to another, as could be known then.

        Raises:
            BadRegime: there is no such test.
            NoList: the library has no list.
        """
        then, now = (self._derived_then(regime, day) for day in (before, after))
        found = []
        for party in sorted(then.keys() | now.keys()):
            old, new = then.get(party), now.get(party)
            if old is None or new is None:
                found.append(DerivedChange("removed" if new is None else "added", old, new))
            elif old.verdict != new.verdict:
                found.append(DerivedChange("amended", old, new))
        return found

    def _derived_then(self, regime: str, day: str | date) -> dict[str, Exposure]:
        """Who was blocked by ownership as was known on a day; nobody, before any list was out."""
        try:
            found = self.derived(regime=regime, as_of=day, known_at=day)
        except NotYetKnown:
            return {}
        return {one.party: one for one in found.exposures}

    def owned(self, moment: Moment, sources: tuple[str, ...] = ()) -> Owned | None:
        """Who is blocked by ownership and on no list, under any test, ready to be searched.

        Args:
            moment: the day asked about, and the day of knowledge.
            sources: the lists to use; all in the library if not said.

        Returns:
            None where nothing is known of who owns whom.
        """
        library, key = self._library, self._key(moment, sources)
        place, scratch = owned.kept(library.root, key), None
        if place is None:
            about = self._at(moment, sources)
            if not about.network.stakes:
                return None
            tests: dict[str, list[str]] = {}
            for test in REGIMES.values():
                found = about.verdicts(test)
                for row in (*found.blocked().tolist(), *found.may_be_blocked().tolist()):
                    tests.setdefault(about.network.ids[row], []).append(test.name)
            place, scratch = owned.keep(library.root, key, about.network, tests, about.described)
            self._scratch.append(scratch)

        def ask(party: str, test: str) -> Exposure:
            return self._exposure(self._at(moment, sources), party, known_regime(test))

        return Owned(place, ask)

    def _key(self, moment: Moment, sources: tuple[str, ...]) -> str:
        """What answers about everybody depend on."""
        library = self._library
        parts = [
            _SIGNATURE,
            library.edition.id,
            str(moment),
            *sources,
            *(version.name for version in sets.in_force(library.root, moment.known_at)),
            *map(str, sorted(decisions.read(library.root).items())),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _of(self, as_of: str | date | None, known_at: str | date | None) -> _About:
        terms = self._library.terms(as_of=as_of, known_at=known_at)
        return self._at(moment_of(terms, self._library.today))

    def _at(self, moment: Moment, sources: tuple[str, ...] = ()) -> _About:
        library, asked = self._library, (moment, sources)
        if asked not in self._about:
            terms = library.terms(as_of=moment.as_of, known_at=moment.known_at, sources=sources)
            listings, used, cautions = settle_lists(library.root, library.edition, terms, moment)
            stakes = library.stakes(as_of=moment.as_of, known_at=moment.known_at)
            basis = (
                *(f"{one.source}, version of {one.version}" for one in used),
                *(f"stakes {one.source}, version of {one.published}" for one in stakes.sets),
            )
            while len(self._about) >= ABOUT:
                del self._about[next(iter(self._about))]
            said = (*cautions, *stakes.cautions)
            place = owned.kept(library.root, self._key(moment, sources))
            self._about[asked] = _About(
                moment, library.edition, listings, stakes, said, basis, place
            )
        return self._about[asked]

    def _exposure(
        self, about: _About, entity: str, test: Regime, joint: Sequence[Sequence[str]] = (),
        depth: int | None = None,
    ) -> Exposure:  # fmt: skip
        network, party = about.place(entity)
        acting = [{about.place(id)[1] for id in ids} for ids in joint]
        listed = about.listed(network, network.upward(party), test)
        day = about.moment.as_of
        found = exposure(network, party, test, day, replace(listed, joint=acting), depth=depth)
        return replace(found, cautions=(*about.cautions, *found.cautions), basis=about.basis)


class _About:
    """One pair of days: the network as it was known, and who was listed."""

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
            ids = {*self._stakes.parties, *self._stakes.possible}
            ids.update(self._edition.parties["id"].to_pylist())
            numbers = [n for id in sorted(ids) if (n := network.number(id)) is not None]
            listed = self.listed(network, numbers, regime)
            self._verdicts[regime] = verdicts(network, regime, self.moment.as_of, listed)
        return self._verdicts[regime]

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
        certain = self._stakes.parties.get(node, (node,))
        maybe = tuple(link.party for link in self._stakes.possible.get(node, ()))
        for ids, sure in ((certain, True), (maybe, False)):
            for id in ids:
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

    def described(self) -> Iterator[Holder]:
        """The parties of the network, as the stakes and the lists describe them."""
        for holder in self._stakes.holders():
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


def _one(first: Exposure | None, second: Exposure | None) -> Exposure:
    found = first or second
    assert found is not None
    return found
