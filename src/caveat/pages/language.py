"""Languages: gettext catalogues, and which one a reader wants.

A language is a folder ``locale/CODE/LC_MESSAGES/caveat.po``; to add one, add the folder and run
``scripts/translations``. English is the language of the messages themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PLACE = Path(__file__).with_name("locale")
DOMAIN = "caveat"
ENGLISH = "en"


@cache
def languages() -> Mapping[str, str]:
    """Code -> the language's own name, English first.

    >>> languages()["de"]
    'Deutsch'
    """
    codes = sorted(place.parts[-3] for place in PLACE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return {
        code: (Locale.parse(code).get_display_name(code) or code).capitalize()
        for code in (ENGLISH, *codes)
    }


@cache
def catalogue(code: str) -> NullTranslations:
    """The messages of a language, compiled from its catalogue; English has none."""
    place = PLACE / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if code not in languages() or not place.exists():
        return NullTranslations()
    with place.open("rb") as stream:
        messages = read_po(stream, locale=code)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def field_names(code: str) -> NullTranslations:
    """FollowTheMoney's own translations of the names of its properties and schemata."""
    from gettext import translation

    import followthemoney

    place = Path(followthemoney.__file__).with_name("translations")
    return translation("followthemoney", place, [code], fallback=True)


def chosen(said: str, kept: str, accepted: str) -> str:
    """The language of a page.

    >>> chosen("", "", "de-AT,de;q=0.9,en;q=0.5"), chosen("en", "de", "de"), chosen("xx", "", "")
    ('de', 'en', 'en')

    Args:
        said: in the address.
        kept: in the reader's cookie.
        accepted: what the browser asks for (``Accept-Language``).
    """
    for code in (said, kept):
        if code in languages():
            return code
    wanted: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            wanted.append((-float(quality or 1), tag.replace("-", "_")))
        except ValueError:
            continue
    asked = [tag for _, tag in sorted(wanted, key=lambda one: one[0]) if tag]
    found = negotiate_locale(asked, list(languages()), sep="_")
    return found or ENGLISH


def country(code: str, language: str) -> str:
    """A country's name in a language; the code where it has none.

    >>> country("ru", "de"), country("su", "en"), country("xx", "en")
    ('Russland', 'Soviet Union', 'XX')
    """
    from followthemoney.types import registry

    named = Locale.parse(language).territories.get(code.upper())
    return named or registry.country.names.get(code) or code.upper()
