"""The service itself: health, logs, metrics, documentation, headers, idempotency."""

from __future__ import annotations

import json
import re
import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.api.conftest import Asking
from tests.screening.conftest import Shelf

from caveat.api import errors as said
from caveat.api.idempotency import Answers
from caveat.api.logs import SOON
from caveat.errors import CaveatError

ASK = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Sergey Chemezov"]}}}}


def log_of(tmp_path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in written(tmp_path / "run0/log").splitlines()]


def written(log: Path) -> str:
    """What stands in a log, after the moment that lines wait."""
    time.sleep(3 * SOON)
    return log.read_text()


class TestHealth:
    def test_it_lives_without_a_list_and_is_not_ready(self, asking: Asking, tmp_path: Path) -> None:
        client = asking(tmp_path / "nothing")
        assert client.get("/healthz").json() == {"status": "ok"}
        refused = client.get("/readyz")
        assert refused.status_code == 503 and "caveat update" in refused.json()["detail"]
        assert client.post("/match/default", json=ASK).status_code == 503

    def test_it_becomes_ready_when_a_list_comes(self, asking: Asking, shelf: Shelf) -> None:
        client = asking(shelf.library.root)
        assert client.get("/readyz").status_code == 503
        shelf.take("2026-11-20", {"u-1": {"name": "Ivan Sidorov", "since": "2020-01-01"}})
        shelf.build()
        client.app.state.service.current._next = 0.0  # type: ignore[attr-defined]
        assert client.get("/readyz").status_code == 200

    def test_under_strict_a_stale_list_makes_it_unready(self, asking: Asking, shelf: Shelf) -> None:
        shelf.take("2026-01-02", {"u-1": {"name": "Ivan Sidorov", "since": "2020-01-01"}})
        shelf.build()
        assert asking(shelf.library.root).get("/readyz").status_code == 200
        client = asking(shelf.library.root, strict=True)
        refused = client.get("/readyz")
        assert refused.status_code == 503 and "un-sc" in refused.json()["detail"]
        assert client.get("/search/default").status_code == 503
        assert client.get("/v1/screen?name=Ivan").status_code == 503


class TestLogs:
    def test_nothing_of_a_question_stands_in_them(self, asking: Asking, tmp_path: Path) -> None:
        client = asking()
        client.post("/match/default", json=ASK)
        client.get("/search/default?q=Chemezov")
        client.get("/entities/Chemezov")
        client.get("/no/such/Chemezov")
        text = written(tmp_path / "run0/log")
        assert "hemezov" not in text
        asked = [line for line in log_of(tmp_path) if line.get("asked")]
        assert len(asked) == 2 and asked[0]["route"] == "/match/{dataset}"
        assert re.fullmatch("[0-9a-f]{16}", str(asked[0]["mark"]))

    def test_the_mark_of_a_question_tells_nothing_elsewhere(self, asking: Asking) -> None:
        one, two = asking(), asking()
        marks = []
        for client in (one, one, two):
            client.get("/search/default?q=Chemezov")
        for number in (0, 1):
            run = Path(str(one.app.state.service.settings.run)).parent / f"run{number}/log"  # type: ignore[attr-defined]
            marks += [
                json.loads(line)["mark"] for line in written(run).splitlines() if "mark" in line
            ]
        assert marks[0] == marks[1] != marks[2]

    def test_with_log_queries_they_do(self, asking: Asking, tmp_path: Path) -> None:
        asking(log_queries=True).get("/search/default?q=Chemezov")
        assert log_of(tmp_path)[-1]["queries"] == ["Chemezov"]

    def test_a_fault_of_ours_is_logged_without_its_words(
        self, asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = asking()

        def broken(*_: object, **__: object) -> None:
            raise RuntimeError("Sergey Chemezov has no ordinal")

        monkeypatch.setattr("caveat.api.yente.search.browse", broken)
        answer = client.get("/search/default?q=x")
        assert answer.status_code == 500
        assert answer.json()["detail"] == "The service made a mistake; it is logged."
        (fault,) = [line for line in log_of(tmp_path) if line["event"] == "fault"]
        assert fault["error"] == "RuntimeError" and "broken" in str(fault["where"])
        assert "hemezov" not in json.dumps(fault)


class TestMetrics:
    def test_names_and_requests_are_counted(self, client: TestClient) -> None:
        client.post("/match/default", json=ASK)
        page = client.get("/metrics")
        assert page.headers["content-type"].startswith("text/plain")
        lines = page.text.splitlines()
        route = 'route="/match/{dataset}"'
        assert f'caveat_requests_total{{method="POST",{route},status="200"}} 1.0' in lines
        assert f"caveat_names_total{{{route}}} 1.0" in lines
        assert any(line.startswith('caveat_list_age_days{list="starter"}') for line in lines)
        assert 'caveat_list_stale{list="starter"} 0.0' in lines and "caveat_ready 1.0" in lines
        (parties,) = [line for line in lines if line.startswith("caveat_list_parties")]
        assert float(parties.split()[1]) > 40
        (age,) = [line for line in lines if line.startswith("caveat_edition_age_days")]
        assert 0 <= float(age.split()[1]) < 100

    def test_without_a_list_they_still_come(self, asking: Asking, tmp_path: Path) -> None:
        page = asking(tmp_path / "nothing").get("/metrics")
        assert page.status_code == 200 and "caveat_ready 0.0" in page.text

    def test_a_new_edition_takes_the_place_of_the_one_before(
        self, asking: Asking, shelf: Shelf
    ) -> None:
        ivan = {"name": "Ivan Sidorov", "since": "2020-01-01"}
        shelf.take("2026-11-10", {"u-1": ivan})
        shelf.build()
        client = asking(shelf.library.root)
        shelf.take("2026-11-20", {"u-1": {**ivan, "alias": ["Vanya"]}})
        shelf.build()
        client.app.state.service.current._next = 0.0  # type: ignore[attr-defined]
        client.get("/readyz")
        until = time.monotonic() + 20
        opened: list[float] = []
        while len(opened) < 2 and time.monotonic() < until:
            lines = client.get("/metrics").text.splitlines()
            opened = [float(one.split()[1]) for one in lines
                      if one.startswith("caveat_edition_opened_seconds{")]  # fmt: skip
        assert sorted(one > 0 for one in opened) == [False, True]

    def test_a_method_of_nobody_makes_no_series_of_its_own(self, client: TestClient) -> None:
        client.request("CHEMEZOV", "/healthz")
        page = client.get("/metrics").text
        assert "CHEMEZOV" not in page and 'method="other"' in page


class TestHead:
    @pytest.mark.parametrize(
        "path",
        ["/healthz", "/readyz", "/catalog", "/search/default?q=rostec", "/v1/sources", "/docs",
         "/v1/ownership/starter-rostec?format=svg", "/openapi.json", "/metrics", "/lists",
         "/entities/none"],
    )  # fmt: skip
    def test_it_is_get_without_the_body(self, client: TestClient, path: str) -> None:
        got, head = client.get(path), client.head(path)
        assert head.status_code == got.status_code and head.content == b""
        assert head.headers["content-type"] == got.headers["content-type"]
        if path != "/metrics":
            assert head.headers["content-length"] == str(len(got.content))

    def test_it_is_counted_as_what_it_is(self, client: TestClient) -> None:
        client.head("/catalog")
        assert 'method="HEAD",route="/catalog",status="200"' in client.get("/metrics").text

    def test_where_there_is_no_get_there_is_no_head(self, client: TestClient) -> None:
        refused = client.head("/match/default")
        assert refused.status_code == 405 and refused.headers["allow"] == "POST"
        assert client.post("/catalog").headers["allow"] == "GET, HEAD"


class TestHeaders:
    def test_every_answer_has_them(self, client: TestClient) -> None:
        for path in ("/healthz", "/docs", "/entities/none", "/no/such/page"):
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert "unsafe" not in policy and "http" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert "strict-transport-security" not in headers
            assert "server" not in headers

    def test_over_tls_browsers_are_held_to_it(self, asking: Asking) -> None:
        assert "max-age" in asking(secure=True).get("/healthz").headers["strict-transport-security"]

    def test_answers_to_questions_are_not_stored(self, client: TestClient) -> None:
        assert client.get("/search/default?q=x").headers["cache-control"] == "no-store"


class TestDocumentation:
    def test_it_works_offline_and_without_inline_scripts(self, client: TestClient) -> None:
        page = client.get("/docs").text
        assert "<script>" not in page and "style=" not in page and "//" not in page
        for place in re.findall(r'(?:src|href)="([^"]+)"', page):
            found = client.get(f"/{place}")
            assert found.status_code == 200 and found.content, place
        assert "openapi.json" in client.get("/docs/start.js").text

    @pytest.mark.parametrize("name", ["../app.py", "%2e%2e%2fapp.py", "index.html", "%00"])
    def test_no_other_file_can_be_had(self, client: TestClient, name: str) -> None:
        assert client.get(f"/docs/{name}").status_code == 404


class TestIdempotency:
    def test_the_same_request_gets_the_same_answer(self, client: TestClient) -> None:
        name = {"idempotency-key": "one"}
        first = client.post("/match/default", json=ASK, headers=name)
        again = client.post("/match/default", json=ASK, headers=name)
        assert again.content == first.content and again.status_code == 200
        assert "idempotency-replayed" not in first.headers
        assert again.headers["idempotency-replayed"] == "true"

    def test_another_request_of_the_same_name_is_refused(self, client: TestClient) -> None:
        name = {"idempotency-key": "one"}
        client.post("/match/default", json=ASK, headers=name)
        answer = client.post("/match/default?limit=1", json=ASK, headers=name)
        assert answer.status_code == 422

    def test_a_request_that_still_runs_is_not_begun_twice(self, tmp_path: Path) -> None:
        answers = Answers(tmp_path / "answers")
        assert answers.begin("a", "one", b"x", 0).state == "new"
        assert answers.begin("a", "one", b"x", 1).state == "running"
        assert answers.begin("b", "one", b"x", 1).state == "new"
        answers.end("a", "one", 200, "application/json", b"{}")
        assert answers.begin("a", "one", b"x", 2).body == b"{}"
        assert answers.begin("a", "one", b"x", 2 + 24 * 3600 + 1).state == "new"
        answers.close()

    def test_an_answer_that_broke_off_is_not_given_again(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from caveat.api.v1 import screen

        lines = b'{"name": "Sergey Chemezov"}\n' * 300
        name = {"idempotency-key": "stream"}
        screened = screen._screened

        async def breaks(*said: object, **more: object) -> object:
            if len(said[3]) < screen.CHUNK:  # type: ignore[arg-type]
                raise RuntimeError("the second part")
            return await screened(*said, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(screen, "_screened", breaks)
        broken = client.post("/v1/screen/stream?ownership=false", content=lines, headers=name)
        assert broken.text.count("\n") < 300
        monkeypatch.setattr(screen, "_screened", screened)
        again = client.post("/v1/screen/stream?ownership=false", content=lines, headers=name)
        assert "idempotency-replayed" not in again.headers and again.text.count("\n") == 300

    def test_what_went_wrong_may_be_tried_again(self, tmp_path: Path) -> None:
        answers = Answers(tmp_path / "answers")
        answers.begin("a", "one", b"x", 0)
        answers.end("a", "one", 503, "application/json", b"{}")
        assert answers.begin("a", "one", b"x", 1).state == "new"
        answers.close()

    def test_two_workers_share_it(self, tmp_path: Path) -> None:
        one, two = Answers(tmp_path / "answers"), Answers(tmp_path / "answers")
        found: list[str] = []

        def begin(answers: Answers) -> None:
            found.append(answers.begin("a", "one", b"x", 0).state)

        threads = [threading.Thread(target=begin, args=(each,)) for each in (one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == ["new", "running"]


def test_every_error_of_ours_has_a_status() -> None:
    kinds = CaveatError.__subclasses__()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        assert 400 <= said.status_of(kind("")) < 600
