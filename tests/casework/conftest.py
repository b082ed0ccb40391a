"""A casework on SQLite and on a real PostgreSQL, with people in it, and lists beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.casework.server import binaries, database, running
from tests.screening.conftest import Parties, Shelf

from caveat.casework import alerts, customers, people, portfolios, runs
from caveat.casework.cases import Case, Filter
from caveat.casework.recording import Recorded, record
from caveat.casework.screened import screen
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.screening.library import Library

ADA = Actor("ada", "test")
"""The admin, who made the casework."""

ANN, BEN = Actor("ann", "test"), Actor("ben", "test")
"""Analysts."""

PAT, PIA = Actor("pat", "test"), Actor("pia", "test")
"""Approvers."""

OTTO = Actor("otto", "test")
"""The auditor."""

TODAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

IVAN = {"i": {"name": "Ivan Ivanov", "born": "1960-05-04", "since": "2014-01-01"}}
"""A list of one."""

CUSTOMERS = "customer_id,name,birth date\nC1,Ivan Ivanov,1960\nC2,Ann Nobody,1980\n"


@dataclass
class Clock:
    """Shows a time that tests move."""

    now: datetime = TODAY

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class Office:
    """A casework, its lists, and the shortest way through both.

    Attributes:
        store: the casework.
        shelf: the lists.
        clock: what time it is there.
        folder: for files.
    """

    store: Store
    shelf: Shelf
    clock: Clock
    folder: Path
    url: str | None = None
    _days: list[str] = field(default_factory=list)

    @property
    def library(self) -> Library:
        """The lists."""
        return self.shelf.library

    def publish(self, day: str, parties: Parties) -> None:
        """A new version of the list, in force."""
        self.shelf.take(day, parties)
        self.shelf.build()

    def file(self, text: str, name: str = "customers.csv") -> Path:
        """A customer file."""
        place = self.folder / name
        place.write_text(text, encoding="utf-8")
        return place

    def begin(self, text: str = CUSTOMERS) -> None:
        """A portfolio ``p``, held against a list of one."""
        self.publish("2026-11-20", IVAN)
        portfolios.add(self.store, ADA, "p", self.file(text), "customer_id")
        self.screen()

    def screen(self, **terms: Any) -> Recorded:
        """Screen the portfolio."""
        settled = self.library.terms(limit=50, **terms)
        return screen(self.store, ADA, self.library, "p", settled)[1]

    def only(self) -> Case:
        """The one alert that there is."""
        (case,) = self.all()
        return case

    def all(self) -> list[Case]:
        """Every alert."""
        return alerts.listed(self.store, ADA, Filter(everything=True), order="newest", limit=20_000)


Offices = Callable[..., Office]


@pytest.fixture
def new_shelf(tmp_path: Path) -> Callable[..., Shelf]:
    """Makes a shelf of lists, without a casework."""
    return lambda: Shelf(tmp_path / "shelf")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server of one's own."""
    bin = binaries()
    if bin is None:
        pytest.skip("no PostgreSQL server here: scripts/test-packages installs it")
    with running(bin) as address:
        yield address


def _people(store: Store) -> None:
    people.begin(store, ADA)
    for actor, role in ((ANN, "analyst"), (BEN, "analyst"), (PAT, "approver"),
                        (PIA, "approver"), (OTTO, "auditor")):  # fmt: skip
        people.add(store, ADA, actor.name, role)


@pytest.fixture(params=["sqlite", "postgres"])
def offices(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Offices]:
    """Makes offices, on each of the two databases."""
    for name in (
        "DATABASE_URL",
        "DATABASE_URL_FILE",
        "CASEWORK_KEY",
        "CASEWORK_KEY_FILE",
        "SIGNING_KEY_FILE",
    ):
        monkeypatch.delenv(f"CAVEAT_{name}", raising=False)
    opened: list[Store] = []

    def make(key: bytes | None = None) -> Office:
        url = None
        if request.param == "postgres":
            url = database(request.getfixturevalue("postgres"))
        root, clock = tmp_path / f"library{len(opened)}", Clock()
        store = Store.open(root, url=url, key=key, clock=clock)
        opened.append(store)
        _people(store)
        return Office(store, Shelf(root), clock, tmp_path, url)

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def office(offices: Offices) -> Office:
    """One office."""
    return offices()


def answers(office: Office) -> Sequence[tuple[customers.Known, Any]]:
    """What the library answers about every customer of ``p``."""
    (held,) = portfolios.held(office.store, ADA, "p")
    known = list(customers.subjects(office.store, ADA, held.id))
    desk = office.library.desk(office.library.terms(limit=50))
    return list(zip(known, desk.answer([one.subject for one in known]), strict=True))


def recorded(office: Office, scope: set[str] | None) -> Recorded:
    """Record answers about some parties only, as an incremental screening does."""
    (held,) = portfolios.held(office.store, ADA, "p")
    terms = office.library.terms(limit=50)
    run = runs.begin(office.store, ADA, held.id, office.library, terms, resume=False)
    return record(office.store, ADA, run, answers(office), limit=50, scope=scope)
