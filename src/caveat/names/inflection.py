"""Forms of words in sentences, brought back to what a list would write.

In most languages a name changes in the sentence: Чемезову, Czemiezowa, Chemezov'un, Ростеха,
للشركة. `bases` takes off the endings and the particles that a word may have got, by rules that are
data: which letters at the end may stand for which. It guesses freely: whoever calls it keeps only
those words that are known.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CYRILLIC = re.compile("[\u0400-\u052f]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_HEBREW = re.compile("[\u0590-\u05ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ARMENIAN = re.compile("[\u0530-\u058f]")
_GEORGIAN = re.compile("[\u10a0-\u10ff]")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LATIN = re.compile("[a-z\u00c0-\u024f]", re.IGNORECASE)

_LEAST = 3
"""Letters that must be left: what is shorter could be anything."""

Rules = tuple[tuple[str, tuple[str, ...]], ...]
"""An ending, and what may have stood there instead; the longer ending first."""

_ENDINGS_CYRILLIC: Rules = (
    # adjectives and surnames that are declined like them: Лавровский, Толстой, Донская
    ("ского", ("ский", "ской", "ско")), ("скому", ("ский", "ской", "ско")),
    ("ским", ("ский", "ской")), ("ском", ("ский", "ской")),
    ("ской", ("ская", "ский")), ("скую", ("ская",)), ("ською", ("ська",)),
    ("ського", ("ський",)), ("ському", ("ський",)), ("ським", ("ський",)), ("ській", ("ська",)),
    ("ською", ("ська",)), ("скаго", ("скі",)), ("скаму", ("скі",)),
    ("ского", ("ски", "ский")), ("ском", ("ски",)), ("ским", ("ски",)),
    ("ического", ("ический",)), ("ическому", ("ический",)), ("ической", ("ическая",)),
    ("ного", ("ный", "ное", "ной")), ("ному", ("ный", "ное", "ной")), ("ным", ("ный", "ное")),
    ("ном", ("ный", "ное")), ("ной", ("ная", "ной")), ("ную", ("ная",)), ("ные", ("ный",)),
    ("ных", ("ные", "ный")), ("ними", ("ние",)), ("ого", ("ой", "ый", "ое")),
    ("ому", ("ой", "ый", "ое")), ("его", ("ий", "ее")), ("ему", ("ий", "ее")),
    ("ой", ("а", "ая", "о")), ("ою", ("а",)), ("ей", ("я", "а", "ея", "ь")), ("ёй", ("я",)),
    ("ую", ("ая",)), ("юю", ("яя",)), ("ый", ("",)), ("им", ("ий", "")), ("ым", ("ый", "")),
    # nouns and names: Чемезова, Ростеху, Игорем, Юрию, Сергея
    ("иями", ("ия",)), ("иях", ("ия",)), ("ием", ("ий", "ие")), ("ием", ("ий",)),
    ("еем", ("ей",)), ("аем", ("ай",)), ("оем", ("ой",)), ("ею", ("ей", "ея")),
    ("ею", ("ей",)), ("ея", ("ей",)), ("ее", ("ей",)), ("аю", ("ай",)), ("ая", ("ай",)),
    ("ае", ("ай",)), ("оя", ("ой",)), ("ою", ("ой",)), ("ием", ("ий",)), ("ия", ("ий",)),
    ("ию", ("ий", "ия")), ("ии", ("ий", "ия")), ("ией", ("ия",)), ("ья", ("ий", "ь")),
    ("ью", ("ий", "ь")), ("ьем", ("ий", "ь")), ("ьев", ("ьи",)),
    ("ами", ("а", "", "ы")), ("ями", ("я", "ь", "и")), ("ах", ("а", "", "ы")),
    ("ях", ("я", "ь")), ("ов", ("", "ы")), ("ев", ("й", "ь")), ("ам", ("а", "")),
    ("ом", ("", "о")), ("ем", ("", "ь", "й", "ец")), ("ём", ("ь", "")), ("ям", ("я", "ь")),
    ("ови", ("", "о")), ("еві", ("ь", "")), ("єві", ("й",)), ("ові", ("", "о")), ("ом", ("ъ",)),
    ("цем", ("ец", "ц")), ("ца", ("ец",)), ("цу", ("ец",)), ("це", ("ец", "ка")),
    ("ка", ("ок", "ек")), ("ку", ("ок", "ек", "ка")), ("ки", ("ка",)), ("ке", ("ка", "к")),
    ("ком", ("ок", "ек", "ко")), ("ги", ("га",)), ("зі", ("га",)), ("ці", ("ка",)),
    ("ла", ("ел", "ёл")), ("лу", ("ел",)), ("лом", ("ел",)), ("вла", ("вел",)),
    ("вла", ("вло",)), ("вла", ("вел",)), ("ьва", ("ев",)), ("ьву", ("ев",)), ("ьвом", ("ев",)),
    ("тра", ("тр", "тёр")), ("а", ("", "о")), ("я", ("й", "ь", "")), ("у", ("", "а", "о")),
    ("ю", ("й", "ь", "я", "")), ("ы", ("", "а")), ("и", ("", "а", "я", "ь", "й")),
    ("е", ("", "а", "о", "я", "ь")), ("і", ("", "а", "я", "ь", "о")), ("ї", ("я", "й")),
    ("о", ("а", "")),
    # Kazakh and other Turkic languages
    *((ending, ("",)) for ending in (
        "тың тің дың дің ның нің пен мен бен нан нен дан ден тан тен ға ге қа ке на не ды ді ты ті "
        "ны ні да де та те"
    ).split()),
    # articles of Bulgarian and Macedonian
    ("ът", ("",)), ("ят", ("й", "")), ("та", ("",)), ("то", ("",)), ("те", ("",)), ("от", ("",)),
)  # fmt: skip

_ENDINGS_LATIN: Rules = (
    # Polish, Czech, Slovak, Slovene, Croatian, Serbian
    ("ckiego", ("cki",)), ("ckiemu", ("cki",)), ("ckim", ("cki",)), ("skiego", ("ski",)),
    ("skiemu", ("ski",)), ("skim", ("ski",)), ("skiej", ("ska",)), ("ską", ("ska",)),
    ("ského", ("ský",)), ("skému", ("ský",)), ("ským", ("ský",)), ("ském", ("ský",)),
    ("ské", ("ská",)), ("skou", ("ská", "ska")), ("skog", ("ski",)), ("skom", ("ski", "ska")),
    ("iego", ("i", "y")), ("iemu", ("i", "y")), ("ego", ("y", "i", "e")), ("emu", ("y", "i", "e")),
    ("ého", ("ý",)), ("ému", ("ý",)), ("owie", ("", "ów")), ("owi", ("", "o")), ("iem", ("", "i")),
    ("ovi", ("", "o")), ("ové", ("ová", "")), ("ovou", ("ová",)), ("ové", ("ová",)),
    ("ową", ("owa",)), ("owej", ("owa",)), ("em", ("", "o", "e")), ("om", ("", "o", "a")),
    ("ieja", ("iej",)), ("eja", ("ej",)), ("ejem", ("ej",)), ("ejowi", ("ej",)), ("eju", ("ej",)),
    ("ija", ("ij",)), ("iju", ("ij",)), ("ijem", ("ij",)), ("ia", ("i", "")), ("ią", ("ia",)),
    ("ii", ("ia",)), ("iu", ("", "i", "io")), ("ie", ("", "a", "ia")), ("ów", ("",)),
    ("ami", ("a", "")), ("ach", ("a", "")), ("ech", ("",)), ("ích", ("",)), ("ou", ("a",)),
    ("ze", ("g", "ga", "zo")), ("dze", ("ga",)), ("ce", ("ka", "c")), ("cze", ("k",)),
    ("ze", ("z",)), ("la", ("el",)), ("lem", ("el",)), ("lowi", ("el",)), ("lu", ("el",)),
    ("ra", ("er",)), ("rem", ("er",)), ("ka", ("ek",)), ("ku", ("ek", "ko")), ("kem", ("ek",)),
    ("kiem", ("k", "ek")), ("giem", ("g",)), ("ki", ("ka",)), ("ca", ("ec",)), ("ę", ("a",)),
    ("ą", ("a",)), ("y", ("a", "")), ("ů", ("",)), ("u", ("", "a", "o")), ("a", ("", "o")),
    ("e", ("", "a", "o")), ("i", ("", "a", "e")), ("o", ("a", "")), ("ě", ("a", "")),
    # Lithuanian and Latvian
    ("ovas", ("ov",)), ("ovo", ("ov",)), ("ovui", ("ov",)), ("ovu", ("ov",)), ("ovą", ("ov",)),
    ("ovs", ("ov",)), ("ova", ("ov",)), ("ovam", ("ov",)), ("evas", ("ev",)), ("evo", ("ev",)),
    ("evui", ("ev",)), ("evą", ("ev",)), ("evu", ("ev",)), ("inas", ("in",)), ("ino", ("in",)),
    ("inui", ("in",)), ("iną", ("in",)), ("ins", ("in",)), ("inam", ("in",)), ("inu", ("in",)),
    ("ejus", ("ej",)), ("ėjus", ("ej",)), ("ejaus", ("ej",)), ("ėjaus", ("ej",)),
    ("ejui", ("ej",)), ("ėjui", ("ej",)), ("ejs", ("ej",)), ("ejam", ("ej",)),
    ("aus", ("as", "us", "")), ("ui", ("as", "us", "")), ("io", ("is", "ys", "")),
    ("iui", ("is", "ys")), ("iaus", ("ius",)), ("as", ("",)), ("is", ("",)), ("ys", ("",)),
    ("us", ("", "u")), ("os", ("a", "")), ("es", ("", "e")), ("am", ("s", "")), ("im", ("is",)),
    ("ai", ("a",)), ("ei", ("e",)), ("ų", ("",)), ("ai", ("",)),
    ("ót", ("o",)), ("őt", ("o",)), ("ónak", ("o",)), ("óval", ("o",)),
    # Hungarian; it writes the last vowel long before an ending
    ("ának", ("a",)), ("ének", ("e",)), ("ával", ("a",)), ("ével", ("e",)), ("ánál", ("a",)),
    ("ához", ("a",)), ("ától", ("a",)), ("áról", ("a",)), ("ára", ("a",)), ("ába", ("a",)),
    ("ában", ("a",)), ("ából", ("a",)), ("át", ("a",)), ("ét", ("e",)),
    ("nak", ("",)), ("nek", ("",)), ("val", ("",)), ("vel", ("",)), ("tól", ("",)),
    ("től", ("",)), ("hoz", ("",)), ("hez", ("",)), ("höz", ("",)), ("nál", ("",)), ("nél", ("",)),
    ("ról", ("",)), ("ről", ("",)), ("ból", ("",)), ("ből", ("",)), ("ban", ("",)), ("ben", ("",)),
    ("ba", ("",)), ("be", ("",)), ("ra", ("",)), ("re", ("",)), ("ért", ("",)), ("ot", ("",)),
    ("et", ("",)), ("öt", ("",)), ("at", ("",)), ("ék", ("",)), ("é", ("",)), ("ig", ("",)),
    # Finnish and Estonian
    ("istä", ("", "i")), ("inin", ("in",)), ("issa", ("i", "")), ("ista", ("i", "")), ("iin",
    ("i", "")),
    ("illa", ("i", "")), ("illä", ("i", "")), ("ille", ("i", "")), ("ilta", ("i", "")),
    ("iltä", ("i", "")), ("lla", ("",)), ("llä", ("",)), ("lle", ("",)), ("lta", ("",)),
    ("ltä", ("",)), ("ssa", ("",)), ("ssä", ("",)), ("sta", ("",)), ("stä", ("",)), ("ksi", ("",)),
    ("ia", ("",)), ("iä", ("",)), ("in", ("", "i")), ("en", ("",)), ("an", ("a",)), ("än", ("ä",)),
    ("n", ("",)), ("ga", ("",)), ("le", ("",)), ("lt", ("",)), ("st", ("",)), ("il", ("",)),
    ("ile", ("",)), ("ilt", ("",)), ("ist", ("",)), ("iga", ("",)),
    # Turkish and Azeri without their apostrophe
    ("nın", ("",)), ("nin", ("",)), ("nun", ("",)), ("nün", ("",)), ("ın", ("",)), ("un", ("",)),
    ("ün", ("",)), ("dan", ("",)), ("den", ("",)), ("tan", ("",)), ("ten", ("",)), ("la", ("",)),
    ("yla", ("",)), ("yle", ("",)), ("da", ("",)), ("de", ("",)), ("ya", ("",)), ("ye", ("",)),
    ("yı", ("",)), ("yi", ("",)), ("yu", ("",)), ("ı", ("",)), ("ə", ("",)),
    # Romanian, Albanian; genitives of German, Dutch, the North, and English without apostrophe
    ("ului", ("", "ul")), ("lui", ("", "l")), ("ul", ("",)), ("ei", ("a", "e")), ("it", ("",)),
    ("in", ("",)), ("ut", ("",)), ("s", ("",)), ("ens", ("", "en")), ("en", ("", "e")),
)  # fmt: skip

_ENDINGS_GREEK: Rules = (
    ("ου", ("ος", "ης", "ο")), ("ους", ("ος",)), ("ον", ("ος",)), ("ων", ("ος", "α")),
    ("ος", ("",)), ("ο", ("ος", "")), ("ης", ("η",)), ("ας", ("α",)), ("η", ("ης",)),
    ("α", ("ας", "")), ("ι", ("ις",)), ("ε", ("ος",)), ("εφ", ("ες",)), ("ς", ("",)),
)  # fmt: skip

_ENDINGS: tuple[tuple[re.Pattern[str], Rules], ...] = (
    (_CYRILLIC, _ENDINGS_CYRILLIC),
    (_GREEK, _ENDINGS_GREEK),
    (
        _HANGUL,
        tuple(
            (ending, ("",))
            for ending in (
                "에게서", "으로부터", "로부터", "에서는", "에서도", "이라고", "라고", "으로서",
                "로서",
                "으로써", "로써", "에게", "에서", "께서", "한테", "까지", "부터", "보다", "처럼",
                "이나", "이며", "이고", "이란", "으로", "과의", "와의", "에는", "에도", "만이",
                "측은",
                "측이", "씨는", "씨가", "씨를", "씨의", "씨에게", "씨", "은", "는", "이", "가",
                "을",
                "를", "의", "에", "와", "과", "도", "로", "만", "측", "란", "랑", "인", "며", "나",
            )
        ),
    ),
    (
        _ARMENIAN,
        tuple(
            (ending, ("",))
            for ending in ("երի", "ների", "ությամբ", "ից", "ով", "ում", "ին", "ի", "ը", "ն", "ու")
        ),
    ),
    (
        _GEORGIAN,
        (
            ("ისთვის", ("ი", "")), ("ისგან", ("ი", "")), ("სთვის", ("",)), ("თან", ("", "ი")),
            ("დან", ("", "ი")), ("იდან", ("ი", "")), ("ისა", ("ი", "")), ("მა", ("ი", "")),
            ("ის", ("ი", "")), ("ით", ("ი", "")), ("ად", ("ი", "")), ("ში", ("ი", "")),
            ("ზე", ("ი", "")), ("ს", ("ი", "")), ("მ", ("",)), ("ა", ("ი",)), ("ი", ("",)),
        ),
    ),
    (
        _DEVANAGARI,
        tuple((ending, ("",)) for ending in ("ाने", "ने", "का", "की", "के", "को", "से", "ला",
        "च्या")),
    ),
    (_LATIN, _ENDINGS_LATIN),
)  # fmt: skip

_PREFIXES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_ARABIC, ("وبال", "وال", "بال", "فال", "كال", "لل", "ولل", "ال", "وب", "ول", "و", "ف", "ب",
               "ل", "ك")),
    (_HEBREW, ("וכש", "ומה", "שה", "וה", "וב", "ול", "ומ", "וש", "כש", "מה", "ו", "ה", "ב", "ל",
               "מ", "ש", "כ")),
)  # fmt: skip
"""Words that are written onto the next one: and, then, in, to, as, the."""

_ELISION = re.compile(
    r"^(?:d|l|s|n|m|t|c|j|qu|jusqu|lorsqu|dell|nell|dall|all|sull|un|quell|degl|cod)['’ʼ](?=\w{3})",
    re.IGNORECASE,
)
"""French, Italian and Catalan articles and prepositions before a vowel."""

_AFTER_APOSTROPHE = re.compile(r"^(.{2,}?)['’ʼ`´‘](?:\w{0,7})$")
"""What stands behind the apostrophe is an ending: Chemezov's, Chemezov'un, Rostec'in."""

_BARE_APOSTROPHE = re.compile(r"['’ʼ`´‘]$")

_DROPPED_J = re.compile(r"(?<=[iye])j(?=[eaou])")

_DOUBLED = re.compile(r"([bcdfghjklmnprstz])\1[ae]l$")
"""Hungarian *with*: Putyinnal, from Putyin."""

MOST = 24
"""Guesses for one word."""


@lru_cache(maxsize=1 << 16)
def bases(word: str) -> tuple[str, ...]:
    """The words that a word in a sentence may be a form of; itself is not among them.

    >>> "Чемезов" in bases("Чемезовым"), "Ростех" in bases("Ростеха"), "Сергей" in bases("Сергею")
    (True, True, True)
    >>> "Chemezov" in bases("Chemezov’s"), "Chemezov" in bases("Chemezov'un")
    (True, True)
    >>> bases("и")
    ()

    Args:
        word: as it stands in the text, whatever its capitals.

    Returns:
        At most `MOST` guesses, those that need the fewest changes first.
    """
    found: dict[str, None] = {}
    stems = [word]
    after = _AFTER_APOSTROPHE.match(word)
    if after:
        found[after[1]] = None
        stems.append(after[1])
    bare = _BARE_APOSTROPHE.sub("", word)
    if bare != word:
        found[bare] = None
    elided = _ELISION.sub("", word)
    if elided != word and elided:
        found[elided] = None
        stems.append(elided)
    for stem in stems:
        for guess in _without_prefix(stem):
            found[guess] = None
        for guess in _without_ending(stem):
            found.setdefault(guess)
    found.pop(word, None)
    return tuple(found)[:MOST]


def _without_ending(word: str) -> list[str]:
    rules = next((rules for script, rules in _ENDINGS if script.search(word)), ())
    plain = word.lower()
    capitals = word.isupper() and len(word) > 1
    found = []
    if (doubled := _DOUBLED.search(plain)) and len(plain) > 5:
        found.append(word[: doubled.start() + 1])
    for ending, instead in rules:
        if not plain.endswith(ending) or len(plain) == len(ending):
            continue
        stem = word[: len(word) - len(ending)]
        for other in instead:
            guess = stem + (other.upper() if capitals else other)
            if len(guess) >= _LEAST or (len(guess) >= 2 and _HANGUL.match(guess)):
                found.append(guess)
    return found


def _without_prefix(word: str) -> list[str]:
    prefixes = next((known for script, known in _PREFIXES if script.search(word)), ())
    return [
        word[len(prefix) :]
        for prefix in prefixes
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST
    ]
