"""Words in other scripts, as whoever reads them aloud would write them in Latin letters.

A newspaper in Seoul or Athens writes a foreign name by its sound. Read back letter by letter that
gives 'chemejopeu' or 'tsemezoph'; what was meant is Chemezov. So each letter gives all that it may
stand for, the most likely first, and of the words that result the likeliest that is somebody's
name is taken (`caveat.names.known`); the likeliest at all, if none is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from caveat.names import letters
from caveat.names.known import known_names
from caveat.names.letters import Letters

Parts = list[tuple[str, ...]]
"""For each place in a word what may stand there in Latin letters, the most likely first."""

_MOST = 96
"""So many ways to read one word are looked at, the likeliest."""

_SHORTEST = 3
"""A shorter word is a name by chance."""

_BENGALI, _TAMIL = 0x980, 0xB80
_NORTH = (0x900, 0x980, 0xA00, 0xA80, 0xB00)
"""Where the vowel that is not written may be none; in the South its absence is always marked."""

_SCRIPT = re.compile(
    "(?P<greek>[\u0370-\u03ff\u1f00-\u1fff]+)|(?P<georgian>[\u10d0-\u10fa]+)"
    "|(?P<katakana>[\u30a1-\u30fc]+)|(?P<hangul>[\uac00-\ud7a3]+)|(?P<thai>[\u0e01-\u0e4e]+)"
    "|(?P<indic>[\u0900-\u0d7f\u200c\u200d]+)"
)


@lru_cache(maxsize=1 << 16)
def practical(word: str) -> str:
    """The Latin word for one in a script that is read by its sound; nothing for other scripts.

    >>> [practical(word) for word in ("τσεμέζοφ", "チェメゾフ", "체메조프", "ჩემეზოვი")]
    ['chemezov', 'chemezov', 'chemezov', 'chemezov']
    >>> practical("दाऊद"), practical("हाफिज"), practical("путин")
    ('dawud', 'hafiz', '')

    Args:
        word: in small letters, normal form NFC of NFKC.
    """
    found = _SCRIPT.fullmatch(word)
    if not found or not found.lastgroup:
        return ""
    return _likeliest(_READ[found.lastgroup](word))


def _likeliest(parts: Parts) -> str:
    """The likeliest word that is a name, or the likeliest."""
    ways = [(0, "")]
    for options in parts:
        longer = [(cost + place, text + one) for cost, text in ways
                  for place, one in enumerate(options)]  # fmt: skip
        longer.sort(key=lambda way: way[0])
        ways = longer[:_MOST]
    words = list(dict.fromkeys(text for _, text in ways if text))
    if not words or len(words[0]) < _SHORTEST:
        return words[0] if words else ""
    named = known_names(words)
    return words[int(named.argmax())] if named.any() else words[0]


def _by_table(word: str, table: Letters, longest: int) -> Parts:
    """The parts of a word by a table of groups of letters, the longest first."""
    parts: Parts = []
    place = 0
    while place < len(word):
        for size in range(min(longest, len(word) - place), 0, -1):
            group = word[place : place + size]
            keys = (
                *((f"^{group}",) if place == 0 else ()),
                *((f"{group}$",) if place + size == len(word) else ()),
                group,
            )
            found = next((table[key] for key in keys if key in table), None)
            if found is not None:
                parts.append(found)
                place += size
                break
        else:
            place += 1
    return parts


_GEORGIAN_ENDS = ("შვილი", "ური", "ული", "ელი", "იანი")
"""Ends of Georgian surnames; in foreign names the last letter is the sign of the nominative."""


def _greek(word: str) -> Parts:
    apart = unicodedata.normalize("NFD", word)
    bare = "".join(c for c in apart if c == "\u0308" or not unicodedata.combining(c))
    return _by_table(unicodedata.normalize("NFC", bare), letters.GREEK, 4)


def _georgian(word: str) -> Parts:
    parts = _by_table(word, letters.GEORGIAN, 1)
    if word.endswith(_GEORGIAN_ENDS):
        parts[-1] = ("i", "")
    return parts


def _katakana(word: str) -> Parts:
    return _by_table(word.replace("ー", "") or word, letters.KATAKANA, 3)


def _hangul(word: str) -> Parts:
    parts: Parts = []
    signs = [letters.jamo(sign) for sign in word]
    for place, (start, middle, end) in enumerate(signs):
        last = place + 1 == len(signs)
        before = signs[place - 1][2] if place else " "
        after = " " if last else signs[place + 1][0]
        opening, vowel = letters.HANGUL_STARTS[start], letters.HANGUL_MIDDLES[middle]
        if start == "ㄹ" and before == "ㄹ":
            opening = ("l",)  # two of them are an l, one between vowels is an r
        elif start == "ㄹ" and place == 0:
            opening = ("r", "l")
        if start == "ㅅ" and vowel[0].startswith("y"):
            opening, vowel = ("sh",), tuple(one[1:] for one in vowel)
        elif start == "ㅅ" and middle == "ㅣ":
            opening = ("s", "sh")
        elif start == "ㅍ" and middle == "ㅡ":
            opening = ("v", "f", "p") if last else ("f", "p", "v")
        elif start == "ㅊ" and middle == "ㅣ" and last:
            vowel = ("", "i")
        parts += [opening, vowel]
        if end == "ㄹ" and after == "ㄹ":
            continue
        if end != " ":
            parts.append(letters.HANGUL_ENDS.get(end, ("",)))
    return parts


def _thai(word: str) -> Parts:
    return list(_thai_parts(re.sub("[\u0e48-\u0e4b\u0e4d\u0e4e]", "", word)))


_THAI = re.compile(
    "(?P<lead>[เแโใไ])?(?P<still>ห(?=[งนมยรลว](?:[^\u0e4c]|$)))?(?P<one>[ก-ฮ])"
    "(?P<two>(?<=[กขคตทปผพฟบดซส])[รลว](?=[ก-ฮะ-ู็](?!\u0e4c)))?(?P<mute>[ิุ]?\u0e4c)?"
    "(?P<vowel>ียว?|ือ|็อ|[็ัะาำิีึืุู]+ว?(?=[ก-ฮ]|$)|[็ัะาำิีึืุู]+|)"
)
"""A consonant, or two, with the vowel around them."""


def _thai_parts(word: str) -> Iterator[tuple[str, ...]]:
    place = 0
    vowelled = True
    while place < len(word):
        found = _THAI.match(word, place)
        if not found:
            place += 1
            continue
        place = found.end()
        lead, two, signs = found["lead"] or "", found["two"] or "", found["vowel"]
        ahead = word[place : place + 1]
        around = ahead in ("อ", "า") or (ahead == "ย" and word[place + 1 : place + 2] != "\u0e4c")
        if lead == "เ" and not signs and around:
            signs, place = ahead, place + 1  # the vowel is written around it: เ-อ, เ-า, เ-ย
        if found["one"] == "อ" and not lead and not signs and ahead == "อ":
            yield ("o", "au")
            place += 1
            vowelled = True
            continue
        if found["one"] == "อ" and not lead and not signs:
            yield ("o",) if not vowelled else ("a", "o")
            vowelled = True
            continue
        if not vowelled and (lead or signs or not found["mute"]):
            yield ("", "o", "a")
        final = place == len(word) and not signs and not lead
        yield ("v", "f") if found["one"] == "ฟ" and final else letters.THAI.get(found["one"], ("",))
        if two:
            yield letters.THAI[two]
        if found["mute"]:
            vowelled = True
            continue
        key = lead + signs
        if key:
            yield _thai_vowel(key)
        vowelled = bool(key)
        if not key and place < len(word) and word[place] == "อ":
            following = word[place + 1 : place + 2]
            if not following or following not in "ะัาำิีึืุู":
                yield ("o",)
                place += 1
                vowelled = True


def _thai_vowel(key: str) -> tuple[str, ...]:
    found = letters.THAI_VOWELS.get(key)
    if found:
        return found
    return ("".join(letters.THAI_VOWELS.get(sign, ("",))[0] for sign in key),)


def _indic(word: str) -> Parts:
    word = re.sub("[\u200c\u200d]", "", word)
    base = ord(word[0]) & ~0x7F if word else 0x900
    like = "".join(chr(ord(c) - (ord(c) & ~0x7F) + 0x900) if c >= "\u0900" else c for c in word)
    like = unicodedata.normalize("NFD", like)
    own = letters.BENGALI if base == _BENGALI else letters.TAMIL if base == _TAMIL else {}
    return list(_indic_parts(like, base, own))


def _indic_parts(word: str, base: int, own: Letters) -> Iterator[tuple[str, ...]]:
    """Consonants with their vowels; one that is not written is a, or none (Ohala's rule)."""
    signs = _SIGNS.findall(word)
    for place, sign in enumerate(signs):
        last = place + 1 == len(signs)
        body, rest = sign[0], sign[1:]
        if body in "उऊ" and place and signs[place - 1][-1] in "अआा":
            yield ("wu", "u")  # दाऊद: Dawood
        elif body in letters.INDIC_VOWELS:
            yield letters.INDIC_VOWELS[body]
        elif body in letters.INDIC:
            key = body + "\u093c" if "\u093c" in rest else body
            key = unicodedata.normalize("NFD", key)
            if key == "ज" and place and signs[place - 1] == "क\u094d":
                key = "क्ज"  # an x before a vowel
            yield own.get(key) or _CONSONANTS.get(key) or own.get(body) or letters.INDIC[body]
            vowel = next((c for c in rest if c in letters.INDIC_VOWELS), "")
            if vowel:
                yield letters.INDIC_VOWELS[vowel]
            elif "\u094d" not in rest:
                yield _schwa(signs, place, last, base)
        if any(c in rest for c in "\u0902\u0970"):
            after = signs[place + 1][0] if not last else ""
            if base == _BENGALI and (last or after == "ह"):
                yield ("ng", "n")
                continue
            yield ("m", "n") if after in tuple("पफबभम") or (last and base == 0xC00) else ("n", "m")
        elif "\u0901" in rest:
            yield ("n", "")


def _schwa(signs: Sequence[str], place: int, last: bool, base: int) -> tuple[str, ...]:
    """What may stand for the vowel that a consonant has where none is written."""
    if base not in _NORTH:
        return ("a",)
    first = "o" if base == _BENGALI else "a"
    more = ("a",) if base == _BENGALI else ()
    if any(c in signs[place] for c in "\u0902\u0901\u0970"):
        return (first, *more, "")
    if last:
        return ("", "a") if place else ("a",)
    open_before = place > 0 and "\u094d" not in signs[place - 1]
    following = signs[place + 1]
    voiced = any(c in letters.INDIC_VOWELS for c in following) or (
        place + 3 == len(signs) and "\u094d" not in following
    )
    lone = following[0] in letters.INDIC
    if open_before and lone and voiced:
        return ("", first, *more)
    return (first, *more, "")


_SIGNS = re.compile(
    "[\u0904-\u0939\u0960\u0961\u0956\u094e][\u093c\u093e-\u094d\u0900-\u0903\u0955-\u0957\u0970\u0971]*"
)
_CONSONANTS = {unicodedata.normalize("NFD", key): value for key, value in letters.INDIC.items()}

_READ = {
    "greek": _greek,
    "georgian": _georgian,
    "katakana": _katakana,
    "hangul": _hangul,
    "thai": _thai,
    "indic": _indic,
}
