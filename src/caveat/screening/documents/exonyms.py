"""Bodies that a text calls by another language's name: 真主党, Ισλαμικό Κράτος, بانک مرکزی ایران.

The names are data (`caveat.names.bodies`). A text is walked word by word along them, each word as
it stands or as the form of another; where the body is one that any state has, the state is the
country of which a word in it or right beside it speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from caveat.names.bodies import bodies, plain_body
from caveat.names.inflection import bases
from caveat.screening.documents import cues
from caveat.screening.documents.spans import LINKS
from caveat.screening.documents.tokens import Token, Words, pieces, plain
from caveat.screening.documents.windows import Window

_LONGEST_STATE = 5
"""Signs of the longest name of a state in a script without blanks."""

_MOST_ENDS = 4


@dataclass(slots=True)
class _Step:
    """What may follow after some words of a name, and what they are if the name ends here."""

    next: dict[str, _Step] = field(default_factory=dict)
    english: str = ""


@cache
def _tree() -> _Step:
    root = _Step()
    for name, english in bodies().items():
        step = root
        for start, end in pieces(name):
            step = step.next.setdefault(name[start:end], _Step())
        step.english = english
    return root


@lru_cache(maxsize=1 << 15)
def _forms(word: str) -> tuple[str, ...]:
    """A word as it stands, then what it may be a form of."""
    return tuple(dict.fromkeys(plain_body(one) for one in (word, *bases(word))))


def exonyms(words: Words) -> Iterator[Window]:
    """The windows of a text that are another language's names of listed bodies."""
    root = _tree()
    for first, token in enumerate(words.tokens):
        if token.look == "number" or not any(form in root.next for form in _forms(token.text)):
            continue
        for stop, english, inside in _walk(words.tokens, first, root, ""):
            if "{}" not in english:
                if not (token.look == "lower" and english):
                    yield Window(first, stop, (english,), True)
                continue
            for begin, end, code in _states(words, first, stop, inside):
                yield Window(begin, end, (english.format(_state(code)),), True)


def _walk(
    tokens: tuple[Token, ...], place: int, step: _Step, inside: str
) -> Iterator[tuple[int, str, str]]:
    """Where names end that go on from a step, their English ones, and a state named in them."""
    token = tokens[place]
    found = [step.next[form] for form in _forms(token.text) if form in step.next]
    for after in found[:_MOST_ENDS]:
        if after.english:
            yield place + 1, after.english, inside
        if after.next and place + 1 < len(tokens) and token.gap == "soft":
            yield from _walk(tokens, place + 1, after, inside)
            state = _country(tokens[place + 1].text) if not inside else ""
            if state and place + 2 < len(tokens) and tokens[place + 1].gap == "soft":
                yield from _walk(tokens, place + 2, after, state)


def _states(words: Words, first: int, stop: int, inside: str) -> Iterator[tuple[int, int, str]]:
    """Where a body begins and ends with its state, and the state's code."""
    if inside:
        yield first, stop, inside
        return
    tokens = words.tokens
    place = stop
    while place < len(tokens) and place < stop + 3 and tokens[place - 1].gap == "soft":
        code = _country(tokens[place].text)
        if code:
            yield first, place + 1, code
            return
        if plain(tokens[place].text) not in _BETWEEN | LINKS:
            break
        place += 1
    for begin in range(first - 1, max(-1, first - 1 - _LONGEST_STATE), -1):
        if tokens[begin].gap != "soft":
            return
        text = words.text[tokens[begin].start : tokens[first - 1].end]
        code = _country(text)
        if code:
            yield begin, stop, code
            return
        if tokens[first - 1].look != "signs" and plain(text) not in _BETWEEN:
            return


_BETWEEN = frozenset("republic islamic islámica islâmica республики جمهوری اسلامی של der".split())


@lru_cache(maxsize=1 << 14)
def _country(text: str) -> str:
    """The code of the one country that a word speaks of; empty if it speaks of none, or many."""
    from rigour.territories import lookup_territory

    found = cues.countries_of(text)
    if len(found) == 1:
        return next(iter(found))
    if len(text) > 1:
        for form in (text, *bases(text)):
            territory = lookup_territory(form) if len(form) > 1 else None
            if territory is not None:
                return str(territory.code)
    return ""


@lru_cache(maxsize=256)
def _state(code: str) -> str:
    from rigour.territories import get_territory

    territory = get_territory(code)
    return territory.name if territory is not None else ""
