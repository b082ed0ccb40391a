"""People with significant control of UK companies, as Companies House publishes them each day.

Format: http://download.companieshouse.gov.uk/en_pscdata.html (JSON lines); the natures of control:
https://github.com/companieshouse/api-enumerations/blob/master/psc_descriptions.yml. The bands are
those of the Register of People with Significant Control Regulations 2016, Schedule 2, taken so
wide that either reading of their ends fits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from caveat.sources.reading import File, Reading
from caveat.sources.stakes.check import Item, country, read_day
from caveat.sources.stakes.json_records import records, whole
from caveat.sources.stakes.share import UNKNOWN, Share, between
from caveat.stake import Fault, Holder, Interest, Stake
from caveat.subject import Type

_SAID = re.compile(
    r"(?P<what>ownership-of-shares|voting-rights|(?:part-)?right-to-share-surplus-assets"
    r"|right-to-appoint-and-remove-[a-z]+|significant-influence-or-control)"
    r"(?:-(?P<low>25|50|75)-to-(?P<high>50|75|100)-percent|-(?P<more>more-than-25-percent))?"
    r"(?P<through>-(?:as|over|control)[a-z-]*)?"
    r"(?:-(?:limited-liability-partnership|registered-overseas-entity"
    r"|(?:scottish-)?limited-partnership|(?:scottish-)?general-partnership))?"
)
_KINDS: dict[str, Interest] = {
    "ownership-of-shares": "shares",
    "right-to-share-surplus-assets": "shares",  # what stands for shares where there are none
    "part-right-to-share-surplus-assets": "shares",
    "voting-rights": "voting rights",
    "significant-influence-or-control": "control",
}
_PSC = re.compile(
    r"(individual|corporate-entity|legal-person|super-secure)-"
    r"(person-with-significant-control|beneficial-owner)"
)
_HERE = re.compile(
    r"companies house|england|wales|scotland|northern ireland|united kingdom|great britain|\buk\b",
    re.I,
)
_NOT_TOLD = "not told"
_NUMBER = re.compile(r"[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z]|\d{1,8}|[A-Z]\d{7}")


def read(files: Sequence[File], reading: Reading, name: str) -> Iterator[Item]:
    """Read a snapshot; one nature of control is one stake.

    Raises:
        ListMalformed: a file is no JSON, or is cut off.
    """
    reading.format = "UK PSC snapshot"
    beside: Counter[str] = Counter()
    persons = stated = 0
    for file in files:
        for found in records(file):
            if isinstance(found, Fault):
                yield found
                continue
            origin, record = found
            data: dict[str, Any] = record["data"] if isinstance(record.get("data"), dict) else {}
            kind = str(data.get("kind", ""))
            if kind.startswith("totals"):
                reading.published = str(data.get("generated_at", ""))[:10] or reading.published
                count = data.get("persons_of_significant_control_count")
                stated = count if isinstance(count, int) else 0
            elif kind.endswith("statement") or kind.startswith("exemption"):
                beside[kind] += 1
            elif _PSC.fullmatch(kind) and record.get("company_number"):
                persons += 1
                company = str(record["company_number"])
                yield from whole(origin, _person(company, data, kind, origin, reading, name))
            else:
                yield Fault(origin, f"{kind or 'It'} is no record of control. It is left out.")
    if persons < stated:
        reading.cautions.append(
            f"The snapshot says that it has {stated} persons; {persons} were read. Give all of its "
            "parts together."
        )
    for kind, count in sorted(beside.items()):
        reading.cautions.append(
            f"Records of the kind {kind} ({count}) say that nobody is to be named, or not yet: "
            "they are no stakes, and those companies may have owners."
        )


def _person(
    company: str, data: Mapping[str, Any], kind: str, origin: str, reading: Reading, name: str
) -> Iterator[Item]:
    faults: list[Fault] = []
    if data.get("ceased") and not data.get("ceased_on"):
        yield Fault(origin, "The control has ceased, but no day is told. It is left out.")
        return
    start = read_day(str(data.get("notified_on") or ""), "The start", origin, faults)
    end = read_day(str(data.get("ceased_on") or ""), "The end", origin, faults)
    holder = _holder(data, kind, origin, faults)
    yield from faults
    yield holder
    yield Holder(company, "", "organization", countries=("gb",), identifiers=(company,))
    natures = data.get("natures_of_control") or [_NOT_TOLD]
    for nature in natures if isinstance(natures, list) else [natures]:
        known = _nature(str(nature))
        if known is None and nature != _NOT_TOLD:
            reading.unknown[str(nature)] += 1
        interest, share, direct = known or ("unknown", UNKNOWN, True)
        yield Stake(holder.id, company, interest, *share, direct, start, end, name, origin)


@lru_cache(maxsize=1024)
def _nature(nature: str) -> tuple[Interest, Share, bool] | None:
    """Kind, share, and whether it is the holder's own; None for a nature that is not known.

    What the trustees of a trust or the members of a firm hold is not the holder's own, who only
    has influence over the trust or the firm.
    """
    said = _SAID.fullmatch(nature)
    if said is None:
        return None
    kind = _KINDS.get(said["what"], "board")
    share = UNKNOWN
    if said["low"]:
        low, high = Fraction(said["low"]), Fraction(said["high"])
        share = between(low, high, above=low < 75)
    elif said["more"]:
        share = between(Fraction(25), None, above=True)
    through = said["through"] or ""
    if "trust" in through:
        return "trust", share, False
    if "firm" in through:
        return "control", share, False
    return kind, share, True


def _holder(data: Mapping[str, Any], kind: str, origin: str, faults: list[Fault]) -> Holder:
    id = str((data.get("links") or {}).get("self", "")).rsplit("/", 1)[-1] or origin
    papers = data.get("identification") or {}
    number = str(papers.get("registration_number") or "").strip()
    where = [str(papers.get(key) or "") for key in ("country_registered", "place_registered")]
    own = _company(number, where)
    parts = data.get("name_elements") or {}
    name = " ".join(
        str(parts[key]).strip()
        for key in ("forename", "middle_name", "surname")
        if parts.get(key)
    )  # fmt: skip
    born = data.get("date_of_birth") or {}
    birth_date = (
        f"{born['year']:04d}-{born['month']:02d}"
        if isinstance(born.get("year"), int) and isinstance(born.get("month"), int)
        else None
    )
    nations = re.split(r"[,;/]", str(data.get("nationality") or ""))
    type: Type = "any" if kind.startswith("super-secure") else "organization"
    return Holder(
        own or id,
        name or str(data.get("name") or ""),
        "person" if kind.startswith("individual") else type,
        birth_date=birth_date,
        countries=tuple(
            dict.fromkeys(country(text) for text in (*nations, *where[:1]) if text.strip())
        ),
        identifiers=(number,) if number else (),
        origin=origin,
    )


def _company(number: str, where: Sequence[str]) -> str:
    """The number of a UK company as the register writes it; empty for any other."""
    plain = number.upper().replace(" ", "")
    if not any(map(_HERE.search, where)) or not _NUMBER.fullmatch(plain):
        return ""
    return plain.zfill(8) if plain.isdigit() else plain
