"""Web pages: the main text, with headings, paragraphs and rows of tables; nothing is fetched."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from caveat.screening.documents.document import BlockKind
from caveat.screening.documents.formats.content import Content, Unreadable, clean
from caveat.screening.documents.formats.text import decoded, mended

_GONE = "script|style|noscript|template|svg|iframe|object|embed|head|select|button".split("|")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "head"))
_BLOCKS = frozenset(
    "p div section article main header footer nav aside ul ol li item list dl dt dd table tbody "
    "thead tfoot tr row td th cell caption figure figcaption blockquote quote pre code form "
    "fieldset address br lb hr center body html doc comments details summary".split()
)
_ROWS = frozenset(("tr", "row"))
_CELLS = frozenset(("td", "th", "cell"))
_CAPTIONS = frozenset(("caption", "figcaption"))

_ENOUGH = 0.25
"""Share of a page's letters that its main text must have, to be taken for it."""

_SHORT = 200
"""Characters of a main text below which the whole page is read: there is little to leave out."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{3,40})", re.I)
_DEEPEST = 2_000
"""Elements inside each other: browsers stop at some hundred."""


def read(data: bytes) -> Content:
    """A web page. Its menus and advertisements go where `trafilatura` is installed.

    Raises:
        Unreadable: it has no words, or is nested without end.
    """
    found = Content()
    whole = read_words(_letters(data, found), found)
    if not whole.parts:
        raise Unreadable("the page has no words", "Save it from the browser, as a whole page.")
    return whole


def read_words(text: str, found: Content) -> Content:
    """A web page, its letters at hand (as an e-mail has them)."""
    tree = _tree(text)
    if tree is None:
        return found
    found.title = _title(tree)
    main = _main(tree, found)
    for part in tree.xpath("|".join(f"//{name}" for name in _GONE)):
        part.drop_tree()
    whole = Content()
    _walk(tree.find("body") if tree.find("body") is not None else tree, whole)
    least = max(_SHORT, _ENOUGH * whole.characters)
    if main is None or main.characters < least:
        found.parts, found.characters = whole.parts, whole.characters
        found.cautions += whole.cautions
    else:
        found.parts, found.characters = main.parts, main.characters
        if main.characters < 0.8 * whole.characters:
            found.warn(
                "Only the main text of the page was read: menus, links to other articles and "
                "the like were left out."
            )
        titles = {words for words, *_ in found.parts[:5]}
        if found.title and found.title not in titles:
            found.parts.insert(0, (found.title, "heading", None, "title"))
            found.characters += len(found.title)
    return found


def _letters(data: bytes, found: Content) -> str:
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = named[1].decode("ascii").lower()
        try:
            return mended(data.decode(name), found)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    text, _ = decoded(data)
    if "\ufffd" in text:
        found.warn("Some of its letters are damaged and were lost.")
    return mended(text, found)


def _tree(text: str) -> Any:
    """The page as a tree. libxml2's parser for HTML knows no entities but HTML's own."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", " ")
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError):
        return None
    deep = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        deep += 1 if event == "start" else -1
        if deep > _DEEPEST:
            raise Unreadable(
                f"its elements are nested more than {_DEEPEST:,} deep",
                "It may be made to do harm; save it anew from the browser.",
            )
    return tree


def _title(tree: Any) -> str:
    for path in ("//meta[@property='og:title']/@content", "//h1", "//title"):
        for one in tree.xpath(path):
            words = clean(one if isinstance(one, str) else str(one.text_content()))
            if words:
                return words[:300]
    return ""


def _main(tree: Any, found: Content) -> Content | None:
    """The main text as `trafilatura` finds it; None if it finds none or is not installed.

    The page's own day goes into ``found``: the one in its data, not one of its text.
    """
    try:
        import trafilatura
        from htmldate import find_date
    except ImportError:
        found.warn(
            "All of the page was read, its menus too; its main text alone is found with "
            "`pip install 'caveat[documents]'`."
        )
        return None
    from copy import deepcopy

    try:
        day = find_date(deepcopy(tree), extensive_search=False, original_date=True)
    except Exception:  # what is no date there is no reason not to read the page
        day = None
    if day and not day.endswith("-01-01"):  # a year alone comes out as its first day
        found.days.append((day, "the page's own data"))
    elif day:
        found.days.append((day[:4], "the page's own data"))
    body = trafilatura.bare_extraction(
        deepcopy(tree),
        include_comments=False,
        include_tables=True,
        include_links=False,
        include_formatting=False,
        favor_recall=True,
        with_metadata=False,
    )
    element = getattr(body, "body", None)
    if element is None:
        return None
    main = Content()
    _walk(element, main)
    return main if main.parts else None


def _walk(tree: Any, found: Content) -> None:
    """Every block of a tree, in order: words between two elements that begin a block are one."""
    held: list[str] = []
    cells: list[list[str]] = []
    count: dict[str, int] = {}
    kinds: list[BlockKind] = ["paragraph"]

    def end() -> None:
        words = clean("".join(held).replace("\t", " "))
        held.clear()
        if not words:
            return
        if cells:
            cells[-1].append(words)
            return
        put(words, kinds[-1])

    def put(words: str, kind: BlockKind) -> None:
        count[kind] = count.get(kind, 0) + 1
        found.add(words, kind, f"{kind} {count[kind]}")

    for event, one in etree.iterwalk(tree, events=("start", "end")):
        name = one.tag if isinstance(one.tag, str) else ""
        if event == "start":
            if name in _BLOCKS or name in _HEADINGS:
                end()
            if name in _ROWS:
                cells.append([])
            if name in _HEADINGS:
                kinds.append("heading")
            elif name in _CAPTIONS:
                kinds.append("caption")
            held.append(one.text or "")
            continue
        if name in _BLOCKS or name in _HEADINGS:
            if name in _CELLS and cells:
                words = clean("".join(held).replace("\t", " "))
                held.clear()
                if words:
                    cells[-1].append(words)
            else:
                end()
        if name in _ROWS and cells:
            row = cells.pop()
            if row:
                put("\t".join(row), "row")
        if (name in _HEADINGS or name in _CAPTIONS) and len(kinds) > 1:
            kinds.pop()
        if one is not tree:
            held.append(one.tail or "")
    end()
