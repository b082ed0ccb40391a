"""Manipulation families: how a listed name reaches a filter when it isn't written as listed.

The families are those of Part 504 and Wolfsberg practice. They are made from rules alone and
nothing was tuned on them; a filter that scores well here and badly on the held-out pairs of
`pairs` has learned the rules and not the names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from caveat.subject import Type
from caveat.validation import changes, romanise, spellings
from caveat.validation.changes import Change, Words
from caveat.validation.listed import Name


@dataclass(frozen=True, slots=True)
class Family:
    """A way in which names are changed.

    Attributes:
        name: as the report calls it.
        change: what it does.
        asks: whether the question states the right type, the wrong one, or none.
    """

    name: str
    change: Change
    asks: Literal["right", "wrong", "none"] = "right"

    def type(self, type: Type) -> Type:
        """The type that the question states."""
        if self.asks == "none":
            return "any"
        if self.asks == "right":
            return type
        return "organization" if type == "person" else "person"


class Changed(NamedTuple):
    """A listed name as somebody else writes it.

    Attributes:
        listed: the name as listed.
        name: as changed.
        type: that the question states.
    """

    listed: Name
    name: str
    type: Type


def changed(family: Family, names: Sequence[Name], count: int, seed: int) -> list[Changed]:
    """So many names, changed as the family has it; fewer if it applies to fewer."""
    chance = random.Random(f"{seed} {family.name}")
    found: list[Changed] = []
    for name in chance.sample(names, len(names)):
        other = family.change(chance, name.name.split(), name.type)
        if other:
            found.append(Changed(name, other, family.type(name.type)))
            if len(found) == count:
                break
    return found


def usable(name: Name) -> bool:
    """Whether a listed name is one name, of a person or an organisation, and no whole sentence.

    Lists hold rows such as "A, B, C OOO / D": several names in one, which no change applies to.
    """
    return (
        name.type in ("person", "organization", "any")
        and name.kind in ("name", "alias")
        and 5 <= len(name.name) <= 90
        and name.name.count(",") < 2
        and not re.search(r"[/;:]|a\.?k\.?a\.?", name.name)
    )


def form_in_full(chance: random.Random, words: Words, type: Type) -> str | None:
    """With the legal form in full, where it is listed in short."""
    return _with_form(words, type, lambda full, short: short, lambda full, short: full.title())


def form_in_short(chance: random.Random, words: Words, type: Type) -> str | None:
    """With the legal form in short, where it is listed in full."""
    return _with_form(words, type, lambda full, short: full, lambda full, short: short)


def form_left_out(chance: random.Random, words: Words, type: Type) -> str | None:
    """Without the legal form."""
    name = _with_form(words, type, lambda full, short: short, lambda full, short: "")
    name = name or _with_form(words, type, lambda full, short: full, lambda full, short: "")
    return name if name and changes.count_telling(name.split()) >= 1 and len(name) > 5 else None


def form_translated(chance: random.Random, words: Words, type: Type) -> str | None:
    """With a Russian form in English, or the other way round."""
    if type == "person":
        return None
    changed = [spellings.TRANSLATED.get(word.strip(".,").upper(), word) for word in words]
    return " ".join(changed) if changed != words else None


def _with_form(
    words: Words,
    type: Type,
    old: Callable[[str, str], str],
    new: Callable[[str, str], str],
) -> str | None:
    """The name with the first legal form that it has, written otherwise."""
    if type == "person":
        return None
    plain = [re.sub(r"\W", "", word).casefold() for word in words]
    for full, short in spellings.FORMS:
        form = old(full, short).casefold().split()
        for start in range(len(words) - len(form) + 1):
            if plain[start : start + len(form)] == form:
                put = new(full, short).split()
                return " ".join((*words[:start], *put, *words[start + len(form) :]))
    return None


FAMILIES = (
    Family("exact", changes.exact),
    Family("case", changes.case),
    Family("punctuation", changes.punctuation),
    Family("order", changes.order),
    Family("word left out", changes.left_out),
    Family("title added", changes.title),
    Family("suffix added", changes.suffix),
    Family("one initial", changes.one_initial),
    Family("all initials", changes.all_initials),
    Family("one typo", changes.one_typo),
    Family("two typos", changes.two_typos),
    Family("letter doubled", changes.doubled),
    Family("words glued", changes.glued),
    Family("word split", changes.split),
    Family("phonetic", changes.phonetic),
    Family("Arabic romanisation", changes.arabic),
    *(
        Family(f"romanised, {name}", changes.romanised(how))
        for name, how in romanise.STANDARDS.items()
    ),
    Family("look-alikes", changes.look_alike),
    Family("zero width", changes.invisible),
    Family("digits for letters", changes.leet),
    Family("legal form in full", form_in_full),
    Family("legal form in short", form_in_short),
    Family("legal form left out", form_left_out),
    Family("legal form translated", form_translated),
    Family("nickname", changes.nickname),
    Family("cut at 35", changes.cut),
    Family("in a sentence", changes.sentence),
    Family("type not said", changes.exact, asks="none"),
    Family("type swapped", changes.exact, asks="wrong"),
)
