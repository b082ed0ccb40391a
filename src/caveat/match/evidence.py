"""What speaks for and against: one piece of evidence a function.

The weight of a name or an identifier is what it is worth by itself, in [0, 1]; the weight of
everything else is how far it moves that (`caveat.match.score`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from caveat.errors import BadDate
from caveat.match.align import Lexicon, TokenPair, align
from caveat.names.countries import code
from caveat.names.identifiers import normal, schemes
from caveat.names.name import Name, has_form
from caveat.names.script import words
from caveat.subject import Subject, Type
from caveat.time import Span, span

Kind = Literal[
    "name", "identifier", "weak alias", "birth date", "country", "gender", "type", "address"
]
Verdict = Literal["for", "against", "neutral"]

IDENTIFIER, IDENTIFIER_OTHER = 0.97, -0.25
WEAK_ALIAS, WEAK_SHORT = -0.30, -0.15
BIRTH_DAY, BIRTH_YEAR, BIRTH_NEAR, BIRTH_OTHER = 0.6, 0.4, -0.08, -0.35
COUNTRY_SAME, COUNTRY_OTHER = 0.15, -0.06
GENDER_OTHER = -0.25
TYPE_OTHER, FIELD_OTHER = -0.30, -0.05
ADDRESS_SAME = 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against.

    Attributes:
        kind: what was compared.
        verdict: which way it points.
        weight: worth by itself (name, identifier), or how far it moves the score.
        subject: the subject's value, as written.
        listed: the listed party's value, as the list gives it.
        fact: number of the fact; -1 where there is none.
        tokens: for names, word by word.
    """

    kind: Kind
    verdict: Verdict
    weight: float
    subject: str
    listed: str
    fact: int = -1
    tokens: tuple[TokenPair, ...] = ()


Known = Sequence[tuple[int, str]]
"""Values of one kind that a list gives about a party, each with the number of its fact."""


def by_name(
    written: str,
    name: Name,
    listed: str,
    against: Name,
    fact: int,
    lexicon: Lexicon,
    least: float = 0.0,
) -> Evidence:
    """The names, word by word; without the words if they are less alike than ``least``."""
    similarity, pairs = align(name, against, lexicon, least)
    return Evidence("name", "for", similarity, written, listed, fact, pairs)


def weak(type: Type) -> float:
    """What it counts against a name that it is only a weak alias.

    A person's is mostly a first name or a byname that many have. A company's is mostly its
    acronym, which few others have, and by which everybody calls it.
    """
    return WEAK_SHORT if type == "organization" else WEAK_ALIAS


def by_weak_alias(listed: str, fact: int, type: Type) -> Evidence:
    """A weak alias is not expected to be screened for by itself (OFAC FAQ 122 to 125)."""
    return Evidence("weak alias", "against", weak(type), "", listed, fact)


def by_identifier(subject: Subject, known: Known) -> Evidence | None:
    """The same identifier, however it is punctuated; or another one of the same kind.

    Another one speaks against only where both pass the checksum of their kind: then none of them
    is the other one mistyped.
    """
    wanted = {normal(text): text for text in subject.identifiers if normal(text)}
    for fact, value in known:
        written = wanted.get(normal(value))
        if written is not None:
            return Evidence("identifier", "for", IDENTIFIER, written, value, fact)
    for written in wanted.values():
        for fact, value in known:
            if schemes(written) & schemes(value):
                return Evidence("identifier", "against", IDENTIFIER_OTHER, written, value, fact)
    return None


def by_birth_date(subject: Subject, known: Known) -> Evidence | None:
    """The subject's birth date against every one that the lists give.

    A day that agrees says more than a year. One digit off, or day and month swapped, is a slip
    as likely as another person. Other years are another person.
    """
    if subject.birth_date is None or not known:
        return None
    wanted = span(subject.birth_date)
    found: list[tuple[float, int, str]] = []
    for fact, value in known:
        try:
            found.append((_dates(wanted, span(value), subject.birth_date, value), fact, value))
        except BadDate:
            continue
    if not found:
        return None
    weight, fact, value = max(found)
    verdict: Verdict = "for" if weight > 0 else "against"
    return Evidence("birth date", verdict, weight, subject.birth_date, value, fact)


def _dates(wanted: Span, given: Span, left: str, right: str) -> float:
    if wanted.overlaps(given):
        return BIRTH_DAY if len(left) == len(right) == 10 else BIRTH_YEAR
    slips = sum(a != b for a, b in zip(left, right, strict=False))
    swapped = (left[:4], left[5:7], left[8:]) == (right[:4], right[8:], right[5:7])
    if swapped or (len(left) == len(right) == 10 and slips == 1):
        return BIRTH_NEAR
    apart = min(abs(wanted.first.year - given.last.year), abs(wanted.last.year - given.first.year))
    if len(right) == 4 and apart <= 1:
        return BIRTH_NEAR
    return BIRTH_OTHER


def by_country(subject: Subject, known: Known) -> Evidence | None:
    """A country in common, or none."""
    wanted = {code(text): text for text in subject.countries if text.strip()}
    if not wanted or not known:
        return None
    for fact, value in known:
        if value in wanted:
            return Evidence("country", "for", COUNTRY_SAME, wanted[value], value, fact)
    listed = ", ".join(dict.fromkeys(value for _, value in known))
    written = ", ".join(wanted.values())
    return Evidence("country", "against", COUNTRY_OTHER, written, listed, known[0][0])


def by_gender(subject: Subject, known: Known) -> Evidence | None:
    """Another gender; the same one says too little to count."""
    values = [value for _, value in known if value in ("male", "female")]
    if subject.gender is None or not values:
        return None
    if subject.gender in values:
        return Evidence("gender", "neutral", 0.0, subject.gender, values[0], known[0][0])
    return Evidence("gender", "against", GENDER_OTHER, subject.gender, values[0], known[0][0])


def by_type(subject: Subject, type: Type) -> Evidence | None:
    """A person is no vessel; but companies are written in the fields of persons, and persons in
    those of companies, and only a legal form tells."""
    if "any" in (subject.type, type) or subject.type == type:
        return None
    swapped = {subject.type, type} == {"person", "organization"}
    swapped = swapped and (type == "organization" or not has_form(subject.name))
    weight = FIELD_OTHER if swapped else TYPE_OTHER
    return Evidence("type", "against", weight, subject.type, type)


def by_address(subject: Subject, known: Known) -> Evidence | None:
    """Most words of an address in common, a number among them."""
    best: tuple[float, int, str, str] | None = None
    for written in subject.addresses:
        mine = set(words(written))
        for fact, value in known:
            theirs = set(words(value))
            both = mine & theirs
            share = len(both) / max(1, min(len(mine), len(theirs)))
            if len(both) >= 3 and share >= 0.6 and (best is None or share > best[0]):
                best = (share, fact, written, value)
    if best is None:
        return None
    return Evidence("address", "for", ADDRESS_SAME * best[0], best[2], best[3], best[1])
