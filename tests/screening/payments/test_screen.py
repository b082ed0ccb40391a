"""Payments against the lists: who is found, in which field, and who rightly is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import pytest
from tests.screening.conftest import Shelf
from tests.screening.payments.messages import born, mt103, pacs008, transfer

from caveat.match.explain import sentence
from caveat.screening.library import Library
from caveat.screening.payments import iso20022, reading, screen, swift_mt
from caveat.screening.payments.payment import Fault
from caveat.screening.payments.screen import Screened, Tally


def asked(
    library: Library, text: str, *, by_message: bool = False, **terms: object
) -> list[Screened]:
    reader = iso20022.read if text.startswith("<") else swift_mt.read
    reads = reader(BytesIO(text.encode()), "f")
    found = screen.screen(
        library, reads, library.terms(), Tally(), by_message=by_message
    )  # fmt: skip
    return [one for one in found if isinstance(one, Screened)]


def roles(one: Screened) -> list[tuple[str, str]]:
    return [(finding.field.role, finding.words) for finding in one.findings]


def test_a_payment_out_of_rostecs_account_is_a_hit(library: Library) -> None:
    (one,) = asked(library, pacs008(transfer("State Corporation Rostec", "Gear Works GmbH")))
    assert one.status == "hit"
    assert roles(one) == [("debtor", "State Corporation Rostec")]
    (hit, *_) = one.findings[0].screening.hits
    assert any(d.programme == "RUSSIA-EO14024" for d in hit.designations)
    assert hit.evidence


def test_a_debtor_with_birth_date_is_the_listed_one(library: Library) -> None:
    text = transfer("CHEMEZOV SERGEI VIKTOROVICH", debtor_more=born("1952-08-20"))
    (one,) = asked(library, pacs008(text))
    kinds = {piece.kind for piece in one.findings[0].screening.hits[0].evidence}
    assert "birth date" in kinds


def test_a_namesake_born_on_another_day_elsewhere_is_none(library: Library) -> None:
    text = transfer(
        "Sergei Chemezov", debtor_more=born("1991-01-02", "BG") + "<CtryOfRes>BG</CtryOfRes>"
    )
    (one,) = asked(library, pacs008(text))
    assert one.status == "clear", roles(one)


def test_a_salary_is_clear(library: Library) -> None:
    text = transfer("Huber Maschinenbau GmbH", "Anna Lindqvist", text="SALARY NOVEMBER 2026")
    (one,) = asked(library, pacs008(text))
    assert (one.status, one.cautions) == ("clear", ())


@pytest.mark.parametrize(
    "text",
    [
        "INVOICE 4711 ROSTEC",
        "payment for Rosoboronexport, contract 77/12",
        "on behalf of Sergei Chemezov invoice 15",
        "/RFB/4711 CONSULTING KALASHNIKOV CONCERN NOVEMBER",
        "оплата по договору 5 Ростех",
        "Invoice 5, INN 770202363089",
    ],
)
def test_a_name_only_in_the_remittance_is_found(library: Library, text: str) -> None:
    (one,) = asked(library, pacs008(transfer(text=text)))
    assert one.status == "hit"
    assert one.findings[0].field.role == "remittance"


@pytest.mark.parametrize(
    "text",
    [
        "patriot missile poster",
        "RENT VICTORY HOUSE",
        "holiday in Turkey",
        "birthday gift for Sergei",
    ],
)
def test_words_of_every_day_are_nobody(library: Library, text: str) -> None:
    (one,) = asked(library, pacs008(transfer(text=text)))
    assert one.status == "clear", roles(one)


def test_option_f_of_swift_is_asked_with_its_birth_date(library: Library) -> None:
    same = ":50F:/1\n1/CHEMEZOV SERGEI\n3/RU/MOSCOW\n4/{}"
    (one,) = asked(library, mt103(debtor=same.format("19520820")))
    (other,) = asked(
        library, mt103(debtor=same.replace("RU/MOSCOW", "BG/SOFIA").format("19910102"))
    )
    assert (one.status, other.status) == ("hit", "clear")
    assert one.findings[0].field.place == ":50F:"


@pytest.mark.parametrize(
    "lines",
    [
        "JOINT STOCK COMPANY CONCERN KALASHN",
        "JOINT STOCK COMPANY CONCERN KALASHN\nIKOV",
        "JOINT STOCK COMPANY CONCERN\nKALASHNIKOV",
    ],
)
def test_a_name_cut_at_35_characters_or_gone_on_is_found(library: Library, lines: str) -> None:
    (one,) = asked(library, mt103(creditor=f":59:/1\n{lines}\nIZHEVSK RUSSIA"))
    assert one.status == "hit"


def test_somebody_behind_another_name_or_in_an_address_is_found(library: Library) -> None:
    address = "<PstlAdr><AdrLine>c/o State Corporation Rostec, Usacheva 24</AdrLine></PstlAdr>"
    (one,) = asked(library, pacs008(transfer(creditor_more=address)))
    assert roles(one) == [("creditor", "State Corporation Rostec")]
    joint = transfer("Anna Lindqvist and Sergei Chemezov")
    (other,) = asked(library, pacs008(joint))
    assert other.status == "hit"
    (firm,) = asked(library, pacs008(transfer("Lindqvist, Dean and Sergei Huber Ltd")))
    assert firm.status == "clear"


def test_an_agent_is_known_by_its_bic_with_and_without_its_branch(shelf: Shelf) -> None:
    bank = {"type": "Company", "name": "Sberbank of Russia", "since": "2022-04-06"}
    shelf.take("2026-11-20", {"sberbank": {**bank, "registration": "SABRRUMM"}})
    banks = shelf.build()
    for bic in ("SABRRUMM", "SABRRUMMXXX", "SABRRUMM012"):
        (one,) = asked(banks, pacs008(transfer(debtor_agent=bic)))
        assert roles(one) == [("debtor agent", bic)]
        assert "The identifier SABRRUMM" in sentence(one.findings[0].screening.hits[0].evidence[0])
    (other,) = asked(banks, pacs008(transfer()))
    assert other.status == "clear"


def test_numbers_that_cannot_be_right_are_cautions_and_no_crash(library: Library) -> None:
    account = "<DbtrAcct><Id><IBAN>DE88370400440532013000</IBAN></Id></DbtrAcct>"
    text = transfer(debtor_agent="DEUTQQFF").replace("</Dbtr>", f"</Dbtr>{account}")
    (one,) = asked(library, pacs008(text))
    assert one.status == "clear"
    assert len(one.cautions) == 2
    assert "IBAN DE88370400440532013000" in one.cautions[0]


def test_a_rejected_transaction_is_asked_about_nevertheless(library: Library) -> None:
    tally = Tally()
    text = pacs008(transfer("State Corporation Rostec", amount=""), transfer())
    reads = iso20022.read(BytesIO(text.encode()), "f")
    found = list(screen.screen(library, reads, library.terms(), tally))
    assert [one.status for one in found if isinstance(one, Screened)] == ["rejected", "clear"]
    assert (tally.transactions, tally.clear, tally.rejected, tally.rejected_hits) == (2, 1, 1, 1)
    assert tally.found and tally.malformed


def test_a_day_of_its_own_for_each_payment(library: Library) -> None:
    """Rostec was blocked on 28 June 2022; Chemezov on 28 April 2014."""
    text = pacs008(
        transfer("Sergei Chemezov", day="2014-04-27"),
        transfer("Sergei Chemezov", day="2014-04-29"),
        transfer("Sergei Chemezov", day="2027-01-01"),
    )
    before, after, future = asked(library, text, by_message=True)
    assert [one.status for one in (before, after, future)] == ["clear", "hit", "hit"]
    assert str(future.as_of) == "2026-11-24", "tomorrow is not known: as of today"


def many(count: int) -> Iterator[str]:
    for number in range(count):
        listed = number % 700 == 13
        yield transfer(
            "Sergei Chemezov" if listed else f"Customer Number{number % 97}", id=f"E{number}"
        )


def test_other_processes_give_the_same_answers_in_the_same_order(
    library: Library, tmp_path: Path
) -> None:
    place = tmp_path / "many.xml"
    place.write_text(pacs008(*many(2_500)))
    answers = []
    for workers in (1, 2):
        tally = Tally()
        found = screen.screen(library, reading.read(place), library.terms(), tally, workers=workers)
        answers.append([(one.transaction.number, one.status) for one in found
                        if isinstance(one, Screened)])  # fmt: skip
        assert (tally.transactions, tally.hit, tally.faulty) == (2_500, 4, 0)
        assert tally.distinct < tally.asked / 10, "what is the same is asked once"
    assert answers[0] == answers[1]
    assert [number for number, _ in answers[0]] == list(range(1, 2_501))


def test_faults_come_in_their_place(library: Library) -> None:
    text = pacs008(transfer(), said=2) + pacs008(transfer(id="B"))
    found = list(
        screen.screen(library, iso20022.read(BytesIO(text.encode()), "f"), library.terms(), Tally())
    )
    assert [type(one) for one in found] == [Screened, Fault, Screened]
    assert all(asdict(one) for one in found)
