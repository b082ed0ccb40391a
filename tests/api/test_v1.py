"""Our own API: the documents that the commands print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient
from tests.api.conftest import Asking
from tests.conftest import ROOT, TODAY, at
from tests.screening.conftest import Shelf

from caveat.sources import registry, starter
from caveat.sources.reading import File

CHEMEZOV = "starter-sergei-chemezov"
SCHEMA = json.loads((ROOT / "docs/reference/caveat.schema.json").read_text())


def valid(document: Any) -> Any:
    faults = [error.message[:200] for error in Draft202012Validator(SCHEMA).iter_errors(document)]
    assert not faults, (document.get("format"), faults)
    return document


class TestScreen:
    def test_it_is_the_document_that_the_command_prints(
        self, client: TestClient, root: Path
    ) -> None:
        words = ("screen", "Sergey Chemezov", "--birth-date", "1952-08-20", "--as-of",
                 "2018-02-15")  # fmt: skip
        printed = at(root)(*words, "--json").json
        said = {"as_of": "2018-02-15"}
        asked = {"name": "Sergey Chemezov", "birth_date": "1952-08-20"}
        assert client.post("/v1/screen", json=asked, params=said).json() == printed
        assert client.get("/v1/screen", params={**asked, **said}).json() == printed
        valid(printed)

    def test_its_receipt_is_answered_again(
        self, client: TestClient, root: Path, tmp_path: Path
    ) -> None:
        asked = {"name": "Sergey Chemezov"}
        found = valid(client.post("/v1/screen", json=asked, params={"receipt": True}).json())
        deal = 'date = 2018-03-01\n[[party]]\nname = "Sergei Chemezov"\nrole = "buyer"\n'
        judged = valid(client.post("/v1/deal?receipt=true&name=d.toml", content=deal).json())
        text = "Sergey Chemezov spoke in Moscow on 1 March 2018."
        (tmp_path / "a.txt").write_text(text)
        read = valid(client.post("/v1/read?receipt=true&name=a.txt", content=text).json())
        for answer, words in ((found, ()), (judged, ()), (read, ("--file", tmp_path / "a.txt"))):
            place = tmp_path / "receipt.json"
            place.write_text(json.dumps(answer["receipt"]))
            done = at(root)("replay", place, *words)
            assert done.code == 0 and "the same, to the letter" in done.out, done.err

    def test_several_in_their_order(self, client: TestClient) -> None:
        names = ["Sergey Chemezov", "Maria Oliveira", "Kalashnikov Concern"]
        body = {"subjects": [{"name": name, "key": str(n)} for n, name in enumerate(names)]}
        found = valid(client.post("/v1/screen/many", json=body).json())
        assert [one["clear"] for one in found["screenings"]] == [False, True, False]
        assert [one["subject"]["key"] for one in found["screenings"]] == ["0", "1", "2"]

    def test_one_that_cannot_be_asked_refuses_all(self, client: TestClient) -> None:
        body = {"subjects": [{"name": "x y"}, {"birth_date": "1952"}]}
        refused = client.post("/v1/screen/many", json=body)
        assert refused.status_code == 400 and valid(refused.json())["error"]["kind"] == "BadSubject"

    def test_a_stream_goes_on_after_a_bad_line(self, client: TestClient) -> None:
        lines = [
            '{"name": "Sergey Chemezov"}',
            "{not json",
            '{"nom": "x"}',
            '{"birth_date": "1952"}',
            "",
            '{"name": "Maria Oliveira", "key": "6"}',
        ]
        answer = client.post("/v1/screen/stream", content="\n".join(lines) + "\n")
        assert answer.headers["content-type"].startswith("application/x-ndjson")
        found = [valid(json.loads(line)) for line in answer.text.splitlines()]
        assert [one["format"] for one in found] == [
            "caveat.screening/1", *["caveat.refusal/1"] * 4, "caveat.screening/1",
        ]  # fmt: skip
        assert "Line 2" in found[1]["error"]["message"]
        assert "nom" in found[2]["error"]["message"]
        assert found[5]["subject"]["key"] == "6"

    def test_a_long_stream(self, client: TestClient) -> None:
        lines = [json.dumps({"name": f"Maria Oliveira {n}", "key": str(n)}) for n in range(700)]
        said = {"ownership": False}
        answer = client.post("/v1/screen/stream", content="\n".join(lines), params=said)
        keys = [json.loads(line)["subject"]["key"] for line in answer.text.splitlines()]
        assert keys == [str(n) for n in range(700)]

    def test_refusals_are_documents_too(self, client: TestClient) -> None:
        for path, said, status in (
            ("/v1/screen", {}, 400),
            ("/v1/screen", {"name": "x", "threshold": 2}, 422),
            ("/v1/screen", {"name": "x", "source": "none"}, 404),
            ("/v1/screen", {"name": "x", "as_of": "2030-01-01"}, 400),
            ("/v1/screen", {"name": "x", "gender": "other"}, 400),
            ("/v1/parties/none", {}, 404),
            ("/v1/ownership/none", {}, 404),
            ("/v1/ownership/x", {"regime": "/etc/passwd"}, 400),
            ("/v1/nothing", {}, 404),
            ("/v1/changes", {"from": "2026-02-31"}, 400),
            ("/v1/changes", {"from": "2018-01-01", "to": "2030-01-01"}, 400),
            ("/v1/changes", {}, 422),
        ):
            answer = client.get(path, params=said)
            assert answer.status_code == status, (path, said, answer.text)
            assert valid(answer.json())["error"]["message"]

    def test_a_body_of_another_kind_is_told_what_is_wanted(self, client: TestClient) -> None:
        """``curl -d`` says that it sends a form."""
        form = {"content-type": "application/x-www-form-urlencoded"}
        for path in ("/v1/screen", "/match/default"):
            refused = client.post(path, content=b'{"name": "x"}', headers=form)
            assert refused.status_code == 422 and "application/json" in refused.text
        as_json = {"content-type": "application/json"}
        deep = client.post("/v1/screen", content=b"[" * 100_000, headers=as_json)
        assert deep.status_code in (400, 422) and "Send JSON" in deep.text

    def test_ownership_is_asked_unless_it_is_not_wanted(self, asking: Asking, shelf: Shelf) -> None:
        library = shelf.library
        library.bring(registry.get("starter"), [starter.bundled()])
        library.build()
        stakes = library.root.parent / "one.csv"
        stakes.write_text(
            "owner_id,owner_name,owner_identifier,owned_id,owned_name,share_min\n"
            "r,Rostec,7704274402,a,Alpha LLC,75\n"
        )
        library.bring_stakes([File(stakes)], published="2021-01-01")
        client = asking(shelf.library.root)
        found = client.get("/v1/screen", params={"name": "Alpha LLC"}).json()
        assert [one["status"] for one in found["owned"]] == ["blocked"]
        alone = {"name": "Alpha LLC", "ownership": False}
        assert client.get("/v1/screen", params=alone).json()["owned"] == []

        shown = client.get("/v1/ownership/Alpha LLC")
        assert valid(shown.json())["verdict"] == "blocked"
        picture = client.get("/v1/ownership/Alpha LLC", params={"format": "svg"})
        assert picture.headers["content-type"] == "image/svg+xml"
        assert picture.text.startswith("<svg") and "Rostec" in picture.text
        for kind in ("graphml", "gexf", "bods"):
            said = {"format": kind, "below": True}
            assert client.get("/v1/ownership/starter-rostec", params=said).content
        derived = valid(client.get("/v1/ownership").json())["exposures"]
        assert "one/a" in [one["party"] for one in derived]
        history = valid(client.get("/v1/ownership-timeline/Alpha LLC").json())
        assert [one["verdict"] for one in history["turns"]][-1] == "blocked"
        until = {"as_of": "2018-01-01"}
        early = valid(client.get("/v1/ownership-timeline/Alpha LLC", params=until).json())
        assert early["until"] == "2018-01-01"
        assert all((one["day"] or "") <= "2018-01-01" for one in early["turns"])
        assert len(early["turns"]) < len(history["turns"])


class TestLists:
    def test_a_party_is_the_document_that_the_command_prints(
        self, client: TestClient, root: Path
    ) -> None:
        printed = at(root)("show", CHEMEZOV, "--json").json
        assert client.get(f"/v1/parties/{CHEMEZOV}").json() == printed

    def test_what_happened_to_it(self, client: TestClient) -> None:
        found = valid(client.get(f"/v1/parties/{CHEMEZOV}/timeline").json())
        told = [(one["day"], one["kind"]) for one in found["events"]]
        assert ("2014-04-28", "designated") in told and told == sorted(told, key=lambda one: one[0])

    def test_a_party_that_goes_and_changes(self, asking: Asking, shelf: Shelf) -> None:
        ivan = {"name": "Ivan Sidorov", "since": "2020-01-01"}
        maria = {"name": "Maria Sidorova", "since": "2020-01-01"}
        shelf.take("2026-01-10", {"i": ivan, "m": maria})
        shelf.take("2026-05-10", {"i": {**ivan, "alias": ["Vanya"]}, "m": maria})
        shelf.take("2026-11-20", {"m": maria})
        shelf.build()
        client = asking(shelf.library.root)
        found = client.get("/v1/parties/starter-i/timeline").json()["events"]
        kinds = [(one["day"], one["kind"]) for one in found]
        assert ("2026-01-10", "first seen") in kinds
        assert ("2026-05-10", "changed") in kinds
        assert ("2026-05-10", "gone") in kinds
        changed = valid(client.get("/v1/changes", params={"from": "2026-05-11"}).json())
        assert [one["kind"] for one in changed["lists"][0]["changes"]] == ["removed"]

    def test_sources(self, client: TestClient, root: Path) -> None:
        assert client.get("/v1/sources").json() == at(root)("sources", "--json").json

    def test_sources_as_they_were_known(self, asking: Asking, shelf: Shelf) -> None:
        ivan = {"name": "Ivan Sidorov", "since": "2020-01-01"}
        shelf.take("2026-01-10", {"i": ivan})
        shelf.take("2026-05-10", {"i": ivan, "m": {**ivan, "name": "Maria Sidorova"}})
        shelf.build()
        client = asking(shelf.library.root)

        def of(**said: str) -> dict[str, Any]:
            whole = valid(client.get("/v1/sources", params=said).json())
            (found,) = [one for one in whole["lists"] if one["source"] == "un-sc"]
            return {**found, "days": (whole["as_of"], whole["known_at"])}

        now, then = of(), of(known_at="2026-02-01")
        assert (now["published"], now["versions"], now["parties"]) == ("2026-05-10", 2, 2)
        assert (then["published"], then["versions"], then["parties"]) == ("2026-01-10", 1, 1)
        assert then["age"] == 22 and then["days"] == ("2026-02-01", "2026-02-01")
        assert of(as_of="2026-05-12")["age"] == 2, "a later list tells of that day"
        assert of(known_at="2025-01-01")["health"] == "not here"
        assert client.get("/v1/sources?as_of=2030-01-01").status_code == 400


class TestSlips:
    @pytest.mark.parametrize(
        "path",
        [
            "/v1/screen?name=x&asof=2018-02-15",
            f"/v1/parties/{CHEMEZOV}?as-of=2018-02-15",
            "/v1/ownership/starter-rostec?knownat=2018-02-15",
            "/v1/sources?day=2018-02-15",
            "/v1/changes?from=2018-02-15&sources=starter",
            "/v1/screen?name=x&as_of=2018-02-15&as_of=2019-02-15",
        ],
    )
    def test_a_parameter_that_nobody_knows_is_refused(self, client: TestClient, path: str) -> None:
        """It would be answered as of today otherwise."""
        refused = client.get(path)
        assert refused.status_code == 422
        assert valid(refused.json())["error"]["message"].startswith("query.")

    def test_a_key_may_be_shown_with_all_of_them(self, client: TestClient) -> None:
        assert client.get("/v1/sources?api_key=x").status_code == 200

    def test_some_may_be_repeated(self, client: TestClient) -> None:
        assert client.get("/v1/screen?name=x&country=ru&country=by").status_code == 200


@pytest.mark.parametrize("path", ["/v1/screen?name=x", f"/v1/parties/{CHEMEZOV}", "/v1/sources"])
def test_the_days_are_told(client: TestClient, path: str) -> None:
    assert TODAY[:4] in client.get(path).text
