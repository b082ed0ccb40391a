"""BIC, IBAN, LEI: whether they can be right, and which country they name."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


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
    """Check a BIC (ISO 9362).

    >>> bic("SABRRUMM")
    Checked(country='ru', wrong='')
    >>> bic("SABRQQMM").wrong
    "BIC SABRQQMM cannot be right: Invalid country code 'QQ'."
    """
    from schwifty import BIC

    return _checked("BIC", BIC, text)


@lru_cache(maxsize=1 << 12)
def iban(text: str) -> Checked:
    """Check an IBAN (ISO 13616): length, form and check digits of its country.

    >>> iban("DE89370400440532013000")
    Checked(country='de', wrong='')
    >>> iban("DE88370400440532013000").wrong
    'IBAN DE88370400440532013000 cannot be right: Invalid checksum digits.'
    """
    from schwifty import IBAN

    return _checked("IBAN", IBAN, text)


@lru_cache(maxsize=1 << 12)
def lei(text: str) -> Checked:
    """Check a legal entity identifier (ISO 17442).

    >>> lei("253400V1H6ART1UQ0N98").wrong
    ''
    """
    from rigour.ids import get_identifier_format

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


def _checked(what: str, form: type, text: str) -> Checked:
    from schwifty.exceptions import SchwiftyException

    try:
        found = form(text)
    except (SchwiftyException, ValueError) as error:
        return Checked("", f"{what} {text} cannot be right: {error}.")
    return Checked(str(found.country_code).lower(), "")
