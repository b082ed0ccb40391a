"""Who stands behind a party of the library: lists, stakes and links made one question."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from caveat.errors import NotYetKnown, UnknownHolder
from caveat.library import stakes as sets
from caveat.library.timeline import Moment
from caveat.ownership.exposure import exposure
from caveat.ownership.graph import Graph, family
from caveat.ownership.listed import Listed
from caveat.ownership.lookthrough import LookThrough, look_through
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.regimes.known import regime as known_regime
from caveat.ownership.regimes.rule import Regime
from caveat.ownership.timeline import timeline
from caveat.ownership.unfold import Unfolded, unfold
from caveat.ownership.verdicts import verdicts
from caveat.screening import decisions, owned
from caveat.screening.about import About
from caveat.screening.owned import Owned
from caveat.screening.ownership_answer import Derived, DerivedChange, History, changed
from caveat.screening.question import moment_of, settle_lists

if TYPE_CHECKING:
    from caveat.screening.library import Library

_SIGNATURE = "ownership-2"
"""Changed whenever a network or a verdict is made differently."""

ABOUT = 8
"""How many questions' networks and lists are kept."""


class Ownership:
    """Questions about who owns whom; ``library.ownership``.

    >>> library.ownership.exposure("starter-kalashnikov", as_of="2018-02-15")   # doctest: +SKIP
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._about: dict[tuple[Moment, tuple[str, ...]], About] = {}

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

    def unfolded(
        self,
        entity: str,
        *,
        above: Sequence[str] = (),
        below: Sequence[str] = (),
        regime: str = "ofac",
        as_of: str | date | None = None,
        known_at: str | date | None = None,
    ) -> Unfolded:
        """The parties around one, as far as they were opened; see `caveat.ownership.unfold`.

        Raises:
            UnknownHolder: nobody has this id or name.
            BadRegime: there is no such test.
            CannotAnswer: the lists needed are missing.
        """
        about, test = self._of(as_of, known_at), known_regime(regime)
        network, party = about.place(entity)
        found = about.verdicts(test)
        if network is not about.network:
            found = verdicts(network, test, about.moment.as_of, about.listed(network, [0], test))
        return unfold(found, party, above, below)

    def timeline(
        self,
        entity: str,
        *,
        regime: str = "ofac",
        as_of: str | date | None = None,
        known_at: str | date | None = None,
    ) -> History:
        """On which day a party became blocked or free, and because of what.

        Args:
            entity: as for `exposure`.
            regime: name of the test, or its TOML file.
            as_of: look until this day; until the day of knowledge, if not said.
            known_at: use only what had been published by this day.

        Raises:
            UnknownHolder: nobody has this id or name.
            BadRegime: there is no such test.
            CannotAnswer: the lists needed are missing.
        """
        test = known_regime(regime)
        about = self._of(as_of, known_at)
        network, party = about.place(entity)
        above = network.upward(party)
        listings = tuple(about.listings(network, above, test))
        until, known = about.moment.as_of, about.moment.known_at

        def listed(day: date) -> Listed:
            return about.listed(network, above, test, Moment(day, known))

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
        return changed(then, now)

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
        place = owned.kept(library.root, key)
        if place is None:
            about = self._at(moment, sources)
            if not about.network.stakes:
                return None
            tests: dict[str, list[str]] = {}
            for test in REGIMES.values():
                found = about.verdicts(test)
                for row in (*found.blocked().tolist(), *found.may_be_blocked().tolist()):
                    tests.setdefault(about.network.ids[row], []).append(test.name)
            place = owned.keep(
                library.root, key, about.network, tests, lambda: about.described(tests)
            )

        def ask(party: str, test: str) -> Exposure:
            return self._exposure(self._at(moment, sources), party, known_regime(test))

        return Owned(place, ask)

    def about(self, moment: Moment, sources: tuple[str, ...] = ()) -> About:
        """What is known on a pair of days, for questions that add stakes of their own.

        Args:
            moment: the day asked about, and the day of knowledge.
            sources: the lists to use; all in the library if not said.

        Raises:
            CannotAnswer: the lists needed are missing.
        """
        return self._at(moment, sources)

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

    def _of(self, as_of: str | date | None, known_at: str | date | None) -> About:
        terms = self._library.terms(as_of=as_of, known_at=known_at)
        return self._at(moment_of(terms, self._library.today))

    def _at(self, moment: Moment, sources: tuple[str, ...] = ()) -> About:
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
            self._about[asked] = About(
                moment, library.edition, listings, stakes, said, basis, place
            )
        return self._about[asked]

    def _exposure(
        self, about: About, entity: str, test: Regime, joint: Sequence[Sequence[str]] = (),
        depth: int | None = None,
    ) -> Exposure:  # fmt: skip
        network, party = about.place(entity)
        acting = [{about.place(id)[1] for id in ids} for ids in joint]
        listed = about.listed(network, network.upward(party), test)
        day = about.moment.as_of
        found = exposure(network, party, test, day, replace(listed, joint=acting), depth=depth)
        links = about.linked(found.names.keys())
        return replace(
            found, cautions=(*about.cautions, *links, *found.cautions), basis=about.basis
        )
