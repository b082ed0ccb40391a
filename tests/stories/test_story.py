"""The story that Caveat is made for, on the real lists, through the command line.

A chief executive was put on a list in 2014; his company stood under sectoral restrictions, and
was blocked years later.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Command

US = ("--source", "ofac-sdn", "--source", "ofac-cons")


def statuses(hit: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(one["source"], one["programme"]): one["status"] for one in hit["designations"]}


@pytest.mark.parametrize(
    "name", ["Sergei Chemezov", "Сергей Чемезов", "CHEMEZOV, Sergei", "Чемезов Сергей Викторович"]
)
def test_chemezov_is_found_in_any_script_and_order(real: Command, name: str) -> None:
    answer = real("screen", name, "--json")
    assert answer.code == 3
    assert "ofac-16685" in {hit["party"] for hit in answer.json["hits"]}


def test_at_the_beginning_of_2014_chemezov_is_clear(real: Command) -> None:
    answer = real("screen", "Sergei Chemezov", "--as-of", "2014-01-01", "--json")
    assert answer.code == 0
    assert answer.json["clear"] is True
    assert any("taken off a list before then" in caution for caution in answer.json["cautions"])


def test_in_february_2018_chemezov_is_listed_under_the_order_of_2014_only(real: Command) -> None:
    answer = real("screen", "Sergei Chemezov", "--as-of", "2018-02-15", "--json", *US)
    assert answer.code == 3
    [hit] = [hit for hit in answer.json["hits"] if hit["party"] == "ofac-16685"]
    assert statuses(hit) == {
        ("ofac-sdn", "UKRAINE-EO13661"): "listed",
        ("ofac-sdn", "RUSSIA-EO14024"): "not listed",
    }


def test_where_the_file_has_days_of_designation_they_decide(
    real: Command, fixtures_of_ofac: Path, tmp_path: Path
) -> None:
    from tests.conftest import at

    caveat = at(tmp_path)
    file = fixtures_of_ofac / "sdn_advanced.xml"
    assert caveat("import", file, "--source", "ofac-sdn").code == 0
    assert caveat("screen", "Sergei Chemezov", "--as-of", "2014-04-27").code == 0
    answer = caveat("screen", "Sergei Chemezov", "--as-of", "2014-04-28", "--json")
    assert answer.code == 3
    [hit] = answer.json["hits"]
    first = hit["designations"][0]
    assert (first["programme"], first["start"], first["status"]) == (
        "UKRAINE-EO13661", "2014-04-28", "listed",
    )  # fmt: skip
    assert first["legal_basis"] == ["Executive Order 13661"]


def test_in_february_2018_rostec_stands_under_sectoral_restrictions_only(real: Command) -> None:
    answer = real("screen", "Rostec", "--as-of", "2018-02-15", "--json", *US)
    [hit] = [hit for hit in answer.json["hits"] if hit["party"] == "ofac-17260"]
    found = statuses(hit)
    assert found.pop(("ofac-cons", "UKRAINE-EO13662")) in ("listed", "possible")
    assert set(found.values()) == {"not listed"}
    sectoral = hit["designations"][0]
    assert any("Directive 3" in measure for measure in sectoral["measures"])


def test_in_july_2022_rostec_is_blocked(real: Command) -> None:
    answer = real("screen", "Rostec", "--as-of", "2022-07-01", "--json", *US)
    [hit] = [hit for hit in answer.json["hits"] if hit["party"] == "ofac-17260"]
    assert statuses(hit)["ofac-sdn", "RUSSIA-EO14024"] == "listed"


def test_what_was_known_in_2018_holds_nothing_of_2022(real: Command) -> None:
    answer = real("screen", "Rostec", "--known-at", "2018-04-30", "--json", *US)
    [hit] = [hit for hit in answer.json["hits"] if hit["party"] == "ofac-17260"]
    assert statuses(hit) == {("ofac-cons", "UKRAINE-EO13662"): "listed"}
    assert {one["version"] for one in answer.json["lists"]} == {"2018-01-31", "2018-04-06"}


def test_the_changes_of_june_2022_are_the_publishers_169_added_and_1_removed(real: Command) -> None:
    answer = real("changes", "--from", "2022-06-17", "--to", "2022-06-28", "--source", "ofac-sdn",
                  "--format", "json")  # fmt: skip
    [one] = answer.json["lists"]
    kinds = [change["kind"] for change in one["changes"]]
    assert (kinds.count("added"), kinds.count("removed")) == (169, 1)
    assert "ofac-17260" in {c["party"] for c in one["changes"] if c["kind"] == "added"}


def test_tempting_names_are_clear(real: Command) -> None:
    for name in ("Boeing", "Donald Trump", "George W. Bush", "Renault"):
        answer = real("screen", name, "--json")
        assert answer.code == 0, (name, [hit["caption"] for hit in answer.json["hits"]])


def test_a_stale_list_is_named_and_refused_under_strict(real: Command) -> None:
    answer = real("screen", "Nobody Whatsoever", "--source", "ofac-sdn")
    assert answer.code == 0
    assert "stale" in answer.out
    refused = real("screen", "Nobody Whatsoever", "--source", "ofac-sdn", "--strict", "--json")
    assert refused.code == 4
    assert refused.json["error"]["kind"] == "StaleList"
    assert "caveat update ofac-sdn" in refused.err


def test_one_party_with_the_row_behind_each_word(real: Command) -> None:
    answer = real("show", "ofac-17260", "--json").json
    names = {
        (s["value"], s["source"], s["origin"]) for s in answer["statements"] if s["prop"] == "name"
    }
    assert ("ROSTEC", "ofac-cons", "consolidated_2018-04-06.xml:sdnEntry[17260]") in names
    assert any(origin.startswith("sdn_2024-05-03.csv:") for _, _, origin in names)
    assert {one["source"] for one in answer["lists"]} == {"ofac-sdn", "ofac-cons"}


def test_the_demonstration(starter: Command, tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    done = starter("batch", "--sample", "-o", results)
    assert done.code == 3
    assert "not fit for" in done.out
    rows = [json.loads(line) for line in results.read_text().splitlines()]
    for row in rows:
        if row["caveat_status"] != "rejected":
            assert any("not fit for" in caution for caution in row["screening"]["cautions"])
    assert "31/02" in (tmp_path / "results.rejects.csv").read_text("utf-8-sig")
    found = {row["full name"]: row for row in rows}
    assert found["Renault"]["caveat_status"] == "clear"
    assert found["رامي مخلوف"]["caveat_status"] == "hit"


def test_everything_made_of_the_starter_list_says_so(starter: Command) -> None:
    for words in (
        ("screen", "Sergei Chemezov"),
        ("screen", "Nobody Whatsoever"),
        ("screen", "Sergei Chemezov", "--json"),
        ("show", "starter-rostec"),
        ("show", "starter-rostec", "--json"),
        ("changes", "--from", "2026-01-01"),
        ("changes", "--from", "2026-01-01", "--format", "csv"),
        ("changes", "--from", "2026-01-01", "--format", "json"),
        ("sources",),
        ("sources", "--json"),
    ):
        assert "not fit for" in " ".join(starter(*words).out.split()), words


def test_a_letter_that_is_two_in_latin_is_an_initial_too(starter: Command) -> None:
    """Ю is yu. What is found at a lower threshold with .89 is found at .8."""
    found = starter("screen", "Ю. Б. Слюсарь", "--json").json
    assert found["hits"][0]["party"] == "starter-yury-slyusar"
