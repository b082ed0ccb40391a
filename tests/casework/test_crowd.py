"""Killed at any moment, and ten at once: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.casework.conftest import ADA, ANN, BEN, IVAN, PAT, PIA, Office, answers

from caveat.casework import (
    alerts,
    deciding,
    journal,
    people,
    portfolios,
    runs,
    screened,
    watched,
)
from caveat.casework.cases import Filter
from caveat.casework.store import Store
from caveat.casework.watching import watch
from caveat.casework.work import Actor
from caveat.errors import ChangedMeanwhile, NotAllowed, WrongState
from caveat.screening.library import Library

MANY = "customer_id,name,birth date\n" + "".join(f"C{n},Ivan Ivanov,1960\n" for n in range(300))
KILLS = 50
"""Of each database."""

FEW = MANY.splitlines()[:41]
FILES = ("\n".join(FEW), "\n".join([*FEW[:31], *(f"D{n},Ivan Ivanoff,1960" for n in range(10))]))
"""Two customer files, of which now the one and now the other is brought."""


def _work(
    library: Library, url: str | None, files: Sequence[Path], said: int, up: int, first: int
) -> None:
    """Bring files, watch, decide and reopen, for ever; say what was done only after it was.

    ``first`` says with what to begin, so that each is killed some time, however slow the machine.
    """
    store = Store.open(library.root, url=url)
    os.write(up, b".")
    chance = random.Random(os.getpid())

    def tell(what: str, *ids: int) -> None:
        os.write(said, "".join(f"{what} {id}\n" for id in ids).encode())

    def sync() -> None:
        number = chance.randrange(2)
        portfolios.sync(store, ADA, "p", files[number], accept_shrink=True)
        tell("synced", number)

    def watch() -> None:
        done = watched.once(store, ADA, library, ["p"], {"limit": 50})
        tell("opened", *done.watched[0].done.new)

    def decide() -> None:
        for case in alerts.listed(store, ANN, Filter(), limit=3):
            with suppress(WrongState):
                deciding.decide(store, ANN, case.id, "false match", "other person", "Not he")
                tell("decided", case.id)

    def bulk() -> None:
        ids = tuple(one.id for one in alerts.listed(store, ANN, Filter(), limit=7))
        if ids:
            token = deciding.preview(store, ANN, Filter(ids=ids), "false match").token
            deciding.bulk(store, ANN, Filter(ids=ids), "false match", "other person", "Not they",
                          token=token)  # fmt: skip
            tell("decided", *ids)

    def reopen() -> None:
        for case in alerts.listed(store, ANN, Filter(states=("false match",)), limit=3):
            with suppress(WrongState):
                deciding.reopen(store, PAT, case.id, "Look again")
                tell("decided", case.id)

    every = [watch, decide, sync, bulk, watch, reopen]
    every[first % len(every)]()
    while True:
        chance.choice(every)()


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_there_twice(office: Office) -> None:
    files = [office.file(text_, f"{n}.csv") for n, text_ in enumerate(FILES)]
    (office.store.root / "watch.toml").write_text("[file]\npath = 'notices.jsonl'\n")
    office.publish("2026-11-20", IVAN)
    portfolios.add(office.store, ADA, "p", files[0], "customer_id")
    library, said = office.library, {"limit": 50}
    began = time.monotonic()
    watched.once(office.store, ADA, library, ["p"], said)
    pace = min(2 * (time.monotonic() - began), 0.6)  # a slow machine needs time to do anything
    before = journal.verify(office.store, ADA).entries
    office.store.close()
    reading, writing = os.pipe()
    ready, up = os.pipe()
    fork = get_context("fork")
    chance, began = random.Random(4711), time.monotonic()
    for number in range(KILLS):
        process = fork.Process(target=_work, args=(library, office.url, files, writing, up, number))
        process.start()
        if number % 5:  # some are killed while they open the casework, most at work
            os.read(ready, 100)
        time.sleep(chance.uniform(0.0, pace))
        assert process.pid is not None and process.is_alive()
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    assert time.monotonic() - began < 120  # 17 seconds where little else runs
    for end in (writing, ready, up):
        os.close(end)
    with os.fdopen(reading) as stream:
        told = stream.read().split("\n")
    assert len(told) > 1
    checked = journal.verify(office.store, ADA)
    assert checked.faults == () and checked.entries > before
    with office.store.reading() as session:
        twice = session.execute(
            text("SELECT count(*) FROM alerts GROUP BY customer_id, party HAVING count(*) > 1")
        ).all()
        made = session.execute(text("SELECT alert_id, count(*) FROM decisions GROUP BY 1")).all()
        opened = set(session.execute(text("SELECT id FROM alerts")).scalars())
    assert twice == []
    kept = {id: count for id, count in made}  # noqa: C416
    for one in set(told):
        what, _, id = one.partition(" ")
        if what == "decided":
            assert kept[int(id)] >= told.count(one), f"a decision on {id} was lost"
        if what == "opened":
            assert int(id) in opened
    # Whoever goes on where it was broken off ends with what a full screening finds.
    (held,) = portfolios.held(office.store, ADA, "p")
    assert held.customers == 40
    again = watched.once(office.store, ADA, library, ["p"], said).watched[0]
    whole = {known.id for known, answer in answers(office) if answer.hits}
    assert len(whole) == 40
    with office.store.reading() as session:
        alive = text(
            "SELECT a.customer_id FROM alerts AS a JOIN customers AS c ON c.id = a.customer_id "
            "WHERE a.gone_at IS NULL AND c.removed_at IS NULL"
        )
        assert set(session.execute(alive).scalars()) == whole, again
    assert journal.verify(office.store, ADA).faults == ()
    notices = (office.store.root / "notices.jsonl").read_text().splitlines()
    told_of = {id for line in notices for id in json.loads(line)["alerts"]["new"]}
    assert told_of == opened | set(again.done.new), "an alert was opened, and nobody was told"


def _first(library: Library, url: str | None, said: int) -> None:
    store = Store.open(library.root, url=url)
    terms = library.terms(limit=50)
    watch(store, ADA, library, "p", terms, progress=lambda done, _: _slowly(said, done))


def _slowly(said: int, done: int) -> None:
    os.write(said, f"{done}\n".encode())
    time.sleep(0.05)


def test_a_first_screening_that_is_killed_goes_on_where_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screened, "CHUNK", 20)
    office.publish("2026-11-20", IVAN)
    portfolios.add(office.store, ADA, "p", office.file(MANY), "customer_id")
    library = office.library
    office.store.close()
    reading, writing = os.pipe()
    process = get_context("fork").Process(target=_first, args=(library, office.url, writing))
    process.start()
    with os.fdopen(reading) as stream:
        for line in stream:
            if int(line) >= 100:
                break
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    os.close(writing)
    before = len(office.all())
    assert 100 <= before < 300
    done = watch(office.store, ADA, library, "p", library.terms(limit=50))
    assert done.done.screened == 300 - before == len(done.done.new)  # nobody is asked twice
    assert len(office.all()) == 300 and done.run.counts["screened"] == 300
    assert len(runs.runs(office.store, ADA, done.run.portfolio)) == 1
    assert watch(office.store, ADA, library, "p", library.terms(limit=50)).asked == 0
    assert journal.verify(office.store, ADA).faults == ()


def _each(count: int, what: object, *args: object) -> None:
    threads = [threading.Thread(target=what, args=(n, *args)) for n in range(count)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_ten_who_decide_the_same_alert_one_does_and_the_others_are_told(office: Office) -> None:
    office.begin()
    case = office.only()
    names = [f"analyst{n}" for n in range(10)]
    for name in names:
        people.add(office.store, ADA, name, "analyst")
    outcomes: list[str] = []

    def decide(n: int) -> None:
        try:
            deciding.decide(
                office.store, Actor(names[n]), case.id, "false match", "other person", names[n],
                version=case.version,
            )  # fmt: skip
            outcomes.append("decided")
        except ChangedMeanwhile as error:
            assert "was changed by analyst" in str(error)
            outcomes.append("told")

    _each(10, decide)
    assert sorted(outcomes) == ["decided"] + ["told"] * 9
    (made,) = alerts.show(office.store, ADA, case.id).decisions
    assert made.text == made.actor


def test_ten_at_once_never_get_round_the_second_person(office: Office) -> None:
    office.begin("\n".join(MANY.splitlines()[:31]))
    ids = [one.id for one in office.all()]
    assert len(ids) == 30
    crowd = [ANN, BEN, PAT, PIA, ADA] * 2
    failed: list[BaseException] = []

    def decide(n: int) -> None:
        for id in random.Random(n).sample(ids, len(ids)):
            try:
                deciding.decide(office.store, crowd[n], id, "true match", "same person")
            except (NotAllowed, WrongState):
                pass
            except BaseException as error:
                failed.append(error)

    _each(10, decide)
    assert failed == []
    for id in ids:
        whole = alerts.show(office.store, ADA, id)
        assert whole.case.state == "true match"
        first, second = whole.decisions
        assert (first.kind, second.kind) == ("proposed", "decided")
        assert second.proposed_by == first.actor != second.actor
    assert not journal.verify(office.store, ADA).faults


def test_ten_who_write_lose_no_note(office: Office) -> None:
    office.begin()
    id = office.only().id

    def write(n: int) -> None:
        for m in range(3):
            deciding.note(office.store, ANN, id, f"{n}.{m}")

    _each(10, write)
    whole = alerts.show(office.store, ADA, id)
    assert len({one.text for one in whole.decisions}) == 30
    assert whole.case.version == 31


def test_who_verifies_while_others_write_sees_one_state(office: Office) -> None:
    office.begin()
    id, over = office.only().id, threading.Event()

    def write() -> None:
        while not over.is_set():
            deciding.note(office.store, ANN, id, "x")

    writer = threading.Thread(target=write)
    writer.start()
    found = [journal.verify(office.store, ADA).faults for _ in range(20)]
    over.set()
    writer.join()
    assert found == [()] * 20


@pytest.mark.parametrize("said", [{}, {"assignee": "ann"}, {"states": ("false match",)},
                                  {"portfolio": "p", "least": 0.9}, {"customer": "C77"},
                                  {"source": "un-sc", "everything": True}])  # fmt: skip
def test_ten_thousand_alerts_are_listed_at_once(crowded: Office, said: dict[str, object]) -> None:
    times = []
    for skip in (0, 100, 2000):
        began = time.perf_counter()
        which = Filter(**said)  # type: ignore[arg-type]
        alerts.listed(crowded.store, ADA, which, limit=50, skip=skip)
        alerts.counted(crowded.store, ADA, which)
        times.append(time.perf_counter() - began)
    assert sorted(times)[1] < 0.3, times


@pytest.fixture
def crowded(office: Office) -> Office:
    """An office with 10,000 alerts: made by copying one, since finding them is not asked here."""
    office.begin()
    copy = (
        "INSERT INTO customers (id, portfolio_id, mark, key, subject, digest, changed_at) "
        "WITH RECURSIVE n (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 10009) "
        "SELECT n, portfolio_id, substr(mark, 1, 50) || n, key, subject, digest, changed_at "
        "FROM customers, n WHERE id = 1",
        "INSERT INTO alerts (id, portfolio_id, customer_id, party, kind, caption, lists, score, "
        "status, state, version, assignee, why, opened_at, changed_at, changed_by, snapshot_id) "
        "SELECT c.id, a.portfolio_id, c.id, party, kind, caption, lists, "
        "0.8 + (c.id % 200) / 1000.0, status, state, version, "
        "CASE WHEN c.id % 3 = 0 THEN 'ann' END, why, opened_at, a.changed_at, changed_by, "
        "snapshot_id FROM alerts AS a, customers AS c WHERE c.id >= 10",
    )
    with office.store.engine.begin() as connection:
        for one in copy:
            connection.execute(text(one))
    return office
