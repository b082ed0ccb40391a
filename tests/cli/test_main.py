"""The command line: its exit codes, its errors, and its JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from tests.conftest import ROOT, at

if TYPE_CHECKING:
    from tests.conftest import Command

SCHEMA = json.loads((ROOT / "docs/reference/caveat.schema.json").read_text())


def valid(document: dict[str, Any]) -> bool:
    """Whether a document is what the published schema says of its format."""
    name = document["format"].split(".")[1].split("/")[0]
    schema = {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{name}"}]}
    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(document)
    return True


def test_clear_is_0_and_a_hit_is_3(starter: Command) -> None:
    assert starter("screen", "Maria Kestrelova").code == 0
    assert starter("screen", "Sergei Chemezov").code == 3


def test_no_list_is_4_and_says_what_to_do(tmp_path: Path) -> None:
    answer = at(tmp_path)("screen", "Sergei Chemezov")
    assert answer.code == 4
    assert "caveat update" in answer.err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("screen",), "needs a name or an identifier"),
        (("screen", "x", "--threshold", "3"), "--threshold"),
        (("screen", "x", "--birth-date", "31/02/1980"), "YYYY-MM-DD"),
        (("screen", "x", "--as-of", "2018-13-01"), "is not a day"),
        (("screen", "x", "--as-of", "2999-01-01"), "future"),
        (("screen", "x", "--as-of", "2026-11-20", "--known-at", "2026-11-10"), "could not be"),
        (("screen", "x", "--type", "goblin"), "goblin"),
        (("show", "nobody"), "No list in the library has a party"),
        (("changes", "--from", "2026-02-01", "--to", "2026-01-01"), "earlier day first"),
        (("import", "absent.csv", "--source", "ofac-sdn"), "no file"),
        (("update", "atlantis"), "no source 'atlantis'"),
        (("batch",), "--sample"),
    ],
)
def test_wrong_usage_is_2_and_says_why(starter: Command, words: tuple[str, ...], why: str) -> None:
    answer = starter(*words)
    assert answer.code == 2, answer.err
    assert why in " ".join(answer.err.split())


def test_a_list_that_is_refused_is_1_and_the_last_good_one_stays(
    starter: Command, tmp_path: Path
) -> None:
    bad = tmp_path / "consolidated.xml"
    bad.write_text("<CONSOLIDATED_LIST><INDIVIDUALS>")
    answer = starter("import", bad, "--source", "un-sc")
    assert answer.code == 1
    assert "consolidated.xml, line 1" in answer.err
    assert starter("screen", "Sergei Chemezov").code == 3


def test_an_empty_list_is_refused(starter: Command, tmp_path: Path) -> None:
    bad = tmp_path / "consolidated.xml"
    bad.write_text('<CONSOLIDATED_LIST dateGenerated="2026-11-01T00:00:00Z"/>')
    answer = starter("import", bad, "--source", "un-sc")
    assert answer.code == 1
    assert "has no listed party in it" in answer.err


def test_every_json_keeps_to_the_published_schema(starter: Command, tmp_path: Path) -> None:
    assert valid(starter("screen", "Sergei Chemezov", "--json").json)
    assert valid(starter("screen", "Чемезов", "--birth-date", "1952", "--country", "Russia",
                         "--identifier", "770202363089", "--json").json)  # fmt: skip
    assert valid(starter("screen", "Maria Kestrelova", "--json").json)
    assert valid(starter("show", "starter-rostec", "--json").json)
    assert valid(starter("sources", "--json").json)
    assert valid(starter("changes", "--from", "2026-01-01", "--format", "json").json)
    assert valid(starter("screen", "Lada West Togliatti", "--json").json)
    assert valid(starter("ownership", "starter-zala-aero", "--json").json)
    assert valid(starter("ownership", "starter-sukhoi", "--regime", "eu", "--json").json)
    assert valid(starter("ownership", "--all", "--json").json)
    assert valid(starter("ownership", "timeline", "starter-zala-aero", "--json").json)
    stakes = tmp_path / "stakes.csv"
    stakes.write_text("owner_id,owned_id,share_min,share_max\nx,a,40,60\na,a,5,5\n")
    asked = starter("ownership", "check", stakes, "--listed", "x", "--json")
    assert asked.code == 3
    assert valid(asked.json)
    assert valid(at(tmp_path)("screen", "x", "--json").json)
    assert valid(starter("screen", "x", "--source", "un-sc", "--json").json)


def test_an_identifier_alone_is_enough(starter: Command) -> None:
    answer = starter("screen", "--identifier", "7702-0236-3089", "--json")
    assert answer.code == 3
    [hit] = answer.json["hits"]
    assert hit["party"] == "starter-sergei-chemezov"
    assert [piece["kind"] for piece in hit["evidence"]] == ["identifier"]


def test_a_hit_says_what_speaks_for_and_against(starter: Command) -> None:
    answer = starter("screen", "Ismail Demir", "--birth-date", "1991-02-03", "--json",
                     "--threshold", "0.5")  # fmt: skip
    [hit] = answer.json["hits"]
    verdicts = {piece["kind"]: piece["verdict"] for piece in hit["evidence"]}
    assert verdicts == {"name": "for", "birth date": "against"}
    assert hit["score"] < 0.8


def test_a_list_of_ones_own_with_its_mapping(tmp_path: Path) -> None:
    caveat = at(tmp_path / "library")
    (tmp_path / "house.csv").write_text("Name,Born\nIvan Petrovsky,1970\n")
    (tmp_path / "house.toml").write_text(
        '[list]\nname = "house"\n[columns]\nName = "name"\nBorn = "birth_date"\n'
    )
    words = ("import", tmp_path / "house.csv", "--source", "house", "--mapping",
             tmp_path / "house.toml", "--published", "2026-11-01")  # fmt: skip
    assert caveat(*words).code == 0
    assert "known already" in caveat(*words).out
    answer = caveat("screen", "Petrovsky Ivan", "--strict", "--json")
    assert answer.code == 3
    assert answer.json["hits"][0]["designations"][0]["source"] == "house"


def test_the_edition_can_be_verified(starter: Command) -> None:
    assert starter("sources", "--verify").code == 0


def test_help_names_every_command(starter: Command) -> None:
    shown = starter("--help").out
    for command in ("update", "import", "build", "sources", "changes", "screen", "batch", "show"):
        assert command in shown
    assert starter("--version").out.startswith("caveat ")
