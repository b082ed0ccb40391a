"""GLEIF: consolidation is control, not a percentage; XML and CSV say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.errors import ListMalformed
from caveat.sources.stakes.reading import StakeSet, read
from caveat.stake import WHOLE


@pytest.fixture(scope="module")
def found(stake_fixtures: Path) -> StakeSet:
    return read(stake_fixtures / "gleif_rr.csv", stake_fixtures / "gleif_lei.csv", name="gleif")


def test_who_consolidates_holds_control_of_an_unknown_share(found: StakeSet) -> None:
    stake = found.stakes[0]
    assert (stake.owner, stake.owned) == ("PARENT00000000000001", "CHILD000000000000001")
    assert (stake.kind, stake.least, stake.most, stake.direct) == ("control", 0, WHOLE, True)


def test_the_period_is_that_of_the_relationship_not_of_the_accounts(found: StakeSet) -> None:
    assert (found.stakes[0].start, found.stakes[0].end) == ("2017-12-06", None)


def test_what_is_inactive_ended_at_the_latest_when_it_was_last_updated(found: StakeSet) -> None:
    ultimate = found.stakes[1]
    assert (ultimate.direct, ultimate.start, ultimate.end) == (False, "2015-01-01", "2023-02-28")
    assert any("have lapsed (1)" in caution for caution in found.cautions)


def test_a_branch_is_its_head_office(found: StakeSet) -> None:
    branch = found.stakes[2]
    assert (branch.kind, branch.least, branch.most) == ("shares", WHOLE, WHOLE)


def test_a_feeder_holds_its_master(found: StakeSet) -> None:
    assert (found.stakes[3].owner, found.stakes[3].owned) == (
        "FEEDER00000000000001",
        "MASTER00000000000001",
    )


def test_an_annulled_record_is_a_fault(found: StakeSet) -> None:
    (fault,) = found.faults
    assert fault.where == "gleif_rr.csv:6" and "annulled" in fault.reason


def test_names_come_from_level_1_for_those_in_relationships_only(found: StakeSet) -> None:
    child = found.holders["CHILD000000000000001"]
    assert (child.name, child.aliases) == ("Tochter GmbH", ("Tochter Alt GmbH",))
    assert child.identifiers == ("CHILD000000000000001", "HRB 1234")
    assert child.countries == ("de",)
    assert "NOBODY00000000000001" not in found.holders
    assert any("have no name here" in caution for caution in found.cautions)


def test_the_real_xml_with_its_names(data: Path) -> None:
    folder = data / "ownership/gleif"
    found = read(folder / "rr-data.xml", folder / "lei-data.xml", name="gleif")
    assert (found.published, len(found.stakes), len(found.holders)) == ("2023-06-05", 10, 16)
    fund = found.holders["001GPB6A9XPE8XJICC14"]
    assert fund.name == "Fidelity Advisor Leveraged Company Stock Fund"
    managed = [stake for stake in found.stakes if stake.owned == fund.id]
    assert [(stake.kind, stake.most, stake.start) for stake in managed] == [
        ("control", 0, "2012-11-29"),
        ("control", WHOLE, "2012-11-29"),
    ], "the manager, and the fund of which it is a sub-fund"
    assert not found.faults


def test_a_record_that_gleif_deleted_is_a_fault(data: Path) -> None:
    found = read(data / "ownership/gleif/rr-updates-data2-new.xml")
    assert ["deleted" in fault.reason for fault in found.faults] == [True]


def test_reporting_exceptions_are_no_stakes_and_are_counted(data: Path) -> None:
    found = read(data / "ownership/gleif/repex-data.xml")
    assert not found.stakes
    assert "NON_CONSOLIDATING (6)" in found.cautions[0]


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, stake_fixtures: Path) -> None:
    text = (stake_fixtures / "gleif_rr.csv").read_text()
    (tmp_path / "rr.csv").write_text(text[:-20])
    with pytest.raises(ListMalformed, match=r"rr.csv:6 has \d+ cells"):
        read(tmp_path / "rr.csv")
