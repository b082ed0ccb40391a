"""The Security Council's list: real files of nine dates, four parties by hand."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from tests.sources.conftest import Load, Loaded

from caveat.errors import ListMalformed, ListUnrecognised


@pytest.fixture(scope="module")
def un(data: Path, load: Load) -> Loaded:
    return load("un-sc", data / "un/UN_2026-02-27.xml.gz")


def raw(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def versions(data: Path) -> list[Path]:
    return sorted((data / "un").glob("UN_*.xml*"))


def test_every_individual_and_entity_of_every_version_is_a_listed_party(
    data: Path, load: Load
) -> None:
    assert len(versions(data)) >= 8
    for path in versions(data):
        counted = len(re.findall(rb"<(?:INDIVIDUAL|ENTITY)[\s>]", raw(path)))
        assert len(load("un-sc", path).listed) == counted, path.name


def test_every_alias_is_kept_as_a_name(data: Path, load: Load) -> None:
    for path in versions(data):
        printed = {
            " ".join(name.decode().split())
            for name in re.findall(rb"<ALIAS_NAME>\s*([^<&]+?)\s*</ALIAS_NAME>", raw(path))
        }
        kept = {
            value
            for party in load("un-sc", path).parties.values()
            for prop in ("name", "alias", "weakAlias", "previousName")
            for value in party.values(prop)
        }
        assert printed - kept == set(), path.name


def test_no_element_is_unknown(data: Path, load: Load) -> None:
    for path in versions(data):
        assert not load("un-sc", path).reading.unknown, path.name


def test_the_day_of_publication_is_the_one_that_the_file_gives(data: Path, load: Load) -> None:
    for path in versions(data):
        day = re.search(rb"dateGenerated=[\"'](\d{4}-\d\d-\d\d)", raw(path))
        assert day is not None
        assert load("un-sc", path).reading.published == day[1].decode(), path.name


def test_a_person_with_aliases_in_arabic_weak_aliases_and_passports(un: Loaded) -> None:
    assert un.parties["un-111923"].schema == "Person"
    assert un.said("un-111923") == {
        "name": ["AIMAN MUHAMMED RABI AL-ZAWAHIRI"],
        "alias": [
            "أيمن محمد ربيع الظواهري",
            "Ayman Al-Zawahari",
            "Ahmed Fuad Salim",
            "Al Zawahry Aiman Mohamed Rabi Abdel Muaz",
            "Al Zawahiri Ayman",
            "Abdul Qader Abdul Aziz Abdul Moez Al Doctor",
            "Al Zawahry Aiman Mohamed Rabi",
            "Al Zawahry Aiman Mohamed Rabie",
            "Al Zawahry Aiman Mohamed Robi",
            "Dhawahri Ayman",
            "Eddaouahiri Ayman",
            "Nur Al Deen Abu Mohammed",
            "Ayman Al Zawahari",
            "Ahmad Fuad Salim",
        ],
        "weakAlias": ["Abu Fatma", "Abu Mohammed"],
        "notes": [
            "Leader of Al-Qaida (QDe.004). Former operational and military leader of "
            "Egyptian Islamic Jihad (QDe.003), was a close associate of Usama Bin Laden "
            "(deceased). Believed to have been in the Afghanistan/Pakistan border area "
            "before going to Afghanistan in 2014. Reportedly killed in drone strike in "
            "Kabul, Afghanistan on 31 July 2022. Photo available for inclusion in the "
            "INTERPOL-UN Security Council Special Notice. Review pursuant to Security "
            "Council resolution 1822 (2008) was concluded on 21 Jun. 2010. Review pursuant "
            "to Security Council resolution 2368 (2017) was concluded on 24 November 2020. "
            "INTERPOL-UN Security Council Special Notice web "
            "link:https://www.interpol.int/en/How-we-work/Notices/View-UN-Notices-Individuals"
        ],
        "title": ["Doctor", "Dr."],
        "nationality": ["eg"],
        "birthDate": ["1951-06-19"],
        "birthPlace": ["Giza, Egypt"],
        "birthCountry": ["eg"],
        "passportNumber": ["1084010", "19820215"],
    }
    assert un.printed("un-111923", "nationality") == {"eg": "Egypt"}
    assert un.beside("un-111923", "Passport") == [
        {
            "number": ["1084010"],
            "passportNumber": ["1084010"],
            "type": ["Passport"],
            "country": ["eg"],
        },
        {"number": ["19820215"], "passportNumber": ["19820215"], "type": ["Passport"]},
    ]
    assert un.beside("un-111923", "Sanction") == [
        {
            "authority": ["United Nations Security Council"],
            "program": ["Al-Qaida"],
            "programId": ["Al-Qaida"],
            "unscId": ["QDi.006"],
            "authorityId": ["QDi.006"],
            "status": ["UN List"],
            "summary": ["Security Council resolutions 1267 (1999), 1989 (2011) and 2253 (2015)"],
            "startDate": ["2001-01-25"],
            "modifiedAt": [
                "2007-07-02",
                "2007-07-18",
                "2007-08-13",
                "2010-12-16",
                "2015-05-22",
                "2020-11-24",
                "2025-03-11",
            ],
        }
    ]


def test_an_entity_with_an_address(un: Loaded) -> None:
    assert un.parties["un-690735"].schema == "Organization"
    assert un.said("un-690735") == {
        "name": ["KOREA MINING DEVELOPMENT TRADING CORPORATION"],
        "alias": [
            "CHANGGWANG SINYONG CORPORATION",
            "EXTERNAL TECHNOLOGY GENERAL CORPORATION",
            "DPRKN MINING DEVELOPMENT TRADING COOPERATION",
            '"KOMID"',
        ],
        "address": ["Central District, Pyongyang, Democratic People's Republic of Korea"],
        "country": ["kp"],
        "notes": [
            "Primary arms dealer and main exporter of goods and equipment related to "
            "ballistic missiles and conventional weapons."
        ],
    }
    assert un.beside("un-690735", "Address") == [
        {
            "full": ["Central District, Pyongyang, Democratic People's Republic of Korea"],
            "street": ["Central District"],
            "city": ["Pyongyang"],
            "country": ["kp"],
        }
    ]
    assert un.beside("un-690735", "Sanction") == [
        {
            "authority": ["United Nations Security Council"],
            "program": ["DPRK"],
            "programId": ["DPRK"],
            "unscId": ["KPe.001"],
            "authorityId": ["KPe.001"],
            "status": ["UN List"],
            "summary": ["Security Council resolution 1718 (2006)"],
            "startDate": ["2009-04-24"],
        }
    ]


def test_a_person_of_whose_birth_only_the_year_is_known(un: Loaded) -> None:
    assert un.parties["un-6908654"].schema == "Person"
    assert un.said("un-6908654") == {
        "name": ["RI PYONG CHUL"],
        "alias": ["Ri Pyo’ng-ch’o’l", "Ri Pyong Chol"],
        "address": ["Democratic People's Republic of Korea"],
        "country": ["kp"],
        "notes": ["Gender: male"],
        "gender": ["male"],
        "position": [
            "Vice Chairman of the Workers’ Party of Korea (WPK) Central Military Commission",
            "Former Secretary of the Worker’s Party and Member of the Political Bureau",
            "Former Alternate Member of the Political Bureau of the Workers’ Party of "
            "Korea and First Vice Director of the Munitions Industry Department",
        ],
        "nationality": ["kp"],
        "birthDate": ["1948"],
    }
    assert un.printed("un-6908654", "nationality") == {
        "kp": "Democratic People's Republic of Korea"
    }
    assert un.beside("un-6908654", "Address") == [
        {"full": ["Democratic People's Republic of Korea"], "country": ["kp"]}
    ]
    assert un.beside("un-6908654", "Sanction") == [
        {
            "authority": ["United Nations Security Council"],
            "program": ["DPRK"],
            "programId": ["DPRK"],
            "unscId": ["KPi.076"],
            "authorityId": ["KPi.076"],
            "status": ["UN List"],
            "summary": ["Security Council resolution 1718 (2006)"],
            "startDate": ["2017-12-22"],
            "modifiedAt": ["2023-06-29", "2024-09-17"],
        }
    ]


def test_a_person_with_several_years_and_places_of_birth(un: Loaded) -> None:
    assert un.parties["un-2975510"].schema == "Person"
    assert un.said("un-2975510") == {
        "name": ["FAIZULLAH KHAN NOORZAI"],
        "alias": [
            "فیض الله خان نورزی",
            "Haji Faizullah Noor",
            "Faizullah Noorzai Akhtar Mohammed Mira Khan",
            "حاجى فیض الله خان نورزى",
            "Haji Faizullah Noori",
        ],
        "notes": [
            "Faizullah Noorzai Akhtar Mohammed Mira Khan, note: previously listed as",
            "حاجى فیض الله خان نورزى, note: Hajji Faizullah Khan Noorzai; Haji Faizuulah "
            "Khan Norezai; Haji Faizullah Khan; Haji Fiazullah",
            "Prominent Taliban financier. As of mid-2009, supplied weapons, ammunition, "
            "explosives and medical equipment to Taliban fighters; and raised funds for the "
            "Taliban, and provided training to them, in the Afghanistan/Pakistan border "
            "region. Has previously organized and funded Taliban operations in Kandahar "
            "Province, Afghanistan. As of 2010, travelled to and owned businesses in Dubai, "
            "United Arab Emirates, and Japan. Belongs to Noorzai tribe, Miralzai sub-tribe. "
            "Brother of Malik Noorzai (TAi.154). Father’s name is Akhtar Mohammed (a.k.a.: "
            "Haji Mira Khan). INTERPOL-UN Security Council Special Notice web "
            "link:https://www.interpol.int/en/How-we-work/Notices/View-UN-Notices-Individuals",
        ],
        "weakAlias": ["Haji Pazullah Noorzai", "Haji Mullah Faizullah"],
        "address": [
            "Boghra Road, Miralzei Village, Chaman, Baluchistan Province, Pakistan",
            "Kalay Rangin, Spin Boldak District, Kandahar Province, Afghanistan",
        ],
        "country": ["pk", "af"],
        "title": ["Haji"],
        "nationality": ["af"],
        "birthDate": ["1966", "1961", "1968", "1969", "1970", "1962"],
        "birthPlace": [
            "Lowy Kariz, Spin Boldak District, Kandahar Province, Afghanistan",
            "Kadanay, Spin Boldak District, Kandahar Province, Afghanistan",
            "Chaman, Baluchistan Province, Pakistan",
        ],
        "birthCountry": ["af", "pk"],
    }
    assert un.printed("un-2975510", "birthDate") == {
        "1968": "1968 to 1970",
        "1969": "1968 to 1970",
        "1970": "1968 to 1970",
    }
    assert un.printed("un-2975510", "nationality") == {"af": "Afghanistan"}
    assert un.beside("un-2975510", "Address") == [
        {
            "full": ["Boghra Road, Miralzei Village, Chaman, Baluchistan Province, Pakistan"],
            "street": ["Boghra Road"],
            "city": ["Miralzei Village, Chaman"],
            "state": ["Baluchistan Province"],
            "country": ["pk"],
        },
        {
            "full": ["Kalay Rangin, Spin Boldak District, Kandahar Province, Afghanistan"],
            "city": ["Kalay Rangin, Spin Boldak District"],
            "state": ["Kandahar Province"],
            "country": ["af"],
        },
    ]
    assert un.beside("un-2975510", "Sanction") == [
        {
            "authority": ["United Nations Security Council"],
            "program": ["Taliban"],
            "programId": ["Taliban"],
            "unscId": ["TAi.153"],
            "authorityId": ["TAi.153"],
            "status": ["UN List"],
            "summary": ["Security Council resolution 1988 (2011)"],
            "startDate": ["2011-10-04"],
            "modifiedAt": ["2011-11-29", "2012-06-01"],
        }
    ]


def test_a_file_that_is_not_well_formed_is_refused_with_the_place(data: Path, load: Load) -> None:
    with pytest.raises(ListMalformed, match=r"UN_2025-08-16.*line 53"):
        load("un-sc", data / "un/malformed/UN_2025-08-16.xml.gz")


def test_a_file_that_is_cut_off_is_refused(data: Path, load: Load, tmp_path: Path) -> None:
    whole = raw(data / "un/UN_2026-02-27.xml.gz")
    cut = tmp_path / "consolidated.xml"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ListMalformed, match=r"consolidated\.xml"):
        load("un-sc", cut)


def test_another_document_is_not_taken_for_the_list(load: Load, tmp_path: Path) -> None:
    page = tmp_path / "error.xml"
    page.write_text("<html><body>Service unavailable</body></html>")
    with pytest.raises(ListUnrecognised, match=r"error\.xml"):
        load("un-sc", page)


def test_an_element_that_is_not_known_is_counted_and_kept_as_a_note(
    load: Load, tmp_path: Path
) -> None:
    new = tmp_path / "consolidated.xml"
    new.write_text(
        '<CONSOLIDATED_LIST dateGenerated="2026-03-01T00:00:00Z"><INDIVIDUALS><INDIVIDUAL>'
        "<DATAID>1</DATAID><FIRST_NAME>Nobody</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
        "<REFERENCE_NUMBER>CDi.999</REFERENCE_NUMBER><EYE_COLOUR>grey</EYE_COLOUR>"
        "</INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>"
    )
    read = load("un-sc", new)
    assert read.reading.unknown == {"EYE_COLOUR": 1}
    assert read.said("un-1")["notes"] == ["EYE_COLOUR: grey"]


def test_entities_of_a_document_type_are_not_expanded(load: Load, tmp_path: Path) -> None:
    bomb = tmp_path / "consolidated.xml"
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    bomb.write_text(
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
        '<CONSOLIDATED_LIST dateGenerated="2026-03-01T00:00:00Z"><INDIVIDUALS><INDIVIDUAL>'
        "<DATAID>1</DATAID><FIRST_NAME>A &a;</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
        "</INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>"
    )
    try:
        names = load("un-sc", bomb).said("un-1").get("name", [])
    except ListMalformed:
        return
    assert "secret" not in " ".join(names)
