"""The labelled texts: places in them that speak of a listed party, and places that only seem to.

A text is a file that people edit by hand: a few lines of head, an empty line, and the text with
its marks. Keys are those of `parties.toml`; ``-`` stands for a place that no list speaks of.

    language: en
    day: 2022-07-04
    kind: news
    note: what makes it true

    {{Sergei Chemezov|chemezov}} was in {{Dresden|-}}. {{Chemezov|chemezov|short}} left.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

Half = Literal["development", "held-out"]
KINDS = ("news", "interview", "contract", "invoice", "email", "chat", "telex", "profile", "court")
HOWS = ("name", "short", "description")
HEAD = ("language", "day", "kind", "note")
NAME = re.compile(r"[a-z]{2}-(\d\d)-[a-z0-9-]+")
HERE = Path(__file__).parent


class BadText(ValueError):
    """A text that cannot be used: the message says where, why, and what to write."""


@dataclass(frozen=True, slots=True)
class Label:
    """A marked place.

    Attributes:
        start: of the first character, in the text without marks.
        end: after the last one.
        words: what stands there.
        party: key of the listed party; None where no list speaks of it.
        how: ``name``, ``short`` or ``description``, as in `caveat`'s mentions.
    """

    start: int
    end: int
    words: str
    party: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text.

    Attributes:
        name: of its file, without the ending.
        language: its code: ``en``, ``zh-Hant``.
        day: on which it is set.
        kind: one of `KINDS`.
        note: the facts that it stands on.
        text: without marks.
        labels: in the order of the text.
    """

    name: str
    language: str
    day: date
    kind: str
    note: str
    text: str
    labels: tuple[Label, ...]

    @property
    def half(self) -> Half:
        """Odd numbers are for building, even ones for judging.

        >>> Text("en-01-x", "en", date(2022, 1, 1), "news", "", "", ()).half
        'development'
        """
        number = NAME.fullmatch(self.name)
        return "development" if number and int(number[1]) % 2 else "held-out"

    @property
    def script(self) -> str:
        """The script that most of its letters are in, in lower case."""
        seen = Counter(
            unicodedata.name(sign, "?").split()[0].lower() for sign in self.text if sign.isalpha()
        )
        most = seen.most_common(1)[0][0]
        if most in ("hiragana", "katakana") or seen["hiragana"]:
            return "japanese"
        return {"cjk": "chinese"}.get(most, most)


def parties(path: Path = HERE / "parties.toml") -> dict[str, frozenset[str]]:
    """Ids of each party, by its key.

    Raises:
        BadText: a party without ids.
    """
    known = tomllib.loads(path.read_text(encoding="utf-8"))
    for key, entry in known.items():
        if not entry.get("ids"):
            raise BadText(f"{path.name}: {key} has no ids. Write the ids that the library gives.")
    return {key: frozenset(entry["ids"]) for key, entry in known.items()}


def texts(folder: Path = HERE / "texts") -> list[Text]:
    """Every text of a folder, in the order of their names."""
    known = parties()
    return [
        parse(path.stem, path.read_text(encoding="utf-8"), known)
        for path in sorted(folder.glob("*.txt"))
    ]


def parse(name: str, written: str, known: dict[str, frozenset[str]]) -> Text:
    """One text, from its file's words.

    >>> head = "language: en\\nday: 2022-07-04\\nkind: news\\nnote: True.\\n\\n"
    >>> one = parse("en-01-x", head + "So {{Ann Lee|lee}} saw {{Rome|-}}.", {"lee": frozenset("1")})
    >>> one.text
    'So Ann Lee saw Rome.'
    >>> [(one.text[l.start : l.end], l.party, l.how) for l in one.labels]
    [('Ann Lee', 'lee', 'name'), ('Rome', None, 'name')]
    >>> parse("en-01-x", head + "So {{Ann Lee|leee}} left.", {"lee": frozenset("1")})
    Traceback (most recent call last):
    ...
    benchmarks.documents.texts.BadText: en-01-x, line 6: no party has the key 'leee'. Write a key \
of parties.toml, or - for a place that no list speaks of.

    Args:
        name: of the file, without its ending.
        written: what stands in it.
        known: ids by key.

    Raises:
        BadText: a wrong name, head or mark.
    """
    if not NAME.fullmatch(name):
        raise BadText(f"{name}: no name of a text. Name it like en-01-rostec.")
    head, apart, body = written.partition("\n\n")
    said = dict(_heads(name, head))
    if not apart or set(said) != set(HEAD):
        raise BadText(f"{name}: the head needs {', '.join(HEAD)}, then an empty line. Add them.")
    if said["kind"] not in KINDS:
        raise BadText(f"{name}: {said['kind']!r} is no kind. Use one of {', '.join(KINDS)}.")
    try:
        day = date.fromisoformat(said["day"])
    except ValueError:
        raise BadText(f"{name}: {said['day']!r} is no day. Write it as 2022-07-04.") from None
    text, labels = _marks(name, body.strip("\n"), known, head.count("\n") + 3)
    return Text(name, said["language"], day, said["kind"], said["note"], text, labels)


def _heads(name: str, head: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(head.split("\n"), 1):
        key, colon, value = line.partition(": ")
        if not colon or key not in HEAD or not value.strip():
            raise BadText(f"{name}, line {number}: {line!r} is no line of the head. Mend it.")
        yield key, value.strip()


def _marks(
    name: str, body: str, known: dict[str, frozenset[str]], first: int
) -> tuple[str, tuple[Label, ...]]:
    """The text without marks, and its labels; ``first`` is the line where it begins."""
    parts: list[str] = []
    labels: list[Label] = []
    at = length = 0
    for found in re.finditer(r"\{\{([^{}]*)\}\}|[{}]{2}", body):
        where = f"{name}, line {first + body.count(chr(10), 0, found.start())}"
        fields = (found[1] or "").split("|")
        if len(fields) not in (2, 3) or not fields[0].strip():
            raise BadText(f"{where}: {found[0]!r} is no mark. Write {{{{words|key}}}}.")
        words, key, how = (*fields, "name")[:3]
        if key != "-" and key not in known:
            raise BadText(
                f"{where}: no party has the key {key!r}. Write a key of parties.toml, or - for a "
                "place that no list speaks of."
            )
        if how not in HOWS:
            raise BadText(f"{where}: {how!r} is no way to speak of a party. Use {', '.join(HOWS)}.")
        parts += (body[at : found.start()], words)
        start = length + found.start() - at
        at, length = found.end(), start + len(words)
        labels.append(Label(start, length, words, None if key == "-" else key, how))
    return "".join((*parts, body[at:])), tuple(labels)
