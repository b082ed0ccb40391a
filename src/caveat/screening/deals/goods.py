"""Kinds of goods, how codes and words tell them, and what is restricted of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from caveat.screening.deals.deal import Goods, Jurisdiction
from caveat.screening.deals.laws import Law, data, law

Effect = Literal["prohibited", "licence", "denied"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of goods.

    Attributes:
        name: as a deal file says it.
        title: as people say it.
        hs: the customs chapters, headings and subheadings, as prefixes.
        lists: patterns of the codes of control lists.
        words: words of a description that hint at it.
    """

    name: str
    title: str
    hs: tuple[str, ...]
    lists: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A kind that goods have, and how it is known.

    Attributes:
        kind: name of the kind.
        how: one clause: ``the file says so``, ``code 9301``, ``the word "rifle"``.
        certain: False where only words hint at it.
    """

    kind: str
    how: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A restriction on goods.

    Attributes:
        by: whose it is.
        kinds: of what.
        to: countries to which.
        origin: countries from which.
        since: first day.
        until: first day on which it no longer holds.
        military: whether it is only about military end users and end uses.
        effect: ``prohibited``, ``licence`` or ``denied``.
        says: what it says, in one clause.
        law: the legal source.
    """

    by: Jurisdiction
    kinds: tuple[str, ...]
    to: tuple[str, ...]
    origin: tuple[str, ...]
    since: date
    until: date | None
    military: bool
    effect: Effect
    says: str
    law: Law

    def holds(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@cache
def _data() -> dict[str, Any]:
    return data("goods.toml")


KINDS: Mapping[str, Kind] = {
    name: Kind(name, said["title"], *(tuple(said.get(key, ())) for key in ("hs", "lists", "words")))
    for name, said in _data()["kind"].items()
}
"""The kinds, by name."""


def kinds(goods: Goods) -> tuple[Told, ...]:
    """What kinds goods are of, the certain first.

    >>> [(one.kind, one.certain) for one in kinds(Goods("S-400 system", codes=("HS 9306.90",)))]
    [('arms', True)]

    Codes are read as customs codes if they are digits, else as codes of a control list.
    """
    found: dict[str, Told] = {}
    if goods.kind:
        found[goods.kind] = Told(goods.kind, "the file says so", True)
    for code in goods.codes:
        for kind in KINDS.values():
            if kind.name not in found and _has(kind, code):
                found[kind.name] = Told(kind.name, f"code {code}", True)
                break
    for kind in KINDS.values():
        word = next((w for w in kind.words if _says(goods.description, w)), "")
        if word and kind.name not in found:
            found[kind.name] = Told(kind.name, f'the word "{word}"', False)
    return tuple(found.values())


def rules() -> tuple[Rule, ...]:
    """Every restriction that is known."""
    return _rules()


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            one["by"], tuple(one["kinds"]), tuple(one.get("to", ())), tuple(one.get("from", ())),
            one["since"], one.get("until"), one.get("military", False), one["effect"], one["says"],
            law(one["law"], one.get("article", "")),
        )
        for one in _data()["rule"]
    )  # fmt: skip


def unread(code: str) -> bool:
    """Whether a code is neither a customs code nor one of a control list that is known.

    >>> unread("8471.30"), unread("ML4"), unread("EAR99"), unread("whatever")
    (False, False, False, True)
    """
    plain = _plain(code)
    return not (
        re.fullmatch(r"[\d.\s]{2,14}", plain)
        or plain.upper() == "EAR99"
        or any(re.fullmatch(one, plain, re.I) for kind in KINDS.values() for one in kind.lists)
    )


def _has(kind: Kind, code: str) -> bool:
    plain = _plain(code)
    digits = re.sub(r"[.\s]", "", plain)
    if digits.isdigit():
        return any(digits.startswith(prefix) for prefix in kind.hs)
    return any(re.fullmatch(one, plain, re.I) for one in kind.lists)


def _plain(code: str) -> str:
    return re.sub(r"^\s*(?:HS|CN|TARIC|ECCN|EU)\b[\s:]*", "", code.strip(), flags=re.I).strip()


def _says(text: str, word: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.I))
