"""Words that are words before they are names: Victory, Sunrise, Foremost.

A table of English words (``scripts/common-words``), and, for any other language, the words that a
text itself writes in small letters (`caveat.screening.documents`).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def is_common(word: str) -> bool:
    """Whether a folded word is an English word that is used as one.

    >>> is_common("victory"), is_common("foremost"), is_common("rosoboronexport")
    (True, True, False)
    """
    return word in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(files("caveat.names").joinpath("data/common.txt").read_text("utf-8").split())
