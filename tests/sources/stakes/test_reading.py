"""Which format a file of stakes is in is told by its content, not by its name."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from caveat.errors import CaveatError, ListUnrecognised
from caveat.sources.stakes.check import checked
from caveat.sources.stakes.reading import read
from caveat.stake import WHOLE, Fault, Holder, Stake


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("bods_0_2.json", "BODS 0.2"),
        ("gleif_rr.csv", "GLEIF"),
        ("psc.jsonl", "UK PSC snapshot"),
        ("ownership.ftm.json", "FollowTheMoney"),
    ],
)
def test_each_format_is_known_under_any_name(
    name: str, format: str, stake_fixtures: Path, tmp_path: Path
) -> None:
    with (stake_fixtures / name).open("rb") as came, gzip.open(tmp_path / "data.gz", "wb") as kept:
        shutil.copyfileobj(came, kept)
    assert read(tmp_path / "data.gz").format == format


def test_every_other_file_of_the_samples_is_refused_with_what_it_has(data: Path) -> None:
    others = [*(data / "ownership/bodsriskdetection").iterdir()]
    others.append(data / "ownership/psc/company-data-1.json")
    assert len(others) == 8
    for place in others:
        with pytest.raises(CaveatError, match=r"no table of stakes|no format of stakes"):
            read(place)


def test_files_of_two_formats_are_no_set(stake_fixtures: Path) -> None:
    with pytest.raises(ListUnrecognised, match="not in one format"):
        read(stake_fixtures / "psc.jsonl", stake_fixtures / "gleif_rr.csv")


def test_a_holder_that_is_only_named_is_a_holder() -> None:
    assert list(checked([Stake("a", "b", origin="x:1"), Holder("b", "B")])) == [
        Stake("a", "b", origin="x:1"),
        Holder("b", "B"),
        Holder("a", origin="x:1"),
    ]


def test_a_stake_that_is_told_twice_counts_once_and_another_one_beside_it_counts() -> None:
    first = Stake("a", "b", "shares", WHOLE // 4, WHOLE // 4, origin="x:1")
    again = Stake("a", "b", "shares", WHOLE // 4, WHOLE // 4, origin="x:2")
    other = Stake("a", "b", "shares", WHOLE // 4, WHOLE // 4, start="2020", origin="x:3")
    found = list(checked([first, again, other]))
    assert found[:3] == [
        first,
        Fault("x:2", "The same stake was told before. It counts once."),
        other,
    ]
