"""Names as the languages of texts spell them, brought back to what a list would write.

A Pole writes Siergiej Czemiezow, a Romanian Ceaika, a Turk Çemezov, a Ukrainian Володимир, a
Korean 김정은. `respelt` guesses freely, as `caveat.names.inflection` does: whoever calls it keeps
only those words that are known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from caveat.names.script import words as folded


def _habit(marks: str, pairs: tuple[tuple[str, str], ...]) -> _Habit:
    """One language's spelling: every group of letters is read once, the longer ones first."""
    groups = sorted(dict(pairs), key=len, reverse=True)
    return re.compile(marks, re.IGNORECASE), re.compile("|".join(groups)), dict(pairs)


_Habit = tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]

_LATIN: tuple[_Habit, ...] = tuple(
    _habit(marks, pairs)
    for marks, _, pairs in (
        ("ie|cz|sz|rz|w|ł|ó|ś|ź|ż|j", "Polish", (
            ("szcz", "shch"), ("cz", "ch"), ("sz", "sh"), ("rz", "r"), ("ż", "zh"), ("ź", "z"),
            ("ś", "s"), ("ć", "c"), ("ń", "n"), ("dż", "j"), ("iej", "ei"), ("iew", "iev"),
            ("ie", "e"), ("io", "o"), ("ja", "ya"), ("ju", "yu"), ("ij", "i"), ("ł", "l"),
            ("ó", "o"), ("ch", "kh"), ("w", "v"))),
        ("ce|ci|che|chi|ș|ş|ț|ţ|ă|î|â", "Romanian, Italian", (
            ("cea", "cha"), ("cio", "cho"), ("ciu", "chu"), ("che", "ke"), ("chi", "ki"),
            ("ghe", "ge"), ("ghi", "gi"), ("ci", "chi"), ("ce", "che"), ("ș", "sh"), ("ş", "sh"),
            ("ț", "ts"), ("ţ", "ts"), ("ă", "a"), ("î", "i"), ("â", "a"))),
        ("ç|ş|ğ|ı|ə|c|x|q", "Turkish, Azeri", (
            ("ç", "ch"), ("ş", "sh"), ("ğ", "g"), ("ı", "i"), ("ə", "e"), ("c", "j"), ("x", "kh"),
            ("q", "g"), ("v", "v"))),
        ("cs|sz|zs|gy|ny|ty|s|j|á|é|ö", "Hungarian", (
            ("tyh", "tekh"), ("csh", "chkh"), ("cs", "ch"), ("zs", "zh"), ("sz", "s"), ("s",
            "sh"), ("ny", "n"), ("gy", "d"), ("ty", "t"), ("ij", "iy"),
            ("á", "a"), ("é", "e"), ("í", "i"), ("j", "y"))),
        ("tsj|sj|tj|oe|dzj|zj|ie|j", "Dutch, Scandinavian", (
            ("tsj", "ch"), ("tj", "ch"), ("dzj", "j"), ("sjtsj", "shch"), ("sj", "sh"),
            ("zj", "zh"), ("oe", "u"), ("ie", "i"), ("j", "y"))),
        ("dj|tch|ou|gu|qu|ï|ch", "French", (
            ("tch", "ch"), ("dj", "j"), ("ch", "sh"), ("ou", "u"), ("gu", "g"),
            ("qu", "q"), ("ï", "i"), ("ine", "in"))),
        ("nj|lj|dž", "Serbian, Croatian", (("nj", "n"), ("lj", "l"), ("dž", "j"))),
        ("ty|gy|eh", "Hungarian", (("tyeh", "tech"), ("ty", "t"), ("gy", "d"))),
        ("[eo]", "Arabic words", (("e", "i"), ("o", "a"))),
        ("[eo]", "Arabic words", (("ou", "u"), ("e", "i"), ("o", "u"))),
        ("[eo]", "Arabic words", (("ee", "i"), ("oo", "u"), ("e", "a"), ("o", "u"))),
        ("h|ie|y|i|ia", "Ukrainian, Belarusian", (
            ("ryj", "ri"), ("ryi", "ri"), ("ija", "ia"), ("h", "g"), ("y", "i"))),
    )
)  # fmt: skip
"""Letters that show how a language might have spelt a name, and what English lists write."""

_TWINS = """
володимир владимир уладзімір владимир уладзімер владимир сергій сергей сяргей сергей
олександр александр аляксандр александр олексій алексей аляксей алексей дмитро дмитрий
дзмітрый дмитрий микола николай мікалай николай андрій андрей андрэй андрей юрій юрий юрый юрий
ігор игорь ігар игорь євген евгений яўген евгений михайло михаил міхаіл михаил василь василий
катерина екатерина кацярына екатерина олена елена алена елена віктор виктор віктар виктор
анатолій анатолий анатоль анатолий валерій валерий валерый валерий григорій григорий
рыгор григорий павло павел павал павел петро петр пётр петр пятро петр федір федор наталія наталья
наталля наталья тетяна татьяна таццяна татьяна ірина ирина ірына ирина марія мария марыя мария
ганна анна оксана ксения геннадій геннадий генадзь геннадий олег олег алег олег костянтин
константин канстанцін константин артем артемий рамзан рамзан міхаіл михаил віталій виталий
віталь виталий аркадій аркадий аркадзь аркадий йосип иосиф ілля илья ілья илья
аксьонов аксенов лукашэнка лукашенко макей макей
władimir vladimir włodzimierz vladimir siergiej sergei aleksandr alexander aleksander alexander
aleksiej alexei mikołaj nikolai dmitrij dmitry michaił mikhail jurij yuri ihar igor uładzimir
vladimir alaksandr alexander siarhiej sergei mikałaj nikolai wiktar viktor andriej andrei
jewgienij evgeny giennadij gennady arkadij arkady ołeksandr alexander
владимирс владимир aleksandrs alexander aleksejs alexei vladimirs vladimir
wladimir vladimir vladimír vladimir alexandr alexander alexandre alexander alexandr alexander
alejandro alexander αλεξάντερ alexander micheil mikhail michail mikhail
""".split()
"""Given names of one language, and the same in another that lists write."""

_TWIN = dict(zip(_TWINS[::2], _TWINS[1::2], strict=True))

_INITIALS = [("g", "k"), ("kk",), ("n",), ("d", "t"), ("tt",), ("r", "l"), ("m",), ("b", "p"),
             ("pp",), ("s", "sh"), ("ss",), ("",), ("j", "ch"), ("jj",), ("ch",), ("k",), ("t",),
             ("p",), ("h",)]  # fmt: skip
_VOWELS = [("a",), ("ae",), ("ya",), ("yae",), ("o", "eo", "u"), ("e",), ("yo", "yeo", "you"),
           ("ye",), ("o",), ("wa",), ("wae",), ("oe", "oi"), ("yo",), ("u", "oo"), ("wo",),
           ("we",), ("wi", "hwi"), ("yu",), ("u", "eu"), ("ui",), ("i", "ee")]  # fmt: skip
_FINALS = [("",), ("k",), ("k",), ("k",), ("n",), ("n",), ("n",), ("t",), ("l",), ("l",), ("l",),
           ("l",), ("l",), ("l",), ("l",), ("l",), ("m",), ("p",), ("p",), ("t",), ("t",),
           ("ng",), ("t",), ("t",), ("k",), ("t",), ("p",), ("t",)]  # fmt: skip
_FAMILIES = {
    "김": ("kim",), "리": ("ri", "ree", "rhee"), "이": ("ri", "yi", "lee", "i"),
    "박": ("pak", "park"), "최": ("choe", "choi"), "조": ("jo", "cho"),
    "정": ("jong", "jung", "chong", "chung"), "강": ("kang",), "장": ("jang", "chang"),
    "황": ("hwang",), "한": ("han",), "오": ("o", "oh"), "로": ("ro", "no", "roh"),
    "노": ("ro", "no"), "량": ("ryang", "yang"), "양": ("yang",), "류": ("ryu", "yu"),
    "유": ("yu", "yoo"), "림": ("rim", "lim"), "임": ("im", "rim"), "서": ("so", "seo"),
    "전": ("jon", "chon", "jeon"), "홍": ("hong",), "현": ("hyon", "hyun"), "윤": ("yun", "yoon"),
    "주": ("ju", "chu"), "태": ("thae", "tae"), "백": ("paek", "baek"), "변": ("pyon", "byon"),
    "명": ("myong",), "문": ("mun", "moon"), "신": ("sin", "shin"), "안": ("an", "ahn"),
    "차": ("cha",), "렴": ("ryom",), "길": ("kil",), "궁": ("kung",), "곽": ("kwak",),
}  # fmt: skip
_OTHER: tuple[tuple[re.Pattern[str], tuple[tuple[tuple[str, str], ...], ...]], ...] = (
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), (
        (("gk", "g"), ("nt", "d"), ("mp", "b"), ("([oe])f$", r"\1v"), ("ou", "u")),
        (("ts", "ch"), ("(?<!c)s(?=[aeiou])", "sh")))),
    (re.compile("[\u3040-\u30ff]"), (
        (("fu$", "v"), ("bu$", "v"), ("vu", "v"), ("^r", "l"), ("tt", "t")),
        (("u$", ""), ("o$", "")))),
    (re.compile("[\uac00-\ud7a3]"), (
        (("eu", ""), ("sye", "she"), ("syo", "sho"), ("(?<=[a-z])l(?=[aeiou])", "r")),
        (("p$", "v"), ("b", "v")),
        (("j", "z"),))),
    (re.compile("[\u0425\u0445]"), ((("kh", "h"),),)),
    (re.compile("[\u0900-\u0dff]"), ((("a$", ""), ("'", "")), (("ee", "i"), ("oo", "u")))),
)  # fmt: skip
"""Scripts whose letters give Latin ones that lists write otherwise, step by step."""

_SERBIAN = re.compile("[ђћџљњјЂЋЏЉЊЈ]")
_SERBIAN_LATIN = dict(zip("абвгдђежзијклљмнњопрстћуфхцчџш",
                          "a b v g d dj e z z i j k l lj m n nj o p r s t c u f h c c dz s".split(),
                          strict=True))  # fmt: skip
"""Serbian letters as Serbian Latin has them, without their carons: lists write Tesic."""

_ARMENIAN = re.compile("[\u0530-\u058f\u10a0-\u10ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]+")


@lru_cache(maxsize=1 << 16)
def respelt(word: str) -> tuple[str, ...]:
    """A word as a list in English may spell it; itself is not among them.

    >>> "Chaika" in respelt("Ceaika"), "Sergei" in respelt("Siergiej"), "Shor" in respelt("Șor")
    (True, True, True)
    >>> respelt("Володимир")
    ('Владимир',)
    """
    plain = word.lower()
    twin = _TWIN.get(plain)
    found: dict[str, None] = {}
    if twin is not None:
        found[twin.capitalize() if word[:1].isupper() else twin] = None
    if len(plain) >= 3 and (plain.isascii() or any("a" <= sign <= "z" for sign in plain)):
        for marks, groups, pairs in _LATIN:
            if marks.search(plain):
                guess = groups.sub(lambda found, known=pairs: known[found[0]], plain)  # type: ignore[misc]
                if guess != plain:
                    found[guess.capitalize() if word[:1].isupper() else guess] = None
    for script, steps in _OTHER:
        if script.search(word):
            latin = "".join(folded(word))
            for step in steps:
                for old, new in step:
                    latin = re.sub(old, new, latin)
                if len(latin) > 2:
                    found[latin] = None
    if _SERBIAN.search(word):
        latin = "".join(_SERBIAN_LATIN.get(sign, sign) for sign in plain)
        found[latin.capitalize() if word[:1].isupper() else latin] = None
    if _ARMENIAN.search(word):
        latin = "".join(folded(word))
        found[latin.replace("x", "kh")] = None
        found[latin.replace("x", "kh").replace("j", "zh")] = None
    found.pop(word, None)
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def korean(name: str) -> tuple[tuple[str, str], ...]:
    """Family and given name of a Korean, in the ways in which lists spell them.

    >>> ("kim", "jongun") in korean("김정은"), ("pak", "jinhyok") in korean("박진혁")
    (True, True)
    >>> korean("평양")
    ()
    """
    if not _HANGUL.fullmatch(name) or not 2 <= len(name) <= 3:
        return ()
    families = _FAMILIES.get(name[0], ())
    given = ("".join(one) for one in product(*(_syllable(sign) for sign in name[1:])))
    return tuple((family, one) for one in dict.fromkeys(given) for family in families)


def _syllable(sign: str) -> list[str]:
    place = ord(sign) - 0xAC00
    first, vowel, last = place // 588, place % 588 // 28, place % 28
    return ["".join(one) for one in product(_INITIALS[first], _VOWELS[vowel], _FINALS[last])]
