"""Clean customers: people and companies of many cultures, none of them on a list.

A filter's false alarms are only worth measuring on names that a bank would have: most of them
have nothing to do with the lists, some share a first name or a surname with a listed party, and
they come in the scripts and spellings of their countries. They are put together by `faker` from
the names of each country, without a look at the lists; only those that a list has, word for word
and in whatever order, are taken out.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from typing import NamedTuple

from faker import Faker

from caveat.subject import Type
from caveat.validation.plain import folded, latin, script

PEOPLE = 0.7
ROMANISED = 0.5

LOCALES = {
    "en_US": 8, "en_GB": 6, "en_IE": 1, "en_IN": 3, "en_NG": 1, "en_PK": 2, "en_KE": 1,
    "de_DE": 5, "de_AT": 1, "de_CH": 1, "fr_FR": 5, "fr_DZ": 1, "es_ES": 4, "es_MX": 3,
    "es_CO": 1, "es_CL": 1, "pt_BR": 4, "pt_PT": 1, "it_IT": 4, "nl_NL": 3, "nl_BE": 1,
    "pl_PL": 3, "cs_CZ": 1, "hu_HU": 1, "ro_RO": 1, "hr_HR": 1, "sv_SE": 1, "no_NO": 1,
    "da_DK": 1, "fi_FI": 1, "el_GR": 1, "bg_BG": 1, "ru_RU": 6, "uk_UA": 4, "ka_GE": 1,
    "hy_AM": 1, "az_AZ": 2, "uz_UZ": 2, "tr_TR": 4, "ar_SA": 2, "ar_AA": 2, "ar_PS": 1,
    "ar_DZ": 1, "fa_IR": 3, "he_IL": 2, "hi_IN": 2, "bn_BD": 1, "zh_CN": 5, "zh_TW": 2,
    "ja_JP": 3, "ko_KR": 3, "vi_VN": 3, "th_TH": 2, "id_ID": 3, "sw": 1, "ha_NG": 1,
}  # fmt: skip
"""Locales of faker, and how often each is drawn."""

COMPANIES = (
    "az_AZ", "bg_BG", "cs_CZ", "da_DK", "de_AT", "de_CH", "de_DE", "el_GR", "en_US", "es_CL",
    "es_ES", "es_MX", "fi_FI", "fr_DZ", "fr_FR", "hr_HR", "hu_HU", "hy_AM", "id_ID",
    "it_IT", "ja_JP", "ko_KR", "nl_BE", "nl_NL", "no_NO", "pl_PL", "pt_BR", "pt_PT", "ro_RO",
    "ru_RU", "sv_SE", "th_TH", "tr_TR", "vi_VN", "zh_CN", "zh_TW",
)  # fmt: skip
"""Locales in which faker knows how companies are called; others would give English forms."""

_PLAINLY = ("Cyrillic", "Greek", "Han", "Hangul", "Armenian", "Georgian", "Devanagari")
"""Scripts whose names are romanised by rule; Arabic's and Hebrew's leave the vowels to guess."""


class Customer(NamedTuple):
    """A customer who is on no list.

    Attributes:
        name: as a bank has it.
        type: person or organization.
        locale: where the name comes from.
        script: of the name.
    """

    name: str
    type: Type
    locale: str
    script: str


def customers(count: int, listed: Collection[str], seed: int) -> list[Customer]:
    """So many customers, all different.

    Args:
        count: how many.
        listed: the folded names that stand on lists, in their own script and in Latin letters.
        seed: the same seed gives the same customers.
    """
    found: list[Customer] = []
    known: set[str] = set()
    idle = 0
    for customer in _stream(seed):
        keys = {folded(customer.name), folded(latin(customer.name))}
        if not keys & known and not any(key in listed for key in keys) and min(map(len, keys)) > 1:
            known |= keys
            found.append(customer)
            idle = 0
        else:
            idle += 1
        if len(found) == count or idle > 100_000:
            break
    return found


def _stream(seed: int) -> Iterator[Customer]:
    chance = random.Random(seed)
    fakers = {locale: Faker(locale) for locale in LOCALES}
    for number, faker in enumerate(fakers.values()):
        faker.seed_instance(seed * 1000 + number)
    existing = {locale: _existing(faker) for locale, faker in fakers.items()}
    people = list(LOCALES), list(LOCALES.values())
    firms = list(COMPANIES), [LOCALES[locale] for locale in COMPANIES]
    while True:
        type: Type = "person" if chance.random() < PEOPLE else "organization"
        locales, weights = people if type == "person" else firms
        locale = chance.choices(locales, weights)[0]
        faker = fakers[locale]
        romanise = chance.random() < ROMANISED
        if type == "organization":
            name = str(faker.company())
            if name in existing[locale]:
                continue
        elif romanise and hasattr(faker, "romanized_name"):
            name = str(faker.romanized_name())
        else:
            name = str(faker.name())
        if romanise and script(name) in _PLAINLY:
            name = latin(name).title()
        yield Customer(name, type, locale, script(name))


def _existing(faker: Faker) -> frozenset[str]:
    """Companies that exist: faker mixes some in, Gazprom among them, and those may be listed."""
    known: set[str] = set()
    for provider in faker.get_providers():
        for attribute in ("large_companies", "company_names", "companies"):
            known.update(map(str, getattr(provider, attribute, ())))
    return frozenset(known)
