"""Decisions: roles, two persons, versions, many at once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.casework.conftest import ADA, ANN, BEN, OTTO, PAT, PIA, Office

from caveat.casework import alerts, attachments, deciding, journal, people
from caveat.casework.cases import Filter
from caveat.casework.work import Actor
from caveat.errors import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    SecondPerson,
    UnknownCase,
    WrongState,
)

MANY = "customer_id,name,birth date\n" + "".join(f"C{n},Ivan Ivanov,1960\n" for n in range(9))


def test_one_person_closes_a_false_match(office: Office) -> None:
    office.begin()
    assert deciding.decide(
        office.store, ANN, office.only().id, "false match", "other birth date", "1961 in passport"
    ) == "decided"  # fmt: skip
    (made,) = alerts.show(office.store, OTTO, office.only().id).decisions
    assert (made.actor, made.outcome, made.text) == ("ann", "false match", "1961 in passport")


def test_a_true_match_needs_two_persons_and_the_second_is_another(office: Office) -> None:
    office.begin()
    id = office.only().id
    assert deciding.decide(office.store, PAT, id, "true match", "same person") == "proposed"
    with pytest.raises(SecondPerson, match="cannot be the second person"):
        deciding.decide(office.store, PAT, id, "true match", "same person")
    with pytest.raises(NotAllowed, match="may not confirm"):
        deciding.decide(office.store, BEN, id, "true match", "same person")
    assert office.only().state == "in review"
    assert deciding.decide(office.store, PIA, id, "true match", "same person") == "decided"
    made = alerts.show(office.store, OTTO, id).decisions[-1]
    assert (made.proposed_by, made.actor) == ("pat", "pia")


def test_the_database_refuses_a_decision_without_its_second_person(office: Office) -> None:
    """Even who writes to the tables by hand does not get round it."""
    office.begin()
    case = office.only()
    row = (
        "INSERT INTO decisions (id, alert_id, snapshot_id, kind, outcome, reason, text, actor,"
        " proposed_by, made_at, salt, digest) SELECT 99, id, snapshot_id, 'decided', 'true match',"
        " '', '', 'ann', {by}, '', '', '' FROM alerts"
    )
    for by in ("NULL", "'ann'", "'pat'"):
        with pytest.raises(DBAPIError), office.store.engine.begin() as connection:
            connection.execute(text(row.format(by=by)))
    with pytest.raises(DBAPIError), office.store.engine.begin() as connection:
        connection.execute(text("UPDATE alerts SET state = 'false match', decision_id = 1"))
    assert office.only() == case


def test_who_does_not_agree_refuses_and_says_why(office: Office) -> None:
    office.begin()
    id = office.only().id
    deciding.decide(office.store, ANN, id, "true match", "same person")
    with pytest.raises(WrongState, match="ann proposed true match"):
        deciding.decide(office.store, PAT, id, "false match", "other person")
    deciding.refuse(office.store, PAT, id, "Another birth date")
    assert office.only().proposed is None
    assert deciding.decide(office.store, PAT, id, "false match", "other person") == "decided"


def test_who_saw_another_version_is_told_who_changed_it(office: Office) -> None:
    office.begin()
    case = office.only()
    deciding.escalate(office.store, BEN, case.id, "Too hard for me", version=case.version)
    with pytest.raises(ChangedMeanwhile, match=r"changed by ben at 2026-11-24T09:30Z.*escalated"):
        deciding.decide(
            office.store, ANN, case.id, "false match", "other person", version=case.version
        )


def test_a_closed_alert_is_not_closed_again(office: Office) -> None:
    office.begin()
    id = office.only().id
    deciding.decide(office.store, ANN, id, "false match", "other person")
    with pytest.raises(WrongState, match="closed already: false match, by ann"):
        deciding.decide(office.store, BEN, id, "inconclusive", "too little known")
    with pytest.raises(NotAllowed):
        deciding.reopen(office.store, ANN, id, "I was wrong")
    deciding.reopen(office.store, PAT, id, "She was wrong")
    assert office.only().state == "open"


def test_the_auditor_reads_all_and_writes_nothing(office: Office) -> None:
    office.begin()
    store, id = office.store, office.only().id
    assert alerts.show(store, OTTO, id) and journal.verify(store, OTTO).entries
    for write in (
        lambda: deciding.decide(store, OTTO, id, "false match", "other person"),
        lambda: deciding.note(store, OTTO, id, "x"),
        lambda: deciding.assign(store, OTTO, id, "ann"),
        lambda: deciding.escalate(store, OTTO, id, "x"),
        lambda: deciding.hold(store, OTTO, id, "x"),
        lambda: deciding.rule(store, OTTO, "true match", 1),
        lambda: attachments.attach(store, OTTO, id, "a.txt", b"x"),
        lambda: people.add(store, OTTO, "otto", "admin"),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_a_stranger_sees_nothing(office: Office) -> None:
    office.begin()
    with pytest.raises(NotAllowed, match="is no user"):
        office.store and alerts.listed(office.store, Actor("eve"), Filter())
    people.remove(office.store, ADA, "ann")
    with pytest.raises(NotAllowed):
        deciding.note(office.store, ANN, office.only().id, "x")


def test_somebody_can_always_govern(office: Office) -> None:
    with pytest.raises(NotAllowed, match="nobody could govern"):
        people.add(office.store, ADA, "ada", "analyst")
    assert {one.name: one.role for one in people.users(office.store, ADA)}["ada"] == "admin"


def test_an_assigned_alert_is_in_review(office: Office) -> None:
    office.begin()
    deciding.assign(office.store, PAT, office.only().id, "ann", until=date(2026, 12, 1))
    case = office.only()
    assert (case.state, case.assignee, case.due) == ("in review", "ann", date(2026, 12, 1))
    with pytest.raises(UnknownCase):
        deciding.assign(office.store, PAT, case.id, "otto")


def test_many_are_decided_as_they_were_previewed(office: Office) -> None:
    office.begin(MANY)
    shown = deciding.preview(office.store, ANN, Filter(), "false match")
    assert len(shown.cases) == 9
    deciding.note(office.store, BEN, shown.cases[0].id, "Wait")
    said = {"reason": "other person", "text": "All of one name", "token": shown.token}
    with pytest.raises(ChangedMeanwhile):
        deciding.bulk(office.store, ANN, Filter(), "false match", **said)
    assert alerts.counted(office.store, ANN, Filter(everything=True)) == {"open": 9}
    token = deciding.preview(office.store, ANN, Filter(), "false match").token
    done = deciding.bulk(office.store, ANN, Filter(), "false match", **{**said, "token": token})
    assert done == {"decided": 9, "proposed": 0}


def test_many_are_decided_all_or_none(office: Office) -> None:
    office.begin(MANY)
    last = office.all()[0].id
    deciding.decide(office.store, PAT, last, "true match", "same person")
    token = deciding.preview(office.store, PAT, Filter(), "true match").token
    with pytest.raises(SecondPerson):
        deciding.bulk(office.store, PAT, Filter(), "true match", "same person", "x", token=token)
    assert sum(one.proposed is not None for one in office.all()) == 1


def test_a_reason_is_one_of_those_of_its_outcome(office: Office) -> None:
    office.begin()
    for reason, text_ in (("same person", ""), ("other", "")):
        with pytest.raises(BadInput):
            deciding.decide(office.store, ANN, office.only().id, "false match", reason, text_)


def test_an_attachment_is_kept_to_the_byte_and_bounded(office: Office) -> None:
    office.begin()
    id = office.only().id
    number = attachments.attach(office.store, ANN, id, "passport.pdf", b"%PDF-1.7 \x00\xff")
    assert attachments.content(office.store, OTTO, number) == b"%PDF-1.7 \x00\xff"
    for name, whole in (("big", b"x" * (attachments.MOST + 1)), ("empty", b""), ("../a", b"x")):
        with pytest.raises(BadInput):
            attachments.attach(office.store, ANN, id, name, whole)


@pytest.mark.parametrize(
    "name", ["", "a/b", "..", "a\\b", "two\nlines", "nul\0", "txt.\u202eexe", "x" * 201]
)
def test_a_name_that_would_deceive_somebody_is_none(office: Office, name: str) -> None:
    office.begin()
    with pytest.raises(BadInput):
        attachments.attach(office.store, ANN, office.only().id, name, b"x")


def test_alerts_are_found_by_what_is_asked_of_them(office: Office) -> None:
    office.begin(MANY)
    first, second, *_ = reversed(office.all())
    deciding.assign(office.store, PAT, first.id, "ann", until=date(2026, 12, 1))
    deciding.decide(office.store, ANN, second.id, "true match", "same person")

    def ids(**said: object) -> list[int]:
        found = alerts.listed(office.store, OTTO, Filter(**said))  # type: ignore[arg-type]
        return [one.id for one in found]

    assert ids(assignee="ann") == ids(due_by=date(2026, 12, 1)) == ids(customer="C0") == [first.id]
    assert ids(proposed=True) == [second.id]
    assert len(ids(assignee="-")) == 8
    assert len(ids(portfolio="p", source="un-sc", least=0.5)) == 9
    assert ids(portfolio="q") == ids(source="un") == ids(most=0.5) == ids(kind="owned") == []
    with pytest.raises(BadInput, match="is no state"):
        Filter(states=("shut",))
