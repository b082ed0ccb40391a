"""The desk on which examples are run: the files that they name, each with a true story in it."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import weasyprint
from tests.conftest import ROOT
from tests.screening.payments.messages import mt103, pacs008, transfer

INTERVIEW = """Interview, 15 February 2018

"Rostec is our partner," said Sergey Chemezov. "We build with Kalashnikov."
Kalashnikov owns 51 percent of ZALA Aero LLC.
"""
STAKES = """owner_id,owner_name,owned_id,owned_name,share_min,share_max
petrov,Ivan Petrov,works,Example Works LLC,51,51
works,Example Works LLC,port,Example Port LLC,60,60
olga,Olga Petrova,works,Example Works LLC,10,10
petrov,Ivan Petrov,shop,Example Shop LLC,49,49
"""
UN = """<CONSOLIDATED_LIST dateGenerated="2026-11-01T00:00:00Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>IVAN</FIRST_NAME><SECOND_NAME>PETROVSKY</SECOND_NAME>
<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.999</REFERENCE_NUMBER>
<LISTED_ON>2020-01-01</LISTED_ON></INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>
"""


def lay(folder: Path) -> None:
    """Lay the files into a folder.

    Args:
        folder: Where; it is there already.
    """
    sample = (ROOT / "src/caveat/sources/sample_customers.csv").read_text()
    (folder / "customers.csv").write_text(sample)
    (folder / "kunden.csv").write_text("Bezeichnung,Wohnsitz\nSergej Tschemesow,Russland\n")
    (folder / "interview.txt").write_text(INTERVIEW)
    contract = "Contract of 12 March 2018 between Rostec and Rhein Example AG."
    weasyprint.HTML(string=f"<p>{contract}</p>").write_pdf(folder / "contract.pdf")
    weasyprint.HTML(string=f"<p>{INTERVIEW}</p>").write_pdf(folder / "scan.pdf")
    (folder / "papers").mkdir()
    (folder / "papers/contract.txt").write_text(contract)
    shutil.copytree(ROOT / "docs/how-to/deals", folder / "deals")
    (folder / "listed.txt").write_text("Ivan Petrov\n")
    (folder / "leak").mkdir()
    (folder / "leak/interview.txt").write_text(INTERVIEW)
    (folder / "leak/letter.md").write_text("# Letter, 3 March 2020\n\nDear Maria Kestrelova,\n")
    (folder / "payments.xml").write_text(pacs008(transfer(creditor="Rostec", id="E1"), transfer()))
    with gzip.open(folder / "archive.xml.gz", "wt") as file:
        file.write(pacs008(transfer(debtor="Sergey Chemezov")))
    (folder / "inbox").mkdir()
    (folder / "inbox/one.xml").write_text(pacs008(transfer(debtor="Sergey Chemezov")))
    (folder / "inbox/two.mt103").write_text(mt103())
    (folder / "deal.toml").write_text((ROOT / "docs/how-to/deals/venture.toml").read_text())
    (folder / "stakes.csv").write_text(STAKES)
    (folder / "house.csv").write_text("Name,Born\nIvan Petrov,1970\n")
    (folder / "house.toml").write_text(
        '[list]\nname = "house"\npublished = "2026-11-01"\n'
        '[columns]\nName = "name"\nBorn = "birth_date"\n'
    )
    (folder / "consolidated.xml").write_text(UN)
    (folder / "passport.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
