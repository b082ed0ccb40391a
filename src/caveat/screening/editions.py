"""Editions: the library as it answered before, while an earlier edition is on the disk."""

from __future__ import annotations

from caveat.errors import UnknownEdition
from caveat.library.edition import Edition
from caveat.screening.library import Library


def of_edition(library: Library, id: str) -> Library:
    """The library with an earlier edition in the place of the one in force.

    Args:
        library: where to look.
        id: the edition's, as answers give it.

    Raises:
        UnknownEdition: there is none of this id any more.
        LibraryDamaged: it cannot be read.
    """
    if id == library.edition.id:
        return library
    folders = {place.name: place for place in (library.root / "editions").glob("[0-9]*")}
    if id not in folders:
        raise UnknownEdition(
            f"The edition {id!r} is not in the library any more. "
            f"The one in force is {library.edition.id}."
        )
    earlier = Library.open(library.root, today=library.today)
    earlier.__dict__["edition"] = Edition(folders[id])
    return earlier
