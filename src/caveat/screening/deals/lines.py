"""On which line of a deal file each key stands, so that an error can say so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from json.decoder import scanstring  # type: ignore[attr-defined]

Path = tuple[str | int, ...]
"""``("party", 1, "name")``: the name of the second party."""

_HEAD = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*=""")
_SPACE = re.compile(r"[\s,:]*")


class Lines:
    """The lines of the keys of one file.

    >>> Lines("x.toml", {("party", 0): 3}).say(("party", 0, "nam"))
    'x.toml, line 3'
    """

    def __init__(self, file: str, known: Mapping[Path, int]) -> None:
        self.file = file
        self._known = known

    def number(self, path: Path) -> int:
        """The line of a key; of the table that it stands in, where it has none of its own."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._known:
                return self._known[path[:end]]
        return 1

    def say(self, path: Path) -> str:
        """The file and the line, as an error begins."""
        return f"{self.file}, line {self.number(path)}"


def of_toml(file: str, text: str) -> Lines:
    """The lines of a TOML file that has been read without an error.

    A table inside an array on one line is known by the line of its array.
    """
    known: dict[Path, int] = {}
    counts: dict[str, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _HEAD.match(line):
            name = head[1].strip("\"' ")
            table = (name,)
            if line.lstrip().startswith("[["):
                counts[name] = counts.get(name, -1) + 1
                table = (name, counts[name])
            known.setdefault(table, number)
        elif key := _KEY.match(line):
            known.setdefault((*table, key[1] or key[2] or key[3]), number)
    return Lines(file, known)


def of_json(file: str, text: str) -> Lines:
    """The lines of a JSON file that has been read without an error."""
    known: dict[Path, int] = {}
    scalar = json.JSONDecoder(strict=False)

    def skip(at: int) -> int:
        found = _SPACE.match(text, at)
        return found.end() if found else at

    def walk(at: int, path: Path) -> int:
        at = skip(at)
        known[path] = text.count("\n", 0, at) + 1
        if text[at] not in "{[":
            return int(scalar.raw_decode(text, at)[1])
        close, place = {"{": "}", "[": "]"}[text[at]], 0
        array = text[at] == "["
        at = skip(at + 1)
        while text[at] != close:
            name: str | int = place
            if not array:
                line = text.count("\n", 0, at) + 1
                name, at = scanstring(text, at + 1, False)
            end = walk(at, (*path, name))
            if not array:
                known[*path, name] = line
            at, place = skip(end), place + 1
        return at + 1

    walk(0, ())
    return Lines(file, known)
