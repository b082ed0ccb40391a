"""Which stretches of a text may be names: where a name may begin, go on, and end.

In a script with capitals a name is a run of capitalised words, with small words between them; in
a passage without any capitals, and in scripts that have none, every word may belong to one, and
the index must say which do (`caveat.screening.documents.lexis`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caveat.screening.documents.document import Document
from caveat.screening.documents.tokens import Token, Words, plain

LONGEST = 12
"""Words of the longest name that is looked for."""

_FEW_CAPITALS = 0.02
"""A passage with a smaller part of its words capitalised has none: chat, or lower-cased text."""

LINKS = frozenset(
    "of and the for de da do das dos del della di du des la las le les el al ul ur bin ibn ben "
    "bint abu van von der den ter zu zur und y e i et en in on ve for til og av af och för et a à "
    "aux "
    "и й по для имени им в на о об de во при та і з у й за от до und für im der die das zum "
    "na w z s do pro pri se ve pre o od az és per con su sul degli dei delle alla al ja für "
    "και του της των από για αλ ελ μπιν ιμπν аль эль ал ел ас аш бин ибн бен абу абд".split()
)
"""Words in small letters that may stand inside a name, never at its ends."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words one after the other, among which a name may be.

    Attributes:
        first: number of its first token.
        stop: number after its last one.
        cased: whether capitals tell where names are.
        comma: whether there are commas in it.
    """

    first: int
    stop: int
    cased: bool
    comma: bool = False


def runs(document: Document, words: Words) -> Iterator[Run]:
    """The runs of a document: none goes over the end of a sentence, a cell or a block."""
    for first, stop in blocks_of(document, words):
        yield from _block(words.text, words.tokens, first, stop)


def blocks_of(document: Document, words: Words) -> Iterator[tuple[int, int]]:
    """For each block the numbers of its first token, and after its last one."""
    tokens = words.tokens
    place = 0
    for block in document.blocks:
        stop = place
        while stop < len(tokens) and tokens[stop].start < block.end:
            stop += 1
        if stop > place:
            yield place, stop
        place = stop


def cased(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell where names are in a passage."""
    letters = [one for one in tokens if one.look in ("capital", "lower")]
    capitals = sum(one.look == "capital" for one in letters)
    return bool(letters) and capitals > _FEW_CAPITALS * len(letters)


def _block(text: str, tokens: Sequence[Token], first: int, stop: int) -> Iterator[Run]:
    told = cased(tokens[first:stop])
    if told:
        yield from _quoted(text, tokens, first, stop)
    begin = first
    comma = False
    for place in range(first, stop):
        token = tokens[place]
        apart = token.gap == "hard" or place + 1 == stop
        if told and not _may_belong(token):
            if place > begin:
                yield Run(begin, place, told, comma)
            begin, comma = place + 1, False
        elif apart:
            yield Run(begin, place + 1, told, comma)
            begin, comma = place + 1, False
        elif token.gap == "comma":
            comma = True


_OPENING, _CLOSING = frozenset('«„“"‘「『'), frozenset('»”“"’」』')
_LONGEST_QUOTE = 10


def _quoted(text: str, tokens: Sequence[Token], first: int, stop: int) -> Iterator[Run]:
    """Names in quotes, in which only the first word has a capital: «Новый регистратор»."""
    for begin in range(first, stop):
        if tokens[begin].look != "capital" or text[tokens[begin].start - 1 :][:1] not in _OPENING:
            continue
        for end in range(begin, min(stop, begin + _LONGEST_QUOTE)):
            if text[tokens[end].end :][:1] in _CLOSING:
                inside = tokens[begin : end + 1]
                if any(one.look == "lower" and not _may_belong(one) for one in inside):
                    yield Run(begin, end + 1, cased=False)
                break
            if tokens[end].gap != "soft":
                break


def _may_belong(token: Token) -> bool:
    """Whether a word may be part of a name where capitals tell."""
    return token.look != "lower" or plain(token.text) in LINKS


def may_end(token: Token, cased: bool) -> bool:
    """Whether a name may begin or end with a word."""
    if token.look == "lower":
        return not cased and plain(token.text) not in LINKS
    return True
