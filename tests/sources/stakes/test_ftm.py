"""FollowTheMoney: only an Ownership tells a share."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.sources.stakes.reading import StakeSet, read
from caveat.sources.stakes.tie import read_tie
from caveat.stake import WHOLE, Holder


@pytest.fixture(scope="module")
def found(stake_fixtures: Path) -> StakeSet:
    return read(stake_fixtures / "ownership.ftm.json")


def test_parties(found: StakeSet) -> None:
    assert found.holders["Q123"] == Holder(
        "Q123", "Concern Example JSC", "organization", ("Концерн Пример",), None, ("ru",),
        ("7700000000",), "ownership.ftm.json:1",
    )  # fmt: skip
    assert found.holders["Q124"].birth_date == "1960-01-02"
    assert found.published == "2026-01-05"


def test_an_ownership_with_its_share_and_days(found: StakeSet) -> None:
    stake = found.stakes[0]
    assert (stake.owner, stake.owned, stake.kind) == ("Q124", "Q123", "shares")
    assert (stake.least, stake.most) == (250_100_000, 250_100_000)
    assert (stake.start, stake.end) == ("2018-01", "2022")


def test_a_share_in_words_is_unknown_and_said(found: StakeSet) -> None:
    assert (found.stakes[1].least, found.stakes[1].most) == (0, WHOLE)
    assert "'a lot' is no share" in found.faults[0].reason


def test_who_runs_it_has_control_and_a_seat_is_neither_control_nor_share(found: StakeSet) -> None:
    head, seat = found.stakes[2:4]
    assert (head.kind, head.most) == ("control", 0)
    assert (seat.kind, seat.most) == ("unknown", 0)


def test_a_link_of_no_kind_has_no_known_share(found: StakeSet) -> None:
    link = found.stakes[4]
    assert (link.owner, link.owned) == ("Q124", "Q123"), "the entry of the one names the other"
    assert (link.kind, link.least, link.most) == ("unknown", 0, WHOLE)


def test_a_link_without_its_other_end_is_a_fault_and_family_is_only_counted(
    found: StakeSet,
) -> None:
    assert "no object" in found.faults[1].reason
    assert found.unknown == {"Family": 1}


@pytest.mark.parametrize(
    ("role", "kind", "most", "turned"),
    [
        ("Owned or Controlled By", "control", WHOLE, True),
        ("Vessel Owner", "shares", WHOLE, True),
        ("Parent company", "shares", WHOLE, True),
        ("Subsidiary", "shares", WHOLE, False),
        ("Previous owner or operator", "unknown", 0, False),
        ("Acting for or on behalf of", "unknown", 0, False),
        ("Leader or official of", "control", 0, False),
        ("Wife", "unknown", 0, False),
        ("Linked To", "unknown", WHOLE, True),
    ],
)
def test_the_roles_that_official_lists_print(role: str, kind: str, most: int, turned: bool) -> None:
    tie = read_tie("UnknownLink", {"role": [role]}, "", [])
    assert (tie.kind, tie.share.most, tie.turned) == (kind, most, turned)
