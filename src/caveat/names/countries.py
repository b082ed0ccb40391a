"""Countries as users and lists write them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def code(text: str) -> str:
    """The ISO 3166 code of a country, in small letters; the text itself if it is not known.

    >>> code("Russia"), code("RU"), code("Atlantis")
    ('ru', 'ru', 'atlantis')
    """
    plain = text.strip().casefold()
    if len(plain) == 2 and plain.isalpha():
        return "gb" if plain == "uk" else plain
    from rigour.territories import lookup_territory

    found = lookup_territory(text)
    return found.code if found else plain
