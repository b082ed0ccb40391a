"""Further families: those that ask for a name and its bearer, or are only of use to a validation.

`caveat.validation.families` has the families that the benchmark measures beside other filters.
These are asked for by the guidance that a validation answers to: abbreviations and acronyms,
translated names of companies, names at marriage, pinyin and Wade-Giles, former and weak names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from caveat.subject import Type
from caveat.validation import changes
from caveat.validation.chinese import wade_giles
from caveat.validation.families import Family
from caveat.validation.listed import Listed, Name
from caveat.validation.plain import script

Words = list[str]
Fits = Callable[[Name, Listed], bool]
"""Whether a family says anything about a name, beside what its change says."""

SHORT = {
    "international": "Intl", "trading": "Trdg", "company": "Cmpy", "industries": "Inds",
    "industrial": "Indl", "industry": "Ind", "brothers": "Bros", "university": "Univ",
    "ministry": "Min", "department": "Dept", "national": "Natl", "government": "Govt",
    "manufacturing": "Mfg", "engineering": "Engg", "technology": "Tech", "technologies": "Tech",
    "services": "Svcs", "service": "Svc", "development": "Dev", "investment": "Inv",
    "investments": "Invts", "institute": "Inst", "management": "Mgmt", "association": "Assn",
    "organization": "Org", "organisation": "Org", "foundation": "Fdn", "establishment": "Est",
    "general": "Gen", "import": "Imp", "export": "Exp", "transport": "Transp", "group": "Grp",
    "shipping": "Shpg", "petroleum": "Petr", "commercial": "Comml", "center": "Ctr",
    "centre": "Ctr", "research": "Res", "and": "&", "saint": "St", "mount": "Mt",
}  # fmt: skip
"""Words and how clerks shorten them; written by hand."""

TRANSLATED = {
    "bank": ("Banco", "Banque", "Banca"), "company": ("Compañía", "Compagnie"),
    "ministry": ("Ministerio", "Ministère"), "university": ("Universidad", "Université"),
    "institute": ("Instituto", "Institut"), "foundation": ("Fundación", "Fondation", "Stiftung"),
    "group": ("Grupo", "Groupe", "Gruppe"), "factory": ("Fábrica", "Usine", "Fabrik"),
    "industries": ("Industrias", "Industrie"), "trading": ("Comercio", "Commerce", "Handel"),
    "insurance": ("Seguros", "Assurance", "Versicherung"), "shipping": ("Naviera", "Armement"),
    "international": ("Internacional", "Internationale"), "national": ("Nacional", "Nationale"),
    "central": ("Central", "Zentral", "Centrale"), "oil": ("Petróleo", "Pétrole"),
    "army": ("Ejército", "Armée", "Armee"), "front": ("Frente", "Front"),
    "party": ("Partido", "Parti", "Partei"), "liberation": ("Liberación", "Libération"),
    "services": ("Servicios", "Dienste"), "center": ("Centro", "Zentrum", "Centre"),
    "centre": ("Centro", "Zentrum"), "organization": ("Organización", "Organisation"),
    "airlines": ("Líneas Aéreas", "Lignes aériennes"), "islamic": ("Islámico", "Islamique"),
}  # fmt: skip
"""Words in names of companies and bodies, in three other languages of contracts."""

SURNAMES = "Ivanova Smith Schmidt Haddad Chen Petrenko Rossi Kowalska Garcia Demir".split()
"""Names that somebody takes, or adds, at marriage."""

CHINESE = frozenset({"cn", "tw", "hk", "mo", "sg"})


def abbreviated(chance: random.Random, words: Words, type: Type) -> str | None:
    """With its long words shortened as clerks do."""
    if type == "person":
        return None
    changed = [SHORT.get(re.sub(r"\W", "", word).lower(), word) for word in words]
    return " ".join(changed) if changed != words else None


def acronym(chance: random.Random, words: Words, type: Type) -> str | None:
    """As the first letters of three words or more."""
    if type != "organization" or changes.count_telling(words) < 3:
        return None
    letters = [word[0].upper() for word in words if changes.count_telling([word])]
    return "".join(letters) if 3 <= len(letters) <= 6 else None


def translated(chance: random.Random, words: Words, type: Type) -> str | None:
    """With one of its words in another language."""
    if type == "person":
        return None
    places = [place for place, word in enumerate(words) if word.lower().strip(",.") in TRANSLATED]
    if not places or len(words) < 2:
        return None
    place = chance.choice(places)
    others = [o for o in TRANSLATED[words[place].lower().strip(",.")]
              if o.lower() != words[place].lower()]  # fmt: skip
    return " ".join((*words[:place], chance.choice(others), *words[place + 1 :]))


def married(chance: random.Random, words: Words, type: Type) -> str | None:
    """With a second surname after a hyphen."""
    if type != "person" or len(words) < 2 or script(" ".join(words)) != "Latin":
        return None
    place = changes.surname(words)
    if not changes.count_telling([words[place]]) or not words[place].strip(",").isalpha():
        return None
    double = words[place].strip(",") + "-" + chance.choice(SURNAMES)
    return " ".join((*words[:place], double, *words[place + 1 :]))


def wade(chance: random.Random, words: Words, type: Type) -> str | None:
    """A name in pinyin, in Wade-Giles."""
    if type != "person" or not 2 <= len(words) <= 4 or not all(word.isalpha() for word in words):
        return None
    spelled = [wade_giles(word.capitalize()) for word in words]
    if None in spelled:
        return None
    changed = " ".join(word for word in spelled if word)
    return changed if changed.lower() != " ".join(words).lower() else None


def chinese(name: Name, bearer: Listed) -> bool:
    """Whether the bearer is of a country where names are Chinese."""
    return bool(bearer.countries & CHINESE)


def former(name: Name, bearer: Listed) -> bool:
    """Whether the name is one that the bearer had before."""
    return name.kind == "former name"


def weak(name: Name, bearer: Listed) -> bool:
    """Whether the list itself calls the name weak."""
    return name.kind == "weak alias"


def native(name: Name, bearer: Listed) -> bool:
    """Whether the name is in another script than the Latin one."""
    return script(name.name) not in ("", "Latin")


FURTHER: tuple[tuple[Family, Fits | None], ...] = (
    (Family("abbreviated", abbreviated), None),
    (Family("acronym", acronym), None),
    (Family("word translated", translated), None),
    (Family("name at marriage", married), None),
    (Family("Wade-Giles for pinyin", wade), chinese),
    (Family("original script", changes.exact), native),
    (Family("former name", changes.exact), former),
    (Family("weak alias alone", changes.exact), weak),
)
