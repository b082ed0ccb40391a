"""ISO 20022 messages become transactions with their fields, and say what is wrong with them."""

from __future__ import annotations

from io import BytesIO

import pytest
from tests.screening.payments.messages import agent, born, pacs008, party, transfer

from caveat.screening.payments import iso20022
from caveat.screening.payments.payment import Fault, Message, PartyField, Transaction


def read(text: str | bytes) -> list[Transaction | Fault]:
    raw = text if isinstance(text, bytes) else text.encode()
    return [one for one in iso20022.read(BytesIO(raw), "f.xml") if not isinstance(one, Message)]


def only(text: str | bytes) -> Transaction:
    (one,) = read(text)
    assert isinstance(one, Transaction)
    return one


def by_role(one: Transaction) -> dict[str, PartyField]:
    return {field.role: field for field in one.fields}


def test_a_credit_transfer_has_its_parties_agents_and_text_with_their_places() -> None:
    one = only(pacs008(transfer(text="invoice 1", more=agent("IntrmyAgt2", "CHASUS33"))))
    assert (one.message, one.message_id, one.reference) == ("pacs.008.001.08", "M1", "E1")
    assert (one.amount, one.currency, one.value_date) == ("100.00", "EUR", "2026-11-23")
    assert not one.wrong
    fields = by_role(one)
    assert fields["debtor"].name == "Anna Lindqvist"
    assert fields["debtor"].place == "CdtTrfTxInf[1]/Dbtr"
    assert fields["intermediary agent 2"].bic == "CHASUS33"
    assert fields["remittance"].text == "invoice 1"


def test_a_party_tells_birth_country_address_identifiers_and_account() -> None:
    more = (
        "<PstlAdr><StrtNm>Usacheva</StrtNm><TwnNm>Moscow</TwnNm><Ctry>RU</Ctry></PstlAdr>"
        "<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1952-08-20</BirthDt>"
        "<CityOfBirth>Cheremkhovo</CityOfBirth><CtryOfBirth>RU</CtryOfBirth></DtAndPlcOfBirth>"
        "<Othr><Id>4509123456</Id><SchmeNm><Cd>CCPT</Cd></SchmeNm></Othr>"
        "<Othr><Id>CUSTOMER-77</Id><SchmeNm><Cd>CUST</Cd></SchmeNm></Othr></PrvtId></Id>"
        "<CtryOfRes>CY</CtryOfRes>"
    )
    account = "<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>"
    text = transfer(debtor_more=more).replace("</Dbtr>", f"</Dbtr>{account}")
    field = by_role(only(pacs008(text)))["debtor"]
    assert field.person
    assert (field.birth_date, field.birth_place) == ("1952-08-20", "Cheremkhovo, RU")
    assert field.countries == ("ru", "cy")
    assert field.addresses == ("Usacheva, Moscow",)
    assert field.identifiers == ("4509123456",), "a bank's own number of a customer is on no list"
    assert field.accounts == ("DE89370400440532013000",)


@pytest.mark.parametrize("namespace", ["", "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.12"])
def test_any_version_is_read_by_its_namespace_and_none_too(namespace: str) -> None:
    one = only(pacs008(transfer(), namespace=namespace))
    assert one.message == (namespace[-15:] or "pacs.008")


def test_prefixed_namespaces_and_envelopes_make_no_difference() -> None:
    plain = pacs008(transfer())
    spaced = plain.replace("<", "<p:").replace("<p:/", "</p:").replace("xmlns=", "xmlns:p=")
    header = (
        '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr><FIId><FinInstnId>'
        "<BICFI>SABRRUMM</BICFI></FinInstnId></FIId></Fr></AppHdr>"
    )
    wrapped = f'<s:Envelope xmlns:s="http://soap"><s:Body>{header}{spaced}</s:Body></s:Envelope>'
    one = only(wrapped)
    assert by_role(one)["debtor"].name == "Anna Lindqvist"
    assert by_role(one)["sender"].bic == "SABRRUMM"


@pytest.mark.parametrize("between", ["", "\n", '<?xml version="1.0"?>\n'])
def test_several_messages_may_stand_one_behind_the_other(between: str) -> None:
    first = '<?xml version="1.0"?>\n' + pacs008(transfer(id="A"))
    found = read(first + between + pacs008(transfer(id="B")) + "\n")
    assert [one.reference for one in found if isinstance(one, Transaction)] == ["A", "B"]
    assert len(found) == 2


def test_messages_that_go_over_the_blocks_of_reading_lose_nothing() -> None:
    many = "\n".join(pacs008(*(transfer(id=f"{m}-{n}") for n in range(70))) for m in range(9))
    found = read(many)
    assert [one.reference for one in found if isinstance(one, Transaction)] == [
        f"{m}-{n}" for m in range(9) for n in range(70)
    ]
    assert len(found) == 630


def test_a_bank_transfer_with_cover_tells_the_customers_behind_it() -> None:
    bank = "<Dbtr><FinInstnId><BICFI>SABRRUMM</BICFI></FinInstnId></Dbtr>"
    text = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08"><FICdtTrf><GrpHdr>'
        "<MsgId>M</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>E"
        '</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="USD">5</IntrBkSttlmAmt>'
        f"{bank}{bank.replace('Dbtr', 'Cdtr')}<UndrlygCstmrCdtTrf>"
        f"{party('Dbtr', 'Sergei Chemezov', born('1952-08-20'))}{party('Cdtr', 'Hans Huber')}"
        "<RmtInf><Ustrd>a gift</Ustrd></RmtInf></UndrlygCstmrCdtTrf></CdtTrfTxInf></FICdtTrf>"
        "</Document>"
    )
    one = only(text)
    fields = by_role(one)
    assert not one.wrong
    assert (fields["debtor"].kind, fields["debtor"].bic) == ("agent", "SABRRUMM")
    assert fields["underlying debtor"].birth_date == "1952-08-20"
    assert fields["underlying remittance"].text == "a gift"


def test_a_payment_order_hands_its_debtor_down() -> None:
    order = (
        "<CdtTrfTxInf><PmtId><EndToEndId>{}</EndToEndId></PmtId><Amt>"
        "<InstdAmt Ccy='EUR'>1</InstdAmt></Amt><Cdtr><Nm>{}</Nm></Cdtr></CdtTrfTxInf>"
    )
    text = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>'
        "<GrpHdr><MsgId>M</MsgId><NbOfTxs>3</NbOfTxs>"
        "<InitgPty><Nm>Payroll Ltd</Nm></InitgPty></GrpHdr>"
        "<PmtInf><ReqdExctnDt><Dt>2026-12-01</Dt></ReqdExctnDt><Dbtr><Nm>Rostec</Nm></Dbtr>"
        f"{order.format('A', 'One')}{order.format('B', 'Two')}</PmtInf>"
        f"<PmtInf><Dbtr><Nm>Huber</Nm></Dbtr>{order.format('C', 'Three')}</PmtInf>"
        "</CstmrCdtTrfInitn></Document>"
    )
    found = [one for one in read(text) if isinstance(one, Transaction)]
    assert [by_role(one)["debtor"].name for one in found] == ["Rostec", "Rostec", "Huber"]
    assert by_role(found[1])["debtor"].place == "PmtInf[1]/Dbtr"
    assert {by_role(one)["initiating party"].name for one in found} == {"Payroll Ltd"}
    assert [one.value_date for one in found[:2]] == ["2026-12-01"] * 2
    assert found[0].place == "message 1, PmtInf[1]/CdtTrfTxInf[1]"
    assert not any(one.wrong for one in found)


STATEMENT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr>'
    "<MsgId>S</MsgId><CreDtTm>2026-11-23T01:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id><Acct>"
    "<Id><IBAN>DE89370400440532013000</IBAN></Id><Ownr><Nm>Our Company</Nm></Ownr></Acct>{}"
    "</Stmt></BkToCstmrStmt></Document>"
)
ENTRY = (
    '<Ntry><Amt Ccy="EUR">30</Amt><CdtDbtInd>CRDT</CdtDbtInd><ValDt><Dt>2026-11-20</Dt></ValDt>'
    "<AcctSvcrRef>BANK-1</AcctSvcrRef>{}</Ntry>"
)


def test_a_statement_gives_a_transaction_for_each_detail() -> None:
    details = (
        "<NtryDtls><TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><Amt Ccy='EUR'>10</Amt>"
        "<RltdPties><Dbtr><Pty><Nm>Sergei Chemezov</Nm></Pty></Dbtr></RltdPties>"
        "<RltdAgts><DbtrAgt><FinInstnId><BICFI>SABRRUMM</BICFI></FinInstnId></DbtrAgt></RltdAgts>"
        "</TxDtls><TxDtls><Refs><EndToEndId>B</EndToEndId></Refs>"
        "<RltdPties><Cdtr><Nm>Huber</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>"
        "<AddtlNtryInf>for Rostec</AddtlNtryInf>"
    )
    first, second = read(STATEMENT.format(ENTRY.format(details)))
    assert isinstance(first, Transaction) and isinstance(second, Transaction)
    assert by_role(first)["debtor"].name == "Sergei Chemezov"
    assert by_role(first)["debtor agent"].bic == "SABRRUMM"
    assert by_role(first)["account owner"].name == "Our Company"
    assert (first.amount, second.amount) == ("10", "30")
    assert (first.reference, second.reference) == ("A", "B")
    assert by_role(second)["additional information"].text == "for Rostec"
    assert second.place == "message 1, Stmt[1]/Ntry[1]/TxDtls[2]"


def test_an_entry_without_details_is_a_transaction_by_its_own_words() -> None:
    text = "<AddtlNtryInf>TRANSFER FROM ROSTEC</AddtlNtryInf>"
    one = only(STATEMENT.format(ENTRY.format(text)))
    assert by_role(one)["additional information"].text == "TRANSFER FROM ROSTEC"
    assert (one.value_date, one.reference) == ("2026-11-20", "BANK-1")


def test_a_notification_is_read_as_a_statement_is() -> None:
    text = STATEMENT.replace("camt.053", "camt.054").replace("Stmt>", "Ntfctn>")
    text = text.replace("BkToCstmrNtfctn", "BkToCstmrDbtCdtNtfctn")
    one = only(text.format(ENTRY.format("<AddtlNtryInf>x y</AddtlNtryInf>")))
    assert one.message == "camt.054.001.08"


def test_a_name_in_an_element_that_nobody_knows_is_a_field_nevertheless() -> None:
    new = "<NewPty><Inner><Nm>Sergei Chemezov</Nm></Inner></NewPty>"
    fields = by_role(only(pacs008(transfer(more=new))))
    assert fields["Inner"].place == "CdtTrfTxInf[1]/NewPty/Inner"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (transfer(amount=""), "it has no IntrBkSttlmAmt"),
        (transfer(amount='<IntrBkSttlmAmt Ccy="EUR">1,5</IntrBkSttlmAmt>'), "'1,5' is no amount"),
        (transfer(amount="<IntrBkSttlmAmt>1</IntrBkSttlmAmt>"), "'' is no currency"),
        (transfer(day="2026-02-30"), "'2026-02-30' is no date"),
        (transfer(debtor_more=born("20/08/1952")), "birth date '20/08/1952' is no date"),
        (transfer().replace("<PmtId><EndToEndId>E1</EndToEndId></PmtId>", ""), "no EndToEndId"),
        (transfer().replace(party("Cdtr", "Hans Huber"), ""), "it has no Cdtr"),
        (transfer(creditor=""), "CdtTrfTxInf[2]/Cdtr: it names nobody"),
    ],
)
def test_a_broken_transaction_says_why_and_the_others_go_on(broken: str, reason: str) -> None:
    first, wrong, last = read(pacs008(transfer(), broken, transfer(id="E3")))
    assert isinstance(first, Transaction) and isinstance(last, Transaction)
    assert not first.wrong and not last.wrong
    assert isinstance(wrong, Transaction)
    assert any(reason in one and "CdtTrfTxInf[2]" in one for one in wrong.wrong), wrong.wrong


def test_xml_that_breaks_off_gives_what_was_read_and_where_it_broke() -> None:
    whole = pacs008(transfer(id="A"), transfer(id="B"), transfer(id="C"))
    found = read(whole[: whole.index("<EndToEndId>C")])
    assert [one.reference for one in found if isinstance(one, Transaction)] == ["A", "B"]
    fault = found[-1]
    assert isinstance(fault, Fault)
    assert "after transaction 2" in fault.place and "line 1" in fault.place
    assert "breaks off" in fault.reason


def test_a_message_with_fewer_transactions_than_its_header_says_is_a_fault() -> None:
    found = read(pacs008(transfer(), said=2))
    assert isinstance(found[-1], Fault)
    assert found[-1].reason == "Its header says 2 transactions, but 1 are in it."


def test_other_messages_are_named_and_not_passed_over() -> None:
    (fault,) = read(
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><X/></Document>'
    )
    assert isinstance(fault, Fault)
    assert fault.reason == "pacs.002.001.10 is no message that Caveat reads."


LAUGHS = '<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)
)


@pytest.mark.parametrize(
    "declared",
    [
        f"<!DOCTYPE Document [{LAUGHS}]>",
        '<!DOCTYPE Document [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Document SYSTEM "http://localhost:9/x.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(declared: str) -> None:
    text = pacs008(transfer(debtor="&l11;")).replace("<Document", declared + "<Document", 1)
    found = read(text)
    assert not any(isinstance(one, Transaction) for one in found)
    assert "document type" in found[0].reason  # type: ignore[union-attr]


class Endless:
    """XML that never comes to a transaction."""

    given = 0

    def read(self, size: int) -> bytes:
        begins = b"" if self.given else b"<Document>"
        self.given += size
        return begins + b"<a>b</a>" * (size // 8)


def test_a_file_without_any_transaction_is_given_up_in_bounded_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(iso20022, "_WITHOUT", 1 << 20)
    stream = Endless()
    reading = iso20022.read(stream, "f.xml")  # type: ignore[arg-type]
    fault = next(reading)
    assert isinstance(fault, Fault) and "No transaction ended" in fault.reason
    assert stream.given < 2 << 20


def test_one_endless_word_is_given_up_too() -> None:
    text = pacs008(transfer()).replace("Anna", "A" * 11_000_000)
    (fault,) = read(text)
    assert isinstance(fault, Fault) and "too long" in fault.reason
