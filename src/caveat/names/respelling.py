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

_BODIES = {
    "حماس": "Hamas", "חמאס": "Hamas", "حزب الله": "Hizballah", "حزب‌الله": "Hizballah",
    "חיזבאללה": "Hizballah", "חזבאללה": "Hizballah", "حزب الله اللبناني": "Hizballah",
    "Хезболла": "Hizballah", "Хизбалла": "Hizballah", "داعش": "Daesh", "طالبان": "Taliban",
    "القاعدة": "Al-Qaida", "القاعده": "Al-Qaida", "الحوثيون": "Houthis", "الحوثيين": "Houthis",
    "헤즈볼라": "Hizballah", "하마스": "Hamas", "탈레반": "Taliban", "알카에다": "Al-Qaida",
    "ヒズボラ": "Hizballah", "ハマス": "Hamas", "タリバン": "Taliban", "アルカイダ": "Al-Qaida",
    "真主党": "Hizballah", "真主黨": "Hizballah", "哈马斯": "Hamas", "哈馬斯": "Hamas",
    "塔利班": "Taliban", "基地组织": "Al-Qaida", "基地組織": "Al-Qaida",
    "伊斯兰革命卫队": "Islamic Revolutionary Guard Corps",
    "伊斯蘭革命衛隊": "Islamic Revolutionary Guard Corps",
    "革命防衛隊": "Islamic Revolutionary Guard Corps",
    "혁명수비대": "Islamic Revolutionary Guard Corps",
    "سپاه پاسداران انقلاب اسلامی": "Islamic Revolutionary Guard Corps",
    "الحرس الثوري الإيراني": "Islamic Revolutionary Guard Corps",
    "新疆生产建设兵团": "Xinjiang Production and Construction Corps",
    "新疆生產建設兵團": "Xinjiang Production and Construction Corps",
    "金正恩": "Kim Jong Un", "金与正": "Kim Yo Jong", "金與正": "Kim Yo Jong",
    "华为": "Huawei Technologies", "華為": "Huawei Technologies",
    "ファーウェイ": "Huawei Technologies",
    "화웨이": "Huawei Technologies",
    "中芯国际": "Semiconductor Manufacturing International Corporation",
    "中芯國際": "Semiconductor Manufacturing International Corporation",
    "海康威视": "Hangzhou Hikvision Digital Technology",
    "海康威視": "Hangzhou Hikvision Digital Technology",
    "俄罗斯国家技术集团": "Rostec", "俄罗斯技术国家集团": "Rostec", "俄羅斯國家技術集團": "Rostec",
    "ロステック": "Rostec", "ロステフ": "Rostec", "로스텍": "Rostec", "로스테흐": "Rostec",
    "俄罗斯天然气工业股份公司": "Gazprom", "俄气": "Gazprom", "가스프롬": "Gazprom",
    "ガスプロム": "Gazprom", "غازبروم": "Gazprom", "俄罗斯石油公司": "Rosneft",
    "로스네프트": "Rosneft",
    "ロスネフチ": "Rosneft", "روسنفت": "Rosneft", "俄罗斯联邦储蓄银行": "Sberbank",
    "스베르방크": "Sberbank",
    "ズベルバンク": "Sberbank", "سبيربنك": "Sberbank", "瓦格纳集团": "Wagner Group",
    "華格納集團": "Wagner Group", "바그너그룹": "Wagner Group", "ワグネル": "Wagner Group",
    "조선광업개발무역회사": "Korea Mining Development Trading Corporation",
    "高丽航空": "Air Koryo", "高麗航空": "Air Koryo", "고려항공": "Air Koryo",
    "马汉航空": "Mahan Air", "ماهان اير": "Mahan Air", "ماهان ایر": "Mahan Air",
    "ماهان للطيران": "Mahan Air", "لشکر طیبہ": "Lashkar-e-Tayyiba", "جیش محمد": "Jaish-e-Mohammed",
    "لشکرِ طیبہ": "Lashkar-e-Tayyiba", "جیشِ محمد": "Jaish-e-Mohammed",
}  # fmt: skip
"""Bodies that other scripts call by a name that no reading of its letters gives."""

LONGEST_BODY = max(map(len, _BODIES))


def body(text: str) -> str:
    """What lists in English call a body, by its name in another script; empty if not known.

    >>> body("华为"), body("Rostec")
    ('Huawei Technologies', '')
    """
    return _BODIES.get(text, "")


def is_body(text: str) -> bool:
    """Whether a text is what `body` gives for any."""
    return text in _ENGLISH


_ENGLISH = frozenset(_BODIES.values())

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
    (re.compile("[\u0900-\u0dff]"), ((("a$", ""), ("'", "")), (("ee", "i"), ("oo", "u")))),
)  # fmt: skip
"""Scripts whose letters give Latin ones that lists write otherwise, step by step."""

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
