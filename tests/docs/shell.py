"""A shell for examples: one line at a time, as a reader pastes it, but in this process.

``caveat`` itself runs here, so that a hundred examples do not load Python a hundred times; what it
reads, writes and returns is what the process would. Anything else goes to bash.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.conftest import TODAY, Ran

from caveat.cli import terminal
from caveat.cli.main import main

ASKS_PUBLISHERS = (["update"], ["update", "ofac-sdn", "un-sc"])


@dataclass(frozen=True, slots=True)
class Shell:
    """Where lines are run: in a folder, with a library of its own."""

    folder: Path
    library: Path
    user: str = "ann"

    def __call__(self, line: str) -> Ran:
        """Run a line; of several with && between them, until one fails.

        Args:
            line: As a reader would paste it.

        Returns:
            The last exit code, and what all of them printed.
        """
        out, err, code = "", "", 0
        for part in line.split(" && "):
            ran = self._one(part)
            out, err, code = out + ran.out, err + ran.err, ran.code
            if code not in (0, 3):
                break
        return Ran(code, out, err)

    def _one(self, part: str) -> Ran:
        if "\n" in part or not part.startswith("caveat ") or " | " in part:
            return self._bash(part)
        words = shlex.split(part, comments=True)
        if words[1:] in ASKS_PUBLISHERS or words[1] == "serve" or "--daemon" in words:
            return Ran(2, "", "a test asks no publisher, and ends: say that it is not run")
        words, source, target = _redirected(words[1:])
        given = (self.folder / source).read_bytes() if source else b""
        before = ["--library", str(self.library), "--today", TODAY, "--user", self.user]
        with (
            _streams(given) as (out, err),
            contextlib.chdir(self.folder),
            self._around(),
            _wide(),
        ):
            with patch.object(sys, "argv", ["caveat", *before, *words]):
                code = _called()
            sys.stdout.flush()
            sys.stderr.flush()
            printed, said = out.getvalue(), err.getvalue()
        if target:
            (self.folder / target).write_bytes(printed)
        return Ran(code, "" if target else printed.decode(), said.decode())

    def _bash(self, part: str) -> Ran:
        place = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        env = {**os.environ, "PATH": place, "CAVEAT_HOME": str(self.library)}
        done = subprocess.run(
            ["bash", "-c", part], cwd=self.folder, env=env, capture_output=True, text=True
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def _around(self) -> contextlib.AbstractContextManager[object]:
        return patch.dict(os.environ, {"COLUMNS": "100", "CAVEAT_HOME": str(self.library)})


def _called() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _redirected(words: list[str]) -> tuple[list[str], str | None, str | None]:
    """Words without their < and >, and the files that those name."""
    source = target = None
    left = iter(words)
    kept = []
    for word in left:
        if word == "<":
            source = next(left)
        elif word == ">":
            target = next(left)
        else:
            kept.append(word)
    return kept, source, target


@contextlib.contextmanager
def _wide() -> Iterator[None]:
    """A terminal of a hundred columns, whatever this process was begun with."""
    with patch.object(terminal.out, "_width", 100), patch.object(terminal.err, "_width", 100):
        yield


@contextlib.contextmanager
def _streams(given: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    out, err = io.BytesIO(), io.BytesIO()
    with (
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8")),
        patch.object(sys, "stdout", io.TextIOWrapper(out, "utf-8", write_through=True)),
        patch.object(sys, "stderr", io.TextIOWrapper(err, "utf-8", write_through=True)),
    ):
        yield out, err
