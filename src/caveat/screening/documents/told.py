"""How much words tell: 1 for a rare word, less for one that many listed names have."""

from __future__ import annotations

from caveat.match.align import Lexicon, TokenPair
from caveat.names.native import reading
from caveat.names.script import native_words
from caveat.screening.documents.windows import weightless


def told_as_read(asked: str, lexicon: Lexicon) -> float:
    """How much the words of another script tell as they are mostly written in Latin letters: few
    lists have محمد, but many have Mohamed."""
    told = 0.0
    for word in native_words(asked):
        read = [one for one in reading(word) if not weightless(one)]
        told += sum(map(lexicon.rarity, read)) if read else 1.0
    return told


def told_by(pair: TokenPair, lexicon: Lexicon) -> float:
    """How much a pair of words tells: as much as the one that tells less."""
    sides = []
    for side in (pair.subject, pair.listed):
        sides.append(sum(lexicon.rarity(word) for word in side.split()))
    return min(sides) * pair.similarity
