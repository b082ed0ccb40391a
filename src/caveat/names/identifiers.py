"""Identifiers as they are compared: without the blanks and dashes that people put in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from rigour.ids import get_identifier_format

_SHORTEST = 5
"""Shorter numbers are shared by too many to tell anybody apart."""

_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI")
"""Cyrillic letters on papers that are typed in Latin ones."""


def normal(text: str) -> str:
    """An identifier without punctuation, in capitals; empty if it is too short to tell anything.

    >>> normal("IMO 9187629"), normal("77-0202-363089"), normal("12")
    ('9187629', '770202363089', '')
    """
    plain = text.upper() if text.isascii() else _ascii(text)
    plain = re.sub(r"[^0-9A-Z]", "", plain)
    ship = re.fullmatch(r"IMO(?:NO|NUMBER)?(\d{7})", plain)
    if ship:
        plain = ship[1]
    telling = len(plain) >= _SHORTEST and any(map(str.isdigit, plain))
    return plain if telling or _bic(plain) else ""


_CHECKED = ("imo", "inn", "ogrn", "lei", "uscc", "iban", "isin", "cnpj", "cpf")
"""Kinds of identifiers in which a wrong digit shows: those with a checksum."""


@lru_cache(maxsize=1 << 14)
def schemes(text: str) -> frozenset[str]:
    """Which kinds of identifier with a checksum a text is, if it is one without a slip.

    >>> sorted(schemes("IMO 9187629")), sorted(schemes("9187628")), sorted(schemes("7707083893"))
    (['imo'], [], ['inn'])
    """
    plain = normal(text)
    if not plain:
        return frozenset()
    return frozenset(name for name, valid in _formats().items() if valid(plain))


@cache
def _formats() -> dict[str, Callable[[str], bool]]:
    found = {name: get_identifier_format(name) for name in _CHECKED}
    return {name: kind.is_valid for name, kind in found.items() if kind is not None}


def _ascii(text: str) -> str:
    """Capitals and digits in the script that identifiers are typed in."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    return "".join(str(unicodedata.decimal(char, char)) for char in plain)


def _bic(plain: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", plain))
