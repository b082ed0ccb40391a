"""Messages for tests: the least that is whole, and what one wants to put in."""

from __future__ import annotations

PACS008 = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"


def party(tag: str, name: str, more: str = "") -> str:
    return f"<{tag}><Nm>{name}</Nm>{more}</{tag}>"


def agent(tag: str, bic: str) -> str:
    return f"<{tag}><FinInstnId><BICFI>{bic}</BICFI></FinInstnId></{tag}>"


def born(day: str, country: str = "RU") -> str:
    return (
        f"<Id><PrvtId><DtAndPlcOfBirth><BirthDt>{day}</BirthDt><CityOfBirth>Town</CityOfBirth>"
        f"<CtryOfBirth>{country}</CtryOfBirth></DtAndPlcOfBirth></PrvtId></Id>"
    )


def transfer(
    debtor: str = "Anna Lindqvist", creditor: str = "Hans Huber", *, id: str = "E1",
    amount: str = '<IntrBkSttlmAmt Ccy="EUR">100.00</IntrBkSttlmAmt>', text: str = "",
    debtor_more: str = "", creditor_more: str = "", more: str = "", day: str = "2026-11-23",
    debtor_agent: str = "DEUTDEFF", creditor_agent: str = "COBADEFF",
) -> str:  # fmt: skip
    """One transaction of a pacs.008."""
    remittance = f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf>" if text else ""
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>{id}</EndToEndId></PmtId>{amount}"
        f"<IntrBkSttlmDt>{day}</IntrBkSttlmDt><ChrgBr>SLEV</ChrgBr>{more}"
        f"{party('Dbtr', debtor, debtor_more)}{agent('DbtrAgt', debtor_agent)}"
        f"{agent('CdtrAgt', creditor_agent)}{party('Cdtr', creditor, creditor_more)}"
        f"{remittance}</CdtTrfTxInf>"
    )


def pacs008(*transfers: str, said: int | None = None, namespace: str = PACS008) -> str:
    """A pacs.008 of these transactions."""
    count = len(transfers) if said is None else said
    spaced = f' xmlns="{namespace}"' if namespace else ""
    return (
        f"<Document{spaced}><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId>"
        f"<CreDtTm>2026-11-22T09:00:00Z</CreDtTm><NbOfTxs>{count}</NbOfTxs></GrpHdr>"
        f"{''.join(transfers)}</FIToFICstmrCdtTrf></Document>"
    )


def mt103(
    debtor: str = ":50K:/DE89370400440532013000\nANNA LINDQVIST\nSTOCKHOLM SWEDEN",
    creditor: str = ":59:/12345678\nHANS HUBER\nBERLIN GERMANY", text: str = "SALARY NOVEMBER",
    *, day: str = "261123", more: str = "",
) -> str:  # fmt: skip
    """A whole MT103, in blocks."""
    return (
        "{1:F01DEUTDEFFAXXX0000000000}{2:I103COBADEFFXXXXN}"
        "{3:{121:eb6305c9-1f7f-49de-aed0-16487c27b42d}}{4:\n"
        f":20:REF1\n:23B:CRED\n:32A:{day}EUR1000,50\n{debtor}\n{creditor}\n:70:{text}\n:71A:OUR\n"
        f"{more}-}}{{5:{{CHK:123456789ABC}}}}"
    )
