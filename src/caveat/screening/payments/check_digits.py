"""BIC, IBAN, LEI: whether they can be right, and which country they name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rigour.ids import get_identifier_format
from rigour.territories import get_territory

_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


class Checked(NamedTuple):
    """What a number's own check says.

    Attributes:
        country: ISO 3166 code in small letters; empty if it names none.
        wrong: why it cannot be right; empty if it can.
    """

    country: str
    wrong: str


@lru_cache(maxsize=1 << 14)
def bic(text: str) -> Checked:
    """Check a BIC (ISO 9362): its form, and that its country is one.

    >>> bic("SABRRUMM")
    Checked(country='ru', wrong='')
    >>> bic("SABRQQMM").wrong
    'BIC SABRQQMM cannot be right: no country has the code QQ.'
    """
    if not _BIC.fullmatch(text):
        return Checked("", f"BIC {text} cannot be right: a BIC has 8 or 11 letters and digits.")
    return _country("BIC", text, text[4:6])


@lru_cache(maxsize=1 << 12)
def iban(text: str) -> Checked:
    """Check an IBAN (ISO 13616): length, form and check digits of its country.

    >>> iban("DE89370400440532013000")
    Checked(country='de', wrong='')
    >>> iban("DE88370400440532013000").wrong
    'IBAN DE88370400440532013000 cannot be right: invalid length, form or check digits.'
    """
    form = get_identifier_format("iban")
    if form is not None and not form.is_valid(text):
        wrong = f"IBAN {text} cannot be right: invalid length, form or check digits."
        return Checked("", wrong)
    return _country("IBAN", text, text[:2])


@lru_cache(maxsize=1 << 12)
def lei(text: str) -> Checked:
    """Check a legal entity identifier (ISO 17442).

    >>> lei("253400V1H6ART1UQ0N98").wrong
    ''
    """
    form = get_identifier_format("lei")
    right = form is None or form.is_valid(text)
    return Checked("", "" if right else f"LEI {text} cannot be right: invalid check digits.")


def is_iban(text: str) -> bool:
    """Whether an account number is written as an IBAN is, right or wrong.

    >>> is_iban("DE88370400440532013000"), is_iban("40702810900000001234")
    (True, False)
    """
    return (
        14 < len(text) < 35 and text[:2].isalpha() and text[2:4].isdigit() and text.isalnum()
        and text.isascii()
    )  # fmt: skip


def _country(what: str, text: str, code: str) -> Checked:
    """The country that a number names, if there is one of that code."""
    territory = get_territory(code.lower())
    if territory is None or territory.code != code.lower():
        return Checked("", f"{what} {text} cannot be right: no country has the code {code}.")
    return Checked(str(territory.code), "")
