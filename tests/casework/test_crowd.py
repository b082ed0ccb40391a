"""Killed at any moment, and ten at once: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.casework.conftest import ADA, ANN, BEN, PAT, PIA, Office, answers

from caveat.casework import alerts, deciding, journal, people, portfolios, runs
from caveat.casework.cases import Filter
from caveat.casework.recording import record
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.errors import ChangedMeanwhile, NotAllowed, WrongState

MANY = "customer_id,name,birth date\n" + "".join(f"C{n},Ivan Ivanov,1960\n" for n in range(300))
KILLS = 25
"""Of each database: 50 in all."""


def _work(root: Path, url: str | None, found: object, portfolio: int, said: int) -> None:
    """Record answers and decide, for ever; say what was decided only after it was."""
    store = Store.open(root, url=url)
    run = runs.runs(store, ADA, portfolio)[0]
    assert isinstance(found, list)
    chance = random.Random(os.getpid())
    while True:
        start = chance.randrange(len(found))
        record(store, ADA, run, found[start : start + 20], limit=50)
        waiting = alerts.listed(store, ANN, Filter(), limit=5)
        for case in waiting:
            with suppress(WrongState):
                deciding.decide(store, ANN, case.id, "false match", "other person", "Not he")
                os.write(said, f"{case.id}\n".encode())
        closed = alerts.listed(store, ANN, Filter(states=("false match",)), limit=50)
        for case in closed[:: max(1, len(closed) // 3)]:
            with suppress(WrongState):
                deciding.reopen(store, PAT, case.id, "Look again")
                os.write(said, f"{case.id}\n".encode())


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_there_twice(office: Office) -> None:
    office.begin(MANY.splitlines()[0] + "\nX,Ann Nobody,1980\n")
    portfolios.sync(office.store, ADA, "p", office.file(MANY), accept_shrink=True)
    (held,) = portfolios.held(office.store, ADA, "p")
    found = answers(office)
    terms = office.library.terms(limit=50)
    runs.begin(office.store, ADA, held.id, office.library, terms, resume=False)
    before = journal.verify(office.store, ADA).entries
    office.store.close()
    reading, writing = os.pipe()
    fork = get_context("fork")
    chance, began = random.Random(4711), time.monotonic()
    for _ in range(KILLS):
        process = fork.Process(
            target=_work, args=(office.store.root, office.url, found, held.id, writing)
        )
        process.start()
        time.sleep(chance.uniform(0.02, 0.5))
        assert process.pid is not None and process.is_alive()
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    assert time.monotonic() - began < 60
    os.close(writing)
    with os.fdopen(reading) as stream:
        told = stream.read().split()
    checked = journal.verify(office.store, ADA)
    assert checked.faults == () and checked.entries > before and told
    with office.store.reading() as session:
        twice = session.execute(
            text("SELECT count(*) FROM alerts GROUP BY customer_id, party HAVING count(*) > 1")
        ).all()
        made = session.execute(text("SELECT alert_id, count(*) FROM decisions GROUP BY 1")).all()
    assert twice == []
    kept = {id: count for id, count in made}  # noqa: C416
    for id in set(told):
        assert kept[int(id)] >= told.count(id), f"a decision on {id} was lost"
    done = record(
        office.store, ADA, runs.runs(office.store, ADA, held.id)[0], found, limit=50
    )  # whoever goes on where it was broken off ends with every alert
    assert done.screened == 300 and len(office.all()) == 300


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
