"""Every command and every Python example of the documentation is run, as a reader would run it.

A page is one reader: its blocks are run in order, on a desk with the files of ``desk.py`` and a
library with the starter list. A block that cannot be run here is preceded by a comment that says
why: ``<!-- not run: it asks the publishers -->``. What a ``console`` block shows is compared with
what is printed; a line of ``…`` stands for any lines, and … within a line for any text.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from tests.conftest import ROOT, TODAY
from tests.docs.desk import lay
from tests.docs.shell import Shell

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(
    r"(?:<!-- not run: (?P<why>[^>]+) -->\n+)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S
)
_RUN = {"sh", "console", "python"}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    kind: str
    text: str
    line: int
    why: str | None


def _blocks(page: Path) -> list[Block]:
    text = page.read_text()
    return [
        Block(one["kind"], one["text"], text[: one.start("kind")].count("\n") + 1, one["why"])
        for one in _BLOCK.finditer(text)
        if one["kind"] in _RUN
    ]


WITH_EXAMPLES = [page for page in PAGES if any(not one.why for one in _blocks(page))]


@pytest.fixture(scope="module")
def starter_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the starter list, to be copied."""
    folder = tmp_path_factory.mktemp("starter")
    assert Shell(folder, folder / "library")("caveat update starter").code == 0
    return folder / "library"


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_do_what_the_page_says(page: Path, starter_library: Path, tmp_path: Path) -> None:
    lay(tmp_path)
    shutil.copytree(starter_library, tmp_path / "library")
    shell = Shell(tmp_path, tmp_path / "library", user="otto")
    names: dict[str, Any] = {}
    faults: list[str] = []
    for block in _blocks(page):
        where = f"{page.relative_to(ROOT)}, line {block.line}"
        if block.why:
            continue
        if block.kind == "python":
            _run_python(block, names, tmp_path, where)
        elif block.kind == "console":
            faults += _run_console(block, shell, where)
        else:
            for line in _lines(block.text):
                ran = shell(line)
                if ran.code not in (0, 3):
                    faults.append(f"{where}: {line}\n{ran.err}{ran.out}")
    assert not faults, "\n".join(faults)


def test_blocks_that_are_not_run_are_few_and_say_why() -> None:
    left = [one for page in PAGES for one in _blocks(page) if one.why]
    run = [one for page in PAGES for one in _blocks(page) if not one.why]
    assert all(len(one.why or "") > 8 for one in left)
    assert len(left) * 2 < len(run), [(one.line, one.why) for one in left]


def _lines(text: str) -> Iterator[str]:
    """Commands, each with the lines that a backslash carries on; a script is one command."""
    if re.search(r"^(if|for|while|export) ", text, re.M):
        yield text
        return
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def _run_console(block: Block, shell: Shell, where: str) -> Iterator[str]:
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        line, _, shown = part.partition("\n")
        ran = shell(line)
        right = not shown.strip() or _pattern(shown).search(_plain(ran.out + ran.err))
        if ran.code not in (0, 3, 4) or not right:
            yield f"{where}: {line}\n{ran.out}{ran.err}"


def _plain(text: str) -> str:
    """A text without spaces at the ends of lines and without empty lines."""
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def _pattern(shown: str) -> re.Pattern[str]:
    parts = []
    for line in _plain(shown).splitlines():
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(r".*".join(map(re.escape, line.split("…"))) + r"(?:\n|\Z)")
    return re.compile(r"(?:\A|(?<=\n))" + "".join(parts))


def _run_python(block: Block, names: dict[str, Any], folder: Path, where: str) -> None:
    code = compile(block.text, where, "exec")
    around = {"CAVEAT_HOME": str(folder / "library"), "CAVEAT_TODAY": TODAY}
    with chdir(folder), patch.dict("os.environ", around):
        exec(code, names)
