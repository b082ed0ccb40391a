"""A casework with people, keys and alerts, for the pages and for the browser."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.screening.conftest import Shelf

from caveat.api import keys
from caveat.casework import people, portfolios
from caveat.casework.screened import screen
from caveat.casework.store import Store
from caveat.casework.work import Actor

TODAY = date(2026, 11, 24)
ADA = Actor("ada", "test")
"""The admin."""

PEOPLE = {"ann": "analyst", "ben": "analyst", "pat": "approver", "pia": "approver",
          "otto": "auditor"}  # fmt: skip

PARTIES: Mapping[str, Mapping[str, Any]] = {
    "ivanov": {"name": "Ivan Petrovich Ivanov", "born": "1960-05-04", "countries": ["ru"],
               "since": "2014-03-17"},
    "sidorova": {"name": "Anna Sidorova", "born": "1975", "since": "2018-04-06"},
    "severmash": {"name": "Severmash Trading House", "type": "Company", "since": "2022-02-25"},
}  # fmt: skip
"""A list of three."""

CUSTOMERS = (
    ("C1", "Iwan Iwanow", "1960-05-04", "ru"),
    ("C2", "Ivan Ivanov", "1981-01-30", "de"),
    ("C3", "Anna Sidorova", "1975-02-11", "at"),
    ("C4", "Anne Nobody", "1980-07-01", "at"),
    ("C5", "Severmash Trading House", "", "ru"),
)


@dataclass
class Office:
    """A casework over a small list.

    Attributes:
        shelf: the list.
        store: the casework.
        keys: name of a person -> the key that the service knows him by.
    """

    shelf: Shelf
    store: Store
    keys: dict[str, str]

    @property
    def root(self) -> Path:
        """The library's folder."""
        return self.shelf.library.root

    def publish(self, published: str, parties: Mapping[str, Mapping[str, Any]]) -> None:
        """A new version of the list, held against the portfolio."""
        self.shelf.take(published, parties)
        self.shelf.build()
        self.screen()

    def screen(self) -> None:
        """Screen the portfolio."""
        terms = self.shelf.library.terms(limit=50)
        screen(self.store, ADA, self.shelf.library, "retail", terms)


def opened(
    root: Path, customers: Sequence[Sequence[str]] = CUSTOMERS, *, with_keys: bool = False
) -> Office:
    """An office whose alerts were opened twelve days ago.

    Args:
        root: a folder that is not there.
        customers: key, name, birth date, country.
        with_keys: whether everybody has a key to the service.
    """
    shelf = Shelf(root)
    shelf.take("2026-11-10", PARTIES)
    shelf.build()
    then = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
    store = Store.open(root, clock=lambda: then)
    people.begin(store, ADA)
    for name, role in PEOPLE.items():
        people.add(store, ADA, name, role)
    file = root.with_name(f"{root.name}-customers.csv")
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("customer_id", "name", "birth date", "country"))
        rows.writerows(customers)
    portfolios.add(store, ADA, "retail", file, "customer_id")
    made = {}
    if with_keys:
        place = keys.default_place(root)
        for name in ("ada", *PEOPLE):
            made[name] = keys.add(place, name, "analyst", TODAY)
    office = Office(shelf, store, made)
    office.screen()
    office.store = Store.open(root, clock=lambda: then + timedelta(days=11))
    return office
