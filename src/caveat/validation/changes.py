"""What each manipulation family does to a name.

Each function takes chance, the name's words and its type, and gives the changed name, or None
where the family says nothing about such a name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from caveat.subject import Type
from caveat.validation import spellings
from caveat.validation.plain import script

Change = Callable[[random.Random, list[str], Type], "str | None"]
Words = list[str]

LENGTH = 35
"""Characters of a name in one line of a payment message."""

_PATRONYMICS = ("vich", "vna", "chna", "вич", "вна", "чна", "ич", "івна", "ївна")


def exact(chance: random.Random, words: Words, type: Type) -> str | None:
    """As listed."""
    return " ".join(words)


def case(chance: random.Random, words: Words, type: Type) -> str | None:
    """In small letters, capitals, or the one for the other."""
    name = " ".join(words)
    changed = chance.choice((str.lower, str.upper, str.swapcase))(name)
    return changed if changed != name else None


def punctuation(chance: random.Random, words: Words, type: Type) -> str | None:
    """With other marks between the words, or none."""
    if len(words) < 2:
        return None
    plain = [re.sub(r"[^\w]", "", word) for word in words]
    return chance.choice(
        (
            "-".join(words),
            ". ".join(words) + ".",
            '"' + " ".join(words) + '"',
            "/".join(words),
            " ".join(word for word in plain if word),
            f"{words[0]},  {' '.join(words[1:])}",
        )
    )


def order(chance: random.Random, words: Words, type: Type) -> str | None:
    """In another order."""
    if len(set(words)) < 2:
        return None
    mixed = words[:]
    while mixed == words:
        chance.shuffle(mixed)
    return " ".join(mixed)


def left_out(chance: random.Random, words: Words, type: Type) -> str | None:
    """Without one word, a person's middle name or patronymic; two that tell who remain."""
    if type != "person":
        places = range(1, len(words))
    elif words[-1].lower().endswith(_PATRONYMICS):
        places = range(len(words) - 1, len(words))
    else:
        places = range(1, len(words) - 1)
    usable = [
        place
        for place in places
        if _telling(words[place]) and count_telling(words[:place] + words[place + 1 :]) >= 2
    ]
    if not usable:
        return None
    place = chance.choice(usable)
    return " ".join(words[:place] + words[place + 1 :])


def title(chance: random.Random, words: Words, type: Type) -> str | None:
    """With a title before it."""
    titles = spellings.TITLES if type == "person" else spellings.FIRM_TITLES
    return " ".join((chance.choice(titles), *words))


def suffix(chance: random.Random, words: Words, type: Type) -> str | None:
    """With something after it."""
    suffixes = spellings.SUFFIXES if type == "person" else spellings.FIRM_SUFFIXES
    return " ".join((*words, chance.choice(suffixes)))


def one_initial(chance: random.Random, words: Words, type: Type) -> str | None:
    """A person's first or middle name as one letter; two whole names remain."""
    if type != "person" or count_telling(words) < 3:
        return None
    kept = surname(words)
    places = [place for place in range(len(words)) if place != kept and _telling(words[place])]
    place = chance.choice(places)
    return " ".join((*words[:place], f"{words[place][0]}.", *words[place + 1 :]))


def all_initials(chance: random.Random, words: Words, type: Type) -> str | None:
    """All of a person's names but the surname as letters; there are two at least."""
    if type != "person" or not 3 <= len(words) <= 4 or not all(map(_telling, words)):
        return None
    kept = surname(words)
    return " ".join(word if place == kept else f"{word[0]}." for place, word in enumerate(words))


def one_typo(chance: random.Random, words: Words, type: Type) -> str | None:
    """With a letter put in, left out, changed, or swapped with the next."""
    changed = _typo(chance, words)
    return " ".join(changed) if changed else None


def two_typos(chance: random.Random, words: Words, type: Type) -> str | None:
    """With two of these."""
    once = _typo(chance, words)
    twice = _typo(chance, once) if once else None
    return " ".join(twice) if twice and sum(map(len, words)) >= 10 else None


def doubled(chance: random.Random, words: Words, type: Type) -> str | None:
    """With a letter written twice."""
    places = _long(words, 4)
    if not places:
        return None
    place = chance.choice(places)
    at = chance.randrange(len(words[place]))
    return " ".join(
        (*words[:place], words[place][: at + 1] + words[place][at:], *words[place + 1 :])
    )


def glued(chance: random.Random, words: Words, type: Type) -> str | None:
    """With two words written as one."""
    if len(words) < 2:
        return None
    at = chance.randrange(len(words) - 1)
    return " ".join((*words[:at], words[at] + words[at + 1], *words[at + 2 :]))


def split(chance: random.Random, words: Words, type: Type) -> str | None:
    """With a long word written as two."""
    places = _long(words, 7)
    if not places:
        return None
    place = chance.choice(places)
    at = chance.randrange(3, len(words[place]) - 2)
    halves = words[place][:at], words[place][at:]
    return " ".join((*words[:place], *halves, *words[place + 1 :]))


def phonetic(chance: random.Random, words: Words, type: Type) -> str | None:
    """With one word spelled as somebody hears it."""
    places = [place for place in _long(words, 4) if words[place].isascii()]
    if not places:
        return None
    place = chance.choice(places)
    small = words[place].lower()
    rules = [(old, new) for old, new in spellings.SOUNDS if old in small]
    if not rules:
        return None
    old, new = chance.choice(rules)
    return " ".join((*words[:place], small.replace(old, new).capitalize(), *words[place + 1 :]))


def arabic(chance: random.Random, words: Words, type: Type) -> str | None:
    """With given names of Arabic origin, and the article, as another country writes them."""
    changed = []
    for word in words:
        first, dash, rest = word.partition("-")
        if dash and first.lower() in spellings.ARTICLES:
            article = chance.choice([a for a in spellings.ARTICLES if a != first.lower()])
            changed.append(
                chance.choice((f"{article.title()}-{rest}", f"{article.title()} {rest}"))
            )
            continue
        group = next((group for group in spellings.ARABIC if word.lower() in group), None)
        others = [other for other in group or () if other != word.lower()]
        changed.append(chance.choice(others).title() if others else word)
    return " ".join(changed) if changed != words else None


def romanised(standard: Callable[[str], str]) -> Change:
    """A name that is listed in Cyrillic letters, in the Latin ones of a standard."""

    def change(chance: random.Random, words: Words, type: Type) -> str | None:
        if script(" ".join(words)) != "Cyrillic":
            return None
        return " ".join(standard(word) for word in words)

    return change


def look_alike(chance: random.Random, words: Words, type: Type) -> str | None:
    """With letters of another script that look the same."""
    name = " ".join(words)
    twins = spellings.LOOK_ALIKE
    if script(name) == "Cyrillic":
        twins = {other: letter for letter, other in twins.items()}
    usable = sorted(set(name) & twins.keys())
    if not usable:
        return None
    chosen = chance.sample(usable, min(2, len(usable)))
    return "".join(twins[letter] if letter in chosen else letter for letter in name)


def invisible(chance: random.Random, words: Words, type: Type) -> str | None:
    """With characters in it that do not show."""
    name = " ".join(words)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(1, len(name))
        name = name[:at] + chance.choice(spellings.INVISIBLE) + name[at:]
    return name


def leet(chance: random.Random, words: Words, type: Type) -> str | None:
    """With one or two letters of a word as the digits that look like them."""
    places = [place for place in _long(words, 4) if set(words[place].lower()) & set(spellings.LEET)]
    if not places:
        return None
    place = chance.choice(places)
    letters = list(words[place])
    usable = [at for at, letter in enumerate(letters) if letter.lower() in spellings.LEET]
    for at in chance.sample(usable, min(len(usable), chance.randint(1, 2))):
        letters[at] = spellings.LEET[letters[at].lower()]
    return " ".join((*words[:place], "".join(letters), *words[place + 1 :]))


def nickname(chance: random.Random, words: Words, type: Type) -> str | None:
    """With what a person is called at home."""
    if type != "person" or len(words) < 2:
        return None
    changed = words[:]
    for place, word in enumerate(words):
        if word.lower() in spellings.NICKNAMES:
            changed[place] = chance.choice(spellings.NICKNAMES[word.lower()])
            return " ".join(changed)
    return None


def cut(chance: random.Random, words: Words, type: Type) -> str | None:
    """Cut off where a payment message's line ends."""
    name = " ".join(words)
    return name[:LENGTH] if len(name) > LENGTH else None


def sentence(chance: random.Random, words: Words, type: Type) -> str | None:
    """Inside the text of a payment."""
    return chance.choice(spellings.SENTENCES).format(" ".join(words), chance.randint(5, 9999))


def _telling(word: str) -> bool:
    plain = re.sub(r"\W", "", word).lower()
    return len(plain) > 2 and plain not in spellings.FILLERS


def count_telling(words: Words) -> int:
    """How many words tell who is meant."""
    return sum(map(_telling, words))


def _long(words: Words, least: int) -> list[int]:
    return [place for place, word in enumerate(words) if len(word) >= least and word.isalpha()]


def _typo(chance: random.Random, words: Words) -> Words | None:
    places = _long(words, 4)
    if not places:
        return None
    place = chance.choice(places)
    word = words[place]
    letters = "abcdefghijklmnopqrstuvwxyz" if word.isascii() else word.lower()
    at, letter = chance.randrange(len(word)), chance.choice(letters)
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    new = chance.choice(
        (
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            swapped
            if swapped != word
            else word[: at - 1] + word[at] + word[at - 1]
            if at
            else word,
        )
    )
    return [*words[:place], new, *words[place + 1 :]] if new.lower() != word.lower() else None


def surname(words: Words) -> int:
    """Where the surname stands: most lists write it in capitals, or before a patronymic."""
    capitals = [place for place, word in enumerate(words) if len(word) > 1 and word.isupper()]
    if 0 < len(capitals) < len(words):
        return capitals[-1]
    return 0 if words[-1].lower().endswith(_PATRONYMICS) else len(words) - 1
