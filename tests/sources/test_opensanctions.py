"""OpenSanctions' files: FollowTheMoney entities, one a line, and the simple table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat.errors import ListMalformed, ListUnrecognised

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded


NAME = "opensanctions-ch_seco_sanctions"


@pytest.fixture(scope="module")
def entities(load: Load, fixtures: Path) -> Loaded:
    return load(NAME, fixtures / "os_entities.ftm.json")


@pytest.fixture(scope="module")
def table(load: Load, fixtures: Path) -> Loaded:
    return load(NAME, fixtures / "os_targets.simple.csv")


def test_targets_are_listed_and_others_are_not(
    fixtures: Path, entities: Loaded, table: Loaded
) -> None:
    lines = (fixtures / "os_entities.ftm.json").read_text().splitlines()
    assert len(entities.listed) == sum('"target":true' in line for line in lines)
    assert "os-NK-unlisted" in entities.parties
    assert (
        len(table.listed) == len((fixtures / "os_targets.simple.csv").read_text().splitlines()) - 1
    )


def test_nothing_is_unknown(entities: Loaded, table: Loaded) -> None:
    assert not entities.reading.unknown
    assert not table.reading.unknown


def test_a_person_among_entities(entities: Loaded) -> None:
    assert entities.parties["os-NK-chemezov"].schema == "Person"
    assert entities.said("os-NK-chemezov") == {
        "name": ["Sergei Viktorovich Chemezov", "Сергей Викторович Чемезов"],
        "weakAlias": ["Chemez"],
        "birthDate": ["1952-08-20"],
        "nationality": ["ru"],
        "innCode": ["770202363089"],
        "topics": ["sanction"],
    }
    assert entities.beside("os-NK-chemezov", "Sanction") == [
        {
            "authority": ["State Secretariat for Economic Affairs"],
            "program": ["Ukraine"],
            "startDate": ["2014-09-16"],
            "recordId": ["NK-chemezov-sanction"],
        }
    ]
    assert entities.beside("os-NK-chemezov", "Directorship") == [
        {"organization": ["os-NK-rostec"], "role": ["Chief executive"]}
    ]


def test_a_target_without_a_sanction_is_listed_by_its_topic(entities: Loaded) -> None:
    assert entities.parties["os-NK-rostec"].schema == "Organization"
    assert entities.said("os-NK-rostec") == {
        "name": ["Rostec"],
        "ogrnCode": ["1077799030847"],
        "topics": ["sanction"],
    }
    assert entities.beside("os-NK-rostec", "Sanction") == [
        {
            "authority": ["OpenSanctions"],
            "program": ["ch_seco_sanctions"],
            "status": ["listed in ch_seco_sanctions"],
            "provisions": ["Topic: sanction"],
        }
    ]


def test_a_person_in_the_table(table: Loaded) -> None:
    assert table.parties["os-NK-chemezov"].schema == "Person"
    assert table.said("os-NK-chemezov") == {
        "name": ["Sergei Viktorovich Chemezov"],
        "alias": ["Сергей Викторович Чемезов", "Sergey Chemezov"],
        "birthDate": ["1952-08-20"],
        "country": ["ru"],
        "address": ["21 Gogolevskiy Bulvar, Moscow"],
        "idNumber": ["770202363089"],
    }
    assert table.beside("os-NK-chemezov", "Sanction") == [
        {
            "authority": ["Swiss SECO Sanctions"],
            "program": ["State Secretariat for Economic Affairs - Ukraine - 2014-09-16"],
            "programId": ["CH-UKR"],
            "modifiedAt": ["2024-05-01"],
            "status": ["listed in Swiss SECO Sanctions"],
        }
    ]


def test_a_company_in_the_table(table: Loaded) -> None:
    assert table.parties["os-NK-rostec"].schema == "Organization"
    assert table.said("os-NK-rostec") == {
        "name": ["Rostec"],
        "alias": ["Ростех"],
        "country": ["ru"],
        "idNumber": ["1077799030847"],
    }
    assert table.beside("os-NK-rostec", "Sanction") == [
        {
            "authority": ["Swiss SECO Sanctions"],
            "program": ["State Secretariat for Economic Affairs - Ukraine"],
            "programId": ["CH-UKR"],
            "modifiedAt": ["2024-05-01"],
            "status": ["listed in Swiss SECO Sanctions"],
        }
    ]


def test_a_vessel_in_the_table(table: Loaded) -> None:
    assert table.parties["os-NK-wings"].schema == "Vessel"
    assert table.said("os-NK-wings") == {
        "name": ["Wings"],
        "country": ["ir"],
        "imoNumber": ["9123221"],
    }
    assert table.beside("os-NK-wings", "Sanction") == [
        {
            "authority": ["Swiss SECO Sanctions"],
            "program": ["State Secretariat for Economic Affairs - Iran"],
            "programId": ["CH-IRN"],
            "modifiedAt": ["2024-05-01"],
            "status": ["listed in Swiss SECO Sanctions"],
        }
    ]


def test_a_line_that_is_cut_off_is_refused_with_its_number(
    load: Load, fixtures: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "entities.ftm.json"
    cut.write_text((fixtures / "os_entities.ftm.json").read_text()[:700])
    with pytest.raises(ListMalformed, match=r"entities\.ftm\.json:2"):
        load(NAME, cut)


def test_a_property_that_is_not_known_is_counted_and_kept(
    load: Load, fixtures: Path, tmp_path: Path
) -> None:
    new = tmp_path / "entities.ftm.json"
    text = (fixtures / "os_entities.ftm.json").read_text()
    new.write_text(text.replace('"birthDate":', '"shoeSize":["43"],"birthDate":'))
    read = load(NAME, new)
    assert sum(read.reading.unknown.values()) == 1
    assert any("43" in note for note in read.said("os-NK-chemezov")["notes"])


def test_another_file_is_not_taken_for_one(load: Load, tmp_path: Path) -> None:
    page = tmp_path / "entities.ftm.json"
    page.write_text("<html>Sign in</html>")
    with pytest.raises((ListUnrecognised, ListMalformed)):
        load(NAME, page)
