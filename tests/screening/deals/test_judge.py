"""Whole deals by the starter list: true stories, and every check's own."""

from __future__ import annotations

import pytest
from tests.screening.deals.conftest import Judged, grades, party, said, stake, text

from caveat.errors import BadDate, BadDeal

SIEMENS = party("Siemens AG", "buyer", "Germany", "widely held")
FAMILY = party("Karl Mustermann", "seller", "Germany", type='"person"', birth_date="1950")
MITTELSTAND = party("Mustermann Werkzeugbau GmbH", "target", "Germany", id="target")
SALE = '[[purchase]]\nbuyer = "siemens"\nseller = "karl"\nowned = "target"\npercent = 100'


def test_a_clean_deal_is_clear(judged: Judged) -> None:
    found = judged(
        text("2024-03-01", SIEMENS, FAMILY, MITTELSTAND, stake("karl", "target", "100"), SALE,
             currency="EUR")
    )  # fmt: skip
    assert found.grade == "clear", [grades(day) for day in found.days]
    assert [day.title for day in found.days] == ["on the day of the deal", "today"]
    assert "checklist" in found.notes[0] and "no legal advice" in found.notes[-1]


def test_who_owns_the_rest_is_not_guessed(judged: Judged) -> None:
    deal = text("2024-03-01", SIEMENS, FAMILY, MITTELSTAND, stake("karl", "target", "60"),
                SALE.replace("100", "30"))  # fmt: skip
    found = judged(deal)
    # 40 percent of unknown owners are not enough for anybody's test, but one of them may control.
    assert [grades(day) for day in found.days] == [{"data": "caution"}, {"data": "caution"}]
    assert "60 % is known: 40 % belongs to holders who are not known" in said(found.days[0], "data")


@pytest.mark.parametrize(("percent", "open_"), [("60", False), ("50", True), ("40", True)])
def test_unknown_owners_matter_where_they_could_be_enough(
    judged: Judged, percent: str, open_: bool
) -> None:
    deal = text("2025-03-01", FAMILY, MITTELSTAND, stake("karl", "target", percent))
    day = judged(deal).days[0]
    assert (day.check("data").grade == "cannot tell") is open_


# -- owners after the deal ------------------------------------------------------------------------

ROSTEC = party("State Corporation Rostec", "shareholder", "Russia", "public body", id="rostec")
WORKS = party("Izhmash Example Works JSC", "target", "Russia", id="works")
INVESTOR = party("Nordic Example Invest AB", "buyer", "Sweden", "widely held", id="investor")
FOUNDER = party("Holding Example TKH LLC", "seller", "Russia", "widely held", id="founder")
THIRTY = '[[purchase]]\nbuyer = "investor"\nseller = "founder"\nowned = "works"\npercent = 30'


def test_thirty_percent_of_a_works_of_which_rostec_keeps_a_blocking_minority(
    judged: Judged,
) -> None:
    found = judged(
        text("2018-03-01", ROSTEC, WORKS, INVESTOR, FOUNDER, stake("rostec", "works", "25.01"),
             stake("founder", "works", "74.99"), THIRTY, jurisdictions=["us"])
    )  # fmt: skip
    then, today = found.days
    # In March 2018 Rostec was under a sectoral directive only; its 25.01 percent make nothing.
    # Its head, who is blocked, controls it: a caution. The buyer's law is not asked about: another.
    assert grades(then) == dict.fromkeys(("names", "ownership", "sectors", "nexus"), "caution")
    assert "controls, or may control by an office" in said(then, "ownership")
    assert "Directive 3" in said(then, "sectors")
    assert "stays not blocked" in said(then, "after")
    # Today Rostec is blocked: the works is not, but a quarter of it is a blocked party's.
    assert today.check("names").grade == "stop"
    assert today.check("after").grade == "caution"
    assert "25.01 % before, 25.01 % after" in said(today, "after")
    assert "new investment in the Russian Federation" in said(today, "sectors")


BLOCKED = party("Uralvagonzavod", "seller", "Russia", "public body", id="blocked")
PARTNER = party("Rhein Example AG", "buyer", "Germany", "widely held", id="partner")
VENTURE = party("Joint Example Venture LLC", "joint venture", "Russia", id="venture")


def venture(blocked: str, partner: str, *more: str) -> str:
    parts = [f'[[issue]]\nto = "{to}"\nowned = "venture"\npercent = "{share}"'
             for to, share in (("blocked", blocked), ("partner", partner))]  # fmt: skip
    return text("2018-03-01", BLOCKED, PARTNER, VENTURE, *parts, *more)


def test_half_of_a_joint_venture_blocks_it(judged: Judged) -> None:
    then = judged(venture("50", "50")).days[0]
    assert "Joint Example Venture LLC becomes blocked [OFAC 50 Percent Rule]" in said(then, "after")
    assert "exactly enough" in str([one.because for one in then.check("after").findings])


def test_just_less_than_half_does_not_but_control_is_enough_elsewhere(judged: Judged) -> None:
    then, today = judged(venture("49", "51")).days
    turn = next(f for f in then.check("after").findings if f.by == "us" and "venture" in f.parties
                and "blocked" not in f.parties)  # fmt: skip
    assert turn.grade == "caution" and "stays not blocked" in turn.says
    assert turn.laws[0].key == "FAQ-398"
    # Kalashnikov Concern is listed by all three today.
    concern = party("Kalashnikov Concern", "shareholder", "Russia", "public body", id="blocked")
    board = stake("blocked", "venture", "unknown", "board")
    deal = venture("49", "51", board).replace(BLOCKED, concern)
    today = judged(deal).days[1]
    after = {one.by: one for one in today.weighed if one.party == "venture"}
    assert {by: one.after.verdict for by, one in after.items()} == {
        "us": "not blocked on what is known", "eu": "blocked", "uk": "blocked",
    }  # fmt: skip
    assert "can appoint or remove most of the board of" in said(today, "after")


def test_dilution_below_half_frees_by_the_test_and_warns(judged: Judged) -> None:
    deal = text(
        "2018-03-01", BLOCKED, PARTNER, WORKS, stake("blocked", "works", "60"),
        stake("partner", "works", "40"),
        '[[issue]]\nto = "partner"\nowned = "works"\nnew_shares = 2024\nshares_before = 10000',
        jurisdictions=["us"],
    )  # fmt: skip
    then = judged(deal).days[0]
    assert then.check("ownership").grade == "stop"
    [turn] = then.check("after").findings
    assert turn.grade == "caution" and "no longer blocked by the test" in turn.says
    assert "49.9" in turn.says and turn.laws[0].key == "FAQ-402"


def test_shares_sold_by_a_blocked_party_are_blocked_property(judged: Judged) -> None:
    deal = text(
        "2018-03-01", BLOCKED, PARTNER, WORKS, stake("blocked", "works", "60"),
        stake("partner", "works", "40"),
        '[[purchase]]\nbuyer = "partner"\nseller = "blocked"\nowned = "works"\npercent = 20',
        jurisdictions=["us"],
    )  # fmt: skip
    then = judged(deal).days[0]
    assert then.check("after").grade == "stop"
    assert "blocked property" in said(then, "after")
    assert "is no longer blocked by the test" in said(then, "after")


def test_a_stake_of_the_file_that_contradicts_the_library_is_said(judged: Judged) -> None:
    deal = text("2016-03-01", party("Kalashnikov Concern", "shareholder", "Russia", id="k"),
                party("ZALA Aero LLC", "target", "Russia", id="zala"), stake("k", "zala", "49"),
                jurisdictions=["us"])  # fmt: skip
    then = judged(deal).days[0]
    assert "holds 51 % of ZALA Aero LLC" in said(then, "after")
    assert then.check("ownership").grade == "caution"


def test_the_library_knows_owners_that_the_file_does_not_name(judged: Judged) -> None:
    deal = text("2018-02-15", party("ZALA Aero LLC", "target", "Russia", id="zala"),
                jurisdictions=["us"])  # fmt: skip
    then = judged(deal).days[0]
    assert then.check("ownership").grade == "stop"
    [finding] = then.check("ownership").findings
    assert any("owns 51 %" in line for line in finding.because)


# -- the rest of the checks -----------------------------------------------------------------------


def test_a_blocked_person_who_signs_is_said_apart(judged: Judged) -> None:
    signs = party("Sergei Chemezov", "signatory", type='"person"', birth_date='"1952-08-20"',
                  signs_for='["target"]', id="signs")  # fmt: skip
    then = judged(text("2018-03-01", MITTELSTAND, signs)).days[0]
    found = then.check("signatures").findings
    assert [(one.grade, one.by) for one in found] == [("stop", "us"), ("caution", "eu")]
    assert {law.key for law in found[0].laws} == {"FAQ-398", "FAQ-400"}


S400 = (
    '[[goods]]\ndescription = "S-400 air defence system"\nkind = "arms"\norigin = "Russia"\n'
    'destination = "Turkey"'
)
SSB = party("Presidency of Defense Industries", "buyer", "Turkey", "public body", id="ssb")
ROE = party("Rosoboronexport", "seller", "Russia", id="roe")


def test_the_s400_deal_is_a_caution_of_caatsa(judged: Judged) -> None:
    then, today = judged(text("2017-12-29", SSB, ROE, S400)).days
    [arms] = then.check("arms").findings
    assert arms.grade == "caution" and arms.laws[0].key == "CAATSA-231"
    assert any("owned by persons who are under Directive 3" in line for line in arms.because)
    assert any("is not in the library" in line for line in arms.because)
    # What Turkey's agency is under since 2020 freezes nothing.
    assert "Presidency" in said(today, "names") and not any(
        one.grade == "stop" for one in today.check("names").findings if one.parties == ("ssb",)
    )


def test_before_august_2017_there_was_no_section_231(judged: Judged) -> None:
    assert judged(text("2017-08-01", SSB, ROE, S400)).days[0].check("arms").grade == "clear"
    other = S400.replace('kind = "arms"', 'kind = "other"').replace("S-400 air defence", "Cooling")
    assert judged(text("2017-12-29", SSB, ROE, other)).days[0].check("arms").grade == "clear"


@pytest.mark.parametrize(("day", "grade"), [("2013-03-01", "clear"), ("2015-03-01", "stop")])
def test_goods_to_sevastopol(judged: Judged, day: str, grade: str) -> None:
    harbour = party("Harbour Example Works", "consignee", "Ukraine", "public body",
                    addresses='["ул. Большая Морская 1, Севастополь"]')  # fmt: skip
    boilers = '[[goods]]\ndescription = "boilers"\ncodes = ["8402"]\ndestination = "Sevastopol"'
    supplier = party("Rhein Example AG", "supplier", "Germany", "widely held")
    then = judged(text(day, supplier, harbour, boilers)).days[0]
    assert then.check("places").grade == grade


def test_a_rule_that_binds_nobody_in_the_deal_is_only_a_caution(judged: Judged) -> None:
    here = party("Example Trading", "seller", "Brazil", "widely held")
    there = party("Harbour Example Works", "buyer", "Cuba", "public body")
    found = judged(text("2020-01-01", here, there, jurisdictions=["us"]))
    assert found.grade == "caution" and "the file names none" in said(found.days[0], "places")
    dollars = judged(text("2020-01-01", here, there, jurisdictions=["us"], currency="USD"))
    assert dollars.days[0].check("places").grade == "stop"
    assert dollars.days[0].check("nexus").grade == "caution"
    nowhere = judged(text("2020-01-01", here.replace('countries = ["Brazil"]\n', ""), there,
                          jurisdictions=["us"]))  # fmt: skip
    assert nowhere.days[0].check("places").grade == "stop"  # whoever has no country may be bound


@pytest.mark.parametrize(
    ("day", "days", "grade"),
    [
        ("2014-08-01", 60, "caution"), ("2015-06-01", 60, "stop"), ("2015-06-01", 20, "caution"),
        ("2018-01-05", 60, "stop"), ("2018-01-05", 20, "stop"), ("2018-01-05", 14, "caution"),
    ],
)  # fmt: skip
def test_new_debt_of_a_bank_under_directive_1(
    judged: Judged, day: str, days: int, grade: str
) -> None:
    bank = party("VTB Bank", "borrower", "Russia", "public body")
    lender = party("Example Bank NA", "lender", "United States", "widely held")
    debt = f'[[debt]]\nborrower = "vtb"\nlender = "example"\ndays = {days}'
    then = judged(text(day, bank, lender, debt, jurisdictions=["us"])).days[0]
    assert then.check("sectors").grade == grade
    limit = {"2014-08-01": "90", "2015-06-01": "30", "2018-01-05": "14"}[day]
    assert f"longer than {limit} days" in said(then, "sectors")


def test_directive_2_is_about_debt_and_not_about_equity(judged: Judged) -> None:
    oil = party("Rosneft", "issuer", "Russia", "public body")
    fund = party("Example Fund LP", "buyer", "United States", "widely held")
    issue = '[[issue]]\nto = "example"\nowned = "rosneft"\npercent = 5'
    then = judged(text("2016-06-01", oil, fund, issue, jurisdictions=["us"])).days[0]
    assert then.check("sectors").grade == "caution"
    bank = party("VTB Bank", "issuer", "Russia", "public body", id="rosneft")
    then = judged(text("2016-06-01", bank, fund, issue, jurisdictions=["us"])).days[0]
    assert then.check("sectors").grade == "stop" and "New equity" in said(then, "sectors")


def test_what_a_hit_is_not_can_be_said(judged: Judged) -> None:
    other = party("Rostec", "buyer", "Argentina", "widely held")
    assert judged(text("2023-01-01", other, jurisdictions=["us"])).grade != "clear"
    settled = party("Rostec", "buyer", "Argentina", "widely held",
                    not_same_as='["starter-rostec"]')  # fmt: skip
    assert judged(text("2023-01-01", settled, jurisdictions=["us"])).grade == "clear"
    with pytest.raises(BadDeal, match="ofac-nobody"):
        judged(text("2023-01-01", party("Rostec", "buyer", same_as='["ofac-nobody"]')))


def test_a_country_that_is_not_known_is_not_passed_over(judged: Judged) -> None:
    found = judged(text("2024-01-01", party("Example Ltd", "buyer", "Atlantis", "widely held")))
    assert found.grade == "cannot tell" and "Atlantis" in said(found.days[0], "places")


def test_there_is_no_swiss_list_in_the_starter_list(judged: Judged) -> None:
    found = judged(text("2024-01-01", SIEMENS, jurisdictions=["ch"]))
    assert found.grade == "cannot tell" and "Switzerland" in said(found.days[0], "data")


def test_a_deal_of_tomorrow_is_judged_as_of_today(judged: Judged) -> None:
    found = judged(text("2027-03-01", SIEMENS))
    assert len(found.days) == 1 and "lies after" in found.notes[0]
    assert len(judged(text("2026-11-24", SIEMENS)).days) == 1
    asked = judged(text("2020-03-01", SIEMENS), as_of="2021-01-01", known_at="2026-11-20")
    assert [str(day.as_of) for day in asked.days] == ["2021-01-01", "2026-11-20"]
    with pytest.raises(BadDate):
        judged(text("2020-03-01", SIEMENS), as_of="2030-01-01")
