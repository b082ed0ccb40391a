"""Files that are sent: documents, payments, deals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.test_v1 import valid

CHEMEZOV = "starter-sergei-chemezov"
LETTER = b"""Moscow, 15 February 2018

Sergey Chemezov, head of Rostec, spoke at the fair. Maria Oliveira took the minutes.
"""
MT103 = b"""{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:
:20:REF1
:23B:CRED
:32A:260220EUR1000,00
:50K:/BE30001216371411
MARIA OLIVEIRA
BRUSSELS
:59:/DE89370400440532013000
SERGEY CHEMEZOV
MOSCOW
:71A:SHA
-}"""
DEAL = """
date = 2018-03-01
[[party]]
name = "Alpha Trading LLC"
role = "buyer"
[[party]]
name = "Kalashnikov Concern"
role = "seller"
"""


class TestDocuments:
    @pytest.mark.parametrize("form", [False, True])
    def test_who_is_in_it(self, client: TestClient, form: bool) -> None:
        if form:
            answer = client.post("/v1/read", files={"file": ("letter.txt", LETTER)})
        else:
            answer = client.post("/v1/read", params={"name": "letter.txt"}, content=LETTER)
        assert answer.status_code == 200, answer.text
        found = valid(answer.json())
        assert CHEMEZOV in json.dumps(found) and "2018-02-15" in json.dumps(found)
        assert "letter.txt" in json.dumps(found)

    def test_a_name_is_no_path(self, client: TestClient) -> None:
        said = {"name": "../../etc/letter.txt"}
        found = client.post("/v1/read", params=said, content=LETTER).text
        assert "etc/" not in found and "letter.txt" in found

    def test_what_cannot_be_read_is_refused(self, client: TestClient) -> None:
        for content, said, status in (
            (b"", {}, 400),
            (b"\x00\x01\x02" * 50, {"name": "x.bin"}, 400),
            (LETTER, {"date": "yesterday"}, 422),
            (LETTER, {"source": "none"}, 404),
        ):
            answer = client.post("/v1/read", params=said, content=content)
            assert answer.status_code == status, (said, answer.text)
            valid(answer.json())
        wrong = {"content-type": "multipart/form-data"}
        assert client.post("/v1/read", content=b"x", headers=wrong).status_code == 400


class TestPayments:
    def test_every_party_of_it(self, client: TestClient) -> None:
        answer = client.post("/v1/payment", content=MT103)
        assert answer.status_code == 200, answer.text
        found = valid(answer.json())
        assert CHEMEZOV in json.dumps(found["transactions"])
        counted = [line.split() for line in client.get("/metrics").text.splitlines()
                   if 'route="/v1/payment"' in line]  # fmt: skip
        count = {name.partition("{")[0]: float(number) for name, number in counted}
        assert count["caveat_names_total"] >= 2 and count["caveat_hits_total"] == 1

    def test_what_is_no_payment_is_refused(self, client: TestClient) -> None:
        answer = client.post("/v1/payment", content=LETTER)
        assert answer.status_code == 400 and valid(answer.json())["error"]["kind"] == "BadPayment"


class TestDeals:
    def test_as_toml_and_as_json(self, client: TestClient) -> None:
        as_json: dict[str, Any] = {
            "date": "2018-03-01",
            "party": [
                {"name": "Alpha Trading LLC", "role": "buyer"},
                {"name": "Kalashnikov Concern", "role": "seller"},
            ],
        }
        first = client.post("/v1/deal", content=DEAL.encode())
        second = client.post("/v1/deal", json=as_json)
        for answer in (first, second):
            assert answer.status_code == 200, answer.text
            assert valid(answer.json())["verdict"] != "clear"
        assert first.json()["verdict"] == second.json()["verdict"]

    def test_what_is_no_deal_is_refused(self, client: TestClient) -> None:
        answer = client.post("/v1/deal", content=b"colour = 1")
        assert answer.status_code == 400 and valid(answer.json())["error"]["kind"] == "BadDeal"
        assert client.post("/v1/deal", content=b"\xff\xfe\xff").status_code == 400
        half = (
            b'{"date": "2018-03-01", "title": "\\ud800", "party": [{"name": "A", "role": "buyer"}]}'
        )
        answer = client.post("/v1/deal?name=x.json", content=half)
        assert answer.status_code == 400 and "half a character" in answer.text
        assert client.post("/v1/deal", content=b"#" * 20_000_000).status_code == 413
