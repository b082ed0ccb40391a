"""Feed: what changed in a list, version by version, as Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import quote
from xml.etree import ElementTree as Tree

from caveat.library.changes import Change
from caveat.library.edition import Listing
from caveat.library.versions import Version
from caveat.ownership.picture import plain
from caveat.pages.page import query

ENTRIES = 20
"""Versions in a feed."""

NAMED = 200
"""Parties that an entry names; the others are on the page that it links to."""

_ATOM = "http://www.w3.org/2005/Atom"


def atom(
    listing: Listing,
    entries: Sequence[tuple[Version, Sequence[Change]]],
    base: str,
    gettext: Callable[[str], str],
) -> bytes:
    """The feed of a list.

    Args:
        listing: the list.
        entries: versions, oldest first, each with what it changed.
        base: the service's address.
        gettext: gives messages in the reader's language.
    """
    Tree.register_namespace("", _ATOM)
    page = f"{base.rstrip('/')}/lists/{quote(listing.source)}"
    root = Tree.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", f"urn:caveat:list:{quote(listing.source)}")
    _add(root, "title", f"{listing.title} ({listing.source})")
    _add(root, "updated", _moment(listing.versions[-1]))
    _add(_add(root, "author", ""), "name", "Caveat")
    _add(root, "link", "", rel="self", href=f"{page}/feed.atom", type="application/atom+xml")
    _add(root, "link", "", rel="alternate", href=page, type="text/html")
    days = [listing.versions[0].published, *(version.published for version, _ in entries)]
    known = [version.published for version in listing.versions]
    for version, changes in reversed(entries):
        entry = _add(root, "entry", "")
        counts = {
            kind: sum(one.kind == kind for one in changes)
            for kind in ("added", "removed", "amended")
        }
        said = ", ".join(f"{count} {gettext(kind)}" for kind, count in counts.items())
        _add(entry, "id", f"urn:caveat:list:{quote(listing.source)}:{version.name}")
        _add(entry, "title", f"{listing.source} {version.published}: {said}")
        _add(entry, "updated", _moment(version))
        before = max((day for day in known if day < version.published), default=days[0])
        link = page + query(**{"from": str(before), "to": str(version.published)})
        _add(entry, "link", "", rel="alternate", href=link, type="text/html")
        _add(entry, "content", _content(changes, base, gettext), type="html")
    whole: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


def _content(changes: Sequence[Change], base: str, gettext: Callable[[str], str]) -> str:
    rows = [
        f"<li>{escape(gettext(one.kind))}: "
        f'<a href="{escape(base.rstrip("/"))}/party/{quote(one.party)}">{escape(one.caption)}</a>'
        "</li>"
        for one in changes[:NAMED]
    ]
    more = len(changes) - NAMED
    return f"<ul>{''.join(rows)}</ul>" + (f"<p>+ {more}</p>" if more > 0 else "")


def _moment(version: Version) -> str:
    """The version's day as a moment; two of one day follow each other by a second."""
    return f"{version.published}T00:00:{min(version.sequence, 59):02d}Z"


def _add(parent: Tree.Element, tag: str, text: str, **attributes: str) -> Tree.Element:
    element = Tree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    element.text = plain(text) or None
    return element
