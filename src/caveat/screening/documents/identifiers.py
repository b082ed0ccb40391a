"""Identifiers in a text: numbers with a checksum, or that a word before them says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caveat.names.identifiers import normal, schemes

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:IMO\s*(?:No\.?|number|№)?\s*:?\s*)?(?:\d{7}|\d{9}|\d{10}|\d{12}|\d{13}|\d{15})"
    r"(?![\w/-]|[.,]\d)"
)
_LETTERS = re.compile(r"(?<!\w)(?=[A-Z0-9]*\d)[A-Z0-9]{18,20}(?!\w)")
_BIC = re.compile(r"(?<!\w)[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?!\w)")
_PAPER = re.compile(r"(?<!\w)[A-Z]{0,3}\s?\d{6,12}(?!\w)")
_SAYS = re.compile(
    r"(?:imo|inn|инн|ogrn|огрн|lei|bic|swift|бик|passport|pass\.|паспорт\w*|reisepass|passeport|"
    r"pasaporte|tax(?:payer)? (?:id|no|number)|registration (?:no|number)|reg\. ?no|mmsi|огрн|"
    r"national id)\W{0,4}(?:no\.?|number|№|nr\.?)?\W{0,4}$",
    re.IGNORECASE,
)  # fmt: skip
_LOOK_BACK = 40


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text has identifiers: from where, to where, and the identifier.

    >>> [found[2] for found in numbers("The tanker (IMO 9187629) and INN 7704274402, 1234568.")]
    ['IMO 9187629', '7704274402']
    """
    taken: set[int] = set()
    for pattern in (_NUMBER, _LETTERS, _BIC, _PAPER):
        for found in pattern.finditer(text):
            start, end = found.span()
            said = bool(_SAYS.search(text[max(0, start - _LOOK_BACK) : start]))
            if start in taken or not normal(found[0]):
                continue
            if said or (pattern is not _PAPER and pattern is not _BIC and schemes(found[0])):
                taken.update(range(start, end))
                yield start, end, found[0]
