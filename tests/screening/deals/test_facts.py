"""The facts of law: each has a source, a day and an address, and holds on the days that it says."""

from __future__ import annotations

from datetime import date

import pytest

from caveat.names.countries import code
from caveat.screening.deals import embargoes, goods, laws, sectoral
from caveat.screening.deals.deal import JURISDICTIONS, Goods
from caveat.subject import Subject


def test_every_law_has_a_title_an_address_and_says_how_it_was_checked() -> None:
    for key, said in laws.data("laws.toml").items():
        law = laws.law(key)
        assert law.title and law.url.startswith("https://") and law.checked, key
        assert set(said) <= {"title", "date", "url", "checked"}, key


def test_every_fact_rests_on_a_law_and_has_its_days_in_order() -> None:
    facts: list[embargoes.Embargo | goods.Rule] = [*embargoes.embargoes(), *goods.rules()]
    for one in facts:
        assert one.by in JURISDICTIONS and one.law.url
        assert one.until is None or one.since < one.until
    for kind in (kind for rule in goods.rules() for kind in rule.kinds):
        assert kind in goods.KINDS
    for rule in (*sectoral.directives(), *sectoral.annexes()):
        assert [term.since for term in rule.terms] == sorted(term.since for term in rule.terms)


def test_every_law_that_is_named_is_used() -> None:
    cited = {one.law.key for one in embargoes.embargoes()}
    cited |= {one.law.key for one in goods.rules()} | {one.law.key for one in sectoral.bans()}
    cited |= {one.law.key for one in (*sectoral.directives(), *sectoral.annexes())}
    cited |= {law.key for *_, law in (*sectoral.no_dual_use(), *sectoral.determinations())}
    in_code = {"FAQ-373", "FAQ-398", "FAQ-400", "FAQ-402", "CAATSA-231"}
    assert set(laws.data("laws.toml")) == cited | in_code


def test_no_place_is_embargoed_twice_by_one_jurisdiction_on_one_day() -> None:
    days = {one.since for one in embargoes.embargoes()}
    for day in days:
        held = [(one.place, one.by) for one in embargoes.embargoes() if one.holds(day)]
        assert len(held) == len(set(held)), day


@pytest.mark.parametrize(
    ("place", "day", "by"),
    [
        ("ua-43", "2013-03-01", []),
        ("ua-43", "2014-06-25", ["eu"]),
        ("ua-43", "2014-12-19", ["eu", "us"]),
        ("ua-43", "2021-01-01", ["eu", "uk", "us"]),
        ("ua-14", "2022-02-20", []),
        ("ua-14", "2022-02-21", ["us"]),
        ("ua-14", "2022-02-24", ["eu", "us"]),
        ("ua-65", "2022-10-06", []),
        ("ua-65", "2022-10-07", ["eu"]),
        ("ua-65", "2023-06-20", ["eu", "uk"]),
        ("cu", "2020-01-01", ["us"]),
        ("sd", "2017-10-11", ["us"]),
        ("sd", "2017-10-12", []),
        ("sy", "2025-06-30", ["us"]),
        ("sy", "2025-07-01", []),
        ("ir", "2018-01-01", ["us"]),
        ("ir", "2025-10-01", ["eu", "us"]),
        ("kp", "2020-01-01", ["eu", "us"]),
        ("de", "2024-01-01", []),
    ],
)
def test_embargoes_hold_on_their_days(place: str, day: str, by: list[str]) -> None:
    on = date.fromisoformat(day)
    met = [one.by for one in embargoes.embargoes() if one.place == place and one.holds(on)]
    assert sorted(met) == by


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("Sevastopol", "ua-43"), ("г. Севастополь, ул. Ленина 1", "ua-43"),
        ("СІМФЕРОПОЛЬ", "ua-43"),
        ("Republic of Crimea, Yalta", "ua-43"), ("Donetsk, DNR", "ua-14"), ("Луганск", "ua-09"),
        ("Donetsk, Donetsk Oblast, Ukraine", "ua-14"),
    ],
)  # fmt: skip
def test_places_are_known_in_the_spellings_of_addresses(said: str, place: str) -> None:
    [found] = embargoes.regions(said)
    assert found.code == place and not found.partly


@pytest.mark.parametrize(
    "said",
    ["Donetsk, Rostov region, Russia", "Sevastopolskaya ul. 4, Moscow",
     "Севастопольский проспект 12",
     "Kyiv, Ukraine", "Krimml, Austria", "Cherson Street", "DPR Korea", "Odesa"],
)  # fmt: skip
def test_other_places_are_not_taken_for_them(said: str) -> None:
    assert not list(embargoes.regions(said))


@pytest.mark.parametrize("said", ["Kherson", "Donetsk Oblast, Kramatorsk", "Melitopol"])
def test_of_an_area_that_is_partly_meant_nothing_is_guessed(said: str) -> None:
    [found] = embargoes.regions(said)
    assert found.partly


def test_every_region_is_of_a_country_that_is_known() -> None:
    for said in embargoes.data_of_places().values():
        assert code(said["country"]) == "ua"


@pytest.mark.parametrize(
    ("item", "kinds"),
    [
        (Goods("S-400 surface-to-air missile system"), [("arms", False)]),
        (Goods("parts", codes=("9306.90",)), [("arms", True)]),
        (Goods("parts", codes=("ML4.a",)), [("arms", True)]),
        (Goods("parts", codes=("ECCN 0A501",)), [("arms", True)]),
        (Goods("parts", codes=("9A610",)), [("arms", True)]),
        (Goods("chips", codes=("3A001",)), [("dual-use", True)]),
        (Goods("wings", codes=("HS 8803",)), [("aviation", True)]),
        (Goods("lamps", codes=("9405",)), []),
        (Goods("consulting"), []),
        (Goods("Patriotic songs, think tankers and rifled barrels"), []),
        (Goods("whatever", kind="luxury"), [("luxury", True)]),
    ],
)
def test_codes_tell_kinds_and_words_hint_at_them(
    item: Goods, kinds: list[tuple[str, bool]]
) -> None:
    assert [(one.kind, one.certain) for one in goods.kinds(item)] == kinds


@pytest.mark.parametrize(
    ("number", "day", "days"),
    [
        (1, "2014-07-15", None), (1, "2014-07-16", 90), (1, "2014-09-12", 30),
        (1, "2017-11-27", 30), (1, "2017-11-28", 14), (2, "2014-09-12", 90), (2, "2017-11-28", 60),
        (3, "2014-09-11", None), (3, "2014-09-12", 30), (3, "2020-01-01", 30),
    ],
)  # fmt: skip
def test_the_tenor_is_the_one_of_the_day(number: int, day: str, days: int | None) -> None:
    term = sectoral.directives()[number - 1].term(date.fromisoformat(day))
    assert (term.days if term else None) == days


def test_directive_4_reaches_projects_elsewhere_since_2018() -> None:
    four = sectoral.directives()[3]
    assert four.project(date(2014, 1, 1)) == ""
    assert "33 percent" not in four.project(date(2017, 12, 1))
    assert "33 percent" in four.project(date(2018, 1, 29))


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("VTB Bank PJSC", True), ("Rosneft", True), ("Gazprom", False), ("Siemens AG", False),
     ("Kalashnikov Concern", True), ("United Aircraft Corporation", True), ("Almaz-Antey", True)],
)  # fmt: skip
def test_annexes_are_matched_by_name(name: str, is_one: bool) -> None:
    names = [one.names for one in sectoral.annexes()] + [
        one for _, one, _ in sectoral.no_dual_use()
    ]
    assert any(sectoral.named(Subject(name, "organization"), some) for some in names) is is_one
