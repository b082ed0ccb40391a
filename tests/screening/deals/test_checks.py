"""Single checks: goods, investment, annexes, places told by accounts and telephones, identities."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.screening.conftest import Shelf
from tests.screening.deals.conftest import Judged, party, said, text

from caveat.screening.deals.judge import judge
from caveat.screening.deals.reading import of_text

WORKS = party("Rhein Example AG", "supplier", "Germany", "widely held")
USER = party("Ural Example Works", "end user", "Russia", "widely held", id="user")


def goods(**said_: str) -> str:
    return "\n".join(["[[goods]]", *(f"{key} = {value}" for key, value in said_.items())])


@pytest.mark.parametrize(
    ("day", "kind", "more", "grade"),
    [
        ("2014-07-31", "arms", "", "clear"),
        ("2014-08-01", "arms", "", "stop"),
        ("2014-07-31", "dual-use", "true", "clear"),
        ("2014-08-01", "dual-use", "true", "stop"),
        ("2014-08-01", "dual-use", "false", "clear"),
        ("2014-08-01", "dual-use", "", "cannot tell"),
        ("2022-02-26", "dual-use", "false", "stop"),
        ("2022-02-25", "aviation", "", "clear"),
        ("2022-02-26", "aviation", "", "stop"),
        ("2015-01-01", "oil-equipment", "", "caution"),
        ("2022-03-15", "luxury", "", "clear"),
        ("2022-03-16", "luxury", "", "stop"),
    ],
)
def test_goods_to_russia_by_the_law_of_the_union(
    judged: Judged, day: str, kind: str, more: str, grade: str
) -> None:
    item = goods(kind=f'"{kind}"', **({"military_use": more} if more else {}))
    then = judged(text(day, WORKS, USER, item, jurisdictions=["eu"])).days[0]
    assert then.check("goods").grade == grade, said(then, "goods")


def test_words_alone_are_a_hint(judged: Judged) -> None:
    item = goods(description='"hunting rifles"')
    then = judged(text("2015-01-01", WORKS, USER, item, jurisdictions=["eu"])).days[0]
    assert then.check("goods").grade == "caution"
    assert "write kind or codes" in said(then, "goods")


def test_what_is_of_no_kind_and_a_code_that_is_none_are_not_passed_over(judged: Judged) -> None:
    for item in (goods(description='"things"'), goods(codes='["whatever"]')):
        then = judged(text("2015-01-01", WORKS, USER, item, jurisdictions=["eu"])).days[0]
        assert then.check("goods").grade == "cannot tell"


def test_goods_to_a_company_of_annex_iv(judged: Judged) -> None:
    item = goods(codes='["3A001"]', military_use="false")
    concern = party("Kalashnikov Concern", "end user", "Russia", "widely held", id="user")
    then = judged(text("2014-10-01", WORKS, concern, item, jurisdictions=["eu"])).days[0]
    assert "no dual-use goods may go since 2014-09-12" in said(then, "goods")


def test_steel_from_russia(judged: Judged) -> None:
    mill = party("Ural Example Steel", "seller", "Russia", "widely held")
    item = goods(codes='["7208"]', destination='"Germany"')
    for day, grade in (("2022-03-15", "clear"), ("2022-03-16", "stop")):
        then = judged(text(day, mill, WORKS, item, jurisdictions=["eu"])).days[0]
        assert then.check("goods").grade == grade


@pytest.mark.parametrize(
    ("country", "day", "grade"),
    [("United States", "2022-04-05", "clear"), ("United States", "2022-04-06", "stop"),
     ("Brazil", "2022-04-06", "caution")],
)  # fmt: skip
def test_new_investment_in_russia(judged: Judged, country: str, day: str, grade: str) -> None:
    parts = [party("Example Fund LP", "buyer", country, "widely held"),
             party("Ural Example Works", "target", "Russia", "widely held"),
             party("Someone Example", "seller", "Cyprus", "widely held", id="s"),
             '[[purchase]]\nbuyer = "example"\nseller = "s"\nowned = "ural"\npercent = 5'
             ]  # fmt: skip
    then = judged(text(day, *parts, jurisdictions=["us"])).days[0]
    assert then.check("sectors").grade == grade


def test_a_bank_of_annex_iii_by_its_name_is_not_settled(judged: Judged) -> None:
    bank = party("VTB Bank", "borrower", "Russia", "public body", id="bank")
    debt = '[[debt]]\nborrower = "bank"\ndays = 60'
    for day, grade in (("2014-07-31", "clear"), ("2014-08-15", "caution"),
                       ("2014-09-12", "cannot tell")):  # fmt: skip
        then = judged(text(day, WORKS, bank, debt, jurisdictions=["eu"])).days[0]
        assert then.check("sectors").grade == grade


@pytest.mark.parametrize(
    ("key", "value"),
    [("phones", '["+7 978 123-45-67"]'), ("addresses", '["Simferopol"]'),
     ("addresses", '["Jalta, Krym"]'), ("countries", '["Crimea"]')],
)  # fmt: skip
def test_crimea_is_told_by_whatever_names_it(judged: Judged, key: str, value: str) -> None:
    buyer = party("Example Trading", "buyer", "", "widely held", **{key: value})
    then = judged(text("2016-01-01", WORKS, buyer, jurisdictions=["eu"])).days[0]
    assert then.check("places").grade == "stop"


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [("ibans", '["IR580540105180021273113007"]', "Iran"), ("bics", '["BMJIIRTH"]', "Iran"),
     ("addresses", '["1 Example St, Pyongyang, North Korea"]', "North Korea")],
)  # fmt: skip
def test_countries_are_told_by_accounts_banks_and_addresses(
    judged: Judged, key: str, value: str, place: str
) -> None:
    seller = party("Example Trading", "seller", "", "widely held", **{key: value})
    buyer = party("Example Corp", "buyer", "United States", "widely held", id="b")
    then = judged(text("2018-01-01", seller, buyer, jurisdictions=["us"])).days[0]
    assert then.check("places").grade == "stop" and place in said(then, "places")


def test_an_area_of_which_a_part_is_meant_is_not_guessed(judged: Judged) -> None:
    buyer = party("Example Trading", "buyer", "Ukraine", "widely held",
                  addresses='["Kherson, Ukraine"]')  # fmt: skip
    then = judged(text("2023-01-01", WORKS, buyer, jurisdictions=["eu"])).days[0]
    assert then.check("places").grade == "cannot tell"


def test_a_person_by_the_name_alone_may_be_somebody_else(judged: Judged) -> None:
    alone = party("Sergei Chemezov", "seller", type='"person"')
    then = judged(text("2018-01-01", alone, jurisdictions=["us"])).days[0]
    assert then.check("names").grade == "caution" and "may be" in said(then, "names")
    told = party(
        "Sergei Chemezov", "seller", type='"person"', same_as='["starter-sergei-chemezov"]'
    )
    assert judged(text("2018-01-01", told, jurisdictions=["us"])).days[0].check(
        "names").grade == "stop"  # fmt: skip


def test_an_identifier_settles_who_a_party_is(judged: Judged) -> None:
    said_ = party("Kontsern Kalashnikov AO", "seller", "Russia", identifiers='["1832090230"]')
    then = judged(text("2018-01-01", said_, jurisdictions=["us"])).days[0]
    assert then.check("names").grade == "stop" and "identifier 1832090230" in said(then, "names")


def test_new_debt_of_the_defence_sector_is_a_caution_of_section_231_too(judged: Judged) -> None:
    rostec = party("State Corporation Rostec", "borrower", "Russia", "public body", id="r")
    debt = '[[debt]]\nborrower = "r"\ndays = 10'
    then = judged(text("2018-01-01", WORKS, rostec, debt, jurisdictions=["us"])).days[0]
    assert "New debt and State Corporation Rostec" in said(then, "arms")
    idle = judged(text("2018-01-01", WORKS, rostec, jurisdictions=["us"])).days[0]
    assert idle.check("arms").grade == "clear"


def test_a_stale_list_is_as_old_as_it_is_on_the_day_asked_about(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    shelf.take("2016-02-11", {"a": {"name": "Old Man", "since": "2010-01-01"}})
    shelf.build()
    deal = of_text(text("2018-03-01", WORKS, jurisdictions=["eu"]), "deal.toml")
    then, now = judge(shelf.library, deal).days
    assert "last confirmed on 2016-02-11, 749 days before 2018-03-01." in said(then, "data")
    assert f"days before {now.as_of}." in said(now, "data")
