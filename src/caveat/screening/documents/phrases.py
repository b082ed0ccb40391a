"""Phrases: in what words people say who owns, runs, or works with whom, by language.

The words are data (``relations.toml``); here they become regular expressions over a sentence in
which every party stands as its number between double brackets: ``⟦0⟧ runs ⟦1⟧``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as packaged
from typing import Any, Literal

_QUOTES = '[«„“”"’]*'
_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_PERCENT = r"(?:\s*%|[\s-]*(?:percent|per cent|pct|процент\w*|Prozent|pour cent|por ciento))"

_WORDS = {
    "a quarter": "25", "one quarter": "25", "three quarters": "75", "three-quarters": "75",
    "half": "50", "one half": "50", "a third": "1/3", "one third": "1/3", "one-third": "1/3",
    "two thirds": "2/3", "two-thirds": "2/3", "all": "100", "the whole": "100",
    "wholly": "100", "fully": "100", "entirely": "100", "sole": "100",
    "majority": ">50", "a majority": ">50", "controlling": ">50", "minority": "<50",
    "a minority": "<50", "mehrheitlich": ">50", "majoritaire": ">50",
    "половиной": "50", "половину": "50", "половина": "50", "четвертью": "25", "четверть": "25",
    "третью": "1/3", "контрольным пакетом": ">50", "контрольный пакет": ">50",
    "контрольным пакетом акций": ">50", "контрольный пакет акций": ">50",
    "die Hälfte": "50", "ein Viertel": "25", "ein Drittel": "1/3", "die Mehrheit": ">50",
    "la moitié": "50", "un quart": "25", "un tiers": "1/3", "la majorité": ">50",
    "la mitad": "50", "un cuarto": "25", "un tercio": "1/3", "la mayoría": ">50",
}  # fmt: skip
"""Shares in words -> percent, as `caveat.sources.stakes.share` reads them."""

_BOUNDS = {
    ">": r"more than|over|above|just over|более|больше|свыше|mehr als|über|plus de|más del?",
    "at least ": r"at least|no less than|не менее|mindestens|au moins|al menos",
    "<": r"less than|under|just under|nearly|almost|менее|почти|weniger als|knapp|fast|moins de"
    r"|près de|presque|menos del?|casi",
    "at most ": r"up to|at most|no more than|до|höchstens|bis zu|jusqu’à|hasta",
    "about ": r"about|around|roughly|approximately|some|около|примерно|rund|etwa|environ|unos"
    r"|alrededor del?|cerca del?",
}
"""How a bound or a doubt is written before a share in figures."""

_ONE_SHARE = (
    r"(?:\s*(?:plus|\+|плюс|und|y|et)\s*(?:one|1|одна|eine|une|una)\s+(?:share|vote|акци\w+|Aktie"
    r"|action|acción))"
)
_BOUNDED = rf"(?:(?:{'|'.join(_BOUNDS.values())})\s+)?"
_ARTICLE = r"(?:an?\s+|einen?\s+|un\s+)?"
_FIGURE = rf"{_BOUNDED}{_ARTICLE}{_NUMBER}{_PERCENT}{_ONE_SHARE}?"
SHARE = rf"(?:{_FIGURE}|{_BOUNDED}(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))"
"""A share as running text has it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a relation.

    Attributes:
        relation: in the words of the field; ``{office}`` is what the pattern caught so.
        kind: ``stake`` or ``link``.
        pattern: finds ``a``, who holds, runs or signs; ``b``, the other; and perhaps a share
            (``share0``, ``share1``).
        countries: whether the other one may be a country.
    """

    relation: str
    kind: Literal["stake", "link"]
    pattern: re.Pattern[str]
    countries: bool


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language's phrases.

    Attributes:
        name: its ISO 639-1 code.
        only: what a sentence must have in it to be worth a look.
        no_fact: tells that a clause states no fact of the day.
    """

    name: str
    only: re.Pattern[str]
    no_fact: re.Pattern[str]

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """In the order in which they are tried; only the languages that are met cost their time."""
        return _phrases(self.name)


@cache
def tongues() -> tuple[Tongue, ...]:
    """Every language, English first."""
    return tuple(
        Tongue(name, re.compile(said["only"], re.I), re.compile(said["not"], re.I))
        for name, said in _table().items()
        if name != "all"
    )


@cache
def _table() -> dict[str, Any]:
    text = (packaged("caveat.screening.documents") / "relations.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _phrases(name: str) -> tuple[Phrase, ...]:
    said = _table()[name]
    parts = {**_table()["all"], **said["parts"]}
    return tuple(
        Phrase(
            one["relation"],
            one["kind"],
            re.compile(_filled(one["text"], parts), re.I),
            one.get("countries", False),
        )
        for one in said["pattern"]
    )


def _filled(text: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        text = text.replace("{" + name + "}", part)
    for mark in "AB":
        slot = rf"{_QUOTES}⟦(?P<{mark.lower()}>\d+)⟧{_QUOTES}(?:’s\b)?"
        text = text.replace(f"<{mark}>", slot)
    for number in range(text.count("<N>")):  # one pattern may say a share in several places
        text = text.replace("<N>", f"(?P<share{number}>{SHARE})", 1)
    return text


def percent(words: str) -> str:
    """A share out of running text, as a table of stakes has it.

    >>> [percent(text) for text in ("25.1 percent", "a quarter", "50 percent plus one share")]
    ['25.1', '25', '50 % + 1 share']
    >>> [percent(text) for text in ("more than 30 %", "about 25%", "wholly", "more than half")]
    ['>30', 'about 25', '100', '>50']
    """
    plain = " ".join(words.split())
    bound = ""
    for sign, pattern in _BOUNDS.items():
        found = re.match(rf"(?:{pattern})\s+", plain, re.I)
        if found:
            bound, plain = sign, plain[found.end() :]
            break
    known = {word.lower(): share for word, share in _WORDS.items()}.get(plain.lower())
    if known is not None:
        return known if not bound or known[0] in "<>" else bound + known
    number = re.search(_NUMBER, plain)
    figure = number.group().replace(",", ".") if number else ""
    if re.search(_ONE_SHARE, plain, re.I):
        return f"{figure} % + 1 share"
    return bound + figure


def chained(sentence: str, end: int) -> Iterator[int]:
    """The parties that are counted up behind one: ``⟦1⟧, ⟦2⟧ and ⟦3⟧.``

    Only where the sentence, or a clause of it, ends behind them: else they may begin another one.

    >>> list(chained("⟦0⟧ owns ⟦1⟧, ⟦2⟧ and ⟦3⟧.", 12)), list(chained("⟦1⟧ and ⟦2⟧ runs ⟦3⟧", 3))
    ([2, 3], [])
    """
    row = _ROW.match(sentence, end)
    if row:
        yield from (int(number) for number in re.findall(r"⟦(\d+)⟧", row.group()))


_ROW = re.compile(
    rf"(?:(?:\s*,\s*(?:and|und|et|y|и)?|\s+(?:and|und|sowie|et|y|и))\s*{_QUOTES}⟦\d+⟧{_QUOTES})+"
    r"(?=\s*(?:[.;:)!]|$))"
)
