"""Lines of a layout put together to paragraphs: words divided at line ends made whole again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

_DIVIDED = re.compile(r"[^\W\d_]{2,}[-‐\u00ad]$")
_GOES_ON = re.compile(r"[^\W\d_]{2,}")
_LAST = re.compile(r"[\w-]+[-‐\u00ad]$")
_FIRST = re.compile(r"[\w-]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]")
_KEEP = frozenset("ex non self well anti vice co all so high low long short one two".split())
"""What keeps its hyphen, if the text itself does not tell otherwise."""


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Every word of a text, case folded: what a divided word is looked up in."""
    return frozenset(word.casefold() for text in texts for word in _WORDS.findall(text))


def joined(lines: Iterable[str], known: Set[str] = frozenset()) -> str:
    """Lines put together to one paragraph.

    A hyphen at a line's end goes if the word without it is known from elsewhere in the text, and
    stays if the word with it is; else it goes before a small letter (*Chem-/ezov*) and stays
    before a capital (*Saint-/Petersburg*) and a figure (*S-/400*).

    >>> joined(["Sergey Chem-", "ezov of Saint-", "Petersburg sells the S-", "400."])
    'Sergey Chemezov of Saint-Petersburg sells the S-400.'
    >>> joined(["a state-", "owned bank"], known={"state-owned"})
    'a state-owned bank'

    Args:
        lines: in order.
        known: `words_of` the whole text.
    """
    whole = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        if not whole:
            whole = line
        elif whole[-1] in "-‐\u00ad" and (end := _LAST.search(whole)):
            whole = _over(whole, end[0], line, known)
        elif _CJK.match(whole[-1]) and _CJK.match(line[0]):
            whole += line
        else:
            whole += " " + line
    return whole


def _over(whole: str, end: str, line: str, known: Set[str]) -> str:
    """A line that ends with a hyphen, and the next one."""
    first = _FIRST.match(line)
    if first is None:
        return whole + " " + line
    bare = (end[:-1] + first[0]).casefold()
    hyphened = (end[:-1] + "-" + first[0]).casefold()
    if not (_DIVIDED.search(whole) and _GOES_ON.match(line)) or hyphened in known:
        return whole[:-1] + "-" + line
    if bare in known or (first[0][0].islower() and end[:-1].casefold() not in _KEEP):
        return whole[:-1] + line
    return whole[:-1] + "-" + line
