"""Reconciliation 0.2, as OpenRefine asks for it; every answer is held against the protocol."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient
from tests.api.conftest import Asking, served
from tests.conftest import TODAY
from tests.screening.conftest import Shelf

from caveat.api import keys
from caveat.time import day

CHEMEZOV = "starter-sergei-chemezov"
OURS = json.loads((Path(__file__).parent / "schemas/reconciliation-0.2.json").read_text())
THEIRS = {
    "manifest": "manifest",
    "results": "reconciliation-result-batch",
    "queries": "reconciliation-query-batch",
    "suggested entities": "suggest-entities-response",
    "suggested properties": "suggest-properties-response",
    "suggested types": "suggest-types-response",
    "extension query": "data-extension-query",
    "extension": "data-extension-response",
}


def valid(kind: str, document: Any) -> Any:
    """A document, held against the protocol's schema of its kind."""
    folder = os.environ.get("CAVEAT_RECONCILIATION_SCHEMAS")
    schema = {**OURS, "$ref": f"#/$defs/{kind.replace(' ', '%20')}"}
    if folder:
        schema = json.loads((Path(folder) / f"{THEIRS[kind]}.json").read_text())
    faults = [error.message[:300] for error in Draft202012Validator(schema).iter_errors(document)]
    assert not faults, faults
    return document


def asked(client: TestClient, queries: Any, **said: Any) -> Any:
    valid("queries", queries)
    answer = client.post("/reconcile/default", data={"queries": json.dumps(queries)}, params=said)
    assert answer.status_code == 200, answer.text
    return valid("results", answer.json())


def test_the_schemas_refuse_what_is_no_answer() -> None:
    for kind, document in (
        ("manifest", {"versions": ["0.1"], "name": "x", "identifierSpace": "", "schemaSpace": ""}),
        ("results", {"q": {}}),
        ("results", {"q": {"result": [{"id": "x"}]}}),
        ("queries", {"q": {}}),
        ("extension", {"rows": {"a": {"p": [{"str": "x", "int": 1}]}}, "meta": []}),
    ):
        with pytest.raises(AssertionError):
            valid(kind, document)


class TestManifest:
    def test_it_says_what_the_service_can_do(self, client: TestClient) -> None:
        said = valid("manifest", client.get("/reconcile/default").json())
        assert "default" in said["name"]
        for part in said["suggest"].values():
            place = urlsplit(part["service_url"] + part["service_path"])
            assert client.get(place.path, params={"prefix": "per"}).status_code == 200

    def test_the_addresses_carry_the_key(self, asking: Asking, tmp_path: Path) -> None:
        """OpenRefine can be told an address, and no header."""
        key = keys.add(tmp_path / "keys.json", "refine", "analyst", day(TODAY))
        client = asking(keys=tmp_path / "keys.json")
        assert client.get("/reconcile/default").status_code == 401
        said = client.get(f"/reconcile/default?api_key={key}").json()
        part = said["suggest"]["entity"]
        place = part["service_url"] + part["service_path"]
        assert client.get(f"{place}&prefix=che").json()["result"]
        preview = said["preview"]["url"].replace("{{id}}", CHEMEZOV)
        assert client.get(preview).status_code == 200

    def test_behind_tls_they_are_secure(self, asking: Asking) -> None:
        said = asking(secure=True).get("/reconcile/default").json()
        assert said["suggest"]["entity"]["service_url"].startswith("https://")

    def test_a_list_that_is_none(self, client: TestClient) -> None:
        assert client.get("/reconcile/none").status_code == 404


class TestQueries:
    def test_by_form_by_address_and_as_json(self, client: TestClient) -> None:
        queries = {"q0": {"query": "Kalashnikov Concern", "type": "Company", "limit": 3}}
        by_form = asked(client, queries)
        (first,) = by_form["q0"]["result"]
        assert first["id"] == "starter-kalashnikov" and first["match"] is True
        assert first["type"] == [{"id": "Company", "name": "Companies"}]
        said = {"queries": json.dumps(queries)}
        assert client.get("/reconcile/default", params=said).json() == by_form
        assert client.post("/reconcile/default", json={"queries": queries}).json() == by_form

    def test_what_else_is_known_counts(self, client: TestClient) -> None:
        queries = {
            "plain": {"query": "Sergey Chemezov"},
            "born": {
                "query": "Sergey Chemezov",
                "type": ["Person"],
                "properties": [
                    {"pid": "Person:birthDate", "v": "1952-08-20"},
                    {"pid": "nationality", "v": [{"id": "ru", "name": "Russia"}]},
                ],
            },
        }
        found = asked(client, queries)
        plain, born = (found[name]["result"] for name in ("plain", "born"))
        assert {one["id"] for one in plain[:2]} == {CHEMEZOV, "starter-sergey-sergeevich-chemezov"}
        assert not any(one["match"] for one in plain), "two candidates: a person has to choose"
        assert born[0]["id"] == CHEMEZOV and born[0]["match"]
        assert {one["id"] for one in born[0]["features"]} >= {"name", "birth_date"}
        assert "1952-08-20" in born[0]["description"]

    def test_an_identifier_alone(self, client: TestClient) -> None:
        queries = {"q": {"properties": [{"pid": "innCode", "v": "7704274402"}]}}
        assert asked(client, queries)["q"]["result"][0]["id"] == "starter-rostec"

    def test_nothing_to_ask_about_has_no_candidates(self, client: TestClient) -> None:
        queries = {"q": {"properties": [{"pid": "birthDate", "v": 1952}]}}
        assert asked(client, queries) == {"q": {"result": []}}

    def test_as_of(self, client: TestClient) -> None:
        queries = {"q": {"query": "Vladimir Putin", "type": "Person"}}
        assert not asked(client, queries, as_of="2018-02-15")["q"]["result"]
        assert asked(client, queries)["q"]["result"]

    def test_refusals(self, client: TestClient) -> None:
        many = {str(n): {"query": "x"} for n in range(101)}
        for said in ({"queries": "{"}, {"queries": "[]"}, {"queries": '{"q": 1}'}, {},
                     {"queries": '{"q": {"query": "x", "type": "Alien"}}'},
                     {"queries": json.dumps(many)}):  # fmt: skip
            answer = client.post("/reconcile/default", data=said)
            assert answer.status_code == 400 and answer.json()["detail"], said
        assert client.post("/reconcile/default", json=[1]).status_code == 400


class TestSuggest:
    def test_parties(self, client: TestClient) -> None:
        answer = client.get("/reconcile/default/suggest/entity", params={"prefix": "sergei che"})
        found = valid("suggested entities", answer.json())["result"]
        assert CHEMEZOV in [one["id"] for one in found]
        assert found[0]["notable"] == [{"id": "Person", "name": "People"}]
        none = client.get("/reconcile/default/suggest/entity", params={"prefix": ""}).json()
        assert none["result"] == []

    def test_types_and_properties(self, client: TestClient) -> None:
        types = client.get("/reconcile/default/suggest/type", params={"prefix": "comp"}).json()
        assert "Company" in [one["id"] for one in valid("suggested types", types)["result"]]
        said = {"prefix": "birth"}
        props = client.get("/reconcile/default/suggest/property", params=said).json()
        ids = [one["id"] for one in valid("suggested properties", props)["result"]]
        assert "birthDate" in ids and len(ids) == len(set(ids))


class TestExtend:
    def test_values_as_people_read_them_or_as_programs_do(self, client: TestClient) -> None:
        wanted = {
            "ids": [CHEMEZOV, "none"],
            "properties": [
                {"id": "birthDate"},
                {"id": "nationality"},
                {"id": "nationality", "settings": {"render": "raw"}},
                {"id": "alias", "settings": {"limit": 1}},
                {"id": "shoeSize"},
            ],
        }
        valid("extension query", wanted)
        answer = client.post("/reconcile/default", data={"extend": json.dumps(wanted)})
        found = valid("extension", answer.json())
        row = found["rows"][CHEMEZOV]
        assert row["birthDate"] == [{"str": "1952-08-20"}]
        assert row["nationality"] == [{"str": "ru"}]
        assert len(row["alias"]) == 1 and row["shoeSize"] == []
        assert all(values == [] for values in found["rows"]["none"].values())
        assert {one["id"]: one["name"] for one in found["meta"]}["birthDate"] == "Birth date"
        said = {"extend": json.dumps({"ids": [CHEMEZOV], "properties": [{"id": "nationality"}]})}
        captions = client.get("/reconcile/default", params=said).json()["rows"][CHEMEZOV]
        assert captions["nationality"] == [{"str": "Russia"}]

    def test_properties_of_a_type(self, client: TestClient) -> None:
        said = {"type": "Person", "limit": 5}
        found = client.get("/reconcile/default/extend/property", params=said).json()
        assert found["type"] == "Person" and len(found["properties"]) == 5
        none = client.get("/reconcile/default/extend/property", params={"type": "Alien"})
        assert none.status_code == 400

    def test_refusals(self, client: TestClient) -> None:
        for said in ("{", "[]", '{"ids": 1, "properties": []}', '{"ids": ["x"]}'):
            answer = client.post("/reconcile/default", data={"extend": said})
            assert answer.status_code == 400, said


class TestPreview:
    def test_it_may_be_framed_and_can_do_nothing(self, client: TestClient) -> None:
        page = client.get(f"/reconcile/default/preview/{CHEMEZOV}")
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors *" in policy
        assert "x-frame-options" not in page.headers
        assert "x-caveat-framed" not in page.headers
        assert "1952-08-20" in page.text and "no legal advice" in page.text

    def test_what_a_list_says_is_text(self, asking: Asking, shelf: Shelf) -> None:
        """A name on a list of somebody's own may be anything."""
        evil = '<script>alert("x")</script>'
        shelf.take("2026-11-20", {"e": {"name": evil, "since": "2020-01-01"}})
        shelf.build()
        page = asking(shelf.library.root).get("/reconcile/default/preview/starter-e").text
        assert "<script" not in page and "&lt;script&gt;" in page

    def test_none_of_this_id(self, client: TestClient) -> None:
        assert client.get("/reconcile/default/preview/none").status_code == 404


class TestPagesElsewhere:
    @pytest.mark.parametrize(
        ("origin", "may"),
        [("http://127.0.0.1:3333", True), ("http://localhost:3333", True),
         ("https://evil.example", False), ("null", False), ("", False)],
    )  # fmt: skip
    def test_only_those_of_this_machine_may_read(
        self, client: TestClient, origin: str, may: bool
    ) -> None:
        answer = client.get("/reconcile/default", headers={"origin": origin})
        told = answer.headers.get("access-control-allow-origin")
        assert (told == origin) is may if may else told is None
        other = client.get("/catalog", headers={"origin": origin})
        assert "access-control-allow-origin" not in other.headers


class TestTheirClient:
    """`reconciler`, as its author publishes it: it reconciles a column of a table."""

    def test_a_column(self, root: Path, tmp_path: Path) -> None:
        import pandas
        import reconciler

        names = ["Sergey Chemezov", "Rostec", "Kalashnikov Concern"]
        table = pandas.DataFrame({"name": names, "born": ["1952-08-20", "", ""]})
        with served(root, log=tmp_path / "log") as service:
            service.wait()
            found = reconciler.reconcile(
                table["name"], reconciliation_endpoint=f"{service.url}/reconcile/default"
            )
            born = reconciler.reconcile(
                table["name"].head(1),
                type_id="Person",
                top_res="all",
                property_mapping={"birthDate": table["born"].head(1)},
                reconciliation_endpoint=f"{service.url}/reconcile/default",
            )
        ids = dict(zip(found["input_value"], found["id"], strict=True))
        assert ids["Rostec"] == "starter-rostec"
        assert ids["Kalashnikov Concern"] == "starter-kalashnikov"
        assert born["id"][0] == CHEMEZOV and born["match"][0]
        assert set(born["type_id"]) == {"Person"} and born["score"][0] > 0.9
