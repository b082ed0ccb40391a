"""The starter list: whole, consistent, and true to the real lists where they are at hand."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from caveat.errors import ListMalformed
from caveat.sources import starter
from caveat.sources.reading import File, Reading

if TYPE_CHECKING:
    from tests.sources.conftest import Load, Loaded

HEAD = 'published = "2026-11-01"\n[laws]\nL = { title = "A law", url = "https://example.org" }\n'


@pytest.fixture(scope="module")
def list_(load: Load) -> Loaded:
    return load("starter", starter.bundled().path)


@pytest.fixture(scope="module")
def said() -> list[dict[str, Any]]:
    parties: list[dict[str, Any]] = tomllib.loads(starter.bundled().path.read_text())["party"]
    return parties


def listings(said: list[dict[str, Any]], name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(p, one) for p in said for one in p.get("listed", ()) if one["list"] == name]


def test_about_sixty_parties_each_with_an_id_of_its_own(
    said: list[dict[str, Any]], list_: Loaded
) -> None:
    assert 55 <= len(said) <= 70
    assert len(list_.parties) == len(said)


def test_the_story_is_in_it(list_: Loaded) -> None:
    for id in ("sergei-chemezov", "rostec", "kalashnikov", "rosoboronexport", "tkh-invest"):
        assert f"starter-{id}" in list_.parties


def test_other_regimes_and_scripts_are_in_it(list_: Loaded) -> None:
    names = " ".join(
        name for p in list_.parties.values() for k in ("name", "alias") for name in p.values(k)
    )
    for script in (r"[а-я]", r"[ا-ي]", r"[一-鿿]", r"[가-힣]"):
        assert re.search(script, names), script
    programmes = {v for p in list_.listed for a in p.attached for v in a.values("program")}
    assert len(programmes) > 10


def test_chemezov_word_by_word(list_: Loaded) -> None:
    said = list_.said("starter-sergei-chemezov")
    assert said["name"] == ["Sergei Viktorovich Chemezov"]
    assert "Сергей Викторович Чемезов" in said["alias"]
    assert said["birthDate"] == ["1952-08-20"]
    assert said["innCode"] == ["770202363089"]
    found = {
        one["status"][0]: (one["program"][0], one["startDate"][0])
        for one in list_.beside("starter-sergei-chemezov", "Sanction")
    }
    assert found["ofac-sdn"] == ("UKRAINE-EO13661", "2014-04-28")
    assert found["eu"] == ("EU-UKR", "2014-09-12")


def test_rostec_stood_under_sectoral_restrictions_years_before_it_was_blocked(
    list_: Loaded,
) -> None:
    found = {
        one["status"][0]: one["startDate"][0] for one in list_.beside("starter-rostec", "Sanction")
    }
    assert found["ofac-ssi"] == "2014-09-12"
    assert found["ofac-sdn"] == "2022-06-28"


def test_every_designation_has_programme_day_law_and_address(list_: Loaded) -> None:
    for party in list_.listed:
        for one in list_.beside(party.id, "Sanction"):
            assert {"program", "startDate", "summary", "sourceUrl", "authority"} <= one.keys()


def test_stakes_in_one_company_never_add_up_to_more_than_all_of_it(
    said: list[dict[str, Any]],
) -> None:
    held: dict[str, list[dict[str, Any]]] = {}
    for party in said:
        for stake in party.get("stakes", ()):
            held.setdefault(stake["asset"], []).append(stake)
    days = {d for stakes in held.values() for s in stakes for d in (s.get("since"),) if d}
    for asset, stakes in held.items():
        for day in days | {"2026-11-01"}:
            now = [
                float(s.get("percent", 0))
                for s in stakes
                if s.get("since", "") <= day < s.get("until", "9")
            ]
            assert sum(now) <= 100, (asset, day)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[[party]]\nid = "a"\ntype = "Person"', "has no 'name'"),
        ('[[party]]\nid = "a"\ntype = "Person"\nname = "A"\ncolour = "red"', "says 'colour'"),
        (
            '[[party]]\nid = "a"\ntype = "Person"\nname = "A"\n'
            'links = [{ to = "b", role = "friend" }]',
            "names 'b'",
        ),
        (
            '[[party]]\nid = "a"\ntype = "Person"\nname = "A"\n'
            'listed = [{ list = "eu", programme = "P", since = "2020", law = "X" }]',
            "X or eu is not known",
        ),
        ("[[party", "is no TOML"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(text: str, why: str, tmp_path: Path) -> None:
    place = tmp_path / "starter.toml"
    place.write_text(HEAD + text)
    with pytest.raises(ListMalformed, match=why):
        list(starter.read([File(place)], Reading()))


def test_sample_customers_have_every_kind_of_row() -> None:
    with starter.sample_customers().open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) >= 40
    assert all(None not in row and None not in row.values() for row in rows)
    assert any("31/02" in row["date of birth"] for row in rows)  # one that cannot be read


# -- against the real lists --------------------------------------------------------------------


def test_days_of_the_un_are_those_of_the_real_list(
    data: Path, said: list[dict[str, Any]], load: Load
) -> None:
    un = load("un-sc", data / "un/UN_2026-02-27.xml.gz")
    days = {
        number: a.values("startDate")[0]
        for party in un.parties.values()
        for a in party.attached
        if a.schema == "Sanction"
        for number in a.values("unscId")
    }
    checked = [one for _, one in listings(said, "un") if one.get("number") in days]
    assert checked
    for one in checked:
        assert one["since"] == days[one["number"]], one


def test_days_of_the_uk_are_those_of_the_real_sheet(data: Path, said: list[dict[str, Any]]) -> None:
    place = data / "uk/uk_sanctions_list_fcdo_2025-08-11.ods"
    sheet = etree.fromstring(zipfile.ZipFile(place).read("content.xml"))
    days = {}
    for row in sheet.iter("{*}table-row"):
        cells = ["".join(map(str, cell.itertext())).strip() for cell in row]
        if len(cells) > 6 and re.fullmatch(r"\d\d-\d\d-\d{4}", cells[6]):
            days[cells[0]] = "-".join(reversed(cells[6].split("-")))
    for party, one in listings(said, "uk"):
        if one.get("number") in days:
            assert one["since"] == days[one["number"]], party["id"]
    assert sum(one.get("number") in days for _, one in listings(said, "uk")) > 10


def test_days_of_the_sdn_list_lie_between_the_snapshots_that_lack_and_carry_them(
    data: Path, said: list[dict[str, Any]]
) -> None:
    carried: dict[str, set[str]] = {}
    for path in sorted((data / "ofac_sdn_history").iterdir()):
        text = gzip.decompress(path.read_bytes()).decode("cp1252", errors="replace")
        rows = csv.reader(io.StringIO(text, newline=""))
        carried[path.name[4:14]] = {row[0] for row in rows if row}
    checked = 0
    for party, one in listings(said, "ofac-sdn"):
        number, since = one.get("number"), one["since"]
        if not number or one.get("until"):
            continue
        for day, numbers in carried.items():
            if day < since and not any(
                other["since"] <= day for p, other in listings(said, "ofac-sdn") if p is party
            ):
                assert number not in numbers, (party["id"], day)
            if day > since:
                assert number in numbers, (party["id"], day)
                checked += 1
    assert checked > 100
