"""How a field becomes what is asked: subjects with everything that the field says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from caveat.names.name import has_form
from caveat.screening.answer import Hit, Screening
from caveat.screening.payments import check_digits
from caveat.screening.payments.iso20022_fields import telling_accounts
from caveat.screening.payments.payment import PartyField, Transaction
from caveat.screening.payments.texts import numbers_of, speaks_of_ship, words_of
from caveat.subject import Subject, Type

_THROUGH = re.compile(
    r"(?:\bc/o\b|\bcare of\b|\battn\b\.?|\batt:|\b(?:on|in) behalf of\b|\bo/b/o\b|\btrading as\b"
    r"|\bt/a\b|\bdba\b|\bd/b/a\b|\bfor account of\b|\bf/a/o\b|\bzugunsten\b)[\s:]*",
    re.IGNORECASE,
)
"""What stands before a second party in the field of the first one."""

_SEVERAL = re.compile(r"\s(?:and|or|and/or|und|oder)\s|\s*/\s*|\s*;\s*", re.IGNORECASE)
"""What stands between the holders of a joint account."""

_TEXT = 0.85
"""The least score of a hit by words of a text."""

_ALONE = 0.93
"""The least score of a hit by a single word of a text, or of a name of one word."""


class Ask(NamedTuple):
    """One question about a field.

    Attributes:
        field: the field.
        words: the words of it that are asked about.
        subject: what is asked.
        alone: whether it is a single word of a text.
        ship: whether the text speaks of a ship.
    """

    field: PartyField
    words: str
    subject: Subject
    alone: bool = False
    ship: bool = False


def asks(transaction: Transaction) -> Iterator[Ask]:
    """Everything to ask about a transaction, field by field."""
    for field in transaction.fields:
        if field.kind == "text":
            ship = speaks_of_ship(field.text)
            for words in words_of(field.text):
                yield Ask(field, words.text, Subject(name=words.text), words.alone, ship)
            for number in numbers_of(field.text):
                yield Ask(field, number, Subject(identifiers=(number,)))
        else:
            yield from _of_party(field)


def _of_party(field: PartyField) -> Iterator[Ask]:
    more = field.name or field.lei or field.accounts or field.addresses or field.identifiers
    if field.bic and not more and not field.countries:
        yield Ask(field, field.bic, _bank(field.bic))
        return
    identifiers = (*bics(field.bic), *filter(None, (field.lei,)), *field.identifiers,
                   *telling_accounts(field.accounts))  # fmt: skip
    name = _THROUGH.split(field.name, 1)[0].strip(" ,;") or field.name
    plain = _legible(name)
    if plain or identifiers:
        aliases = (*map(_legible, field.aliases), *_holders(plain, field))
        subject = Subject(
            name=plain,
            type=_type(field),
            aliases=aliases,
            birth_date=field.birth_date,
            countries=_countries(field),
            identifiers=identifiers,
            addresses=field.addresses,
        )
        words = field.name or field.bic or field.lei or identifiers[0]
        yield Ask(field, words, subject)
    if not _THROUGH.search("\n".join((field.name, *field.addresses))):
        return
    for text in (field.name, *field.addresses):
        for part in _THROUGH.split(text)[1:]:
            other = part.split(",")[0].strip()
            if " " in other or len(other) > 5:
                yield Ask(field, other, Subject(name=_legible(other)))


@lru_cache(maxsize=1 << 12)
def _bank(bic: str) -> Subject:
    """What is asked of an institution that is named by nothing but its BIC."""
    country = check_digits.bic(bic).country
    return Subject(
        type="organization", identifiers=bics(bic), countries=(country,) if country else ()
    )


def _holders(name: str, field: PartyField) -> Sequence[str]:
    """The holders of a joint account; none if one alone has the name, or a company does.

    A company is named after several, too: Johnson, Dean and Edwards Ltd.
    """
    if field.person is False or field.kind == "agent" or not _SEVERAL.search(name):
        return ()
    parts = [part.strip() for part in _SEVERAL.split(name)]
    whole = all(" " in part and "," not in part for part in parts)
    return parts if whole and not has_form(name) else ()


def _type(field: PartyField) -> Type:
    if field.person is True:
        return "person"
    return "organization" if field.person is False or field.kind == "agent" else "any"


def _countries(field: PartyField) -> tuple[str, ...]:
    if not field.countries and field.bic:
        country = check_digits.bic(field.bic).country
        return (country,) if country else ()
    return field.countries


def _legible(name: str) -> str:
    """A name without the question marks that stand for letters which SWIFT cannot write.

    >>> _legible("M?LLER & S?HNE")
    'MLLER & SHNE'
    """
    return name.replace("?", "") if "?" in name else name


def bics(text: str) -> tuple[str, ...]:
    """A BIC as lists may write it: with its branch, without, and with the head office's XXX.

    >>> bics("SABRRUMMKH1"), bics("SABRRUMM")
    (('SABRRUMMKH1', 'SABRRUMM', 'SABRRUMMXXX'), ('SABRRUMM', 'SABRRUMMXXX'))
    """
    if len(text) not in (8, 11):
        return (text,) if text else ()
    return tuple(dict.fromkeys((text, text[:8], f"{text[:8]}XXX")))


def heard(ask: Ask, screening: Screening) -> Screening | None:
    """The part of an answer that counts for a question; None if nothing does.

    Whatever the field of a party says is its name; words of a text may be anything. So a single
    word names a company only if it is its whole name, and a ship only if the text speaks of one,
    for ships are called Victory. See ``docs/decisions/payment-texts.md``.
    """
    if screening.clear:
        return None
    if ask.field.kind != "text":
        return screening
    hits = tuple(hit for hit in screening.hits if _told(ask, hit))
    owned = tuple(hit for hit in screening.owned if hit.score >= (_ALONE if ask.alone else _TEXT))
    return replace(screening, hits=hits, owned=owned) if hits or owned else None


def _told(ask: Ask, hit: Hit) -> bool:
    """Whether words of a text tell a party."""
    kind = hit.entity.type
    if not ask.alone:
        return hit.score >= (_TEXT if len(hit.name.split()) > 1 else _ALONE)
    if hit.score < _ALONE or hit.name_kind == "weak_alias":
        return False
    return kind in ("organization", "any") or (kind == "vessel" and ask.ship)


def cautions(transaction: Transaction) -> tuple[str, ...]:
    """Numbers of a transaction that cannot be right."""
    found: list[str] = []
    for field in transaction.fields:
        if field.bic and (wrong := check_digits.bic(field.bic).wrong):
            found.append(f"{field.role}: {wrong}")
        if field.lei and (wrong := check_digits.lei(field.lei).wrong):
            found.append(f"{field.role}: {wrong}")
        for account in field.accounts:
            if check_digits.is_iban(account) and (wrong := check_digits.iban(account).wrong):
                found.append(f"{field.role}: {wrong}")
    return tuple(found)


def countries(transaction: Transaction) -> dict[str, list[str]]:
    """Every country that a transaction touches, and where it stands.

    Returns:
        ISO 3166 code -> ``debtor``, ``debtor's IBAN``, ``creditor agent's BIC``.
    """
    found: dict[str, list[str]] = {}

    def put(country: str, where: str) -> None:
        if country and where not in found.setdefault(country, []):
            found[country].append(where)

    for field in transaction.fields:
        for country in field.countries:
            put(country, field.role)
        if field.bic:
            put(check_digits.bic(field.bic).country, f"{field.role}'s BIC")
        for account in field.accounts:
            if check_digits.is_iban(account):
                put(check_digits.iban(account).country, f"{field.role}'s IBAN")
    return found
