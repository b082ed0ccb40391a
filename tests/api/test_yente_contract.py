"""What yente's published OpenAPI says of its parameters, statuses and answers, against ours.

Its facts stand in ``schemas/yente-5.5.json``. Where we depart from it, the test says so and why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient
from tests.api.conftest import Asking

from caveat.api.app import create_app
from caveat.api.settings import Settings

THEIRS = json.loads((Path(__file__).parent / "schemas/yente-5.5.json").read_text())
OURS = create_app(Settings(Path("/nothing"))).openapi()
CHEMEZOV = "starter-sergei-chemezov"
MATCH = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Sergey Chemezov"]}}}}

DEPARTURES: dict[tuple[str, str], Any] = {
    ("POST /match/{dataset}", "threshold"): 0.8,  # our scores are calibrated otherwise
    ("POST /match/{dataset}", "cutoff"): None,  # the threshold, as theirs are the same
    ("GET /statements", "sort"): [],  # the order of the publisher's file
    ("GET /statements", "offset"): 1_000_000,  # a party may have more statements
}


def schema(kind: str) -> dict[str, Any]:
    """A type of the facts as JSON schema: ``[x]`` several, ``{x}`` by name, ``?`` or none."""
    if kind.endswith("?"):
        return {"anyOf": [schema(kind[:-1]), {"type": "null"}]}
    if kind.startswith("["):
        return {"type": "array", "items": schema(kind[1:-1])}
    if kind.startswith("{"):
        return {"type": "object", "additionalProperties": schema(kind[1:-1])}
    if kind in THEIRS["fields"]:
        return {"$ref": f"#/$defs/{kind}"}
    return {"type": kind}


DEFS = {
    name: {
        "type": "object",
        "properties": {field.rstrip("*"): schema(kind) for field, kind in fields.items()},
        "required": [field[:-1] for field in fields if field.endswith("*")],
    }
    for name, fields in THEIRS["fields"].items()
}


def valid(kind: str, document: Any) -> Any:
    """A document, held against what yente says of its kind."""
    whole = {"$ref": f"#/$defs/{kind}", "$defs": DEFS}
    faults = [
        f"{error.json_path}: {error.message[:200]}"
        for error in Draft202012Validator(whole).iter_errors(document)
    ]
    assert not faults, faults
    return document


def operation(said: str) -> dict[str, Any]:
    method, path = said.split(" ")
    found: dict[str, Any] = OURS["paths"][path][method.lower()]
    return found


def plain(said: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter without its null."""
    (found,) = [one for one in said.get("anyOf", [said]) if one.get("type") != "null"]
    if "$ref" in found:
        found = OURS["components"]["schemas"][found["$ref"].rpartition("/")[2]]
    return {**found, **{key: said[key] for key in ("default",) if key in said}}


@pytest.mark.parametrize("said", list(THEIRS["parameters"]))
def test_every_parameter_is_taken_as_yente_takes_it(said: str) -> None:
    ours = {one["name"]: one for one in operation(said).get("parameters", ())}
    for name, (type, default, most) in THEIRS["parameters"][said].items():
        assert name in ours, f"{said} takes no {name}"
        assert ours[name]["in"] == "query" and not ours[name]["required"]
        found = plain(ours[name]["schema"])
        assert found["type"] == type, (said, name)
        key = (said, name)
        if most is not None:
            assert found["maximum"] == DEPARTURES.get(key, most), key
        if not (key in DEPARTURES and most is not None):
            assert found.get("default") == DEPARTURES.get(key, default), key


@pytest.mark.parametrize("said", list(THEIRS["statuses"]))
def test_every_status_that_yente_documents_is_documented(said: str) -> None:
    ours = set(operation(said)["responses"])
    assert {str(status) for status in THEIRS["statuses"][said]} - {"422"} <= ours


def test_facets_and_operators_are_the_same() -> None:
    found = {one["name"]: one["schema"] for one in operation("GET /search/{dataset}")["parameters"]}
    assert set(found["facets"]["items"]["enum"]) == set(THEIRS["facets"])
    assert set(found["filter_op"]["enum"]) == set(THEIRS["operators"])


class TestAnswers:
    def test_match(self, client: TestClient) -> None:
        found = valid("EntityMatchResponse", client.post("/match/default", json=MATCH).json())
        assert found["responses"]["q"]["results"]

    def test_search(self, client: TestClient) -> None:
        said = {"q": "rostec", "facets": THEIRS["facets"]}
        found = valid("SearchResponse", client.get("/search/default", params=said).json())
        assert found["results"] and set(found["facets"]) == set(THEIRS["facets"])

    @pytest.mark.parametrize("nested", [True, False])
    def test_entities(self, client: TestClient, nested: bool) -> None:
        said = {"nested": nested}
        valid("EntityResponse", client.get(f"/entities/{CHEMEZOV}", params=said).json())

    def test_adjacent(self, client: TestClient) -> None:
        path = f"/entities/{CHEMEZOV}/adjacent"
        found = valid("EntityAdjacentResponse", client.get(path).json())
        for prop in found["adjacent"]:
            valid("AdjacentResultsResponse", client.get(f"{path}/{prop}").json())
        said = {"sort": "startDate:desc"}
        page = client.get(f"{path}/sanctions", params=said).json()["results"]
        days = [one["properties"]["startDate"][0] for one in page]
        assert len(days) > 1 and days == sorted(days, reverse=True)

    def test_catalogue(self, client: TestClient) -> None:
        first = client.get("/catalog")
        valid("DataCatalogModel", first.json())
        known = {"if-none-match": first.headers["etag"]}
        again = client.get("/catalog", headers=known)
        assert again.status_code == 304 and again.content == b""

    def test_algorithms(self, client: TestClient) -> None:
        valid("AlgorithmResponse", client.get("/algorithms").json())

    def test_statements(self, client: TestClient) -> None:
        said = {"canonical_id": CHEMEZOV, "sort": "value:desc", "prop_type": "name", "limit": 2}
        found = valid("StatementResponse", client.get("/statements", params=said).json())
        values = [one["value"] for one in found["results"]]
        assert len(values) == 2 < found["total"]["value"]
        assert values == sorted(values, reverse=True)

    def test_system(self, client: TestClient) -> None:
        valid("StatusResponse", client.get("/healthz").json())
        valid("StatusResponse", client.get("/readyz").json())
        valid("FreebaseManifest", client.get("/reconcile/default").json())

    def test_refusals(self, client: TestClient, asking: Asking, tmp_path: Path) -> None:
        for said, status in (({"algorithm": "none"}, 400), ({"as_of": "2026-02-31"}, 400)):
            refused = client.post("/match/default", json=MATCH, params=said)
            assert refused.status_code == status
            valid("ErrorResponse", refused.json())
        for path in ("/search/none", "/entities/none", f"/entities/{CHEMEZOV}/adjacent/none"):
            assert client.get(path).status_code == 404
            valid("ErrorResponse", client.get(path).json())
        refused = client.get("/search/default", params={"limit": "many"})
        assert refused.status_code == 422 and refused.json()["detail"]
        valid("HTTPValidationError", refused.json())
        empty = asking(tmp_path / "empty").get("/readyz")
        assert empty.status_code == 503
        valid("ErrorResponse", empty.json())
