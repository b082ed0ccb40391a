"""Given names and the short forms that people use for them, from rigour's data.

Loading that data takes seconds, so an index keeps the marks of its own words, and only a
comparison without an index comes here.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1 << 17)
def nicknames(word: str) -> frozenset[str]:
    """Marks of the given names that a folded word may stand for; Bill and William share one."""
    from rigour.names import NameTypeTag, SymbolCategory, analyze_names

    if len(word) < 3:
        return frozenset()
    return frozenset(
        str(span.symbol)
        for name in analyze_names(NameTypeTag.PER, [word], phonetics=False, numerics=False)
        for span in name.spans
        if span.symbol.category == SymbolCategory.NICK
    )
