"""A pacs.008 file as a bank sends it: distinct customers of many countries, few of them listed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

LOCALES = (
    "en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "cs_CZ", "pt_BR",
    "tr_TR", "sv_SE", "da_DK", "fi_FI", "ro_RO", "hu_HU", "hr_HR", "en_IN", "id_ID", "es_MX",
)  # fmt: skip
BANKS = (
    "DEUTDEFF", "COBADEFF", "BNPAFRPP", "SOGEFRPP", "CHASUS33", "CITIUS33", "BARCGB22", "HBUKGB4B",
    "INGBNL2A", "ABNANL2A", "UNCRITMM", "BCITITMM", "BSCHESMM", "BBVAESMM", "PKOPPLPW", "NDEASESS",
    "DABADKKK", "OKOYFIHH", "RZBAATWW", "UBSWCHZH", "TGBATRIS", "ISBKTRIS", "BRASBRRJ", "ICBKCNBJ",
    "BOTKJPJT", "SBININBB", "CENAIDJA", "BNMXMXMM", "GIBAHUHB", "ZABAHR2X",
)  # fmt: skip
_TEXTS = (
    "INVOICE {n}", "Rechnung Nr. {n} vom 12.11.2026", "Facture {n}", "Rent November 2026 {name}",
    "SALARY 11/2026", "Gehalt November {name}", "/INV/{n} SPARE PARTS AND SERVICE",
    "Order {n}, thank you", "Consulting services October per contract {n}", "Factura {n}",
    "MIETE {street}", "school fees {name} spring term", "loan repayment {n}",
    "RFB {n} PARTIAL PAYMENT", "Purchase of used car from {name}", "membership 2027 {company}",
    "delivery {company} goods received 3 november", "donation", "Fattura {n} saldo",
    "birthday gift for {name} from all of us",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """A listed name that was put into a transaction.

    Attributes:
        number: of the transaction, from 1.
        where: ``debtor``, ``creditor``, ``ultimate creditor``, ``remittance``.
        name: as written there.
    """

    number: int
    where: str
    name: str


def write(place: Path, count: int, listed: list[tuple[str, str]], seed: int = 7) -> list[Planted]:
    """Write a file of one message.

    Args:
        place: where to.
        count: transactions.
        listed: name and type of listed parties; one transaction in a hundred gets one.
        seed: of what is drawn.

    Returns:
        Where the listed names are.
    """
    from faker import Faker

    draw = random.Random(seed)
    fakers = []
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(draw.random())
        fakers.append((locale[-2:], fake))
    planted: list[Planted] = []
    with place.open("w", encoding="utf-8") as stream:
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>'
            f"<GrpHdr><MsgId>BENCH</MsgId><CreDtTm>2026-11-23T08:00:00Z</CreDtTm><NbOfTxs>{count}"
            "</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>\n"
        )
        for number in range(1, count + 1):
            said: dict[str, str] = {}
            if draw.random() < 0.01:
                where = draw.choice(("debtor", "creditor", "ultimate creditor", "remittance"))
                said[where] = draw.choice(listed)[0]
                planted.append(Planted(number, where, said[where]))
            stream.writelines(_transaction(number, draw, fakers, said))
        stream.write("</FIToFICstmrCdtTrf></Document>\n")
    return planted


def _transaction(number, draw, fakers, said) -> Iterator[str]:  # type: ignore[no-untyped-def]
    debtor, creditor = draw.choice(fakers), draw.choice(fakers)
    yield (
        f"<CdtTrfTxInf><PmtId><InstrId>I{number}</InstrId><EndToEndId>E2E-{number}</EndToEndId>"
        f"<TxId>T{number}</TxId></PmtId>"
        f'<IntrBkSttlmAmt Ccy="EUR">{draw.randrange(1, 5_000_000) / 100:.2f}</IntrBkSttlmAmt>'
        "<IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt><ChrgBr>SLEV</ChrgBr>"
    )
    yield f"<InstgAgt>{_agent(draw)}</InstgAgt><InstdAgt>{_agent(draw)}</InstdAgt>"
    yield _party("Dbtr", debtor, draw, said.get("debtor"))
    yield f"<DbtrAcct><Id><IBAN>{debtor[1].iban()}</IBAN></Id></DbtrAcct>"
    yield f"<DbtrAgt>{_agent(draw)}</DbtrAgt><CdtrAgt>{_agent(draw)}</CdtrAgt>"
    yield _party("Cdtr", creditor, draw, said.get("creditor"))
    yield f"<CdtrAcct><Id><IBAN>{creditor[1].iban()}</IBAN></Id></CdtrAcct>"
    if "ultimate creditor" in said:
        yield f"<UltmtCdtr><Nm>{escape(said['ultimate creditor'])}</Nm></UltmtCdtr>"
    fake = creditor[1]
    text = draw.choice(_TEXTS).format(
        n=draw.randrange(10_000, 10_000_000), name=_Late(fake.name), company=_Late(fake.company),
        street=_Late(fake.street_address),
    )  # fmt: skip
    if "remittance" in said:
        text = draw.choice(
            ("INVOICE {n} {x}", "payment on behalf of {x} contract {n}", "goods for {x}, order {n}")
        ).format(n=draw.randrange(10_000, 10_000_000), x=said["remittance"])
    yield f"<RmtInf><Ustrd>{escape(text[:140])}</Ustrd></RmtInf></CdtTrfTxInf>\n"


class _Late:
    """A value that is made only where a text has a place for it."""

    def __init__(self, make) -> None:  # type: ignore[no-untyped-def]
        self._make = make

    def __format__(self, spec: str) -> str:
        return str(self._make()).replace("\n", " ")


def _agent(draw: random.Random) -> str:
    return f"<FinInstnId><BICFI>{draw.choice(BANKS)}XXX</BICFI></FinInstnId>"


def _party(tag: str, one, draw: random.Random, listed: str | None) -> str:  # type: ignore[no-untyped-def]
    country, fake = one
    if listed:
        name, country = listed, draw.choice(("RU", "CY", "AE", "TR", "IR"))
    else:
        name = fake.company() if draw.random() < 0.4 else fake.name()
    street, city = fake.street_address().replace("\n", " "), fake.city()
    if draw.random() < 0.5:
        address = (
            f"<StrtNm>{escape(street)}</StrtNm><TwnNm>{escape(city)}</TwnNm><Ctry>{country}</Ctry>"
        )
    else:
        lines = f"<AdrLine>{escape(street)}</AdrLine><AdrLine>{escape(city)}</AdrLine>"
        address = f"<Ctry>{country}</Ctry>{lines}"
    born = ""
    if not listed and draw.random() < 0.1:
        born = (
            "<Id><PrvtId><DtAndPlcOfBirth>"
            f"<BirthDt>{fake.date_of_birth(minimum_age=18, maximum_age=90)}</BirthDt>"
            f"<CityOfBirth>{escape(city)}</CityOfBirth><CtryOfBirth>{country}</CtryOfBirth>"
            "</DtAndPlcOfBirth></PrvtId></Id>"
        )
    return f"<{tag}><Nm>{escape(name[:140])}</Nm><PstlAdr>{address}</PstlAdr>{born}</{tag}>"
