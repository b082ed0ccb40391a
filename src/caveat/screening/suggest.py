"""Suggestions: listed names that somebody may be about to type."""

from __future__ import annotations

from typing import Any

from caveat.screening.library import Library

LIMIT = 8


def suggest(library: Library, typed: str, *, limit: int = LIMIT, **terms: Any) -> list[str]:
    """Listed names that begin with what was typed, then such as are alike; names only.

    Args:
        library: whose lists.
        typed: what was typed so far, in any script.
        limit: at most so many.
        terms: as for `Library.screen`.

    Raises:
        CannotAnswer: the lists needed are missing.
    """
    desk = library.desk(library.terms(**{**terms, "ownership": False}))
    return library.index.beginnings.suggest(typed, limit, desk.question.allowed)
