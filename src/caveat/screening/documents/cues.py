"""Words of a text that say what the name beside them is: a company, a ship, a street.

They are compared as beginnings of folded words, so that one line serves all forms of a word:
``kompan`` is компания, компании and kompanija.
"""

from __future__ import annotations

import re
from functools import lru_cache

from caveat.names.forms import is_plain_form
from caveat.names.known import known_names
from caveat.names.native import reading
from caveat.names.script import words as folded


def _any(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(' '.join(stems).split())})")


_COMPANY = _any(
    "compan kompan compagn companh empresa azienda societ firm conglomerat konzern kontsern "
    "concern holding kholding group$ gruppe grupo gruppo grupp grupa groupe gruop gruppy "
    "corporation korporat corporac corporaz unternehm entreprise enterprise predpriyat pidpryiem "
    "przedsiebior podnik poduzec preduzec vallalat yritys sirket holding bank banque banco banca "
    "banka bankas banku lender manufactur maker$ makers$ producer proizvodit herstell fabric "
    "fabrik fabrika zavod factory plant$ shipyard verf conglom exporter eksporter supplier "
    "contractor developer operator airline aviakompan fluggesell aerolin carrier shipping reeder "
    "sudokhod insurer broker trader refiner miner$ oil gas$ steel arms$ weapons$ defen[cs]e "
    "subsidiar dochern filial affiliat unit$ firma fund$ fond foundation fundacion stiftung vakf "
    "charity militia militan group terror organi[sz]at organisaz organizac partei partij party$ "
    "movement milit dvizhen brigade battalion batal cartel kartel gang$ syndicate faction agency "
    "agence agentur agentst ministr ministerium institut kb$ okb$ nii$ nauchno fpi$ npo$ oao$ "
    "buyer seller vendor borrower guarantor lessee issuer client pokupatel prodavets zakazchik "
    "sharika shrkt moassas bnk munazzama ltda sh?irkat tashkilot"
)
_SHIP = _any(
    "tanker tankers ship ships vessel vessels freighter cargo bulker yacht megayacht superyacht "
    "submarine frigate corvette boat mv$ mt$ m\\/v ms$ ss$ lng vlcc carrier barge trawler ferry "
    "sudno sudna sudnom korabl suxogruz sukhogruz tankera yakhta yakhty frachter schiff oltank "
    "jacht yate panfilo lod$ lodi$ laiva laev kugis kugi laivas hajo bateau barco brod$ skip$ "
    "jachty jachta jahta jahti superjacht motoryacht kutter vapor nafta tau$ "
    "frachtschiff navire petrolier cargo buque petrolero carguero nave$ petroliera navio "
    "statek tankowiec gemi tankeri nefteprod teplokhod paralosch imo$ flagged moored anchored"
)
_NAMED_AFTER = _any(
    "street streets st$ square avenue prospect prospekt bulvar boulevard road lane embankment "
    "metro station stadium arena bridge airport prize award order$ medal scholarship mosque "
    "monument museum mausoleum statue park$ university hospital school academy "
    "ulits ul$ ploshchad pl$ naberezhn pereulok per$ shosse stantsi universitet akademi orden "
    "premi strasse platz allee bahnhof rue$ boulevard calle avenida plaza piazza ulica aleja "
    "namesti rrug meydan sokak cadde stadt teatr muze pamyatnik"
)
_PRODUCT = _any(
    "rifle rifles assault pistol gun$ guns$ missile missiles system systems tank$ tanks$ jet "
    "helicopter aircraft plane radar launcher submachine ak$ avtomat vintovk raket "
    "kompleks samolet vertolet gewehr sturmgewehr fusil vodka beer car$ cars$ phone phones "
    "smartphone handset router laptop watch cigarette brand tournament cup$ league match "
    "district raion rayon rugby football concert song film movie novel opera"
)
_OTHER_COMPANY = _any(
    "leasing lizing insurance strakhovan capital kapital invest asset securities energo energy "
    "arena stadium foundation university academy museum football fc$ club cup$ league marathon "
    "mobile cloud ventures pharma theatre award prize"
)
_NAMED_BEFORE = _any(
    "ulits ul$ street rue$ calle via$ avenida prospekt ploshchad square order$ orden medal statue "
    "monument museum named imeni imieni stantsi metro platz strasse ulica namesti plaza piazza "
    "stadium prize novel song film opera storm hurricane typhoon cyclone operation"
)


@lru_cache(maxsize=1 << 15)
def _heads(word: str) -> tuple[str, ...]:
    return tuple(folded(word))


def _one(pattern: re.Pattern[str], word: str) -> bool:
    return any(pattern.match(part) for part in _heads(word))


@lru_cache(maxsize=1 << 15)
def says_company(word: str) -> bool:
    """Whether a word beside a name says that a company or another body bears it.

    >>> says_company("компании"), says_company("maker"), says_company("minister")
    (True, True, False)
    """
    return _one(_COMPANY, word) or says_form(word)


@lru_cache(maxsize=1 << 15)
def says_form(word: str) -> bool:
    """Whether a word is a legal form.

    >>> says_form("ООО"), says_form("Ltd"), says_form("Moscow")
    (True, True, False)
    """
    parts = _heads(word)
    return bool(parts) and len(parts[0]) > 1 and all(map(is_plain_form, parts))


@lru_cache(maxsize=1 << 15)
def says_ship(word: str) -> bool:
    """Whether a word beside a name says that a ship bears it."""
    return _one(_SHIP, word)


@lru_cache(maxsize=1 << 15)
def named_after(word: str) -> bool:
    """Whether a word behind a name says that it is a street's, a prize's or a stadium's."""
    return _one(_NAMED_AFTER, word)


@lru_cache(maxsize=1 << 15)
def named_before(word: str) -> bool:
    """Whether a word before a name says that something else is named so."""
    return _one(_NAMED_BEFORE, word)


@lru_cache(maxsize=1 << 15)
def says_product(word: str) -> bool:
    """Whether a word behind a name says that it is a thing's."""
    return _one(_PRODUCT, word)


@lru_cache(maxsize=1 << 15)
def other_company(word: str) -> bool:
    """Whether a capitalised word behind a company's name makes it another company's."""
    return _one(_OTHER_COMPANY, word)


_COUNTRIES: dict[str, str] = {
    "ru": "rwsya rwsyh mwskw mwskwa mwskbh russia rossi rossiy rusia russie russland rosja rosji "
    "rosyjs rusk rusij venaj rusya rus$ "
          "moscow moskv moskau kremlin kreml orosz krievij rosij rosiys ruso$ rusos rusa$ russo$ "
          "rwsya rwsy",
    "by": "belarus belorus bialorus byeloruss bilorus minsk weissruss bielorr baltarus valgeven",
    "ua": "ukrain ukrayin ucrani kyiv kiev donets luhans lugans crimea krym krim",
    "ir": "ayran yrn thran thrn aiaran iran persia tehran tegeran teheran iranienn ayran",
    "sy": "swrya swryh swria dmshq syri siri[ayj] sirijs damasc damask suri[ay] swry",
    "kp": "joseon pyongyang jeseon north.?korea dprk pyongyang pkhenyan korea nordkorea severn "
    "dprk kndr bukhan",
    "cn": "zhongguo beijing xinjiang jungguk zhong chin[ae] chines kita[yij] beijing pekin peking "
    "prc chinois cina cinese",
    "hk": "hong$ hongkong honkong gonkong", "mm": "myanmar burm birm mjanm naypyi yangon rangoon",
    "ve": "venezuel caracas", "cu": "cuba kuba havana", "ni": "nicaragu managua",
    "iq": "raq alraq bghdad ira[qk] baghdad bagdad",
    "ly": "lybya trabls liby livi[iy] libij tripoli benghazi",
    "ye": "alymn ymn sna yemen jemen sanaa",
    "lb": "lbnan lbnwn byrwt leban livan liban libanon beirut beyrut",
    "ps": "flstyn ghzh zh palest gaza", "af": "afghanstan kabl afgan afghan kabul",
    "pk": "pakstan lahwr krachy pakist karachi lahore",
    "so": "somal mogadish", "sd": "swdan alswdan khrtwm sudan khartoum", "ss": "south.?sudan juba",
    "cd": "congo kongo kinshasa", "cf": "central.?afric bangui", "zw": "zimbabw harare",
    "ml": "mali$ malian bamako", "ng": "nigeria", "et": "ethiop", "er": "eritre",
    "mx": "mexi[ck] meksik mejico sinaloa jalisco", "co": "colombi kolumbi bogota",
    "gt": "guatemal", "hn": "hondur", "sv": "salvador", "ht": "haiti", "pa": "panam",
    "tr": "turk[ie] turcij turtsi turki ankara istanbul", "ae": "emirat uae$ dubai abu.?dhabi",
    "rs": "serb", "ba": "bosni", "me": "montenegr chernogor", "xk": "kosov",
    "mk": "macedon makedon", "md": "moldov", "ge": "georgia gruzi abkhaz", "am": "armeni",
    "az": "azerb", "kz": "kazakh", "kg": "kyrgyz kirgiz", "uz": "uzbek", "tj": "tajik",
    "in": "india indian$", "id": "indones", "my": "malays", "sg": "singap", "ph": "philipp",
    "th": "thail", "vn": "vietnam", "kr": "south.?korea seoul", "jp": "japan yapon",
    "cy": "cypr kipr zypern", "mt": "malta maltes", "ch": "switz swiss schweiz suisse",
    "de": "german deutsch", "fr": "franc french", "it": "ital", "es": "spain spanish espan",
    "gb": "brit united.?kingdom uk$ london england", "us": "u\\.?s\\.?$ usa united.?states americ",
}  # fmt: skip
"""Country -> beginnings of the words that a text speaks of it by, folded; in many languages."""

_REST = (
    "(?:[a-z]{0,2}|ians?|iens?|ienne|isch(?:e[nrms]?)?|[iy]?y?j?n?s[kt][a-z]{1,4}|[ae]ns|aine?"
    "|ese[si]?|ezi|iysk[a-z]{0,4}|tsk[a-z]{1,4}|[a-z]?stan[a-z]{0,4}|shche[a-z]+|iyu|iyey|ami)"
)
"""What may stand behind the beginning: Syrian and Syriens, but not Syriatel."""

_PATTERNS = {
    code: re.compile(rf"(?:al)?(?:{'|'.join(stems.split())}){_REST}$")
    for code, stems in _COUNTRIES.items()
}


@lru_cache(maxsize=1 << 15)
def countries_of(word: str) -> frozenset[str]:
    """The countries that a word speaks of.

    >>> sorted(countries_of("российского")), sorted(countries_of("Iranian"))
    (['ru'], ['ir'])
    """
    parts = _heads(word)
    return frozenset(
        code for code, pattern in _PATTERNS.items() if any(pattern.match(part) for part in parts)
    )


_LETTERS = {
    "ru": re.compile("[ыэЫЭ]"),
    "ua": re.compile("[їєґЇЄҐ]"),
    "by": re.compile("[ўЎ]"),
    "ir": re.compile("[پچژگ]"),
    "cn": re.compile("[\u4e00-\u9fff]"),
    "kp": re.compile("[\uac00-\ud7a3]"),
}
"""Letters of a language that is one country's before it is another's."""

_MANY_LETTERS = 5


def countries_by_letters(text: str) -> frozenset[str]:
    """The countries whose language a text seems to be in, of those that lists are much about.

    >>> sorted(countries_by_letters("Мы были бы рады, если бы вы это знали."))
    ['ru']
    """
    return frozenset(
        code
        for code, pattern in _LETTERS.items()
        if sum(1 for _ in zip(pattern.finditer(text), range(_MANY_LETTERS), strict=False))
        == _MANY_LETTERS
    )


_FUNCTION = frozenset(
    "كان كانت لم لن في على إلى عن من هو هي قال قالت إن أن الذي التي ما لا مع بعد قبل وقال وكان "
    "عند ثم قد أو بين كل هذا هذه ذلك نحو ضد منذ حتى أما غير "
    "در از به که را این آن با برای است بود شد کرد هم نیز می تا یا اما پس هر "
    "نے کے کی کا کو میں سے پر ہیں ہے تھا تھے اور یہ وہ بھی نہیں ہو کر ایک "
    "של את על עם לא הוא היא כי גם אל זה היה בין כל או אם אבל רק עוד ישב נאם דיבר "
    "ने के की का को में से पर और है हैं था थे यह वह".split()
)
"""Small words of scripts without capitals, which the table of names has as names, too."""


@lru_cache(maxsize=1 << 15)
def is_name(word: str) -> bool:
    """Whether a word of a script without capitals is somebody's name, as far as a table knows.

    >>> is_name("محمد"), is_name("كان")
    (True, False)
    """
    if word in _FUNCTION or "\uac00" <= word[:1] <= "\ud7a3":
        return False  # any Korean word reads like a name
    found = reading(word)
    return bool(found) and bool(known_names(list(found)).all())


@lru_cache(maxsize=1 << 15)
def is_territory(text: str) -> bool:
    """Whether a text is the name of a country or another territory.

    >>> is_territory("Saudi Arabia"), is_territory("Bank of Moscow")
    (True, False)
    """
    if text.casefold() in _CONTINENTS:
        return True
    from rigour.territories import lookup_territory

    return len(text) > 3 and lookup_territory(text) is not None


_CONTINENTS = frozenset("africa asia europe america antarctica australia eurasia oceania".split())


GENERAL = frozenset(
    "national central state first new united general international world city federal public trade "
    "commercial post people peoples savings development investment foreign agricultural industrial "
    "strategic regional global main technical defence defense security military".split()
)
"""Words that any country's bank or ministry may have in its name."""

FATHERS = ("vich", "vych", "vna", "evic", "ovic", "vitch", "wicz", "ych", "ich", "ichna", "ogly")
"""How names after the father end: who is called without it is called so mostly."""

SERVANT = frozenset({"abd", "bd", "abdul", "abdel"})
"""The first half of one given name: Abd al-Aziz."""
