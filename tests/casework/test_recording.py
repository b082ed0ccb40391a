"""Answers in, alerts out: new, changed, gone, suppressed, reopened."""

from __future__ import annotations

from tests.casework.conftest import ADA, ANN, CUSTOMERS, IVAN, PAT, Office, answers, recorded

from caveat.casework import alerts, deciding, exporting, journal, portfolios, replaying, runs
from caveat.casework.recording import record
from caveat.sources.reading import File

PETR = {"p": {"name": "Petr Petrov", "since": "2020-01-01"}}


def _with(**more: object) -> dict[str, dict[str, object]]:
    return {"i": {**IVAN["i"], **more}}


def _refuse(office: Office) -> None:
    deciding.decide(office.store, ANN, office.only().id, "false match", "other person")


def test_a_match_opens_one_alert_however_often_it_is_found(office: Office) -> None:
    office.begin()
    assert office.only().state == "open"
    again = office.screen()
    assert again.counts() == {"screened": 2, "skipped": 0, "new": 0, "changed": 0,
                              "reopened": 0, "closed": 0, "suppressed": 0}  # fmt: skip
    assert len(office.all()) == 1


def test_a_false_match_suppresses_the_pair_as_long_as_its_facts_stand(office: Office) -> None:
    office.begin()
    _refuse(office)
    office.publish("2026-11-21", {**IVAN, **PETR})
    assert office.screen().suppressed == [office.only().id]
    assert office.only().state == "false match"


def test_a_new_alias_reopens_it_and_says_so(office: Office) -> None:
    office.begin()
    _refuse(office)
    office.publish("2026-11-21", _with(alias=["Vanya Ivanoff"]))
    assert office.screen().reopened == [office.only().id]
    case = office.only()
    assert (case.state, case.why) == ("open", "Reopened: New alias Vanya Ivanoff.")


def test_a_new_identifier_reopens_it(office: Office) -> None:
    office.begin()
    _refuse(office)
    office.publish("2026-11-21", _with(inn="7707083893"))
    office.screen()
    assert "new identifier 7707083893" in office.only().why.lower()


def test_a_new_designation_reopens_it(office: Office) -> None:
    office.begin()
    _refuse(office)
    office.publish("2026-11-21", _with(programme="ANOTHER"))
    office.screen()
    assert "new designation un-sc, ANOTHER" in office.only().why.replace("New", "new")


def test_what_a_list_drops_reopens_nothing(office: Office) -> None:
    office.publish("2026-11-19", _with(alias=["Vanya Ivanoff"]))
    office.begin()
    _refuse(office)
    assert office.screen().reopened == []
    assert office.only().state == "false match"


def test_a_change_of_the_customers_own_data_reopens_it(office: Office) -> None:
    office.begin()
    _refuse(office)
    changed = office.file(CUSTOMERS.replace("C1,Ivan Ivanov,1960", "C1,Ivan Ivanov,1960-05-04"))
    assert portfolios.sync(office.store, ADA, "p", changed).changed == 1
    office.screen()
    assert office.only().why == "Reopened: The customer's data changed."


def test_a_true_match_stays_decided_and_is_told_as_changed(office: Office) -> None:
    office.begin()
    id = office.only().id
    deciding.decide(office.store, ANN, id, "true match", "same person")
    deciding.decide(office.store, PAT, id, "true match", "same person")
    office.publish("2026-11-21", _with(alias=["Vanya Ivanoff"]))
    assert office.screen().changed == [id]
    assert office.only().state == "true match"


def test_an_open_alert_lapses_when_its_party_is_delisted_and_comes_back(office: Office) -> None:
    office.begin()
    office.publish("2026-11-21", PETR)
    assert office.screen().closed == [office.only().id]
    case = office.only()
    assert case.state == "lapsed" and "delisted" in case.why
    office.publish("2026-11-22", {**IVAN, **PETR})
    assert office.screen().reopened == [case.id]
    assert office.only().state == "open"


def test_a_decision_stays_when_its_party_is_delisted(office: Office) -> None:
    office.begin()
    _refuse(office)
    office.publish("2026-11-21", PETR)
    office.screen()
    case = office.only()
    assert case.state == "false match" and case.gone_at is not None


def test_what_was_proposed_on_other_facts_falls(office: Office) -> None:
    office.begin()
    id = office.only().id
    deciding.decide(office.store, ANN, id, "true match", "same person")
    office.publish("2026-11-21", _with(alias=["Vanya Ivanoff"]))
    assert office.screen().changed == [id]
    assert office.only().proposed is None
    assert deciding.decide(office.store, PAT, id, "true match", "same person") == "proposed"


def test_a_look_at_some_parties_leaves_the_others_alone(office: Office) -> None:
    office.begin()
    office.publish("2026-11-21", PETR)
    assert recorded(office, {"starter-other"}).closed == []
    assert office.only().state == "open"
    assert recorded(office, {office.only().party}).closed == [office.only().id]


def test_a_customer_who_was_changed_meanwhile_is_skipped(office: Office) -> None:
    office.begin()
    old = answers(office)
    portfolios.sync(office.store, ADA, "p", office.file(CUSTOMERS.replace("1980", "1981")))
    (held,) = portfolios.held(office.store, ADA, "p")
    terms = office.library.terms(limit=50)
    run = runs.begin(office.store, ADA, held.id, office.library, terms, resume=False)
    done = record(office.store, ADA, run, old, limit=50)
    assert (done.screened, done.skipped) == (1, 1)


def test_every_snapshot_is_kept(office: Office) -> None:
    office.begin()
    office.publish("2026-11-21", _with(alias=["Vanya Ivanoff"]))
    office.screen()
    whole = alerts.show(office.store, ANN, office.only().id)
    assert [one.facts["aliases"] for one in whole.snapshots] == [[], ["Vanya Ivanoff"]]
    assert not journal.verify(office.store, ADA).faults


def test_a_run_that_was_broken_off_goes_on_where_it_was(office: Office) -> None:
    office.publish("2026-11-20", IVAN)
    portfolios.add(office.store, ADA, "p", office.file(CUSTOMERS), "customer_id")
    (held,) = portfolios.held(office.store, ADA, "p")
    first, _ = answers(office)
    today = office.library.today
    terms = office.library.terms(limit=50, as_of=today, known_at=today)
    run = runs.begin(office.store, ADA, held.id, office.library, terms, resume=False)
    record(office.store, ADA, run, [first], limit=50, reached=first[0].id)
    assert office.screen().screened == 1
    (kept,) = runs.runs(office.store, ADA, held.id)
    assert kept.ended_at is not None and kept.counts["screened"] == 2
    assert office.screen().screened == 2  # that one is over: this is another


def test_an_answer_that_is_full_lets_nothing_lapse(office: Office) -> None:
    """The match may only have been crowded out by better ones."""
    office.begin()
    others = {f"o{n}": {"name": "Ivan Ivanov", "since": "2014-01-01"} for n in range(2)}
    office.publish("2026-11-21", others)
    (held,) = portfolios.held(office.store, ADA, "p")
    terms = office.library.terms(limit=2)
    run = runs.begin(office.store, ADA, held.id, office.library, terms, resume=False)
    assert record(office.store, ADA, run, answers(office), limit=2).closed == []
    assert record(office.store, ADA, run, answers(office), limit=50).closed


def test_a_party_that_is_only_owned_is_an_alert_of_its_own_kind(office: Office) -> None:
    holding = {"name": "Big Holding", "type": "Company", "since": "2014-01-01"}
    office.shelf.take("2026-11-20", {"h": holding}, name="ofac-sdn")
    office.shelf.build()
    stakes = office.file(
        "owner_name,owner_id,owned_name,owned_id,share_min\nBig Holding,a,Small Trading Ltd,b,60\n",
        "stakes.csv",
    )
    office.library.bring_stakes([File(stakes)])
    for link in office.library.links():
        office.library.decide(link.holder, link.party, "confirmed")
    office.library.build()
    text = "customer_id,name\nC1,Small Trading Ltd\n"
    portfolios.add(office.store, ADA, "p", office.file(text), "customer_id")
    assert office.screen().counts()["new"] == 1
    case = office.only()
    assert (case.kind, case.status) == ("owned", "blocked")
    assert any(one.startswith("ownership:") for one in case.lists)
    receipt = exporting.receipt(office.store, ADA, case.id)
    assert replaying.replay(office.library, receipt).same
    names = exporting.export(office.store, ADA, office.library, case.id, office.folder / "case")
    assert any(name.startswith("ownership-") for name in names)
