"""Plain text and Markdown: letters out of bytes, paragraphs out of lines."""

from __future__ import annotations

import codecs
import csv
import io
import re

from caveat.screening.documents import bounds
from caveat.screening.documents.document import BlockKind
from caveat.screening.documents.formats.content import Content, Unreadable, too_long
from caveat.screening.documents.formats.lines import joined, words_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 18
"""Bytes by which an old character set is told."""

_OLDER = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r",
    "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "cp866", "gb18030", "big5", "shift_jis",
    "euc_jp", "euc_kr", "cp949",
)  # fmt: skip
"""Character sets that texts of today may still be in. Those of DOS would be guessed too often."""

_JUNK = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")

_WIDEST = 120
"""Characters of a line that somebody's program may have broken; longer ones are paragraphs."""

_NARROWEST = 40
"""Characters below which lines are names, verses or columns, rather than broken prose."""

_SLACK = 10
"""How many characters shorter than the widest line a broken line may be, its next word counted."""

_ITEM = re.compile(r"(?:[-*•–—·▪]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s")
_LABEL = re.compile(r"[^\W\d_][\w .]{0,30}:(?:\s|$)")
_RULE = re.compile(r"[\s=_*~#.-]{3,}$")


def decoded(data: bytes, *, whole: bool = True) -> tuple[str, str]:
    """The letters of a text, and the name of its character set.

    Marks at the beginning and UTF-8 are certain. UTF-16 without a mark is told by its zero bytes,
    an older character set by how often its letters follow each other in languages.

    Args:
        data: the bytes.
        whole: whether they are the whole text: its beginning may end within a letter.

    Raises:
        Unreadable: the bytes are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(name, "replace")), name
    if wide := _wide(data[:4096]):
        return _checked(data.decode(wide, "replace")), wide
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        return _checked(decoder.decode(data, final=whole)), "utf-8"
    except UnicodeDecodeError as error:
        if error.start > 2000 and data.count(b"\x00") == 0:
            text = data.decode("utf-8", "replace")
            if text.count("\ufffd") * 500 < len(text):  # a few bad bytes in a text of UTF-8
                return _checked(text), "utf-8"
    if data.count(b"\x00") * 100 > len(data):
        raise _junk()
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE].replace(b"\x00", b" ")
    best = from_bytes(sample, cp_isolation=list(_OLDER)).best()
    if best is None:
        raise _junk()
    return _checked(data.decode(best.encoding, "replace")), best.encoding


def _wide(head: bytes) -> str | None:
    """Which UTF-16 a text without a mark is in, told by its blanks; None if it is in neither."""
    if head.count(0) * 50 < len(head):
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(name, "replace")
        if text.count(" ") * 40 > len(text) and not _JUNK.search(text[:-1]):
            return name
    return None


def _checked(text: str) -> str:
    head = text[:20_000]
    if len(_JUNK.findall(head)) * 20 > len(head):
        raise _junk()
    return text


def _junk() -> Unreadable:
    return Unreadable(
        "it is neither text nor a kind of file that is read",
        "Give a text, Markdown, HTML, PDF, DOCX, XLSX or EML file.",
    )


def letters(data: bytes, found: Content) -> str:
    """The letters of a text, mended where programs garbled them, with cautions that say so."""
    text, name = decoded(data)
    if len(text) > 2 * bounds.CHARACTERS:  # so much cannot be blanks alone
        raise too_long()
    if not name.startswith("utf"):
        found.warn(f"It does not say its character set; it was read as {name}.")
    if "\ufffd" in text:
        found.warn("Some of its letters are damaged and were lost.")
    return mended(text, found)


def mended(text: str, found: Content) -> str:
    """Text whose letters went through a wrong character set, made right again."""
    import ftfy
    from ftfy.badness import is_bad

    if is_bad(text[:200_000]):
        better = "\n".join(ftfy.fix_encoding(line) for line in text.split("\n"))
        if better != text:
            found.warn("Letters that a wrong character set had garbled were mended.")
            return better
    return text


def read(data: bytes) -> Content:
    """Plain text. It has no title: nothing says which of its lines is one."""
    found = Content()
    for number, words in enumerate(paragraphs(letters(data, found)), start=1):
        found.add(words, "paragraph", f"paragraph {number}")
    return found


def read_table(data: bytes) -> Content:
    """A table in text (CSV), row by row."""
    found = Content()
    whole = letters(data, found)
    head = whole[:10_000].split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(whole), delimiter=delimiter), start=1):
            found.row((cell.replace("\t", " ") for cell in row), f"row {number}")
    except csv.Error as error:
        raise Unreadable(
            f"it is no table that can be read ({error})", "Save it anew, as CSV or as text."
        ) from None
    return found


def paragraphs(text: str) -> list[str]:
    """Paragraphs of plain text.

    A blank line ends a paragraph. A single line break is layout where the next word would not
    have fitted into the line: then somebody's program broke it. Else it is meant, and each line
    is a paragraph of its own: a list of names, an address, a text with one line a paragraph.

    >>> paragraphs("Sergey Chemezov\\nIgor Sechin\\n\\nRostec")
    ['Sergey Chemezov', 'Igor Sechin', 'Rostec']
    """
    groups = [
        [line.strip() for line in group.split("\n") if line.strip() and not _RULE.match(line)]
        for group in re.split(
            r"\n[^\S\n]*\n", re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
        )
    ]
    several = [line for group in groups if len(group) > 1 for line in group]
    widest = max((len(line) for line in several), default=0)
    broken = _NARROWEST <= widest <= _WIDEST
    known = words_of(several) if broken else frozenset()
    found: list[str] = []
    for group in groups:
        held: list[str] = []
        for line in group:
            if held and not (broken and _goes_on(held[-1], line, widest)):
                found.append(joined(held, known))
                held = []
            held.append(line)
        if held:
            found.append(joined(held, known))
    return found


def _goes_on(line: str, following: str, widest: int) -> bool:
    """Whether a line ends where it does only because the next word did not fit."""
    if _ITEM.match(following):
        return False
    if line[-1] in ".!?:" and following[0].isupper() and _LABEL.match(following):
        return False
    word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(word) > widest - _SLACK


_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})\s*$")
_LIST = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+(.*)")
_TABLE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*$")
_LONGEST = 10_000
"""Characters of a paragraph in which marks are looked for: nobody writes longer ones."""

_MARKS_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"\[\^[^\]]*\]:?"), " "),
    (re.compile(r"<((?:https?|mailto):[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->"), " "),
    (re.compile(r"(\*\*\*|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`+([^`]+)`+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|-])"), r"\1"),
)


def plain(text: str) -> str:
    """A line of Markdown as its words.

    >>> plain("**Sergey** runs [Rostec](https://rostec.ru)")
    'Sergey runs Rostec'
    """
    if len(text) > _LONGEST:
        return text
    for mark, words in _MARKS_OUT:
        text = mark.sub(words, text)
    return text


def read_markdown(data: bytes) -> Content:
    """Markdown: headings, lists, tables, quotations and links as their words."""
    found = Content()
    lines = letters(data, found).splitlines()
    index = 0
    if lines and lines[0].strip() == "---":
        index = _front_matter(lines, found)
    held: list[str] = []
    count = {"heading": 0, "paragraph": 0, "row": 0}

    def put(text: str, kind: BlockKind) -> None:
        count[kind] += 1
        if not found.add(text, kind, f"{kind} {count[kind]}"):
            count[kind] -= 1

    def end() -> None:
        if held:
            put(plain(joined(held)), "paragraph")
            held.clear()

    fenced = False
    table = False
    for number in range(index, len(lines)):
        line = re.sub(r"^\s{0,3}(?:>\s?)+", "", lines[number])
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _FENCE.match(line):
            end()
            fenced = not fenced
        elif fenced:
            put(line, "paragraph")
        elif not line.strip():
            end()
            table = False
        elif heading := _HEADING.match(line):
            end()
            put(plain(heading[1]), "heading")
            found.title = found.title or plain(heading[1])
        elif len(held) == 1 and _UNDERLINE.match(line) and "|" not in held[0]:
            put(plain(held.pop()), "heading")
            found.title = found.title or found.parts[-1][0]
        elif "|" in line and (table or (_TABLE.match(following) and "|" in following)):
            end()
            table = True
            if not _TABLE.match(line):
                cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
                put("\t".join(plain(cell).strip() for cell in cells), "row")
        elif _RULE.match(line):
            end()
        elif item := _LIST.match(line):
            end()
            held.append(item[1])
        else:
            held.append(line)
            if line.endswith(("  ", "\\")):
                held[-1] = line.rstrip("\\ ")
                end()
    end()
    return found


def _front_matter(lines: list[str], found: Content) -> int:
    """Title and date in the YAML head of a Markdown file; the number of the line after it."""
    for number, line in enumerate(lines[1:60], start=1):
        if line.strip() in ("---", "..."):
            for entry in lines[1:number]:
                key, _, value = entry.partition(":")
                value = value.strip().strip("\"'")
                if key.strip().lower() == "title":
                    found.title = value
                    found.add(value, "heading", "title")
                elif key.strip().lower() in ("date", "published", "created"):
                    day = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)", value)
                    if day:
                        found.days.append((day[0], f"{key.strip()} {value}"))
                elif value:
                    found.add(f"{key.strip()}: {value}", "header", "head of the file")
            return number + 1
    return 0
