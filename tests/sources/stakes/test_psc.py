"""UK PSC: each nature of control is a stake, in the bands of the law."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.errors import ListMalformed
from caveat.sources.stakes.reading import StakeSet, read
from caveat.stake import WHOLE, Stake

PERCENT = WHOLE // 100


@pytest.fixture(scope="module")
def found(stake_fixtures: Path) -> StakeSet:
    return read(stake_fixtures / "psc.jsonl", name="uk-psc")


def of(found: StakeSet, owner: str) -> list[Stake]:
    return [stake for stake in found.stakes if stake.owner == owner]


def test_a_person_with_four_natures_of_control(found: StakeSet) -> None:
    stakes = of(found, "AAA")
    assert [(s.kind, s.least, s.most, s.direct) for s in stakes] == [
        ("shares", 50 * PERCENT + 1, 75 * PERCENT, True),
        ("trust", 50 * PERCENT + 1, 75 * PERCENT, False),
        ("board", 0, WHOLE, True),
        ("control", 0, WHOLE, False),
    ]
    assert {(s.start, s.end) for s in stakes} == {("2016-04-06", "2020-01-31")}


def test_what_is_known_of_a_person(found: StakeSet) -> None:
    jane = found.holders["AAA"]
    assert (jane.name, jane.type) == ("Jane Ann Example", "person")
    assert (jane.birth_date, jane.countries) == ("1970-03", ("ie",))


def test_a_company_of_the_register_is_the_same_as_owner_and_as_owned(found: StakeSet) -> None:
    (stake,) = [stake for stake in found.stakes if stake.owned == "07654321"]
    assert stake.owner == "01234567", "its number as the register writes it"
    assert (stake.least, stake.most) == (75 * PERCENT, WHOLE)
    assert found.holders["01234567"].name == "Alpha Holdings Ltd"


def test_surplus_assets_stand_for_shares_and_a_new_nature_is_unknown_and_counted(
    found: StakeSet,
) -> None:
    assert [(s.kind, s.least) for s in of(found, "CCC")] == [
        ("shares", 25 * PERCENT + 1),
        ("unknown", 0),
    ]
    assert found.unknown == {"a-nature-of-next-year": 1}


def test_an_overseas_entity_and_a_person_whose_name_is_protected(found: StakeSet) -> None:
    (overseas,) = of(found, "DDD")
    assert (overseas.kind, overseas.least, overseas.most) == ("shares", 25 * PERCENT + 1, WHOLE)
    (secret,) = of(found, "EEE")
    assert (secret.kind, found.holders["EEE"].name) == ("unknown", "")


def test_what_is_wrong_and_what_is_no_stake(found: StakeSet) -> None:
    assert [fault.where for fault in found.faults] == ["psc.jsonl:6", "psc.jsonl:7"]
    assert "no JSON" in found.faults[0].reason and "no day" in found.faults[1].reason
    assert len(found.cautions) == 1 and "statement" in found.cautions[0]
    assert found.published == "2024-11-22"


def test_a_snapshot_that_is_cut_off_is_refused(tmp_path: Path, stake_fixtures: Path) -> None:
    text = (stake_fixtures / "psc.jsonl").read_text()
    (tmp_path / "psc.jsonl").write_text(text[:-40])
    with pytest.raises(ListMalformed, match="cut off"):
        read(tmp_path / "psc.jsonl")


def test_every_real_record_is_read(data: Path) -> None:
    for place in sorted((data / "ownership/psc").glob("psc-data-*.json")):
        found = read(place)
        assert found.stakes and not found.faults and not found.unknown, place
        assert found.published == "2024-11-22"
        assert "12799821 persons" in found.cautions[0], "these are samples"


def test_a_holder_abroad_keeps_its_own_id(data: Path) -> None:
    found = read(data / "ownership/psc/psc-data-15.json")
    (owner,) = {stake.owner for stake in found.stakes}
    assert owner == "YIVGZxjcS8tcf-5WdYZBtTTW-so"
    assert found.holders[owner].identifiers == ("41-0406690",)
