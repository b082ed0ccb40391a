"""The facts in OFAC's remarks: ``DOB 20 Aug 1952; nationality Russia; Tax ID No. 77 (Russia).``"""

from __future__ import annotations

import re

from caveat.sources.ofac_party import Maker, add_name

_ALIAS = re.compile(r"(?:alt\. )?(?P<kind>a\.k\.a\.|f\.k\.a\.|n\.k\.a\.),? '(?P<name>.+?)'?$")
_ALIASES = {"a.k.a.": "weakAlias", "f.k.a.": "previousName", "n.k.a.": "alias"}
_WORDS = re.compile(
    r"(?P<label>DOB|POB|nationality|citizen|Gender|Linked To|Website|Email Address|Phone Number"
    r"|Organization Established Date|Organization Type|Target Type|MMSI|Vessel Year of Build"
    r"|Vessel Flag|Other Vessel Flag|Former Vessel Flag|Vessel Type|Other Vessel Type"
    r"|Vessel Call Sign|Other Vessel Call Sign|Vessel Owner|Vessel Operator"
    r"|Nationality of Registration|Telephone|Phone|Fax"
    r"|Aircraft Model|Aircraft Operator|Aircraft Manufacture Date)\b:? (?P<value>.+)",
    re.I,
)
_WALLET = re.compile(r"Digital Currency Address - (?P<currency>\w+) (?P<address>\S+)")
_MEASURE = re.compile(
    r"(?:Secondary sanctions risk|Additional Sanctions Information|Transactions Prohibited"
    r"|Executive Order|Subject to Directive|CAATSA Section|IFCA Determination|Directive"
    r"|Listing Date \(EO|Effective Date \(EO|For more information on directives"
    r"|all offices worldwide)",
    re.I,
)
_IMO = re.compile(r"(?:Vessel Registration Identification|Identification Number) IMO (\d{7})\b")
_PAPER = re.compile(
    r"""(?P<label>.*?(?:No\.|Nos?\.?|Number|ID|Code|\#|Card|Certificate|Passport|License|Cedula
        |R\.F\.C\.|C\.U\.R\.P\.|C\.U\.I\.T\.|C\.U\.I\.|D\.N\.I\.|I\.F\.E\.|SSN|SWIFT/BIC|IFE|Visa|RTN
        |FEIN|BIK\ \(RU\)|Cartilla\ de\ Servicio\ Militar\ Nacional|Credencial\ electoral
        |Numero\ de\ Identidad|Vessel\ Registration\ Identification)
        (?:\ No\.|\ Number|\ \#)?(?:\ \((?:[A-Z][A-Za-z.]{1,9}|also\ called[^()]*)\))?)
        \ (?P<number>\S.*?)
        (?:\ \((?P<country>[A-Z][^()]*(?:\([^()]*\))?[^()]*)\))?
        (?:,?\ issued\ (?P<issued>\d.*?))?
        (?:,?\ expires\ (?P<expires>\d.*?))?
    $""",
    re.X,
)
_POSITION = re.compile(
    r"(?=[A-Z])(?!Linked).*\b(?:Ambassador|Brigadier|Chair|Chairman|Chairperson|Chief|Colonel"
    r"|Commander|Constituent|Deputy|Director|General|Governor|Head|Judge|Leader|Magistrate|Manager"
    r"|Member|Minister|Official|Officer|President|Rector|[Rr]epresentative|Secretary)\b"
)


def read_remarks(maker: Maker, remarks: str, origin: str) -> None:
    """Take the facts out of remarks; the whole text stays as a note.

    A clause that says nothing known is counted, and stays in the note.
    """
    if not remarks:
        return
    maker.party.add("notes", remarks, origin=origin)
    for clause in re.split(r";\s+", remarks.strip().removesuffix(".")):
        if clause and not _read(maker, clause.strip(), origin):
            maker.reading.unread["remarks clause"] += 1


def _read(maker: Maker, clause: str, origin: str) -> bool:
    found = _ALIAS.match(clause)
    if found:
        add_name(maker.party, _ALIASES[found["kind"]], found["name"], origin)
        return True
    clause = clause.removeprefix("alt. ")
    if clause.startswith("(") and clause.endswith(")"):
        clause = clause[1:-1]
    found = _WALLET.match(clause)
    if found:
        maker.wallet(found["currency"], found["address"], origin)
        return True
    if _MEASURE.match(clause):
        return maker.fact(clause, "", origin)
    found = _IMO.match(clause)
    if found:
        return maker.fact("Vessel Registration Identification", f"IMO {found[1]}", origin) or True
    found = _WORDS.match(clause)
    if found:
        return maker.fact(found["label"], found["value"], origin)
    found = _PAPER.match(clause)
    if found:
        parts = {name: text or "" for name, text in found.groupdict().items()}
        return maker.fact(
            parts["label"],
            parts["number"],
            origin,
            parts["country"],
            parts["issued"],
            parts["expires"],
        )
    if maker.party.schema == "Person" and _POSITION.match(clause):
        maker.party.add("position", clause, origin=origin)
        return True
    return False
