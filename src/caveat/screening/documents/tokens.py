"""A text as words: what each looks like, and what stands between it and the next one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from caveat.names.script import visible
from caveat.screening.documents.document import Document

Look = Literal["capital", "lower", "number", "caseless", "signs"]
"""``signs``: a script that puts no blanks between words (Chinese, Japanese, Thai)."""

Gap = Literal["soft", "comma", "hard"]
"""``soft``: a name may go on; ``comma``: only if the family name stands first; ``hard``: never."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u00ad\u200b-\u200f\u2060\ufeff"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*(?:['’ʼʻ`´‘״׳](?:[^\W_]|[{_MARKS}])+)*['’ʼ]?")

_SIGNS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]"
)

_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
_EASTERN_PIECE = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff]|[\u30a0-\u30ff\uff66-\uff9f]+|[\u3040-\u309f]+"
    "|[^\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]+"
)
LONGEST_WORD = 60
"""A longer row of letters is no word, and nobody's name."""

_ALLAH = ("الله", "اللہ")
_HYPHENS = ("-", "\u2010", "\u2011")

_ENDS = re.compile(r"[.!?…。！？।؟۔։]")
_HARD = re.compile(r"[\n\t;:()\[\]{}<>|/\\=*•■●▪→、；：（）【】؛!?…。！？।؟۔։]|\s[–-]+\s|—")

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st gen col lt maj capt cmdr adm sgt sen rep gov hon rev jr sr inc corp co "
    "ltd llc plc bros no nr vs etc e.g i.e approx dept univ assn intl mt ft ave blvd "
    "г гг ул им т д др пр стр обл р н акад проф ген полк руб млн млрд тыс тов гр см "
    "hr fr dipl ing mag geb nr str bzw ca sog mme mlle m ste sig dott avv sra sres srta dn "
    "sp z o.o św ul al dz prof doc mgr inż tj tzv č str nám sv dz "
    "rt hd kft zrt bt nyrt dip av sn doç yrd op uzm a.ş ş".split()
)
"""Words whose full stop ends no sentence."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text.

    Attributes:
        start: of its first letter in the document's text.
        end: after its last one.
        text: the word, as it stands there.
        look: what kind of word it is.
        gap: what stands between it and the next one.
    """

    start: int
    end: int
    text: str
    look: Look
    gap: Gap


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document.

    Attributes:
        text: of the document.
        tokens: in their order.
        sentences: where each sentence begins, in characters; the first is 0.
        starts: where each token begins.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[int, ...]
    starts: tuple[int, ...]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence around a place in the text begins and ends."""
        place = bisect_right(self.sentences, start) - 1
        first = self.sentences[place]
        last = self.sentences[place + 1] if place + 1 < len(self.sentences) else len(self.text)
        block = self.text.find("\n\n", first, last)
        if block >= end:
            last = block
        return first, max(end, first + len(self.text[first:last].rstrip()))

    def at(self, start: int) -> int:
        """The number of the token at or before a place in the text."""
        return max(0, bisect_right(self.starts, start) - 1)


def words_of(document: Document) -> Words:
    """The words of a document, block by block: no name goes from one block into another.

    >>> from caveat.screening.documents.document import Document, laid_out
    >>> text, blocks = laid_out([("Mr. S. V. Chemezov runs Rostec. He is rich.", "paragraph",
    ...                           None, "paragraph 1")])
    >>> words = words_of(Document("-", "text", "", "", text, blocks))
    >>> [word.gap for word in words.tokens][:6]
    ['soft', 'soft', 'soft', 'soft', 'soft', 'hard']
    """
    tokens: list[Token] = []
    sentences: list[int] = []
    for block in document.blocks:
        sentences.append(block.start)
        found = list(_pieces(block.text))
        joined = False
        for place, (begin, end) in enumerate(found):
            text = block.text[begin:end]
            gap: Gap = "hard"
            between = ""
            if place + 1 < len(found):
                first, last = found[place + 1]
                between = block.text[end:first]
                gap = _gap(text, between, block.text[first:last])
                if _ENDS.search(between) and gap == "hard":
                    sentences.append(block.start + first)
            seems = look(text)
            if joined and seems == "lower":
                seems = "capital"  # Kim Jong-un
            joined = seems == "capital" and between in _HYPHENS
            here = Token(block.start + begin, block.start + end, text, seems, gap)
            if text in _ALLAH and place and tokens[-1].gap == "soft":
                before = tokens.pop()  # نصر الله is one name, Nasrallah
                here = Token(before.start, here.end, before.text + text, before.look, gap)
            tokens.append(here)
    unique = tuple(sorted({0, *sentences}))
    return Words(document.text, tuple(tokens), unique, tuple(token.start for token in tokens))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends; Chinese signs are words of their own."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        if not _EASTERN.search(word[0]):
            yield start, end
            continue
        for piece in _EASTERN_PIECE.finditer(word[0]):
            yield start + piece.start(), start + piece.end()


def _gap(word: str, between: str, after: str) -> Gap:
    if between in ("", " "):
        return "soft"
    if _HARD.search(between) or len(between) > 6:
        return "hard"
    if "." in between and _stops(word, between, after):
        return "hard"
    if "," in between or "،" in between or "，" in between:
        return "comma"
    return "soft"


def _stops(word: str, between: str, after: str) -> bool:
    """Whether what stands behind a word ends a sentence."""
    if "." not in between:
        return bool(_ENDS.search(between))
    if len(word) == 1 or word.lower() in _ABBREVIATIONS:
        return False
    if not any(char.isspace() for char in between):
        return len(word) > 3 and len(after) > 3  # no blank: a.b.c, or a sloppy end
    return not after[0].islower() or not after[0].isalpha()


@lru_cache(maxsize=1 << 17)
def look(word: str) -> Look:
    """What a word looks like.

    >>> look("Rostec"), look("rostec"), look("2018"), look("روستك"), look("普京")
    ('capital', 'lower', 'number', 'caseless', 'signs')
    """
    if word.isdigit() or len(word) > LONGEST_WORD:
        return "number"
    if _SIGNS.search(word):
        return "signs"
    bare = word
    for mark in "'’ʼ":
        head, cut, tail = word.partition(mark)
        if cut and len(head) <= 4 and len(tail) > 2 and head.islower():
            bare = tail  # d'Almaz, dell'Avana
    first = next((char for char in bare if char.isalpha()), "")
    if not first:
        return "number"
    if first.lower() == first.upper() or "\u10a0" <= first <= "\u10ff":
        return "caseless"
    if first.isupper() or first.istitle() or any(char.isupper() for char in bare[1:]):
        return "capital"
    return "lower"


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """A word in small letters, without what is not seen."""
    return visible(word)
