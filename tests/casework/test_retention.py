"""What is old may go; what is held, or still in force, stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.casework.conftest import ADA, ANN, OTTO, PAT, Office

from caveat.casework import alerts, attachments, deciding, journal, portfolios, retention
from caveat.errors import NotAllowed, UnknownCase

FILE = "customer_id,name,birth date\n"
TWO = f"{FILE}C1,Ivan Ivanov,1960\nC2,Ivan Ivanov,1960\n"


def _ended(office: Office) -> list[int]:
    """Two cases that were closed, whose customers left."""
    office.begin(TWO)
    ids = sorted(one.id for one in office.all())
    for id in ids:
        attachments.attach(office.store, ANN, id, "scan.txt", b"AB 123")
        deciding.decide(office.store, ANN, id, "false match", "other person", "Met him")
    portfolios.remove(office.store, ADA, "p")
    return ids


def test_nothing_goes_before_its_time_or_without_being_asked_for(office: Office) -> None:
    ids = _ended(office)
    assert retention.retain(office.store, ADA).deletable == ()
    office.clock.now += timedelta(days=3660)
    found = retention.retain(office.store, OTTO)
    assert [one.alert for one in found.deletable] == ids and not found.applied
    assert len(office.all()) == 2
    with pytest.raises(NotAllowed):
        retention.retain(office.store, ANN, apply=True)


def test_a_held_case_stays_and_the_journal_is_whole_without_the_other(office: Office) -> None:
    kept, gone = _ended(office)
    deciding.hold(office.store, PAT, kept, "A court asks for it")
    office.clock.now += timedelta(days=3660)
    found = retention.retain(office.store, ADA, apply=True)
    assert [one.alert for one in found.deletable] == [gone]
    assert [one.alert for one in found.held] == [kept]
    assert alerts.show(office.store, OTTO, kept).decisions[0].text == "Met him"
    with pytest.raises(UnknownCase):
        alerts.show(office.store, OTTO, gone)
    assert not journal.verify(office.store, OTTO).faults
    told = [one["action"] for one in journal.entries(office.store, OTTO, about=f"alert/{gone}")]
    assert told[-1] == "forgotten"
    deciding.hold(office.store, PAT, kept, "The case is over", held=False)
    assert len(retention.retain(office.store, ADA, apply=True).deletable) == 1


def test_a_decision_that_still_suppresses_a_match_stays(office: Office) -> None:
    office.begin()
    deciding.decide(office.store, ANN, office.only().id, "false match", "other person")
    office.clock.now += timedelta(days=3660)
    assert retention.retain(office.store, ADA, apply=True).deletable == ()
