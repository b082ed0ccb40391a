"""Context: what the checks of one day look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from caveat.library.timeline import Moment
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.ch import CH
from caveat.ownership.regimes.eu import EU
from caveat.ownership.regimes.ofac import DIRECTIVES, OFAC
from caveat.ownership.regimes.rule import Regime, Starts
from caveat.ownership.regimes.uk import UK
from caveat.screening.answer import Screening
from caveat.screening.deals.deal import Deal, Jurisdiction, Party
from caveat.screening.deals.embargoes import Place, by_phone, country, regions
from caveat.screening.deals.identity import Identity
from caveat.screening.deals.judgement import Grade, Weighed
from caveat.screening.deals.owners import Owners

TESTS: Mapping[Jurisdiction, Regime] = {"us": OFAC, "eu": EU, "uk": UK, "ch": CH}
"""The test of ownership of each jurisdiction."""

NAMES: Mapping[Jurisdiction, str] = {
    "us": "the United States",
    "eu": "the European Union",
    "uk": "the United Kingdom",
    "ch": "Switzerland",
}
"""The jurisdictions, as people call them."""

_ENTITIES = replace(
    DIRECTIVES[0],
    name="ofac-14024-3",
    title="OFAC, Directive 3 under E.O. 14024",
    rules=tuple(
        (
            first,
            replace(
                rule,
                source="Directive 3 under Executive Order 14024; OFAC FAQ 983",
                url="https://ofac.treasury.gov/faqs/983",
            ),
        )
        for first, rule in DIRECTIVES[0].rules
    ),
    starts=Starts(
        frozenset({"ofac-cons"}),
        ("Foreign Assets Control", "OFAC"),
        ("14024 Directive Information Subject to Directive 3",),
        always=True,
    ),
)

SSI: tuple[Regime, ...] = (*DIRECTIVES, _ENTITIES)
"""The sectoral tests, in the order of ``sectoral.toml``: Directives 1 to 4 under E.O. 13662, and
Directive 3 under E.O. 14024."""

EU_STATES = frozenset(
    "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se".split()
)
"""Member states of the Union since 2020; the United Kingdom was one until then."""

BREXIT = date(2020, 12, 31)


@dataclass
class Context:
    """A deal on one day, with what the library knows.

    Attributes:
        deal: the deal.
        moment: the day, and the day of knowledge.
        screenings: party's id -> its screening.
        identities: party's id -> who it is in the library.
        owners: the networks before and after.
    """

    deal: Deal
    moment: Moment
    screenings: Mapping[str, Screening]
    identities: Mapping[str, Identity]
    owners: Owners

    @property
    def day(self) -> date:
        """The day that is asked about."""
        return self.moment.as_of

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        """The verdict on every party that can be owned, under each jurisdiction's test."""
        moved = {self.owners.node(one.owned) for one in self.deal.purchases}
        moved |= {self.owners.node(one.owned) for one in self.deal.issues}
        found = []
        for party in self.deal.parties:
            touched = bool(moved & self.owners.above(party.id))
            for by in self.deal.jurisdictions:
                before = self.owners.exposure(party.id, TESTS[by])
                after = before
                if touched:
                    after = self.owners.exposure(party.id, TESTS[by], after=True)
                found.append(Weighed(party.id, by, before, after, touched))
        return tuple(found)

    @cached_property
    def sectoral(self) -> dict[tuple[str, int], tuple[Exposure, Exposure]]:
        """Party's id and place of the directive, from 1 -> verdicts before and after the deal."""
        return {
            (party.id, number): (
                self.owners.exposure(party.id, test),
                self.owners.exposure(party.id, test, after=True),
            )
            for party in self.deal.parties
            for number, test in enumerate(SSI, start=1)
        }

    @cached_property
    def places(self) -> dict[str, tuple[tuple[Place, str], ...]]:
        """Party's id -> the places that its fields name, each with the field."""
        return {party.id: tuple(_places(party)) for party in self.deal.parties}

    def countries(self, party: str) -> set[str]:
        """The codes of the countries and regions of a party."""
        return {place.code for place, _ in self.places[party]}

    def persons(self, by: Jurisdiction) -> list[Party]:
        """The parties that are persons of a jurisdiction, by what the file says of them."""
        return [one for one in self.deal.parties
                if by in one.bound or by in self._home(one)]  # fmt: skip

    def reach(self, by: Jurisdiction) -> Literal["yes", "no", "not known"]:
        """Whether a jurisdiction's law binds somebody in the deal, by what the file says; not
        known where it does not say where somebody is."""
        if self.persons(by) or (by == "us" and self.deal.currency == "USD"):
            return "yes"
        unsaid = any(not one.bound and not self.places[one.id] for one in self.deal.parties)
        return "not known" if unsaid else "no"

    def weigh(self, grade: Grade, by: Jurisdiction) -> tuple[Grade, str]:
        """The grade of a rule that binds only a jurisdiction's persons, and what to add to it."""
        if grade != "stop" or self.reach(by) != "no":
            return grade, ""
        return "caution", (
            f" The rule binds persons, territory and mostly goods of {NAMES[by]}; the file names "
            "none."
        )

    def blocked(self, party: str, by: Jurisdiction, *, after: bool = False) -> str:
        """The verdict on a party under a jurisdiction's test."""
        one = next(w for w in self.weighed if w.party == party and w.by == by)
        return (one.after if after else one.before).verdict

    def _home(self, party: Party) -> set[Jurisdiction]:
        home: set[Jurisdiction] = set()
        for code in self.countries(party.id):
            if code == "us":
                home.add("us")
            elif code in EU_STATES or (code == "gb" and self.day < BREXIT):
                home.add("eu")
            elif code == "ch":
                home.add("ch")
            if code == "gb":
                home.add("uk")
        return home


def _places(party: Party) -> list[tuple[Place, str]]:
    """The places of a party, each once, with the field that names it first."""
    found: list[tuple[Place, str]] = []

    def add(place: Place | None, field: str) -> None:
        if place is not None and (place.code, place.partly) not in {(p.code, p.partly)
                                                                    for p, _ in found}:  # fmt: skip
            found.append((place, field))

    for text in party.subject.countries:
        add(country(text), f"country {text}")
    for text in party.subject.addresses:
        for place in regions(text):
            add(place, f"address {text}")
        add(_last_country(text), f"address {text}")
    codes: list[tuple[tuple[str, ...], str, Callable[[str], str]]] = [
        (party.ibans, "IBAN", lambda text: text.replace(" ", "")[:2]),
        (party.bics, "BIC", lambda text: text.replace(" ", "")[4:6]),
    ]
    for values, word, part in codes:
        for text in values:
            add(country(part(text)), f"{word} {text}")
    for text in party.phones:
        add(by_phone(text), f"telephone {text}")
    return found


def _last_country(address: str) -> Place | None:
    """The country that an address ends with, if it ends with one."""
    last = address.replace(";", ",").rsplit(",", 1)[-1].strip(" .")
    return country(last) if len(last) > 3 else None
