"""The casework in pages: who sees what, who decides, and what nobody is let do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.pages.conftest import words
from tests.pages.office import ADA, PARTIES, TODAY, Office, opened

from caveat.api.app import create_app
from caveat.api.settings import Settings
from caveat.casework import alerts, deciding
from caveat.casework.cases import Filter
from caveat.casework.work import Actor
from caveat.pages.desk import Desk
from caveat.pages.watched import bars

PAGES = ("/cases", "/cases/1", "/cases?state=any&order=newest", "/portfolios",
         "/portfolios/retail", "/dashboard", "/audit", "/audit?verify=1")  # fmt: skip
ANN, PAT = Actor("ann"), Actor("pat")


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """What time it is in these tests."""
    now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    monkeypatch.setattr(Desk, "clock", staticmethod(lambda: now))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path / "library", with_keys=True)


@pytest.fixture
def service(office: Office) -> Iterator[TestClient]:
    settings = Settings(office.root, today=TODAY, hosts=("testserver",))
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


class Person:
    """Somebody at his browser."""

    def __init__(self, service: TestClient, office: Office, name: str) -> None:
        self.client = TestClient(service.app, raise_server_exceptions=False)
        self.client.cookies.set("caveat_key", office.keys[name])

    def get(self, address: str, status: int = 200, language: str = "en") -> str:
        answer = self.client.get(address, headers={"accept-language": language})
        assert answer.status_code == status, words(answer.text)[-600:]
        return str(answer.text)

    def send(self, address: str, status: int = 303, /, **said: str) -> str:
        token = re.search(r'name="form_token" value="([^"]+)"', self.get("/cases"))
        assert token
        answer = self.client.post(
            address, data={"form_token": token[1], **said}, follow_redirects=False
        )
        assert answer.status_code == status, words(answer.text)[-600:]
        return str(answer.text)

    def decide(self, id: int, version: int, status: int = 303, outcome: str = "false match") -> str:
        return self.send(
            f"/cases/{id}/decide", status, version=str(version), outcome=outcome,
            reason="other birth date" if outcome == "false match" else "same person", text="Seen.",
        )  # fmt: skip


@pytest.fixture
def ann(service: TestClient, office: Office) -> Person:
    return Person(service, office, "ann")


@pytest.fixture
def pat(service: TestClient, office: Office) -> Person:
    return Person(service, office, "pat")


@pytest.fixture
def otto(service: TestClient, office: Office) -> Person:
    return Person(service, office, "otto")


@pytest.mark.parametrize("address", PAGES)
def test_pages_hold_no_script_or_style_and_speak_german(otto: Person, address: str) -> None:
    page = otto.get(address, language="de")
    for script in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL):
        assert not script.strip()
    assert "<style" not in page
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
    assert 'lang="en"' not in page.split("</header>", 1)[1].split("<footer")[0]


def test_nobody_without_a_key_sees_a_case(service: TestClient) -> None:
    for address in PAGES:
        assert service.get(address).status_code == 401
        shown = service.get(address, headers={"accept": "text/html"}, follow_redirects=False)
        assert shown.headers["location"].startswith("/sign-in")


def test_on_this_machine_the_service_must_be_told_who_works(tmp_path: Path) -> None:
    office = opened(tmp_path / "library")
    for user, status, said in (("", 403, "caveat serve --as NAME"), ("ann", 200, "Iwan Iwanow"),
                               ("eve", 403, "no user of this casework")):  # fmt: skip
        settings = Settings(office.root, today=TODAY, hosts=("testserver",), user=user)
        with TestClient(create_app(settings)) as client:
            answer = client.get("/cases")
            assert (answer.status_code, said in answer.text) == (status, True)


def test_who_starts_a_new_casework_becomes_its_admin(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "empty", today=TODAY, hosts=("testserver",), user="zoe")
    (tmp_path / "empty").mkdir()
    with TestClient(create_app(settings)) as client:
        assert "No alert is like this" in client.get("/cases").text
        assert "There is no portfolio yet" in client.get("/portfolios").text
        assert client.get("/dashboard").status_code == 200
        assert re.search(r"zoe</th><td>admin", client.get("/audit").text)


def test_the_queue_is_narrowed_down(ann: Person, office: Office) -> None:
    everything = ann.get("/cases")
    assert all(name in everything for name in ("Iwan Iwanow", "Anna Sidorova", "Severmash"))
    deciding.assign(office.store, ADA, 1, "ann", until=TODAY - timedelta(days=1))
    assert "Anna Sidorova" not in words(ann.get("/cases?assignee=me"))
    assert "Iwan Iwanow" not in ann.get("/cases?assignee=-")
    assert "Iwan Iwanow" in ann.get("/cases?due=overdue")
    assert "Anna Sidorova" not in ann.get("/cases?due=overdue")
    assert "Iwan Iwanow" in ann.get("/cases?age=7&list=un-sc&portfolio=retail")
    for nothing in ("age=30", "list=eu-fsf", "portfolio=other", "state=escalated", "party=x"):
        assert "No alert is like this" in ann.get(f"/cases?{nothing}")
    assert "is no state" in ann.get("/cases?state=silly", 400)


def test_a_case_shows_everything_that_it_rests_on(ann: Person) -> None:
    page = ann.get("/cases/1")
    assert "<mark>w</mark>" in page
    assert "un-sc" in page
    said = words(page)
    for part in ("Customer C1", "Born 1960-05-04 fits 1960-05-04", "Designations", "Ownership",
                 "Journal of this alert", "Attachments", "since 2014-03-17"):  # fmt: skip
        assert part in said
    assert "There is no alert 99" in ann.get("/cases/99", 404)


def test_a_false_match_is_decided_with_a_reason_and_a_text(ann: Person, office: Office) -> None:
    ann.decide(1, 1)
    (made,) = alerts.show(office.store, ADA, 1).decisions
    assert (made.actor, made.outcome, made.text) == ("ann", "false match", "Seen.")
    entries = ann.get("/audit?about=alert/1")
    assert "service:" in entries
    assert "The journal verifies" in ann.get("/audit?verify=1")


def test_whoever_looked_before_a_change_is_told_who_changed_it(ann: Person, office: Office) -> None:
    deciding.escalate(office.store, Actor("ben"), 1, "Not mine.")
    page = ann.decide(1, 1, 409)
    assert "ben changed this alert at" in page
    assert ">Seen.</textarea>" in page
    assert not [one for one in alerts.show(office.store, ADA, 1).decisions if one.outcome]


def test_a_true_match_needs_another_person(ann: Person, pat: Person, office: Office) -> None:
    ann.decide(1, 1, outcome="true match")
    mine = words(ann.get("/cases/1"))
    assert "you cannot be the second person" in mine
    assert "It can be ada, pat, pia" in mine
    refused = ann.decide(1, 2, 403, outcome="true match")
    assert "Somebody else must agree" in refused
    assert "Agree: true match" in words(pat.get("/cases/1"))
    pat.decide(1, 2, outcome="true match")
    case = alerts.show(office.store, ADA, 1).case
    assert (case.state, case.changed_by) == ("true match", "pat")


def test_a_proposal_can_be_refused(ann: Person, pat: Person, office: Office) -> None:
    ann.decide(1, 1, outcome="true match")
    pat.send("/cases/1/refuse", version="2", text="The year is another one.")
    assert alerts.show(office.store, ADA, 1).case.proposed is None


def test_an_auditor_reads_all_and_writes_nothing(otto: Person, office: Office) -> None:
    for address in ("/cases", "/cases/1"):
        page = otto.get(address)
        assert 'action="/cases/' not in page.replace('action="/cases"', "")
    assert "auditor, who may not decide" in otto.decide(1, 1, 403)
    otto.send("/cases/1/note", 403, text="x")
    assert not alerts.show(office.store, ADA, 1).decisions


def test_many_are_decided_after_a_preview_or_none(ann: Person, office: Office) -> None:
    asked = {"outcome": "false match", "portfolio": "retail", "whole": "yes"}
    page = ann.send("/cases/preview", 200, **asked)
    assert "3 alerts as false match" in words(page)
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    said = {**asked, "token": token[1], "reason false match": "other person", "text": "All."}
    deciding.escalate(office.store, ADA, 2, "Wait.")
    again = ann.send("/cases/bulk", 409, **said)
    assert "not those of the preview any more" in again
    assert alerts.counted(office.store, ADA, Filter())["open"] == 2
    token = re.search(r'name="token" value="([^"]+)"', again)
    assert token
    ann.send("/cases/bulk", 303, **{**said, "token": token[1]})
    assert not alerts.counted(office.store, ADA, Filter())
    assert "No alert is chosen" in ann.send("/cases/preview", 400, outcome="false match")


def test_a_new_alias_reopens_and_the_case_says_what_is_new(ann: Person, office: Office) -> None:
    ann.decide(1, 1)
    more = {**PARTIES["ivanov"], "alias": ["Ivan the Banker"]}
    office.publish("2026-11-20", {**PARTIES, "ivanov": more})
    page = words(ann.get("/cases/1"))
    assert "Reopened: New alias Ivan the Banker." in page
    assert "Since the decision of 2026-11-2" in page
    assert "new aliases: Ivan the Banker" in page


def test_files_are_kept_and_given_out_so_that_they_run_nowhere(ann: Person) -> None:
    token = re.search(r'name="form_token" value="([^"]+)"', ann.get("/cases/1"))
    assert token
    evil = b"<script>alert(1)</script>"
    name = 'Ausweis "ü".html'
    sent = ann.client.post(
        "/cases/1/attach", data={"form_token": token[1]}, files={"file": (name, evil)},
        follow_redirects=False,
    )  # fmt: skip
    assert sent.status_code == 303
    assert "Ausweis" in ann.get("/cases/1")
    answer = ann.client.get("/cases/1/files/1")
    assert answer.content == evil
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ann.client.get("/cases/2/files/1").status_code == 404
    large = ann.client.post(
        "/cases/1/attach", data={"form_token": token[1]}, files={"file": ("l", bytes(17 << 20))}
    )
    assert large.status_code == 413


def test_nothing_is_written_without_the_token_of_our_own_form(ann: Person, office: Office) -> None:
    for address in ("/cases/1/decide", "/cases/1/note", "/cases/1/attach", "/cases/bulk"):
        answer = ann.client.post(address, data={"version": "1", "text": "x"})
        assert answer.status_code == 403
    assert ann.client.get("/cases/1/decide").status_code in (404, 405)
    assert alerts.show(office.store, ADA, 1).case.version == 1


def test_what_customers_are_called_is_escaped(tmp_path: Path) -> None:
    evil = 'Ivan <script>alert(1)</script> Ivanov" onmouseover="alert(1)'
    office = opened(tmp_path / "library", [("<b>1", evil, "1960-05-04", "ru"),
                                          ("2", "Anna Sidorova", "", "")])  # fmt: skip
    settings = Settings(office.root, today=TODAY, hosts=("testserver",), user="ann")
    with TestClient(create_app(settings)) as client:
        for address in ("/cases", "/cases/1", "/cases/2"):
            page = client.get(address).text
            assert "<script>alert" not in page
            assert '" onmouseover' not in page


def test_the_dashboard_draws_what_waits_and_what_was_decided(ann: Person, office: Office) -> None:
    ann.decide(1, 1)
    page = ann.get("/dashboard")
    assert '<svg viewBox="0 0 520 150" role="img"' in page
    assert "8–30 2 waiting" in page
    assert re.search(r"1 false match;", page)
    assert "un-sc" in page


def test_bars_stand_on_one_another() -> None:
    low, high = bars([("w", {"true match": 1, "false match": 3})])
    assert (low.total, high.total, high.label) == (None, 4, "")
    assert high.y + high.height == pytest.approx(low.y)
    assert bars([("w", {})])[0].height == 0


def test_portfolios_show_how_far_they_are(ann: Person) -> None:
    ann.decide(1, 1)
    assert "1 of 3" in words(ann.get("/portfolios"))
    page = words(ann.get("/portfolios/retail"))
    assert "5" in page
    assert "false match 1" in page
    assert "There is no portfolio" in ann.get("/portfolios/none", 404)


def test_the_journal_is_exported_with_its_head(otto: Person) -> None:
    import json

    lines = [json.loads(one) for one in otto.get("/audit/journal.jsonl").splitlines()]
    assert lines[-1]["format"] == "caveat.head/1"
    assert [one["seq"] for one in lines] == [*range(1, len(lines)), len(lines) - 1]


def test_a_case_is_taken_out_for_an_examiner(otto: Person) -> None:
    import io
    import zipfile

    answer = otto.client.get("/cases/1/case.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as whole:
        assert {"case-1/case.html", "case-1/SHA256SUMS"} <= set(whole.namelist())


def test_a_case_is_had_as_a_pdf_with_its_receipt_and_the_lists_own_words(
    otto: Person, service: TestClient
) -> None:
    assert otto.client.get("/cases/1/case.pdf").content.startswith(b"%PDF-")
    receipt = otto.client.get("/cases/1/receipt.json")
    assert (
        receipt.json()["kind"] == "alert" and "attachment" in receipt.headers["content-disposition"]
    )
    assert "[[party]]" in words(otto.get("/cases/1/published"))
    assert otto.client.get("/audit/head.json").json()["format"] == "caveat.head/1"
    for address in ("case.pdf", "receipt.json", "published"):
        assert service.get(f"/cases/1/{address}").status_code == 401
        assert otto.client.get(f"/cases/99/{address}").status_code == 404


def test_a_report_that_is_due_is_in_the_queue_until_it_was_filed(
    ann: Person, pat: Person, otto: Person, office: Office
) -> None:
    office.shelf.take("2026-11-21", PARTIES, name="ofac-sdn")
    office.shelf.build()
    office.screen()
    for person, version in ((ann, 2), (pat, 3)):
        person.decide(1, version, outcome="true match")
    assert "1 reports are due" in words(ann.get("/dashboard"))
    assert "Iwan Iwanow" in ann.get("/cases?due=reports")
    assert "Due on 2026-12-09" in words(ann.get("/cases/1"))
    assert 'action="/cases/1/done"' not in otto.get("/cases/1")
    ann.send("/cases/1/done", version="4", text="Filed as BR-1")
    assert "Nothing is due" in ann.send("/cases/1/done", 409, version="5", text="Again")
    assert "No alert is like this" in ann.get("/cases?due=reports")


def test_a_note_an_assignment_and_a_hold_are_written(pat: Person, office: Office) -> None:
    pat.send("/cases/1/assign", version="1", assignee="ben", until="2026-12-01")
    pat.send("/cases/1/note", text="Asked for the passport.")
    pat.send("/cases/1/hold", text="A court asked.")
    case = alerts.show(office.store, ADA, 1).case
    assert (case.assignee, str(case.due), case.hold) == ("ben", "2026-12-01", "pat")
    assert "is no day" in pat.send("/cases/1/assign", 400, version="4", until="soon")
    assert "which version" in pat.send("/cases/1/escalate", 400, text="x")
    pat.send("/cases/1/explode", 404)
