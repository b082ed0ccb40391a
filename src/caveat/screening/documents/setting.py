"""What stands around a window: the words before and behind it, quotes, countries, capitals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from caveat.names.common import is_common
from caveat.names.known import known_names
from caveat.names.respelling import is_body
from caveat.names.script import words as folded
from caveat.screening.documents import cues
from caveat.screening.documents.document import Document
from caveat.screening.documents.spans import blocks_of, cased
from caveat.screening.documents.tokens import Token, Words, plain

_BEFORE, _BEHIND = 3, 2
"""Words before and behind a name that may say what it is."""

_FAR = 60
"""Words before and behind that still speak of a name, where no sentence ends."""

_QUOTES = '«»“”„"‚‘’‹›「」『』《》〈〉'


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text, as far as names in it are judged by it.

    Attributes:
        words: its words.
        small: folded words that it writes in small letters.
        countries: those that it speaks of.
    """

    words: Words
    small: frozenset[str]
    countries: frozenset[str]


def text_of(words: Words, document: Document) -> Text:
    """What a text says by itself; a passage without capitals says nothing of small letters."""
    small: set[str] = set()
    countries: set[str] = set()
    written: dict[str, None] = {}
    for first, stop in blocks_of(document, words):
        if cased(words.tokens[first:stop]):
            here = words.tokens[first:stop]
            written.update(dict.fromkeys(one.text for one in here if one.look == "lower"))
    for word in written:
        small.update(folded(word))
    for word in dict.fromkeys(token.text for token in words.tokens if token.look != "number"):
        countries |= cues.countries_of(word)
    countries |= cues.countries_by_letters(words.text)
    return Text(words, frozenset(small), frozenset(countries))


@dataclass(frozen=True)
class Setting:
    """The surroundings of one window; each thing is looked at when it is asked for.

    Attributes:
        text: the whole.
        first: number of the window's first token.
        stop: number after its last one.
        cased: whether capitals tell where names are.
        asked: what is searched for: the words, or what they are forms of.
    """

    text: Text
    first: int
    stop: int
    cased: bool
    asked: str = ""

    @cached_property
    def before(self) -> tuple[Token, ...]:
        """The words before it, the nearest first, as far as no end of a sentence is between."""
        tokens = self.text.words.tokens
        found: list[Token] = []
        for place in range(self.first - 1, max(-1, self.first - 1 - _BEFORE), -1):
            if tokens[place].gap == "hard" or (tokens[place].gap == "comma" and found):
                break
            found.append(tokens[place])
        return tuple(found)

    @cached_property
    def behind(self) -> tuple[Token, ...]:
        """The words behind it, as far as nothing stands between."""
        tokens = self.text.words.tokens
        found: list[Token] = []
        place = self.stop
        while place < len(tokens) and len(found) < _BEHIND and tokens[place - 1].gap != "hard":
            found.append(tokens[place])
            place += 1
        return tuple(found)

    @cached_property
    def quoted(self) -> bool:
        """Whether quotes stand around it."""
        whole = self.text.words.text
        tokens = self.text.words.tokens
        start, end = tokens[self.first].start, tokens[self.stop - 1].end
        return whole[max(0, start - 1) : start] in _MARKS and whole[end : end + 1] in _MARKS

    @cached_property
    def company(self) -> bool:
        """Whether the words beside it say that a company, or another body, bears it."""
        return any(cues.says_company(one.text) for one in (*self.before[:2], *self.behind[:1])) or (
            self.quoted and any(cues.says_company(one.text) for one in self.before)
        )

    @cached_property
    def form(self) -> bool:
        """Whether a legal form stands right beside it."""
        return any(cues.says_form(one.text) for one in (*self.before[:1], *self.behind[:1]))

    def same_form(self, listed: str) -> bool:
        """Whether the legal form beside it is one that the listed name has: Evil Corp."""
        beside = {w for one in (*self.before[:1], *self.behind[:1]) for w in folded(one.text)}
        return not beside.isdisjoint(folded(listed))

    @cached_property
    def ship(self) -> bool:
        """Whether the words beside it say that a ship bears it."""
        return any(cues.says_ship(one.text) for one in (*self.before, *self.behind))

    @cached_property
    def among_ships(self) -> bool:
        """Whether its sentence speaks of a ship."""
        return any(cues.says_ship(one.text) for one in self._around())

    @cached_property
    def elsewhere(self) -> bool:
        """Whether something else bears the name: a street, a prize, a stadium."""
        near = self.before[0].text if self.before else ""
        next_one = self.behind[0] if self.behind else None
        return cues.named_before(near) or (
            next_one is not None
            and cues.named_after(next_one.text)
            and (next_one.look == "capital" or not self.cased)
        )

    @cached_property
    def product(self) -> bool:
        """Whether the word behind it says that it is a thing's name."""
        return bool(self.behind) and cues.says_product(self.behind[0].text)

    @cached_property
    def longer(self) -> bool:
        """Whether the name goes on as another company's: Gazprombank Leasing."""
        if not self.behind or self.behind[0].look != "capital":
            return False
        word = self.behind[0].text
        country = len(word) == 2 and word.isupper() and not cues.says_form(word)
        return cues.other_company(word) or (country and not self.loud)

    @cached_property
    def flanked(self) -> bool:
        """Whether another capitalised word stands right beside it, so that it may be only a part
        of a name: Yukos Universal Limited."""
        if self.loud or not self.cased:
            return False
        tokens = self.text.words.tokens
        beside = [one for one in self.behind[:1] if tokens[self.stop - 1].gap == "soft"]
        beside += [one for one in self.before[:1] if one.gap == "soft"]
        return any(one.look == "capital" and not self._says_what(one) for one in beside)

    def _says_what(self, token: Token) -> bool:
        """Whether a word is no part of the name beside it: a legal form, a common word that begins
        the sentence, or one that is nobody's name."""
        if cues.says_form(token.text) or cues.says_company(token.text):
            return True
        if token.start != self.sentence[0]:
            return False
        parts = folded(token.text)
        return any(map(self.common, parts)) or not known_names(parts or ["-"]).all()

    @cached_property
    def changed(self) -> bool:
        """Whether what is searched for is not what stands there, but what that may be a form of."""
        tokens = self.text.words.tokens
        written = [one.text.casefold() for one in tokens[self.first : self.stop]]
        asked = self.asked.casefold()
        return any(word not in asked for word in written)

    @cached_property
    def joined(self) -> bool:
        """Whether *and* stands in it, so that it is rather two persons than one."""
        tokens = self.text.words.tokens[self.first : self.stop]
        return any(one.look == "lower" and plain(one.text) in _AND for one in tokens)

    @cached_property
    def exonym(self) -> bool:
        """Whether what is searched for is what lists call a body of another name."""
        return is_body(self.asked)

    @cached_property
    def goes_on(self) -> bool:
        """Whether another name stands right behind."""
        tokens = self.text.words.tokens
        if not self.behind or tokens[self.stop - 1].gap != "soft" or self.loud:
            return False
        behind = self.behind[0]
        parts = folded(behind.text)
        if behind.look == "caseless":
            return cues.is_name(behind.text)
        if not self.cased or behind.look != "capital" or any(map(self.common, parts)):
            return False
        return bool(parts) and bool(known_names(parts).all())

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """Where its sentence begins and ends."""
        tokens = self.text.words.tokens
        return self.text.words.sentence(tokens[self.first].start, tokens[self.stop - 1].end)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that its sentence speaks of."""
        found: set[str] = set()
        for one in self._around():
            found |= cues.countries_of(one.text)
        return frozenset(found)

    def _around(self) -> list[Token]:
        """The other words of its sentence; of an endless one those that are near."""
        words, (start, end) = self.text.words, self.sentence
        first = max(words.at(start), self.first - _FAR)
        tokens = words.tokens[first : self.stop + _FAR]
        return [
            one
            for place, one in enumerate(tokens, first)
            if start <= one.start < end and not self.first <= place < self.stop
        ]

    @cached_property
    def loud(self) -> bool:
        """Whether it stands among words in capitals, so that its own capitals say nothing."""
        tokens = self.text.words.tokens[max(0, self.first - 4) : self.stop + 4]
        letters = [one for one in tokens if one.look in ("capital", "lower") and len(one.text) > 1]
        return len(letters) > self.stop - self.first + 1 and all(
            one.text.isupper() for one in letters
        )

    def common(self, word: str) -> bool:
        """Whether a folded word is a word before it is a name."""
        return is_common(word) or word in self.text.small


_AND = frozenset("and e et und och og ja și si ir un és és a i и і й та και en ve".split())
_MARKS = frozenset(_QUOTES)


def acronym(text: str) -> bool:
    """Whether a word is written as an acronym.

    >>> acronym("IRGC"), acronym("Rostec"), acronym("ROSTEC")
    (True, False, False)
    """
    return text.isupper() and len(plain(text)) <= 5
