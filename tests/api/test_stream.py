"""``/v1/screen/stream``: lines that go in while answers come out."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient
from tests.api.conftest import Asking, Served, served
from tests.api.test_service import written
from tests.api.test_v1 import valid

from caveat.api.gate import STREAMED
from caveat.api.v1 import stream

WHERE = "/v1/screen/stream?ownership=false"
CHEMEZOV = b'{"name": "Sergey Chemezov"}\n'


def answers(text: str) -> list[dict[str, Any]]:
    return [valid(json.loads(line)) for line in text.splitlines()]


class TestLines:
    def test_a_line_that_is_too_long_is_refused_and_the_others_go_on(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(stream, "LONGEST", 100_000)
        long = b'{"name": "' + b"a" * 300_000 + b'"}\n'
        found = answers(client.post(WHERE, content=CHEMEZOV + long + CHEMEZOV).text)
        kinds = [one["format"] for one in found]
        assert kinds == ["caveat.screening/1", "caveat.refusal/1", "caveat.screening/1"]
        assert "Line 2 is longer" in found[1]["error"]["message"]

    def test_empty_lines_are_refused_but_not_those_at_the_end(self, client: TestClient) -> None:
        found = answers(client.post(WHERE, content=b"\n" + CHEMEZOV + b"\n\n \n").text)
        assert [one.get("error", {}).get("line") for one in found] == [1, None]

    def test_the_last_line_needs_no_end(self, client: TestClient) -> None:
        found = answers(client.post(WHERE, content=CHEMEZOV + CHEMEZOV.strip()).text)
        assert [one["clear"] for one in found] == [False, False]

    def test_nothing_asked_is_nothing_answered(self, client: TestClient) -> None:
        assert client.post(WHERE, content=b"").text == ""


class TestSize:
    def test_it_may_be_larger_than_what_is_held(self, asking: Asking) -> None:
        client = asking(max_body=2_000)
        lines = CHEMEZOV * 500
        assert len(answers(client.post(WHERE, content=lines).text)) == 500
        assert client.post(WHERE, content=b" " * 2_000 * STREAMED + b"x").status_code == 413

    def test_with_a_name_to_be_known_again_by_it_may_not(self, asking: Asking) -> None:
        client = asking(max_body=2_000)
        name = {"idempotency-key": "one"}
        assert client.post(WHERE, content=CHEMEZOV * 500, headers=name).status_code == 413

    def test_one_without_a_length_ends_where_it_is_too_large(self, asking: Asking) -> None:
        client = asking(max_body=2_000)
        count = 2_000 * STREAMED // len(CHEMEZOV) + 300
        found = answers(client.post(WHERE, content=iter([CHEMEZOV] * count)).text)
        assert found[-1]["error"]["kind"] == "Ended" and "larger" in found[-1]["error"]["message"]


class TestLog:
    def test_names_are_counted_and_not_written(self, asking: Asking, tmp_path: Path) -> None:
        client = asking()
        client.post(WHERE, content=CHEMEZOV * 600)
        text = written(tmp_path / "run0/log")
        (last,) = [json.loads(line) for line in text.splitlines() if '"request"' in line]
        assert last["asked"] == 600 and last["hits"] >= 600 and "hemezov" not in text
        assert 'caveat_names_total{route="/v1/screen/stream"} 600.0' in client.get("/metrics").text

    def test_unless_that_is_wanted(self, asking: Asking, tmp_path: Path) -> None:
        asking(log_queries=True).post(WHERE, content=CHEMEZOV)
        assert '"queries": ["Sergey Chemezov"]' in written(tmp_path / "run0/log")


class TestOverASocket:
    @pytest.fixture
    def service(self, root: Path, tmp_path: Path) -> Iterator[Served]:
        with served(root, log=tmp_path / "log") as running:
            running.wait()
            yield running

    def begun(self, service: Served) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", service.port), 30)
        line.sendall(
            f"POST {WHERE} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\n"
            "transfer-encoding: chunked\r\n\r\n".encode()
        )
        return line

    def send(self, line: socket.socket, body: bytes) -> None:
        line.sendall(f"{len(body):x}\r\n".encode() + body + b"\r\n")

    def test_answers_come_before_the_end_of_the_questions(self, service: Served) -> None:
        with self.begun(service) as line:
            for number in range(3):
                self.send(line, CHEMEZOV)
                got = b""
                while got.count(b"caveat.screening/1") < 1:
                    got += line.recv(65536)
                assert b"chemezov" in got, number
            self.send(line, b"")

    def test_who_sends_all_before_reading_does_not_wait_for_ever(self, service: Served) -> None:
        """Answers are fifty times as long as questions: no buffer on the way holds them."""
        with self.begun(service) as line:
            line.settimeout(60)
            for _ in range(10):
                self.send(line, CHEMEZOV * 1_000)
            self.send(line, b"")
            got = 0
            with line.makefile("rb") as answer:
                for text in answer:
                    got += text.startswith(b'{"format":"caveat.screening/1"')
                    if text == b"0\r\n":
                        break
            assert got == 10_000

    def test_for_who_goes_away_nothing_more_is_done(self, service: Served) -> None:
        before = len(service.log)
        line = self.begun(service)
        self.send(line, CHEMEZOV * 100_000)
        self.send(line, b"")
        line.recv(1000)
        line.close()
        until = time.monotonic() + 20
        while "/v1/screen/stream" not in service.log[before:] and time.monotonic() < until:
            time.sleep(0.1)
        last = [json.loads(text) for text in service.log[before:].splitlines()
                if "/v1/screen/stream" in text][-1]  # fmt: skip
        assert last["asked"] < 100_000
        assert httpx.get(f"{service.url}/readyz").status_code == 200
