"""Short mentions: a surname, an acronym, "the company", brought back to the name they stand for.

A short name counts only where the full one stands elsewhere in the document. Of two persons of one
surname it is whom the text names first; another given name beside it makes it nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from caveat.names.common import is_common
from caveat.names.inflection import bases
from caveat.names.known import known_names
from caveat.names.respelling import respelt
from caveat.names.script import words as folded
from caveat.screening.documents import cues
from caveat.screening.documents.document import Document
from caveat.screening.documents.reading import Found
from caveat.screening.documents.setting import Setting, Text
from caveat.screening.documents.spans import blocks_of, cased
from caveat.screening.documents.tokens import Token, Words
from caveat.screening.documents.windows import dotted, initial, weightless

_SHORTEST = 3
"""Letters of a surname that is looked for by itself."""

_STEM = 5
"""Letters that a family name must have without its ending: Lembergs, Lemberga."""

_COMMON_LEAST = 4
"""A surname that is a common word and no longer than this is not looked for: Sun, Win."""

_DEFINED = re.compile(r"\s*[,]?\s*[(（\[]\s*([^()（）\[\]]{2,90})[)）\]]")
"""What stands in brackets right behind a name: ("Rostec" or the "Company")."""

_QUOTED = re.compile(r"[«“”„\"‘’'「『]\s*([^«»“”„\"‘’'「」『』]{2,40}?)\s*[»“”\"‘’'」』]")
_ACRONYM = re.compile(r"[^\W\d_]{2,8}(?:-[^\W\d_]{1,4})?")

_DESCRIBED: dict[str, tuple[str, ...]] = {
    "corporation": ("corp",), "airline": ("air", "avia"), "bank": ("bank",), "group": ("group",),
    "concern": ("concern", "kontsern"), "holding": ("holding",), "foundation": ("found", "fund"),
    "shipyard": ("ship", "yard"), "ministry": ("ministry",), "institute": ("institut",),
    "fund": ("fund",), "corps": ("corps",), "agency": ("agency",), "party": ("party",),
    "lender": ("bank",), "carrier": ("air", "shipping"), "insurer": ("insur",),
    "конц": ("concern",), "банк": ("bank",), "корпорац": ("corp",), "холдинг": ("holding",),
}  # fmt: skip
"""What a company may be called once it was named, and what its listed names must then say."""

_PLAIN = ("company", "firm", "conglomerate", "firma", "unternehmen", "компания", "компании",
          "компанию", "компанией", "kompania", "compagnie", "société", "empresa", "azienda",
          "kompanija", "spółka", "spółki")  # fmt: skip
_ARTICLES = frozenset("the die das der la le el l il die het den".split())
_NEAR = 350
"""How far back, in characters, the name may stand that a description points to."""


@dataclass(frozen=True, slots=True)
class Short:
    """A place that speaks of somebody by less than the name."""

    start: int
    end: int
    how: Literal["short", "description"]


def shorts(document: Document, text: Text, found: Sequence[Found]) -> list[list[Short]]:
    """For each of those found, the places that point back to them."""
    out: list[list[Short]] = [[] for _ in found]
    taken = {c for one in found for m in one.mentions for c in range(m.start, m.end)}
    for number, term in _defined(document.text, found, taken):
        out[number].append(term)
        taken.update(range(term.start, term.end))
    keys: defaultdict[str, set[int]] = defaultdict(set)
    own: list[set[str]] = []
    for number, one in enumerate(found):
        every = _own(one)
        own.append(every)
        for word in _keys(one):
            keys[word].add(number)
    lowered = _lowered(document, text.words)
    first = [min(m.start for m in one.mentions) for one in found]
    last: dict[str, tuple[int, bool]] = {}
    for place, token in enumerate(text.words.tokens):
        small = token.look == "lower"
        if (small and place not in lowered) or initial(token) or token.look == "number":
            continue  # nobody is called so
        key, who = _who(token, keys)
        if not who:
            continue
        if token.start in taken:
            last[key] = token.start, True
            continue
        number = min(who, key=lambda one: first[one])  # who is named first needs no given name
        ended = "".join(folded(token.text)) != key
        if small and ended and any(map(is_common, folded(token.text))):
            continue
        own_words = set().union(*(own[one] for one in who))
        if _flanked(text.words, place, own_words, ended):
            last[key] = token.start, False
            continue
        if not last.get(key, (0, True))[1]:
            continue
        setting = Setting(text, place, place + 1, not small, token.text)
        body = found[number].type != "person"
        if setting.elsewhere or (body and (setting.product or setting.longer)):
            continue
        out[number].append(Short(token.start, token.end, "short"))
    for number, described in _described(document, text, found):
        if described.start not in taken:
            out[number].append(described)
    return out


def _who(token: Token, keys: dict[str, set[int]]) -> tuple[str, set[int]]:
    """Whom a word may name: as it stands, else as a form of something; and by which key."""
    for forms in ((token.text,), _forms(token.text)):
        for form in forms:
            key = "".join(folded(form))
            if key in keys:
                return key, keys[key]
    return "", set()


def _forms(text: str) -> tuple[str, ...]:
    stems = (*bases(text), *respelt(text))
    return (*stems, *(guess for stem in stems for guess in respelt(stem)))


def _lowered(document: Document, words: Words) -> set[int]:
    """The tokens of passages that have no capitals."""
    found: set[int] = set()
    for first, stop in blocks_of(document, words):
        if not cased(words.tokens[first:stop]):
            found.update(range(first, stop))
    return found


def _hits(one: Found) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The listed names of one found, its other names, and its last names."""
    for hit in (*one.now.hits, *(one.then.hits if one.then else ())):
        party = hit.entity
        others = party.values("alias", "weakAlias", "abbreviation", "previousName")
        yield hit.name, others, party.values("lastName")


def _own(one: Found) -> set[str]:
    """Every word of every name of one found."""
    names = [one.name, *(m.text for m in one.mentions)]
    for name, others, _ in _hits(one):
        names += [name, *others]
    return {word for name in names for word in folded(name)}


def _keys(one: Found) -> set[str]:
    """The words by which one found is spoken of in short."""
    if one.type == "person":
        return _surnames(one)
    if one.type in ("vessel", "aircraft"):
        return set()
    found: set[str] = set()
    for name in (one.name, *(m.text for m in one.mentions if m.how == "name")):
        parts = [part for part in name.split() if not weightless(part)]
        words = ["".join(folded(part)) for part in parts]
        if len(words) > 1 and _tells(words[0]):
            found.add(words[0])
        letters = "".join(word[0] for word in words if word)
        if len(letters) >= _SHORTEST:
            found.add(letters)
    for name, others, _ in _hits(one):
        for other in (name, *others):
            if _ACRONYM.fullmatch(other.strip(" .")) and (len(other) < 7 or not is_common(other)):
                word = "".join(folded(other))
                if len(word) >= 2 and not is_common(word):
                    found.add(word)
    return found


def _tells(word: str) -> bool:
    return len(word) > _SHORTEST and not is_common(word) and not cues.countries_of(word)


def _surnames(one: Found) -> set[str]:
    """The family names of a person: as the lists say them, else the last word of the name."""
    named = {word for m in one.mentions if m.how == "name" for word in folded(m.text)}
    named.update(folded(one.name))
    found: set[str] = set()
    for name, _, last in _hits(one):
        for value in last:
            found.update(folded(value))
        capitals = [w for w in re.findall(r"[^\W\d_]{2,}", name) if w.isupper()]
        if capitals and not name.isupper():
            found.update(word for capital in capitals for word in folded(capital))
    kept = found & named
    if not kept:
        last_word = one.name.split()[-1]
        kept = {"".join(folded(last_word))}
        for stem in bases(last_word):
            kept.add("".join(folded(stem)))
    stems = {"".join(folded(stem)) for word in kept for stem in bases(word)}
    kept = kept | {stem for stem in stems if len(stem) >= _STEM}
    return {
        word
        for word in kept
        if len(word) >= _SHORTEST
        and word not in _PARTS
        and (len(word) > _COMMON_LEAST or not is_common(word))
    }


_TITLES = frozenset(
    "president general minister prime king prince princess queen major colonel captain admiral "
    "judge senator governor chancellor secretary director chairman chief executive mayor "
    "ambassador commander marshal sir lord mr mrs ms dr professor comrade pope sheikh imam mullah "
    "prezident general ministr premier kantsler herr frau senor senora monsieur madame don".split()
)
"""Words with a capital before a family name that are no given names."""

_PARTS = frozenset("bin ibn abu abd van von der del dos".split())


def _flanked(words: Words, place: int, own: set[str], ended: bool) -> bool:
    """Whether another name stands right beside a word: then it is somebody else's surname.

    Args:
        words: of the document.
        place: of the word.
        own: the words of the names of those who may be meant.
        ended: whether the word has an ending, so that no name goes on behind it.
    """
    tokens = words.tokens
    token = tokens[place]
    if place and tokens[place - 1].gap == "soft":
        before = tokens[place - 1]
        if before.text.lower() in ("the", "a") and token.look == "capital":
            return True
        if (
            initial(before)
            and dotted(words, place - 1)
            and not set(folded(before.text)) & {word[:1] for word in own}
        ):
            return True
        opens = place == 1 or tokens[place - 2].gap == "hard"
        if _names(before, own, opens):
            return True
    if place + 1 < len(tokens) and token.gap == "soft":
        behind = tokens[place + 1]
        between = words.text[token.end : behind.start]
        if between in ("-", "\u2010", "\u2011"):
            return True
        if token.look == "signs":
            return True
        if ended:
            return False
        if _names(behind, own):
            return True
    return False


def _names(token: Token, own: set[str], opens: bool = False) -> bool:
    """Whether a word is a name that is none of somebody's own.

    Args:
        token: the word.
        own: the words of somebody's own names.
        opens: whether it opens a sentence, so that its capital says nothing.
    """
    parts = folded(token.text)
    if not parts or token.look in ("lower", "number") or set(parts) & own:
        return False
    if any("".join(folded(form)) in own for form in bases(token.text)):
        return False
    if token.look == "caseless":
        return cues.is_name(token.text)
    if len(parts[0]) < 2 or parts[0] in _TITLES or (opens and any(map(is_common, parts))):
        return False
    forms = [parts[0], *("".join(folded(form)) for form in bases(token.text))]
    return bool(known_names([form or "-" for form in forms]).any())


def _defined(whole: str, found: Sequence[Found], taken: set[int]) -> Iterator[tuple[int, Short]]:
    """Terms that a text defines in brackets behind a name, wherever it uses them."""
    terms: dict[str, int | None] = {}
    for number, one in enumerate(found):
        for mention in one.mentions:
            bracket = _DEFINED.match(whole, mention.end)
            if bracket is None:
                continue
            said = bracket[1]
            some = [term.strip(" ,.") for term in _QUOTED.findall(said)]
            if not some and _ACRONYM.fullmatch(said.strip()) and said.strip().isupper():
                some = [said.strip()]
            for term in some:
                if len(term) > 1 and not term[0].islower():
                    terms[term] = number if terms.get(term, number) == number else None
    for term, owner in terms.items():
        if owner is None:
            continue
        for place in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", whole):
            if not taken & set(range(*place.span())):
                plain = term.split()[-1].lower()
                how: Literal["short", "description"] = (
                    "description" if is_common(plain) and not term.isupper() else "short"
                )
                yield owner, Short(*place.span(), how)


def _described(
    document: Document, text: Text, found: Sequence[Found]
) -> Iterator[tuple[int, Short]]:
    """ "The company", where the nearest name before it is plainly one's."""
    places = sorted(
        (mention.end, number)
        for number, one in enumerate(found)
        if one.type in ("organization", "any")
        for mention in one.mentions
    )
    if not places:
        return
    tokens = text.words.tokens
    for place in range(1, len(tokens)):
        token, article = tokens[place], tokens[place - 1]
        if article.text.lower() not in _ARTICLES or article.gap != "soft":
            continue
        noun = token.text.lower()
        needs = _DESCRIBED.get(noun)
        if needs is None and noun not in _PLAIN:
            continue
        if token.gap == "soft" and place + 1 < len(tokens) and _goes_on(tokens[place + 1]):
            continue
        near = [n for end, n in places if article.start - _NEAR <= end <= article.start]
        fit = [n for n in near if needs is None or _says(found[n], needs)]
        if fit:
            yield fit[-1], Short(article.start, token.end, "description")


def _goes_on(token: Token) -> bool:
    """Whether a description goes on: the company of his wife, the bank Rossiya."""
    return token.look == "capital" or token.text.lower() in ("of", "von", "de", "du", "that")


def _says(one: Found, needs: Iterable[str]) -> bool:
    words = _own(one)
    return any(word.startswith(need) or word.endswith(need) for word in words for need in needs)
