"""The conglomerate of the starter list: who of it was blocked on which day, and on no list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Tree

import pytest
from tests.conftest import at

if TYPE_CHECKING:
    from tests.conftest import Command


def verdicts(answer: Any) -> dict[str, str]:
    return {one["party"].removeprefix("starter-"): one["verdict"] for one in answer["exposures"]}


def test_in_february_2018_three_companies_were_blocked_years_before_they_were_listed(
    starter: Command,
) -> None:
    answer = starter("ownership", "--all", "--as-of", "2018-02-15", "--json")
    assert answer.code == 3
    assert verdicts(answer.json) == {
        "chtz-uraltrak": "blocked", "rybinskaya-verf": "blocked", "zala-aero": "blocked",
    }  # fmt: skip
    chains = [one["chains"][0]["sentence"] for one in answer.json["exposures"]]
    assert any("UKRAINE-EO13661" in said and "owns 63.3 %" in said for said in chains)


def test_rostec_itself_was_under_a_sectoral_directive_only_and_so_was_what_it_held(
    starter: Command,
) -> None:
    blocking = starter("ownership", "starter-rosoboronexport", "--as-of", "2018-02-15", "--json")
    assert blocking.json["verdict"] == "not blocked on what is known"
    sectoral = starter("ownership", "starter-rosoboronexport", "--as-of", "2018-02-15",
                       "--regime", "ofac-ssi-3", "--json")  # fmt: skip
    assert sectoral.json["verdict"] == "blocked"
    assert any("is not blocked: the directive" in said for said in sectoral.json["cautions"])


def test_today_those_three_are_listed_and_another_is_derived(starter: Command) -> None:
    found = verdicts(starter("ownership", "--all", "--json").json)
    assert found["lada-west-togliatti"] == "blocked"
    assert not {"zala-aero", "rybinskaya-verf", "chtz-uraltrak"} & found.keys()
    assert found["tsniitochmash"] == "may be blocked"  # its share is not public


def test_the_holding_between_rostec_and_avtovaz_is_not_blocked(starter: Command) -> None:
    answer = starter("ownership", "starter-lada-auto-holding", "--json").json
    assert answer["verdict"] == "not blocked on what is known"
    assert answer["short"] == 176_900_000  # 32.31 percent
    assert "17.69 points short" in " ".join(answer["sentences"])


def test_the_timeline_tells_designation_after_transfer(starter: Command) -> None:
    turns = starter("ownership", "timeline", "starter-chtz-uraltrak", "--json").json["turns"]
    assert [(turn["day"], turn["verdict"]) for turn in turns] == [
        (None, "not blocked on what is known"), ("2014-07-16", "blocked"), ("2023-09-14", "listed"),
    ]  # fmt: skip
    assert turns[1]["because"][0]["kind"] == "designation"
    assert "Uralvagonzavod was listed" in turns[1]["because"][0]["what"]


def test_a_name_on_no_list_is_a_hit_by_ownership(starter: Command, tmp_path: Path) -> None:
    answer = starter("screen", "Рыбинская верфь", "--as-of", "2018-02-15", "--json")
    assert answer.code == 3
    assert answer.json["hits"] == [] and answer.json["clear"] is False
    [owned] = answer.json["owned"]
    assert (owned["party"], owned["status"]) == ("starter-rybinskaya-verf", "blocked")
    without = starter("screen", "Рыбинская верфь", "--as-of", "2018-02-15", "--no-ownership")
    assert without.code == 0
    customers = tmp_path / "customers.csv"
    customers.write_text("name\nZALA Aero LLC\nNobody Whatsoever\n")
    results = tmp_path / "results.csv"
    assert starter("batch", customers, "-o", results, "--as-of", "2018-02-15").code == 3
    first, second = results.read_text("utf-8-sig").splitlines()[1:]
    assert ",hit," in first and "ownership" in first and "owns 51 %" in first
    assert ",clear," in second


def test_the_changes_say_who_became_blocked_by_ownership(starter: Command) -> None:
    answer = starter("changes", "--from", "2026-01-01", "--format", "json").json
    added = {c["party"] for test in answer["owned"] if test["regime"] == "ofac"
             for c in test["changes"]}  # fmt: skip
    assert "starter-lada-west-togliatti" in added
    table = " ".join(starter("changes", "--from", "2026-01-01").out.split())
    assert "by ownership, OFAC 50 Percent Rule added Lada West Togliatti" in table


def test_pictures_and_exports_are_written_whole(starter: Command, tmp_path: Path) -> None:
    files = {kind: tmp_path / f"rostec.{kind}" for kind in ("svg", "graphml", "gexf", "bods")}
    words = [word for kind, file in files.items() for word in (f"--{kind}", file)]
    assert starter("ownership", "starter-zala-aero", *words).code == 3
    for kind in ("svg", "graphml", "gexf"):
        Tree.parse(files[kind])
    assert "relationship" in files["bods"].read_text()
    below = tmp_path / "below.svg"
    starter("ownership", "starter-rostec", "--below", "--svg", below, "--as-of", "2018-02-15")
    assert "JSC Rosoboronexport" in below.read_text()
    rows = tmp_path / "derived.csv"
    assert starter("ownership", "--all", "-o", rows).code == 3
    assert "Lada West Togliatti" in rows.read_text("utf-8-sig")


def test_the_pictures_of_the_readme_are_what_the_commands_draw(
    starter: Command, tmp_path: Path
) -> None:
    from tests.conftest import ROOT

    for name, words in (("2018", ("--as-of", "2018-02-15")), ("today", ())):
        file = tmp_path / f"{name}.svg"
        starter("ownership", "starter-rostec", "--below", "--svg", file, *words)
        assert file.read_text() == (ROOT / f"docs/images/rostec-{name}.svg").read_text(), name


def test_everything_made_of_the_starter_list_says_so(starter: Command) -> None:
    for words in (
        ("ownership", "starter-zala-aero"),
        ("ownership", "starter-zala-aero", "--json"),
        ("ownership", "--all"),
        ("ownership", "--all", "--json"),
        ("ownership", "timeline", "starter-zala-aero"),
    ):
        assert "not fit for" in " ".join(starter(*words).out.split()), words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ownership", "nobody-at-all"), "has the id or the name 'nobody-at-all'"),
        (("ownership", "starter-rostec", "--all"), "Name a party, or say --all"),
        (("ownership", "starter-rostec", "--regime", "mars"), "No test is called 'mars'"),
        (("ownership", "starter-rostec", "--as-of", "soon"), "is not a day"),
        (("ownership", "check", "none.csv", "--listed", "x"), "There is no file none.csv"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_do(
    starter: Command, words: tuple[str, ...], said: str
) -> None:
    refused = starter(*words)
    assert refused.code in (2, 4) and said in refused.err


def test_a_whatif_needs_no_library(tmp_path: Path) -> None:
    stakes = tmp_path / "stakes.csv"
    stakes.write_text("owner_id,owned_id,share_min\nX,A,50\nX,B,50\nA,C,25\nB,C,25\n")
    answer = at(tmp_path / "none")("ownership", "check", stakes, "--listed", "X", "--json")
    assert answer.code == 3
    assert verdicts(answer.json) == {"A": "blocked", "B": "blocked", "C": "blocked"}
    assert not (tmp_path / "none").exists()
