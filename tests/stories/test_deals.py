"""Deals through the command line: exit codes, JSON, the page, and the real lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.test_main import valid
from tests.conftest import ROOT, at
from tests.screening.deals.conftest import party, stake, text

if TYPE_CHECKING:
    from tests.conftest import Command

S400 = """\
title = "S-400 to Turkey"
date = 2017-12-29
jurisdictions = ["us", "eu", "uk"]

[[party]]
id = "ssb"
name = "Presidency of Defense Industries"
role = ["buyer", "end user"]
countries = ["Turkey"]
owners = "public body"

[[party]]
id = "roe"
name = "Rosoboronexport"
role = "seller"
countries = ["Russia"]

[[goods]]
description = "S-400 surface-to-air missile system"
kind = "arms"
origin = "Russia"
destination = "Turkey"
"""
CLEAN = text("2024-03-01", party("Siemens AG", "buyer", "Germany", "widely held"),
             party("Mustermann GmbH", "seller", "Germany", "widely held"))  # fmt: skip


def write(folder: Path, said: str) -> Path:
    file = folder / "deal.toml"
    file.write_text(said)
    return file


def test_the_s400_deal_ends_with_3_and_names_caatsa(starter: Command, tmp_path: Path) -> None:
    page, values = tmp_path / "deal.html", tmp_path / "deal.json"
    file = write(tmp_path, S400)
    answer = starter("deal", file, "-o", page)
    assert answer.code == 3
    shown = " ".join(answer.out.split())
    assert "STOP S-400 to Turkey" in shown and "section 231" in shown
    assert "on the day of the deal" in shown and "today" in shown
    assert "checklist with reasons" in shown and "gives no legal advice" in shown
    html = page.read_text()
    assert "CAATSA" in html and "gives no legal advice" in html and "<script" not in html
    assert 'src="' not in html and "@import" not in html  # it stands alone
    assert starter("deal", file, "-o", values, "--json").code == 3
    found = json.loads(values.read_text())
    assert valid(found) and found["format"] == "caveat.deal/1"
    assert [day["as_of"] for day in found["days"]] == ["2017-12-29", "2026-11-24"]
    arms = next(check for check in found["days"][0]["checks"] if check["name"] == "arms")
    assert arms["verdict"] == "caution"
    assert arms["findings"][0]["sources"][0]["url"].startswith("https://www.state.gov/")


def test_a_clean_deal_ends_with_0_and_missing_data_with_4(starter: Command, tmp_path: Path) -> None:
    clean = starter("deal", write(tmp_path, CLEAN), "--json")
    assert clean.code == 0 and clean.json["verdict"] == "clear" and valid(clean.json)
    swiss = starter("deal", write(tmp_path, CLEAN.replace('"us", "eu", "uk"', '"ch"')))
    assert swiss.code == 4 and "No list of Switzerland" in " ".join(swiss.out.split())
    assert at(tmp_path / "none")("deal", write(tmp_path, CLEAN)).code == 4


def test_a_wrong_file_ends_with_2_and_its_line(starter: Command, tmp_path: Path) -> None:
    refused = starter("deal", write(tmp_path, CLEAN.replace("owners", "owner", 1)))
    assert refused.code == 2 and "line 8" in refused.err and "Did you mean 'owners'?" in refused.err
    assert starter("deal", tmp_path / "none.toml").code == 2
    assert starter("deal", write(tmp_path, CLEAN), "-o", tmp_path / "x.docx").code == 2
    assert not (tmp_path / "x.docx").exists()
    assert starter("deal", write(tmp_path, CLEAN), "--as-of", "2030-01-01").code == 2


def test_what_a_file_says_cannot_break_the_page(starter: Command, tmp_path: Path) -> None:
    said = CLEAN.replace("Siemens AG", "<script>alert(1)</script> [bold]AG[/bold]")
    page = tmp_path / "deal.html"
    assert starter("deal", write(tmp_path, said), "-o", page).code in (0, 3)
    assert "<script>" not in page.read_text()


@pytest.mark.parametrize("file", sorted((ROOT / "docs/how-to/deals").glob("*.toml")))
def test_the_examples_of_the_docs_are_judged(starter: Command, file: Path) -> None:
    assert starter("deal", file).code in (0, 3, 4)


# -- with the real lists -------------------------------------------------------------------------


def test_by_the_real_lists_rostec_was_sectoral_then_and_is_blocked_now(
    real: Command, tmp_path: Path
) -> None:
    deal = text(
        "2018-06-01",
        party("State Corporation Rostec", "shareholder", "Russia", "public body", id="rostec"),
        party("Izhmash Example Works JSC", "target", "Russia", id="works"),
        party("Nordic Example Invest AB", "buyer", "Sweden", "widely held", id="investor"),
        party("Example TKH LLC", "seller", "Russia", "widely held", id="founder"),
        stake("rostec", "works", "25.01"), stake("founder", "works", "74.99"),
        '[[purchase]]\nbuyer = "investor"\nseller = "founder"\nowned = "works"\npercent = 30',
        jurisdictions=["us"],
    )  # fmt: skip
    answer = real("deal", write(tmp_path, deal), "--json")
    assert answer.code == 3 and valid(answer.json)
    then, today = answer.json["days"]
    checks = {day["as_of"]: {c["name"]: c for c in day["checks"]} for day in (then, today)}
    assert "Directive 3" in str(checks["2018-06-01"]["sectors"]["findings"])
    assert "a blocked party on 2018" not in str(checks["2018-06-01"]["names"]["findings"])
    assert checks["2026-11-24"]["names"]["verdict"] == "stop"
    after = [one for one in today["parties"]["works"]["ownership"] if one["jurisdiction"] == "us"]
    assert after[0]["after"]["verdict"] == "not blocked on what is known"
    assert after[0]["after"]["certain_share"] == 250_100_000


def test_by_the_real_lists_turkeys_agency_is_under_a_menu_and_not_blocked(
    real: Command, tmp_path: Path
) -> None:
    answer = real("deal", write(tmp_path, S400.replace('["us", "eu", "uk"]', '["us"]')), "--json")
    assert answer.code == 3
    today = answer.json["days"][1]
    names = next(check for check in today["checks"] if check["name"] == "names")
    ssb = [one for one in names["findings"] if one["parties"] == ["ssb"]]
    assert {one["verdict"] for one in ssb} == {"caution"} and "CAATSA" in str(ssb)
    roe = [one["verdict"] for one in names["findings"] if one["parties"] == ["roe"]]
    assert "stop" in roe
