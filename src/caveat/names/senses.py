"""What a word may stand for besides itself: short forms of given names, other languages' words.

The table comes from the data of rigour (Wikidata, CC0), see ``scripts/name-tables``.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

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


def kind(shared: Collection[str]) -> Literal["nickname", "translation", "variant"]:
    """What marks that two words share say of them.

    A nickname is a name's own short form; a translation is a trade, a place or a kind of company
    in another language; a variant is any other word that writes the same name.

    >>> kind(senses("bill") & senses("william")), kind(senses("bank") & senses("banque"))
    ('nickname', 'translation')
    """
    first = {mark[0] for mark in shared}
    return "nickname" if "n" in first else "translation" if "t" in first else "variant"


@cache
def _table() -> dict[str, frozenset[str]]:
    with as_file(files("caveat.names") / "data" / "senses.arrow") as place:
        table = pa.ipc.open_file(str(place)).read_all()
    marks = [frozenset(found) for found in table["senses"].to_pylist()]
    return dict(zip(table["word"].to_pylist(), marks, strict=True))
