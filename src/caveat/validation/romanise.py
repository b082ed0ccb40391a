"""Cyrillic names in the Latin letters of five standards and habits.

The tables are written from the standards, not from any list: ICAO Doc 9303 part 3 (passports),
ISO 9:1995 (libraries), BGN/PCGN 1947 for Russian (maps, and most lists in English), the German
transcription of Duden, and the French one of passports before 2010.
"""

from __future__ import annotations

_RUSSIAN = "абвгдезийклмнопрстуфхцчшщъыьэюя"

_ICAO = dict(
    zip(
        _RUSSIAN,
        "a b v g d e z i i k l m n o p r s t u f kh ts ch sh shch ie y  e iu ia".split(" "),
        strict=True,
    )
) | {"ё": "e", "ж": "zh", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u", "ј": "j",
     "љ": "lj", "њ": "nj", "ђ": "d", "ћ": "c", "џ": "dz"}  # fmt: skip

_ISO_9 = dict(
    zip(
        _RUSSIAN,
        "a b v g d e z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â".split(" "),
        strict=True,
    )
) | {"ё": "ë", "ж": "ž", "і": "ì", "ї": "ï", "є": "ê", "ґ": "g̀", "ў": "ŭ", "ј": "ǰ",
     "љ": "l̂", "њ": "n̂", "ђ": "đ", "ћ": "ć", "џ": "d̂"}  # fmt: skip

_BGN = _ICAO | {"й": "y", "ъ": "”", "ы": "y", "ь": "’", "ю": "yu", "я": "ya", "ё": "yë",
                "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "w"}  # fmt: skip

_GERMAN = _ICAO | {"в": "w", "ж": "sch", "з": "s", "й": "i", "с": "s", "х": "ch", "ц": "z",
                   "ч": "tsch", "ш": "sch", "щ": "schtsch", "ъ": "", "ы": "y", "ь": "",
                   "э": "e", "ю": "ju", "я": "ja", "ё": "jo", "і": "i", "ї": "ji",
                   "є": "je", "ў": "u"}  # fmt: skip

_FRENCH = _ICAO | {"ё": "io", "ж": "j", "й": "i", "у": "ou", "х": "kh", "ц": "ts", "ч": "tch",
                   "ш": "ch", "щ": "chtch", "ъ": "", "ы": "y", "ь": "", "ю": "iou", "я": "ia",
                   "ї": "ï", "є": "ie", "ў": "ou"}  # fmt: skip

_VOWELS = "аеёиоуыэюяіїєў"


def icao(word: str) -> str:
    """As a passport has it today.

    >>> icao("Чемезов"), icao("Юрий"), icao("Щукин")
    ('Chemezov', 'Iurii', 'Shchukin')
    """
    return _letters(word, _ICAO)


def iso_9(word: str) -> str:
    """As a library has it: a letter for a letter.

    >>> iso_9("Щукин"), iso_9("Юрий")
    ('Ŝukin', 'Ûrij')
    """
    return _letters(word, _ISO_9)


def bgn(word: str) -> str:
    """As American and British offices have it; ``ye`` at the start and after vowels.

    >>> bgn("Евгений"), bgn("Сергеев")
    ('Yevgeniy', 'Sergeyev')
    """
    small = word.casefold()
    parts = []
    for place, letter in enumerate(small):
        before = small[place - 1] if place else ""
        sound = _BGN.get(letter, letter)
        if letter == "е" and (not before or before in _VOWELS + "йъь"):
            sound = "ye"
        parts.append(sound)
    return _cased(word, "".join(parts))


def german(word: str) -> str:
    """As German papers have it: ``s`` between vowels is doubled, ``ks`` becomes ``x``.

    >>> german("Щукин"), german("Евгений"), german("Василий"), german("Максим")
    ('Schtschukin', 'Jewgeni', 'Wassili', 'Maxim')
    """
    small = word.casefold()
    parts = []
    for place, letter in enumerate(small):
        before = small[place - 1] if place else ""
        after = small[place + 1 : place + 2]
        sound = _GERMAN.get(letter, letter)
        if letter == "с" and before and before in _VOWELS and after and after in _VOWELS:
            sound = "ss"
        if letter == "е" and (not before or before in _VOWELS + "ъь"):
            sound = "je"
        if letter == "й" and before in ("и", "ы"):
            sound = ""
        parts.append(sound)
    return _cased(word, "".join(parts).replace("ks", "x"))


def french(word: str) -> str:
    """As French papers had it: ``ou`` for the closed vowel, ``-ine`` at the end.

    >>> french("Путин"), french("Чубайс"), french("Щукин")
    ('Poutine', 'Tchoubaïs', 'Chtchoukine')
    """
    small = word.casefold()
    parts = []
    for place, letter in enumerate(small):
        before = small[place - 1] if place else ""
        after = small[place + 1 : place + 2]
        sound = _FRENCH.get(letter, letter)
        if letter == "й" and before and before in "аоеэ":
            sound = "ï"
        if letter == "й" and before in ("и", "ы"):
            sound = ""
        if letter == "с" and before and before in _VOWELS and after and after in _VOWELS:
            sound = "ss"
        if letter == "г" and after and after in "еиіэ":
            sound = "gu"
        parts.append(sound)
    text = "".join(parts)
    return _cased(word, text + "e" if text.endswith("in") and len(text) > 3 else text)


STANDARDS = {"ICAO": icao, "ISO 9": iso_9, "BGN/PCGN": bgn, "German": german, "French": french}


def _letters(word: str, table: dict[str, str]) -> str:
    return _cased(word, "".join(table.get(letter, letter) for letter in word.casefold()))


def _cased(word: str, text: str) -> str:
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return text.upper()
    if not letters or not letters[0].isupper():
        return text
    first = next(place for place, letter in enumerate(text) if letter.isalpha())
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]
