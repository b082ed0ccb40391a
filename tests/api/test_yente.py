"""What yente's clients ask, and get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yente_client
from starlette.testclient import TestClient
from tests.api.conftest import Asking, Served, served
from tests.screening.conftest import Shelf
from yente_client.entities import Company, Person

CHEMEZOV = "starter-sergei-chemezov"


def query(name: str, schema: str = "Person", **properties: object) -> dict[str, Any]:
    return {"schema": schema, "properties": {"name": [name], **properties}}


WHO = query("Sergey Chemezov", birthDate=["1952-08-20"])


def match(client: TestClient, *queries: dict[str, Any], where: str = "default", **said: Any) -> Any:
    body = {"queries": {f"q{place}": one for place, one in enumerate(queries)}}
    answer = client.post(f"/match/{where}", json=body, params=said)
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestMatch:
    def test_each_query_has_an_answer_under_its_name(self, client: TestClient) -> None:
        found = match(client, WHO, query("Maria Oliveira"))
        assert set(found["responses"]) == {"q0", "q1"} and found["limit"] == 5
        first = found["responses"]["q0"]
        assert first["status"] == 200 and first["total"] == {"value": 1, "relation": "eq"}
        assert first["query"]["properties"] == WHO["properties"]
        (hit,) = first["results"]
        assert hit["id"] == CHEMEZOV and hit["schema"] == "Person" and hit["match"] is True
        assert hit["datasets"] == ["starter"] and hit["target"] is True
        assert hit["properties"]["birthDate"] == ["1952-08-20"]
        assert "sanction" in hit["properties"]["topics"]
        assert found["responses"]["q1"]["results"] == []

    def test_the_score_is_that_of_the_evidence_beside_it(self, client: TestClient) -> None:
        found = match(client, query("Sergey Chemezov", birthDate=["1952-08-20"]))
        (hit,) = found["responses"]["q0"]["results"]
        assert set(hit["features"]) == set(hit["explanations"]) == {"name", "birth_date"}
        assert hit["explanations"]["birth_date"]["detail"] == "Born 1952-08-20 fits 1952-08-20."
        assert set(hit["features"]) <= set(found["matcher"])
        assert 0.8 <= hit["score"] <= 1

    def test_as_of_and_known_at(self, client: TestClient) -> None:
        """Chemezov is on the lists since 28 April 2014, Putin since 25 February 2022."""

        def ids(name: str, day: str) -> list[str]:
            found = match(client, query(name), as_of=day)
            return [hit["id"] for hit in found["responses"]["q0"]["results"]][:1]

        assert ids("Sergey Chemezov", "2018-02-15") == [CHEMEZOV]
        assert ids("Sergey Chemezov", "2013-01-01") == []
        assert ids("Vladimir Putin", "2018-02-15") == []
        assert ids("Vladimir Putin", "2022-02-25") != []

    def test_the_threshold_says_what_matches_and_the_cutoff_what_is_shown(
        self, client: TestClient
    ) -> None:
        far = query("Sergei Chemesow")
        shown = match(client, far, threshold=0.99, cutoff=0.5)["responses"]["q0"]["results"]
        assert shown and not shown[0]["match"] and 0.5 <= shown[0]["score"] < 0.99
        assert match(client, far, threshold=0.99)["responses"]["q0"]["results"] == []

    def test_limit_zero_shows_nothing_and_counts(self, client: TestClient) -> None:
        found = match(client, WHO, limit=0)["responses"]["q0"]
        assert found["results"] == [] and found["total"]["value"] == 1

    @pytest.mark.parametrize(
        ("said", "left"),
        [
            ({"exclude_entity_ids": CHEMEZOV}, 0),
            ({"exclude_schema": "Person"}, 0),
            ({"exclude_schema": "Vessel"}, 1),
            ({"topics": "sanction"}, 1),
            ({"topics": "role.pep"}, 0),
            ({"changed_since": "2000-01-01"}, 1),
            ({"changed_since": "2030-01-01T00:00:00"}, 0),
            ({"include_dataset": "starter"}, 1),
            ({"exclude_dataset": "nothing"}, 1),
            ({"algorithm": "ofac"}, 1),
        ],
    )
    def test_filters(self, client: TestClient, said: dict[str, str], left: int) -> None:
        found = match(client, WHO, **said)
        assert len(found["responses"]["q0"]["results"]) == left

    @pytest.mark.parametrize(
        ("said", "status", "why"),
        [
            ({"include_dataset": "nothing"}, 404, "'nothing'"),
            ({"exclude_dataset": "starter"}, 400, "left to look at"),
            ({"topics": "sanctoin"}, 400, "'sanctoin'"),
            ({"exclude_schema": "Alien"}, 400, "'Alien'"),
            ({"changed_since": "2026-02-31"}, 400, "2026-02-31"),
        ],
    )
    def test_a_slip_that_would_look_clear_is_refused(
        self, client: TestClient, said: dict[str, str], status: int, why: str
    ) -> None:
        for path in ("/match/default", "/search/default"):
            answer = (
                client.post(path, json={"queries": {"q": WHO}}, params=said)
                if "match" in path
                else client.get(path, params=said)
            )
            assert answer.status_code == status and why in answer.json()["detail"], answer.text

    @pytest.mark.parametrize(
        "body",
        [
            b'{"queries": {"\\ud800": {"schema": "Person", "properties": {"name": "Ivan P"}}}}',
            b'{"queries": {"q": {"schema": "Person", "properties": {"name": ["\\ud800 P"]}}}}',
            b'{"queries": {"q": {"schema": "Person", "properties": {"\\ud800": ["x"]}}}}',
            b'{"queries": {"q": {"schema": "Person", "id": "\\udfff", "properties": '
            b'{"name": "Ivan P"}}}}',
            b'{"queries": {"q": {"schema": "\\ud800", "properties": {"name": "Ivan P"}}}}',
        ],
    )
    def test_half_a_character_is_a_mistake_of_the_client(
        self, client: TestClient, body: bytes
    ) -> None:
        as_json = {"content-type": "application/json"}
        answer = client.post("/match/default", content=body, headers=as_json)
        assert answer.status_code == 400 and answer.json()["detail"], answer.text

    def test_too_much_to_look_for_is_refused_by_itself(self, client: TestClient) -> None:
        found = match(
            client, query("a" * 2001), query("x y", alias=[f"x {n}" for n in range(1000)])
        )
        for one in found["responses"].values():
            assert one["status"] == 400 and "at most" in one["detail"], one["detail"]

    def test_a_filter_hides_no_hit_behind_those_it_drops(
        self, asking: Asking, shelf: Shelf
    ) -> None:
        """Forty namesakes, of which the last in the order is the one that is wanted."""
        parties = {
            f"p-{place:02}": {"name": "Ivan Sidorov", "since": "2020-01-01", "type": "Person"}
            for place in range(40)
        }
        shelf.take("2026-11-20", parties)
        shelf.build()
        client = asking(shelf.library.root)
        gone = [f"starter-p-{place:02}" for place in range(39)]
        found = match(client, query("Ivan Sidorov"), limit=1, exclude_entity_ids=gone)
        assert [hit["id"] for hit in found["responses"]["q0"]["results"]] == ["starter-p-39"]

    def test_company_names_are_asked_about_as_companies(self, client: TestClient) -> None:
        found = match(client, query("Kalashnikov Concern", "Company"))
        assert found["responses"]["q0"]["results"][0]["id"] == "starter-kalashnikov"

    def test_names_may_come_in_parts_and_in_one_text(self, client: TestClient) -> None:
        parts = {"schema": "Person", "properties": {"firstName": "Sergey", "lastName": "Chemezov"}}
        text = {"schema": "LegalEntity", "properties": {"name": "Sergey Chemezov"}}
        for found in match(client, parts, text)["responses"].values():
            assert found["results"][0]["id"] == CHEMEZOV

    def test_a_query_without_a_name_is_refused_by_itself(self, client: TestClient) -> None:
        """It would look clear otherwise."""
        nameless = {"schema": "Person", "properties": {"birthDate": ["1952-08-20"]}}
        found = match(client, nameless, query("Sergey Chemezov"))
        refused = found["responses"]["q0"]
        assert refused["status"] == 400 and "name" in refused["detail"]
        assert refused["results"] == []
        assert found["responses"]["q1"]["results"]

    def test_a_date_that_cannot_be_read_says_nothing(self, client: TestClient) -> None:
        found = match(client, query("Sergey Chemezov", birthDate=["unknown"]))
        assert set(found["responses"]["q0"]["results"][0]["features"]) == {"name"}

    @pytest.mark.parametrize("name", ["best", "logic-v2", "name-based", "caveat"])
    def test_every_algorithm_is_ours(self, client: TestClient, name: str) -> None:
        assert match(client, query("Sergey Chemezov"), algorithm=name)

    def test_refusals(self, client: TestClient) -> None:
        good = {"queries": {"q": query("x y")}}

        def refused(body: Any, status: int, path: str = "/match/default", **said: Any) -> Any:
            answer = client.post(path, json=body, params=said)
            assert answer.status_code == status, answer.text
            return answer.json()["detail"]

        assert refused(good, 404, "/match/no-such-list") == "No such dataset."
        assert refused({"queries": {}}, 400) == "No queries provided."
        assert refused(good, 400, algorithm="magic") == "Invalid algorithm: magic"
        assert "Unknown schema: 'Alien'" in refused({"queries": {"q": query("x", "Alien")}}, 400)
        many = {"queries": {str(place): query("x y") for place in range(101)}}
        assert "limit: 100" in refused(many, 400)
        assert isinstance(refused({"queries": 1}, 422), list)
        assert refused(good, 422, limit=501)
        assert refused(good, 422, changed_since="yesterday")
        assert "future" in refused(good, 400, as_of="2030-01-01")
        assert refused(good, 400, as_of="2026-02-31")

    def test_the_size_of_a_batch_is_told(self, client: TestClient) -> None:
        body = {"queries": {"a": query("x y"), "b": query("y z")}}
        assert client.post("/match/default", json=body).headers["x-batch-size"] == "2"


class TestSearch:
    def test_words_in_any_script(self, client: TestClient) -> None:
        for words in ("Chemezov", "чемезов", "sergei chemezov"):
            found = client.get("/search/default", params={"q": words}).json()
            assert CHEMEZOV in [one["id"] for one in found["results"]], words

    def test_facets_count_what_was_found(self, client: TestClient) -> None:
        found = client.get("/search/default", params={"limit": 1}).json()
        assert found["total"]["value"] > 40 and len(found["results"]) == 1
        facets = found["facets"]
        assert set(facets) == {"countries", "topics", "datasets"}
        assert facets["datasets"]["values"] == [
            {"name": "starter", "label": "Caveat starter list", "count": found["total"]["value"]}
        ]
        russia = next(one for one in facets["countries"]["values"] if one["name"] == "ru")
        assert russia["label"] == "Russia"
        only = client.get("/search/default", params={"countries": "ru"}).json()
        assert only["total"]["value"] == russia["count"]

    def test_pages_do_not_overlap(self, client: TestClient) -> None:
        ids = []
        for offset in (0, 10, 20):
            page = client.get("/search/default", params={"offset": offset, "sort": "name"}).json()
            ids += [one["id"] for one in page["results"]]
        assert len(set(ids)) == 30

    def test_filters_and_sorts(self, client: TestClient) -> None:
        def ids(**said: Any) -> list[str]:
            found = client.get("/search/default", params={"limit": 100, **said}).json()
            return [one["id"] for one in found["results"]]

        assert CHEMEZOV in ids(schema="Person") and CHEMEZOV not in ids(schema="Vessel")
        assert CHEMEZOV in ids(filter="birthDate:1952-08")
        assert CHEMEZOV in ids(filter="properties.birthDate:1952-08-20", q="chemezov")
        assert ids(filter="birthDate:1953-08", q="chemezov") == []
        assert ids(sort="id") == sorted(ids())
        assert ids(sort="id:desc") == sorted(ids(), reverse=True)
        assert ids(countries=["ru", "xx"], filter_op="AND") == []
        assert ids(countries=["ru", "xx"]) == ids(countries="ru") != []
        assert CHEMEZOV not in ids(exclude_schema="Person")
        assert ids(changed_since="2030-01-01") == []

    def test_the_beginning_of_a_word_as_somebody_types_it(self, client: TestClient) -> None:
        found = client.get("/search/default", params={"q": "sergei cheme", "simple": True}).json()
        assert CHEMEZOV in [one["id"] for one in found["results"]]
        found = client.get("/search/default", params={"q": "cheme*"}).json()
        assert CHEMEZOV in [one["id"] for one in found["results"]]

    def test_what_of_lucenes_syntax_can_be_kept_is_kept(self, client: TestClient) -> None:
        def ids(q: str) -> list[str]:
            found = client.get("/search/default", params={"q": q})
            assert found.status_code == 200, found.text
            return [one["id"] for one in found.json()["results"]]

        assert ids("sergei chemezov") != []
        for same in (
            '"sergei chemezov"',
            "+sergei +chemezov",
            "sergei AND chemezov",
            "name:chemezov sergei",
            "sergei chemezov properties.birthDate:1952",
            "(sergei chemezov)",
        ):
            assert CHEMEZOV in ids(same), same
        assert ids("sergei chemezov birthDate:1953") == []

    def test_fuzzy_finds_what_is_only_alike(self, client: TestClient) -> None:
        said = {"q": "sergej chemesov"}
        assert client.get("/search/default", params=said).json()["results"] == []
        found = client.get("/search/default", params={**said, "fuzzy": True}).json()
        assert found["results"][0]["id"] == CHEMEZOV

    def test_as_of(self, client: TestClient) -> None:
        said = {"q": "chemezov", "as_of": "2013-01-01", "known_at": "2013-06-01"}
        answer = client.get("/search/default", params=said)
        assert answer.status_code == 400  # no list of the library had come out by then

    def test_refusals(self, client: TestClient) -> None:
        for said, status in (
            ({"schema": "Alien"}, 400),
            ({"filter": "birthDate"}, 400),
            ({"filter": "shoeSize:44"}, 400),
            ({"sort": "shoeSize"}, 400),
            ({"q": "rostec OR chemezov"}, 400),
            ({"q": "chemezov -sergei"}, 400),
            ({"limit": 501}, 422),
            ({"offset": 9500}, 422),
            ({"facets": "colour"}, 422),
        ):
            assert client.get("/search/default", params=said).status_code == status, said
        assert client.get("/search/none").json() == {"detail": "No such dataset."}


class TestEntities:
    def test_what_hangs_on_a_party_is_nested_into_it(self, client: TestClient) -> None:
        whole = client.get(f"/entities/{CHEMEZOV}").json()
        assert whole["caption"] and whole["schema"] == "Person"
        sanctions = whole["properties"]["sanctions"]
        assert {one["schema"] for one in sanctions} == {"Sanction"}
        assert "2014-04-28" in [day for one in sanctions for day in one["properties"]["startDate"]]

    def test_links_unfold_to_the_other_end(self, client: TestClient) -> None:
        """Chemezov's entry points to Rostec; both show the link."""
        found = {}
        for id in ("starter-rostec", CHEMEZOV):
            whole = client.get(f"/entities/{id}").json()
            found[id] = {
                end["id"]
                for prop, values in whole["properties"].items()
                if prop.startswith("unknownLink")
                for link in values
                for side in ("subject", "object")
                for end in link["properties"].get(side, ())
                if isinstance(end, dict)
            }
        pairs = [(one, other) for one in found for other in found if one != other]
        assert any(other in found[one] for one, other in pairs), found

    def test_alone_it_has_values_only(self, client: TestClient) -> None:
        whole = client.get(f"/entities/{CHEMEZOV}", params={"nested": False}).json()
        assert all(isinstance(one, str) for some in whole["properties"].values() for one in some)

    def test_adjacent(self, client: TestClient) -> None:
        found = client.get(f"/entities/{CHEMEZOV}/adjacent", params={"limit": 1}).json()
        assert found["entity"]["id"] == CHEMEZOV
        sanctions = found["adjacent"]["sanctions"]
        assert len(sanctions["results"]) == 1 < sanctions["total"]["value"]
        page = client.get(f"/entities/{CHEMEZOV}/adjacent/sanctions", params={"offset": 1}).json()
        assert len(page["results"]) == page["total"]["value"] - 1

    def test_none_of_this_id(self, client: TestClient) -> None:
        for path in ("/entities/none", "/entities/none/adjacent"):
            answer = client.get(path)
            assert answer.status_code == 404 and answer.json() == {"detail": "No such entity!"}
        for prop in ("none", "birthDate"):
            answer = client.get(f"/entities/{CHEMEZOV}/adjacent/{prop}")
            assert answer.json() == {"detail": "No such property!"}

    def test_statements(self, client: TestClient) -> None:
        said = {"canonical_id": CHEMEZOV, "prop": "birthDate"}
        (row,) = client.get("/statements", params=said).json()["results"]
        assert row["value"] == "1952-08-20" and row["prop_type"] == "date"
        assert row["dataset"] == "starter" and "toml" in row["origin"]
        assert client.get("/statements").json()["total"]["value"] == 0


class TestCatalogue:
    def test_lists_and_their_names_together(self, client: TestClient) -> None:
        found = client.get("/catalog").json()
        names = {one["name"]: one for one in found["datasets"]}
        assert set(names) == {"default", "sanctions", "starter"}
        assert names["default"]["children"] == ["starter"] and names["starter"]["load"]
        assert found["current"] == ["starter"] and not found["index_stale"]
        assert client.get("/manifest").json() == found

    def test_algorithms(self, client: TestClient) -> None:
        found = client.get("/algorithms").json()
        assert found["best"] == found["default"] == found["algorithms"][0]["name"] == "caveat"


class TestTheirClient:
    """`yente-client`, as its authors publish it, against a service as a user starts it."""

    @pytest.fixture(scope="class")
    def theirs(
        self, root: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[tuple[Served, yente_client.Client]]:
        log = tmp_path_factory.mktemp("theirs") / "log"
        with served(root, log=log) as service:
            service.wait()
            with yente_client.Client(base_url=service.url) as client:
                yield service, client

    def test_all_it_can_ask(self, theirs: tuple[Served, yente_client.Client]) -> None:
        _, client = theirs
        assert client.healthz().status == client.readyz().status == "ok"
        assert [one.name for one in client.datasets().datasets][-1] == "starter"
        assert client.algorithms().best == "caveat"

        person = Person(name=["Sergey Chemezov"], birthDate=["1952-08-20"])
        found = client.match(person, algorithm="best", limit=3)
        assert found.top is not None and found.top.id == CHEMEZOV and found.top.match
        assert "birth_date" in found.top.contributing_explanations
        assert client.match(person, exclude_entities=[CHEMEZOV]).results == []
        assert client.match(person, topics=["sanction"], datasets=["sanctions"]).top is not None

        rows = [("a", person), ("b", Company(name=["Kalashnikov Concern"]))]
        many = dict(client.match_iter(rows, workers=2))
        assert {key: one.top.id for key, one in many.items()} == {
            "a": CHEMEZOV,
            "b": "starter-kalashnikov",
        }

        page = client.search("rostec", facets=["countries", "schema"], simple=True)
        assert page.results and page.facets["schema"].values
        whole = client.fetch(CHEMEZOV)
        assert whole.properties["sanctions"]
        assert client.adjacent(CHEMEZOV).adjacent["sanctions"].total.value > 1
        assert client.adjacent(CHEMEZOV, prop="sanctions", limit=1).results
        assert client.statements(canonical_id=CHEMEZOV).total.value > 10

    def test_what_it_makes_of_our_errors(self, theirs: tuple[Served, yente_client.Client]) -> None:
        _, client = theirs
        with pytest.raises(yente_client.NotFoundError, match="No such entity!"):
            client.fetch("none")
        with pytest.raises(yente_client.NotFoundError, match="No such dataset"):
            client.search("x", datasets=["none"])
        with pytest.raises(yente_client.BadRequestError, match="Invalid algorithm"):
            client.match(Person(name=["x y"]), algorithm="magic")
