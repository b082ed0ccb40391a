"""What a word may stand for besides itself: short forms of given names, other languages' words.

The table comes from the data of rigour (Wikidata, CC0), see ``scripts/name-tables``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import pyarrow as pa

_NONE: frozenset[str] = frozenset()


def senses(word: str) -> frozenset[str]:
    """Marks of what a folded word may stand for; words that share one may be the same.

    >>> senses("bill") & senses("william") != frozenset()
    True
    >>> senses("stroitelnaya") & senses("construction") != frozenset()
    True
    >>> senses("chemezov")
    frozenset()
    """
    return _table().get(word, _NONE)


@cache
def _table() -> dict[str, frozenset[str]]:
    with as_file(files("caveat.names") / "data" / "senses.arrow") as place:
        table = pa.ipc.open_file(str(place)).read_all()
    marks = [frozenset(map(str, found)) for found in table["senses"].to_pylist()]
    return dict(zip(table["word"].to_pylist(), marks, strict=True))
