"""SWIFT MT messages become transactions with the same words for roles as ISO 20022."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.screening.payments.messages import mt103

from caveat.screening.payments import swift_mt
from caveat.screening.payments.payment import Fault, Message, PartyField, Transaction


def read(text: str | bytes) -> list[Transaction | Fault]:
    raw = text if isinstance(text, bytes) else text.encode()
    return [one for one in swift_mt.read(BytesIO(raw), "f.fin") if not isinstance(one, Message)]


def only(text: str | bytes) -> Transaction:
    (one,) = read(text)
    assert isinstance(one, Transaction)
    return one


def by_role(one: Transaction) -> dict[str, PartyField]:
    return {field.role: field for field in one.fields}


def test_a_customer_transfer_has_its_parties_banks_and_text() -> None:
    one = only(mt103(more=":72:/INS/PRMSRUMM\n"))
    assert not one.wrong
    assert (one.message, one.reference, one.uetr[:8]) == ("MT103", "REF1", "eb6305c9")
    assert (one.value_date, one.amount, one.currency) == ("2026-11-23", "1000.50", "EUR")
    fields = by_role(one)
    assert fields["debtor"].name == "ANNA LINDQVIST"
    assert fields["debtor"].accounts == ("DE89370400440532013000",)
    assert fields["debtor"].countries == ("se",)
    assert (fields["sender"].bic, fields["receiver"].bic) == ("DEUTDEFFXXX", "COBADEFFXXX")
    assert fields["bank to bank information"].bic == "PRMSRUMM"
    assert fields["bank to bank information"].place == ":72:/INS/"


OPTION_F = """:50F:/40702810900000001234
1/CHEMEZOV SERGEI VIKTOROVICH
2/24 USACHEVA ST
3/RU/MOSCOW
4/19520820
5/RU/CHEREMKHOVO
7/RU/770202363089"""


def test_option_f_tells_birth_country_and_numbers() -> None:
    field = by_role(only(mt103(debtor=OPTION_F)))["debtor"]
    assert field.name == "CHEMEZOV SERGEI VIKTOROVICH"
    assert (field.birth_date, field.birth_place) == ("1952-08-20", "CHEREMKHOVO, RU")
    assert (field.countries, field.identifiers) == (("ru",), ("770202363089",))
    assert field.addresses == ("24 USACHEVA ST, RU/MOSCOW",)
    assert field.person


def test_a_passport_as_party_identifier_is_an_identifier_and_a_customer_number_is_none() -> None:
    named = ":50F:{}\n1/SERGEI CHEMEZOV\n3/RU/MOSCOW"
    passport = by_role(only(mt103(debtor=named.format("CCPT/RU/4509123456"))))["debtor"]
    customer = by_role(only(mt103(debtor=named.format("CUST/DE/BANK/4509123456"))))["debtor"]
    assert (passport.identifiers, customer.identifiers) == (("4509123456",), ())


def test_names_that_go_on_in_the_next_line_are_read_both_ways() -> None:
    long = ":59:/1\nSTATE CORPORATION FOR ASSISTANCE TO\nDEVELOPMENT\nMOSCOW RUSSIA"
    field = by_role(only(mt103(creditor=long)))["creditor"]
    assert field.name == "STATE CORPORATION FOR ASSISTANCE TO"
    assert "STATE CORPORATION FOR ASSISTANCE TO DEVELOPMENT" in field.aliases
    numbered = ":59F:1/JOINT STOCK COMPANY CONCERN KALA\n1/SHNIKOV\n3/RU/IZHEVSK"
    numbers = by_role(only(mt103(creditor=numbered)))["creditor"]
    assert numbers.countries == ("ru",)
    short = by_role(only(mt103(creditor=":59:ANNA LINDQVIST\nSTOCKHOLM\nSWEDEN")))["creditor"]
    assert not short.aliases, "a short line is whole"


COVER = """{1:F01DEUTDEFFAXXX0000000000}{2:O2021200261123COBADEFFAXXX00000000002611231200N}\
{3:{119:COV}}{4:
:20:REF2
:21:REF1
:32A:261123USD5,
:52A:SABRRUMM
:58A:/123
PRMSRUMMXXX
:50K:SERGEI CHEMEZOV
MOSCOW
:59:HANS HUBER
:70:A GIFT
-}"""


def test_a_cover_payment_tells_the_customers_behind_it() -> None:
    one = only(COVER)
    fields = by_role(one)
    assert (one.message, one.wrong) == ("MT202COV", ())
    assert fields["debtor agent"].bic == "SABRRUMM"
    assert fields["beneficiary institution"].bic == "PRMSRUMMXXX"
    assert fields["underlying debtor"].name == "SERGEI CHEMEZOV"
    assert fields["underlying remittance"].text == "A GIFT"
    assert fields["sender"].bic == "COBADEFFXXX", "of a message that came in, the other bank"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("between", ["", "\n", "$", "$\n"])
def test_several_messages_stand_one_behind_the_other(newline: str, between: str) -> None:
    text = between.join([mt103(), mt103(text="RENT"), COVER]).replace("\n", newline)
    found = read(text)
    assert [one.message for one in found if isinstance(one, Transaction)] == [
        "MT103", "MT103", "MT202COV",
    ]  # fmt: skip
    assert len(found) == 3 and not any(getattr(one, "wrong", ()) for one in found)


def test_the_bare_text_of_block_4_is_enough() -> None:
    bare = "\n".join(mt103().split("{4:\n")[1].split("\n")[:-1])
    one, other = read(f"{bare}\n-\n{bare}\n-\n")
    assert isinstance(one, Transaction) and isinstance(other, Transaction)
    assert (one.message, one.wrong, other.wrong) == ("MT103", (), ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (mt103(day="261323"), ":32A: '261323' is no date."),
        (mt103().replace("EUR1000,50", "EUR1000.50"), "is no date, currency and amount"),
        (mt103().replace(":20:REF1\n", ""), "It has no field 20."),
        (mt103(creditor=""), "It has no field 59."),
        (mt103(debtor=":50F:1/A B\n4/19521320"), "birth date '19521320' is no date"),
        (mt103(creditor=":59:/12345678"), ":59: it names nobody."),
        (mt103(more=":52A:NOBIC\n"), ":52A: 'NOBIC' is no BIC."),
        (mt103()[:-25], "may be cut off"),
    ],
)
def test_a_malformed_message_says_why_and_the_next_one_goes_on(text: str, reason: str) -> None:
    wrong, last = read(f"{text}\n{mt103()}")
    assert isinstance(wrong, Transaction) and isinstance(last, Transaction)
    assert any(reason in one for one in wrong.wrong), wrong.wrong
    assert not last.wrong


def test_other_messages_are_named_with_their_line() -> None:
    first, other = read(mt103() + "\n" + mt103().replace("{2:I103", "{2:I940"))
    assert isinstance(first, Transaction)
    assert isinstance(other, Fault)
    assert other.reason == "MT940 is no message that Caveat reads."
    assert other.place == "message 2, line 14"


def test_a_line_without_end_is_given_up() -> None:
    found = read("{1:" + "x" * 100_000)
    assert isinstance(found[-1], Fault)
    assert "longer than any" in found[-1].reason


def test_latin_letters_of_old_files_are_read() -> None:
    raw = mt103(debtor=":50K:J\xfcRGEN M\xfcLLER\nBERLIN").encode("latin-1")
    assert by_role(only(raw))["debtor"].name == "J\xfcRGEN M\xfcLLER"


@given(st.text(alphabet=st.sampled_from("{}:14520KF/\n$-AX 9,"), max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read("{1:" + text)
    assert found, "something is said of every file"


@given(st.lists(st.sampled_from(["MT103", "COV"]), min_size=1, max_size=5), st.integers(0, 400))
def test_a_cut_loses_no_message_before_it(kinds: list[str], cut: int) -> None:
    texts = [mt103() if kind == "MT103" else COVER for kind in kinds]
    whole = "".join(texts)
    found = read(whole[: max(len(whole) - cut, 3)])
    before = sum(len("".join(texts[: n + 1])) <= len(whole) - cut for n in range(len(texts)))
    clean = [one for one in found if isinstance(one, Transaction) and not one.wrong]
    assert len(clean) >= before
