"""Identifiers as they are compared: without the blanks and dashes that people put in."""

from __future__ import annotations

import re

_SHORTEST = 5
"""Shorter numbers are shared by too many to tell anybody apart."""


def normal(text: str) -> str:
    """An identifier without punctuation, in capitals; empty if it is too short to tell anything.

    >>> normal("IMO 9187629"), normal("77-0202-363089"), normal("12")
    ('9187629', '770202363089', '')
    """
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    if re.fullmatch(r"IMO\d{7}", plain):
        plain = plain[3:]
    telling = len(plain) >= _SHORTEST and any(map(str.isdigit, plain))
    return plain if telling or _bic(plain) else ""


def _bic(plain: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", plain))
