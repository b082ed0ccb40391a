"""Another person of a listed name: whom the text calls a dentist, and the lists a minister.

A name in full is a hit unless the text plainly says otherwise. It does so where a trade stands
right before the name, or behind it between commas; what the lists say of the party's work does not
have that trade; and nothing near speaks of the party's country: in the whole text, or, where hardly
a listed person has the trade, in the sentence. Where no list says what the party does, the hit
stays: a singer may be listed, and a boxer may have become a deputy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from caveat.names.script import words as folded
from caveat.screening.documents.mentions import Spotted
from caveat.screening.documents.setting import Setting, Text
from caveat.screening.documents.tokens import Words, plain

_WORD = re.compile(r"\w+")

_BEHIND = 5
"""Words behind a name in which its trade may stand: , 34, a retired dentist."""

_SMALL = frozenset("a an the ein eine un une uno una um uma o il la le el der die".split())


_HUMBLE = frozenset({"dentist", "student", "nurse", "teacher", "driver"})
"""Trades that hardly a listed person has."""


def without_namesakes(
    text: Text,
    spotted: Sequence[Spotted],
    work: Callable[[int], Iterable[str]],
    countries: Callable[[int], frozenset[str]],
) -> list[Spotted]:
    """Those places that do not plainly name another person of the same name.

    Args:
        text: the document, as words.
        spotted: places that name listed parties.
        work: for the number of a party what lists say of its work; nothing if they do not.
        countries: for the number of a party its countries.
    """
    kept = []
    for one in spotted:
        trades = trades_beside(text.words, one.first, one.stop)
        if trades:
            home = frozenset().union(*(countries(match.party) for match in one.matches))
            near = Setting(text, one.first, one.stop, True).countries
            if not home & (near if trades <= _HUMBLE else near | text.countries):
                said = [line for match in one.matches for line in work(match.party)]
                words = {word for line in said for word in _WORD.findall(line)}
                if said and not any(_trades(word) & trades for word in words):
                    continue
        kept.append(one)
    return kept


def trades_beside(words: Words, first: int, stop: int) -> frozenset[str]:
    """The trades that a text gives to whom it names at a place.

    Args:
        words: of the document.
        first: number of the name's first token.
        stop: number after its last one.
    """
    tokens = words.tokens
    if first and tokens[first - 1].gap == "soft":
        found = _trades(tokens[first - 1].text)
        if found:
            return found
    if tokens[stop - 1].gap != "comma":
        return frozenset()
    for place in range(stop, min(len(tokens), stop + _BEHIND)):
        found = _trades(tokens[place].text)
        if found:
            return found
        told = tokens[place].look == "number" or plain(tokens[place].text) in _SMALL
        if tokens[place].gap == "hard" or (tokens[place].gap == "comma" and not told):
            break
        if tokens[place].look == "capital" and not told:
            break  # the next of a row of names
    return frozenset()


@lru_cache(maxsize=1 << 15)
def _trades(word: str) -> frozenset[str]:
    text = "".join(folded(word))
    return frozenset(trade for stem, trade in _stems().items() if text.startswith(stem))


@cache
def _stems() -> dict[str, str]:
    text = files("caveat.names").joinpath("data/occupations.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {"".join(folded(stem)): trade for trade, stems in rows for stem in stems.split("|")}
