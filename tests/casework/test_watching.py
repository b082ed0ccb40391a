"""An incremental watch: the same alerts as if everybody had been screened again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.casework.conftest import ADA, ANN, CUSTOMERS, IVAN, Clock
from tests.casework.server import database
from tests.screening.conftest import Shelf

from caveat.casework import alerts, baseline, deciding, people, portfolios, runs
from caveat.casework.cases import Filter
from caveat.casework.models import Alert, Snapshot
from caveat.casework.screened import screen
from caveat.casework.store import Store
from caveat.casework.watching import Watched, watch
from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.sources.reading import File

FIRST = date(2026, 11, 1)

GIVEN = ("Ivan", "Petr", "Sergei", "Anna", "Mohammed", "Ali", "Maria", "Giovanni", "Hans", "Li")
FAMILY = ("Ivanov", "Petrov", "Chemezov", "Kovalchuk", "Haddad", "Rossi", "Schmidt", "Wei",
          "Rotenberg", "Al-Assad", "Timchenko", "Deripaska", "Usmanov", "Fridman")  # fmt: skip


STARTER = ("Sergey Chemezov", "Rostec", "Concern Kalashnikov", "Rosoboronexport OAO",
           "payment to S. Chemezov re invoice 15", "Bashar al Assad")  # fmt: skip
"""Names of customers that the starter list has: listed there, or blocked by ownership."""


@dataclass
class Desk:
    """A casework on a shelf of lists that others share."""

    store: Store
    shelf: Shelf

    def watch(self, today: date, **said: Any) -> Watched:
        library = Library.open(self.shelf.library.root, today=today)
        return watch(self.store, ADA, library, "p", library.terms(limit=50), **said)

    def screen(self, today: date) -> None:
        library = Library.open(self.shelf.library.root, today=today)
        screen(self.store, ADA, library, "p", library.terms(limit=50), resume=False)

    def found(self) -> set[tuple[Any, ...]]:
        """What alerts are made of: who may be whom, why, to what score, on what facts, by what
        verdict."""
        cases = alerts.listed(self.store, ADA, Filter(everything=True), limit=10_000)
        with self.store.reading() as session:
            rows = session.execute(select(Snapshot.id, Snapshot.facts, Snapshot.verdict))
            rested = {id: (facts, verdict) for id, facts, verdict in rows}
            now = session.execute(select(Alert.id, Alert.snapshot_id))
            newest = {id: snapshot or 0 for id, snapshot in now}
        return {
            (one.customer, one.party, one.kind, one.state, one.gone_at is None, one.status,
             one.score, one.lists, one.caption, one.why, *rested[newest[one.id]])
            for one in cases
        }  # fmt: skip


Desks = Callable[[], Desk]


@pytest.fixture(params=["sqlite", "postgres"])
def desks(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desks]:
    for name in (
        "DATABASE_URL",
        "DATABASE_URL_FILE",
        "CASEWORK_KEY",
        "CASEWORK_KEY_FILE",
        "SIGNING_KEY_FILE",
    ):
        monkeypatch.delenv(f"CAVEAT_{name}", raising=False)
    shelf, opened = Shelf(tmp_path / "lists"), list[Store]()

    def make() -> Desk:
        url = None
        if request.param == "postgres":
            url = database(request.getfixturevalue("postgres"))
        store = Store.open(tmp_path / f"casework{len(opened)}", url=url, clock=Clock())
        opened.append(store)
        people.begin(store, ADA)
        people.add(store, ADA, ANN.name, "analyst")
        return Desk(store, shelf)

    yield make
    for store in opened:
        store.close()


def _person(dice: random.Random) -> dict[str, Any]:
    said: dict[str, Any] = {"name": f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"}
    if dice.random() < 0.4:
        said["alias"] = [f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"]
    if dice.random() < 0.5:
        said["born"] = str(dice.randint(1950, 1960))
    if dice.random() < 0.2:
        said["inn"] = str(7707083890 + dice.randint(0, 9))
    said["since"] = "2014-01-01"
    if dice.random() < 0.2:
        said["until"] = str(FIRST + timedelta(days=dice.randint(1, 12)))
    return said


def _lists(dice: random.Random, parties: dict[str, Any]) -> dict[str, Any]:
    """The next version: some parties are gone, some new, some amended."""
    found = {id: dict(said) for id, said in parties.items() if dice.random() > 0.1}
    for id in list(found):
        if dice.random() < 0.15:
            found[id] = _person(dice)
        elif dice.random() < 0.15:
            found[id].pop("alias", None)
    for _ in range(dice.randint(0, 3)):
        found[f"n{dice.randint(0, 999)}"] = _person(dice)
    return found or {"n0": _person(dice)}


def _customers(dice: random.Random, known: dict[str, str]) -> dict[str, str]:
    found = {key: row for key, row in known.items() if dice.random() > 0.04}
    for key in list(found):
        if dice.random() < 0.06:
            found[key] = _customer(dice)
    for _ in range(dice.randint(0, 4)):
        found[f"C{dice.randint(0, 9999)}"] = _customer(dice)
    return found


def _customer(dice: random.Random) -> str:
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    slip = family.replace("ov", "off") if dice.random() < 0.3 else family
    name = dice.choice([f"{given} {slip}", f"{slip} {given}", f"{given[0]}. {family}"])
    if dice.random() < 0.1:
        name = dice.choice(STARTER)
    born = str(dice.randint(1950, 1960)) if dice.random() < 0.5 else ""
    inn = str(7707083890 + dice.randint(0, 9)) if dice.random() < 0.1 else ""
    return f"{name},{born},{inn}"


def _file(folder: Path, rows: dict[str, str]) -> Path:
    place = folder / "customers.csv"
    lines = ["customer_id,name,birth date,identifier", *(f"{k},{row}" for k, row in rows.items())]
    place.write_text("\n".join(lines), encoding="utf-8")
    return place


@pytest.mark.parametrize("seed", range(3))
def test_what_changed_gives_what_everybody_gives(desks: Desks, tmp_path: Path, seed: int) -> None:
    """Beside the starter list: parties listed, delisted, amended, at their end date; customers
    added, changed, removed; days on which nothing came out: the alerts are those of a full
    screening, every time."""
    dice = random.Random(seed)
    part, whole = desks(), desks()
    parties = {f"p{number}": _person(dice) for number in range(25)}
    rows = {f"C{number}": _customer(dice) for number in range(120)}
    file = _file(tmp_path, rows)
    part.shelf.library.bring(registry.get("starter"), [starter.bundled()])
    part.shelf.take(str(FIRST), parties)
    part.shelf.build()
    for one in (part, whole):
        portfolios.add(one.store, ADA, "p", file, "customer_id", {"identifier": "identifier"})
    part.watch(FIRST)
    whole.screen(FIRST)
    assert part.found() == whole.found() and part.found()
    for step in range(1, 7):
        today = FIRST + timedelta(days=2 * step)
        if dice.random() < 0.8:
            parties = _lists(dice, parties)
            part.shelf.take(str(today), parties)
            part.shelf.build()
        if dice.random() < 0.7:
            rows = _customers(dice, rows)
            file = _file(tmp_path, rows)
            for one in (part, whole):
                portfolios.sync(one.store, ADA, "p", file, accept_shrink=True)
        watched = part.watch(today)
        assert not watched.why
        whole.screen(today)
        assert part.found() == whole.found(), f"step {step}"


def _begin(desk: Desk, folder: Path, rows: str = CUSTOMERS) -> None:
    desk.shelf.take(str(FIRST), IVAN)
    desk.shelf.build()
    (folder / "c.csv").write_text(rows)
    portfolios.add(desk.store, ADA, "p", folder / "c.csv", "customer_id")
    desk.watch(FIRST)


def test_a_day_on_which_nothing_changed_asks_about_nobody(desks: Desks, tmp_path: Path) -> None:
    desk = desks()
    _begin(desk, tmp_path)
    desk.watch(FIRST + timedelta(days=2))
    done = desk.watch(FIRST + timedelta(days=5))
    assert (done.why, done.parties, done.customers, done.asked) == ("", 0, 0, 0)


def test_only_whom_a_new_party_may_be_is_asked_about(desks: Desks, tmp_path: Path) -> None:
    desk = desks()
    _begin(desk, tmp_path)
    desk.watch(date(2026, 11, 3))
    desk.shelf.take("2026-11-06", {**IVAN, "n": {"name": "Ann Nobody", "since": "2026-11-06"}})
    desk.shelf.build()
    done = desk.watch(date(2026, 11, 6))
    assert (done.parties, done.asked, len(done.done.new)) == (1, 1, 1)


def test_a_decided_pair_stays_suppressed_until_its_facts_change(
    desks: Desks, tmp_path: Path
) -> None:
    desk = desks()
    _begin(desk, tmp_path)
    (case,) = alerts.listed(desk.store, ADA, Filter())
    deciding.decide(desk.store, ANN, case.id, "false match", "other person")
    less = {key: said for key, said in IVAN["i"].items() if key != "born"}
    desk.shelf.take("2026-11-03", {"i": less})
    desk.shelf.build()
    assert desk.watch(date(2026, 11, 3)).done.suppressed == [case.id]
    desk.shelf.take("2026-11-05", {"i": {**less, "alias": ["Vanya Ivanoff"]}})
    desk.shelf.build()
    assert desk.watch(date(2026, 11, 5)).done.reopened == [case.id]


def test_an_open_alert_is_told_as_changed_when_its_score_or_a_designation_moved(
    desks: Desks, tmp_path: Path
) -> None:
    desk = desks()
    _begin(desk, tmp_path, CUSTOMERS.replace("Ivanov,1960", "Ivanof,1960-05-04"))
    (case,) = alerts.listed(desk.store, ADA, Filter())
    less = {key: said for key, said in IVAN["i"].items() if key != "born"}
    desk.shelf.take("2026-11-03", {"i": less})
    desk.shelf.build()
    assert desk.watch(date(2026, 11, 3)).done.changed == [case.id]
    (now,) = alerts.listed(desk.store, ADA, Filter())
    assert now.why == f"Score {case.score:.2f}, now {now.score:.2f}." and now.score < case.score
    desk.shelf.take("2026-11-05", {"i": {**less, "programme": "ANOTHER"}})
    desk.shelf.build()
    assert desk.watch(date(2026, 11, 5)).done.changed == [case.id]
    (last,) = alerts.listed(desk.store, ADA, Filter())
    assert last.why.startswith("New designation un-sc, ANOTHER") and last.state == "open"


def test_a_watch_that_was_killed_before_it_kept_the_names_asks_nobody_twice(
    desks: Desks, tmp_path: Path
) -> None:
    desk = desks()
    _begin(desk, tmp_path)
    (held,) = portfolios.held(desk.store, ADA)
    desk.watch(date(2026, 11, 4))
    baseline.forget(desk.store, held.id)
    done = desk.watch(date(2026, 11, 4))
    assert (done.why, done.asked) == ("", 0)
    baseline.forget(desk.store, held.id)
    desk.shelf.take("2026-11-05", {**IVAN, "n": {"name": "Ann Nobody", "since": "2026-11-05"}})
    desk.shelf.build()
    assert "is missing" in desk.watch(date(2026, 11, 5)).why


def test_how_common_words_are_is_counted_once_a_quarter_and_then_everybody_is_asked(
    desks: Desks, tmp_path: Path
) -> None:
    desk = desks()
    _begin(desk, tmp_path)
    more = {**IVAN, "n": {"name": "Petr Ivanov", "since": "2014-01-01"}}
    for day, said in (("2026-11-10", more), ("2026-12-30", {**more, "m": {**IVAN["i"]}})):
        desk.shelf.take(day, said)
        desk.shelf.build()
        assert desk.watch(date.fromisoformat(day)).why == ""
    desk.shelf.take("2027-01-05", more)
    desk.shelf.build()
    assert "counted anew how common words are" in desk.watch(date(2027, 1, 5)).why
    assert desk.watch(date(2027, 1, 9)).why == ""


def test_a_designation_that_ends_closes_its_alert_on_that_day(desks: Desks, tmp_path: Path) -> None:
    desk = desks()
    desk.shelf.take(str(FIRST), {"i": {**IVAN["i"], "until": "2026-11-10"}})
    desk.shelf.build()
    (tmp_path / "c.csv").write_text(CUSTOMERS)
    portfolios.add(desk.store, ADA, "p", tmp_path / "c.csv", "customer_id")
    assert len(desk.watch(date(2026, 11, 8)).done.new) == 1
    assert desk.watch(date(2026, 11, 9)).done.closed == []
    assert len(desk.watch(date(2026, 11, 12)).done.closed) == 1


STAKES = "owner_id,owner_name,owned_id,owned_name,percent\nun-i,Ivan Ivanov,m,Meadow Holdings,{}\n"


def test_a_company_that_comes_to_be_blocked_by_ownership_opens_an_alert(
    desks: Desks, tmp_path: Path
) -> None:
    desk = desks()
    desk.shelf.take(str(FIRST), IVAN, name="ofac-sdn")
    _begin(desk, tmp_path, CUSTOMERS + "C3,Meadow Holdings,\n")
    whole = desk.watch(date(2026, 11, 2))
    assert whole.done.new == []
    for day, percent, expected in ((3, "80", "new"), (4, ">40", "changed"), (5, "20", "closed")):
        (tmp_path / "stakes.csv").write_text(STAKES.format(percent))
        library = desk.shelf.library
        library.bring_stakes(
            [File(tmp_path / "stakes.csv")], name="mine", published=f"2026-11-0{day}",
            accept_shrink=True,
        )  # fmt: skip
        for link in library.links(known_at="2026-11-09"):
            library.decide(link.holder, link.party, "confirmed")
        done = desk.watch(date(2026, 11, day))
        assert not done.why
        counts = done.done.counts()
        assert [kind for kind in ("new", "changed", "closed") if counts[kind]] == [expected]
        if expected == "changed":
            (case,) = alerts.listed(desk.store, ADA, Filter(kind="owned"))
            assert "new verdict by ownership OFAC" in f"n{case.why[1:]}" and "possibl" in case.why


def test_a_watch_that_was_broken_off_goes_on_and_doubles_nothing(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desks()
    _begin(desk, tmp_path)
    desk.shelf.take("2026-11-03", {**IVAN, "n": {"name": "Ann Nobody", "since": "2026-11-03"}})
    desk.shelf.build()
    with monkeypatch.context() as patched:

        def broken(*_: Any) -> None:
            raise KeyboardInterrupt

        patched.setattr(runs, "finish", broken)
        with pytest.raises(KeyboardInterrupt):
            desk.watch(date(2026, 11, 3))
    before = desk.found()
    done = desk.watch(date(2026, 11, 3))
    assert done.done.new == [] and desk.found() == before and len(before) == 2
    assert not done.why


def test_what_is_kept_of_names_is_sealed_where_customers_are(tmp_path: Path, desks: Desks) -> None:
    shelf = Shelf(tmp_path / "lists2")
    store = Store.open(tmp_path / "sealed", key=bytes(range(32)), clock=Clock())
    people.begin(store, ADA)
    _begin(Desk(store, shelf), tmp_path)
    store.close()
    kept = list((tmp_path / "sealed" / "casework" / "watch").rglob("names-*"))
    assert kept and all(b"nobody" not in one.read_bytes() for one in kept)


def test_lists_asked_in_another_way_are_asked_about_everybody(desks: Desks, tmp_path: Path) -> None:
    desk = desks()
    _begin(desk, tmp_path)
    library = Library.open(desk.shelf.library.root, today=FIRST)
    done = watch(desk.store, ADA, library, "p", library.terms(limit=50, threshold=0.7))
    assert done.why == "It is asked in another way than before." and done.asked == 2
