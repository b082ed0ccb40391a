"""A what-if on a file alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from caveat.errors import BadInput, BadRegime
from caveat.screening.whatif import check, draw, to_json

TODAY = date(2026, 11, 24)
TABLE = """owner_id,owner_name,owned_id,owned_name,share_min,share_max,kind,start,end,source
x,Ivan Petrov,a,Alpha LLC,50,,shares,,,register
x,Ivan Petrov,b,Beta LLC,25,,shares,,,register
a,Alpha LLC,c,Gamma LLC,25,,shares,2015,,register
b,Beta LLC,c,Gamma LLC,25,,shares,,,register
x,Ivan Petrov,d,Delta LLC,40,60,shares,,,register
y,Olga Petrova,b,Beta LLC,30,,shares,,,register
"""
BAD = """owner_id,owned_id,share_min,share_max,kind,start,end
a,b,100,,shares,,
b,a,100,,shares,,
x,c,60,,shares,,
z,c,80,,shares,,
x,d,-5,,shares,,
x,e,lots,,shares,,
x,f,60,,shares,,
x,f,60,,shares,,
g,g,50,,shares,,
x,h,60,,shares,2035,
x,i,60,,shares,,1999
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "stakes.csv"
    file.write_text(TABLE)
    return file


def test_every_party_that_the_listed_reach_gets_its_verdict(table: Path) -> None:
    found = check([table], ["IVAN  petrov"], TODAY)
    assert {one.name: one.verdict for one in found.exposures} == {
        "Alpha LLC": "blocked",
        "Delta LLC": "may be blocked",
        "Beta LLC": "not blocked on what is known",
        "Gamma LLC": "not blocked on what is known",
    }
    assert found.counts == {
        "listed": 1, "blocked": 1, "may be blocked": 1, "not blocked on what is known": 3,
    }  # fmt: skip


def test_the_listed_may_come_from_a_file(table: Path, tmp_path: Path) -> None:
    names = tmp_path / "listed.txt"
    names.write_text("# mine\nIvan Petrov\n\ny\n")
    found = check([table], [str(names)], TODAY)
    assert found.listed == ("Ivan Petrov", "Olga Petrova")
    assert [one.name for one in found.exposures if one.verdict == "blocked"] == [
        "Beta LLC", "Alpha LLC", "Gamma LLC",
    ]  # fmt: skip


def test_who_acts_together_is_said(table: Path) -> None:
    apart = check([table], ["x", "y"], TODAY, regime="uk")
    together = check([table], ["x", "y"], TODAY, regime="uk", joint=[["x", "y"]])
    assert [one.party for one in apart.exposures if one.verdict == "blocked"] == []
    assert [one.party for one in together.exposures if one.verdict == "blocked"] == ["b"]


def test_who_is_not_in_the_file_is_refused_with_the_nearest(table: Path) -> None:
    with pytest.raises(BadInput, match="Did you mean 'Ivan Petrov'"):
        check([table], ["Iwan Petrow"], TODAY)
    with pytest.raises(BadInput, match="Say whom with --listed"):
        check([table], [], TODAY)
    with pytest.raises(BadRegime):
        check([table], ["x"], TODAY, regime="mars")


def test_bad_input_is_reported_and_does_not_crash(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(BAD)
    found = check([file], ["x"], TODAY)
    reasons = " ".join(fault.reason for fault in found.faults)
    for said in ("add up to 140 %", "owns itself", "no share", "told before", "begins on 2035",
                 "ended on 1999"):  # fmt: skip
        assert said in reasons, said
    assert {one.party: one.verdict for one in found.exposures}["f"] == "blocked"
    assert [one.certain_share for one in found.exposures if one.party == "f"] == [600_000_000]


def test_it_can_be_drawn_and_written(table: Path, tmp_path: Path) -> None:
    found = check([table], ["x"], TODAY)
    draw(found, tmp_path / "picture.svg")
    assert Tree.parse(tmp_path / "picture.svg").getroot().tag.endswith("svg")
    values = to_json(found)
    assert values["format"] == "caveat.whatif/1"
    assert values["exposures"][0]["party"] == "a"
