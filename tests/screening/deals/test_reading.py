"""A deal file is read whole or refused, with the key and the line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.errors import BadDeal
from caveat.screening.deals.reading import of_text, read

WHOLE = """\
title = "Shares and turbines"
date = 2018-03-01
closing = 2018-06-30
currency = "eur"
amount = 1_500_000
performance = "Germany"

[[party]]
id = "buyer"
name = "ACME GmbH"
role = ["buyer", "end user"]
countries = ["Germany"]
addresses = "Hauptstr. 1, Berlin"
person_of = "eu"
owners = "widely held"

[[party]]
name = "Ivan Testov"
role = "signatory"
type = "person"
birth_date = 1960
signs_for = "target"

[[party]]
id = "target"
name = "Target JSC"
role = "target"

[[stake]]
holder = "Ivan Testov"
owned = "target"
percent = "25 - 50"
since = 2015

[[purchase]]
buyer = "buyer"
seller = "Ivan Testov"
owned = "target"
percent = 25

[[issue]]
to = "buyer"
owned = "target"
new_shares = 6060
shares_before = 29940

[[debt]]
borrower = "target"
lender = "buyer"
days = 60
kind = "bond"

[[goods]]
description = "boiler"
codes = "8402"
destination = "Russia"
"""


def test_every_table_of_a_file_is_read() -> None:
    deal = of_text(WHOLE, "deal.toml")
    assert (deal.signed, deal.closing, deal.currency, deal.amount) == (
        date(2018, 3, 1), date(2018, 6, 30), "EUR", 1_500_000.0,
    )  # fmt: skip
    buyer, person, _ = deal.parties
    assert buyer.roles == ("buyer", "end user") and buyer.bound == ("eu",)
    assert buyer.subject.addresses == ("Hauptstr. 1, Berlin",)
    assert (person.id, person.signs_for, person.subject.birth_date) == (
        "Ivan Testov", ("target",), "1960",
    )  # fmt: skip
    assert (deal.holdings[0].least, deal.holdings[0].most) == (250_000_000, 500_000_000)
    assert deal.purchases[0].least == 250_000_000
    assert (deal.issues[0].least, deal.issues[0].most) == (168_333_333, 168_333_334)
    assert (deal.debts[0].days, deal.debts[0].kind) == (60, "bond")
    assert deal.goods[0].codes == ("8402",)
    assert deal.jurisdictions == ("us", "eu", "uk")


def test_json_says_the_same(tmp_path: Path) -> None:
    toml = of_text(WHOLE, "deal.toml")
    import tomllib

    file = tmp_path / "deal.json"
    file.write_text(json.dumps(tomllib.loads(WHOLE), default=str, indent=1))
    found = read(file)
    assert found.parties == toml.parties and found.goods[0].codes == toml.goods[0].codes


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("currency =", "curency =", "line 4, curency: the key 'curency' is not known. Did you"),
        ('role = "target"', 'rolle = "target"', "line 27, [[party]] rolle"),
        ('role = "target"', 'role = "tarket"', "'tarket' is not known. Did you mean 'target'?"),
        ('role = "target"', "", "a party has no role"),
        ("date = 2018-03-01", "", "has no date of signature"),
        ("date = 2018-03-01", 'date = "01.03.2018"', "is not a day"),
        ("date = 2018-03-01", "date = 2018-03-01T10:00:00", "has a time of day"),
        ("closing = 2018-06-30", "closing = 2017-06-30", "before the date of signature"),
        ('signs_for = "target"', 'signs_for = "targett"', "Did you mean 'target'?"),
        ('percent = "25 - 50"', 'percent = "150"', "line 32, [[stake]] percent: '150' is"),
        ('percent = "25 - 50"', "percent = true", "is no share"),
        ("percent = 25\n", "", "has no percent"),
        ("percent = 25\n", "percent = -5\n", "is negative"),
        ('seller = "Ivan Testov"', 'seller = "buyer"', "sells to itself"),
        ("shares_before = 29940", 'percent = "5"', "either percent, or new_shares"),
        ("days = 60", "days = -60", "no whole number"),
        ("days = 60", "", "a debt has no days"),
        ('currency = "eur"', 'currency = "euros"', "is no currency"),
        ("amount = 1_500_000", 'amount = "much"', "is no number"),
        ("amount = 1_500_000", "amount = nan", "is no number"),
        ('codes = "8402"', "codes = 8402", "is no list of texts"),
        ('name = "Target JSC"', 'name = "Target JSC"\nkind = "x"', "the key 'kind' is not known"),
        ('id = "target"', 'id = "buyer"', "two parties are called 'buyer', the other on line 8"),
        ("birth_date = 1960", 'birth_date = "1960-13"', "is no date"),
        ("since = 2015", "since = 2015\nuntil = 2014", "until 2014 is before since 2015"),
        ('title = "Shares', 'title = Shares', "is no TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(old: str, new: str, why: str) -> None:
    assert old in WHOLE
    with pytest.raises(BadDeal) as refused:
        of_text(WHOLE.replace(old, new, 1), "deal.toml")
    assert why in str(refused.value)
    assert str(refused.value).startswith("deal.toml")


def test_a_place_in_json_is_known_too() -> None:
    said = '{\n "date": "2018-03-01",\n "party": [\n  {"name": "A", "role": "buyer",'
    said += '\n   "agee": 3}]\n}'
    with pytest.raises(BadDeal, match=r"deal.json, line 5, .*agee"):
        of_text(said, "deal.json")


@pytest.mark.parametrize("said", ['{"date": NaN}', "[]", "{", "[" * 100_000, '"deal"'])
def test_what_is_no_deal_in_json_is_refused(said: str) -> None:
    with pytest.raises(BadDeal):
        of_text(said, "deal.json")


def test_a_missing_and_a_strange_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDeal, match="There is no file"):
        read(tmp_path / "none.toml")
    (tmp_path / "deal.docx").write_text("x")
    with pytest.raises(BadDeal, match=r"neither .toml nor .json"):
        read(tmp_path / "deal.docx")
    (tmp_path / "deal.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadDeal, match="not UTF-8"):
        read(tmp_path / "deal.toml")
    (tmp_path / "big.toml").write_bytes(b"#" * 6_000_000)
    with pytest.raises(BadDeal, match="bytes"):
        read(tmp_path / "big.toml")


def test_more_than_the_whole_cannot_be_sold() -> None:
    with pytest.raises(BadDeal, match="more than 100 percent is bought in all"):
        of_text(WHOLE + WHOLE[WHOLE.index("[[purchase]]") : WHOLE.index("[[issue]]")].replace(
            "percent = 25", "percent = 80"), "deal.toml")  # fmt: skip


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)  # fmt: skip
KEYS = st.sampled_from("id name role type countries birth_date owners military signs_for".split())


@given(st.dictionaries(KEYS, VALUES), st.dictionaries(st.sampled_from(
    "date closing amount currency stake goods issue jurisdictions".split()), VALUES))  # fmt: skip
def test_whatever_a_file_says_it_is_read_or_refused(row: object, top: dict[str, object]) -> None:
    said = json.dumps({"date": "2018-01-01", "party": [row], **top})
    try:
        of_text(said, "deal.json")
    except BadDeal as error:
        assert "deal.json" in str(error)
