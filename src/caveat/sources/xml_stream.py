"""XML as a stream of entries: one at a time, namespaces taken off, memory given back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from lxml import etree

from caveat.errors import ListMalformed
from caveat.sources.reading import File, Reading

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def entries(file: File, tags: Collection[str]) -> Iterator[etree._Element]:
    """The elements of these local names, whole, in the order of the file.

    An element is emptied after it was used: keep no element. Elements inside one that is
    given out are not given out again.

    Raises:
        ListMalformed: the file is no XML, or is cut off; with line and column.
    """
    with file.open() as stream:
        events = etree.iterparse(
            stream, events=("start", "end"), huge_tree=True, resolve_entities=False
        )
        inside = 0
        try:
            for event, element in events:
                wanted = local(element) in tags
                if event == "start":
                    inside += wanted
                    continue
                if wanted:
                    inside -= 1
                    if inside == 0:
                        yield element
                if inside == 0:
                    element.clear()
                    parent = element.getparent()
                    if parent is not None:
                        while element.getprevious() is not None:
                            del parent[0]
        except etree.XMLSyntaxError as error:
            line, column = error.position
            raise ListMalformed(
                f"{file.name}, line {line}, column {column}: {error.msg}. "
                "The file is damaged or cut off; the last good version stays in force."
            ) from None


def root(file: File) -> etree._Element:
    """The first element of a file, with its attributes, without its content.

    Raises:
        ListMalformed: the file is no XML.
    """
    with file.open() as stream:
        try:
            for _, element in etree.iterparse(
                stream, events=("start",), huge_tree=True, resolve_entities=False
            ):
                first: etree._Element = element
                return first
        except etree.XMLSyntaxError as error:
            raise ListMalformed(f"{file.name}: {error.msg}. Get the file again.") from None
    raise ListMalformed(f"{file.name} is empty. Get the file again.")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of this local name."""
    for inner in element if element is not None else ():
        if local(inner) == name:
            return inner
    return None


def children(element: etree._Element | None, *path: str) -> Iterator[etree._Element]:
    """The elements at the end of a path of local names."""
    if element is None:
        return
    for inner in element:
        if local(inner) == path[0]:
            if len(path) == 1:
                yield inner
            else:
                yield from children(inner, *path[1:])


def text(element: etree._Element | None, *path: str) -> str:
    """The text at the end of a path of local names; empty if there is none."""
    for name in path:
        element = child(element, name)
    return " ".join((element.text or "").split()) if element is not None else ""


def texts(element: etree._Element | None, *path: str) -> list[str]:
    """The texts at the end of a path of local names, without the empty ones."""
    found = (" ".join((inner.text or "").split()) for inner in children(element, *path))
    return [value for value in found if value]


def count_unknown(
    element: etree._Element,
    known: Collection[str],
    reading: Reading,
    keep: Callable[[str], None] | None = None,
) -> None:
    """Count elements inside an entry whose names the parser does not know.

    Args:
        element: the entry.
        known: local names, and attributes as ``@name``.
        reading: takes the counts.
        keep: takes ``name: text`` of each, so that it is not lost.
    """
    for inner in element.iter():
        name = local(inner)
        if name and name not in known:
            reading.unknown[name] += 1
            if keep is not None and inner.text and inner.text.strip():
                keep(f"{name}: {inner.text.strip()}")
        for attribute, value in inner.attrib.items():
            if str(attribute).startswith(_XSI):
                continue  # tells the schema, not the list
            short = str(attribute).rpartition("}")[2]
            if f"@{short}" not in known:
                reading.unknown[f"{name}/@{short}"] += 1
                if keep is not None:
                    keep(f"{name} {short}: {value!s}")
