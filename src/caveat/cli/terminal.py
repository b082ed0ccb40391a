"""The terminal: what goes to which stream, when there is colour, and what ``-`` means.

Answers go to standard output; bars and errors go to standard error. Colour is for terminals only,
and neither where ``NO_COLOR`` is set (no-color.org). Bars are drawn on a terminal only.
"""

from __future__ import annotations

import codecs
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, ProgressColumn

from caveat.errors import BadInput

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def bar(*columns: ProgressColumn) -> Progress:
    """A progress bar on standard error, which is nothing where that is no terminal.

    Args:
        columns: What it shows, as rich has it.
    """
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def complain(message: str) -> None:
    """Say on standard error what is wrong."""
    err.print(f"[red]caveat: {escape(message)}[/]", soft_wrap=True)


def say(message: str) -> None:
    """Say what was done, where answers go."""
    out.print(escape(message), soft_wrap=True)


def tell(message: str) -> None:
    """Say something beside the answer, on standard error."""
    err.print(escape(message), soft_wrap=True)


def taken(context: typer.Context, value: Any) -> Any:
    """What a command reads: ``-`` is standard input, laid into a file for as long as it runs.

    A callback of parameters that name files. The kind of file is told by how it begins.

    Args:
        context: The command's context.
        value: The parameter's value: a path, several, or None.

    Returns:
        The same, with the file's path in place of ``-``.

    Raises:
        BadInput: ``-`` was said, and standard input is a terminal, or was used up already.
    """
    if context.resilient_parsing:
        return value
    if isinstance(value, list | tuple):
        return type(value)(_taken(context, one) for one in value)
    return _taken(context, value)


def given(suffix: str) -> Callable[[typer.Context, Any], Any]:
    """What a command writes: ``-`` is standard output, and what it says goes to standard error.

    Args:
        suffix: The kind of file that goes to standard output: ``.csv``, ``.html``.

    Returns:
        A callback of parameters that name files to write.
    """

    def callback(context: typer.Context, value: Path | None) -> Path | None:
        if context.resilient_parsing or value is None or str(value) != "-":
            return value
        folder = Path(tempfile.mkdtemp(prefix="caveat-"))
        place = folder / f"standard-output{suffix}"
        out.file = sys.stderr
        context.call_on_close(lambda: _hand_over(place, sys.stdout.buffer))
        return place

    return callback


def _taken(context: typer.Context, place: Path | None) -> Path | None:
    if place is None or str(place) != "-":
        return place
    if sys.stdin.isatty():
        raise BadInput("- reads standard input, and that is a terminal. Send a file into it.")
    if context.meta.get("caveat.stdin"):
        raise BadInput("- stands twice. Standard input can be read once; name the other file.")
    context.meta["caveat.stdin"] = True
    folder = Path(tempfile.mkdtemp(prefix="caveat-"))
    context.call_on_close(lambda: shutil.rmtree(folder, ignore_errors=True))
    begins = sys.stdin.buffer.read(512)
    spooled = folder / f"standard-input{_kind(begins)}"
    with spooled.open("wb") as file:
        file.write(begins)
        shutil.copyfileobj(sys.stdin.buffer, file)
    return spooled


def _kind(begins: bytes) -> str:
    """The suffix of a file that begins so.

    >>> _kind(b"PAR1"), _kind(b'{"name": "Rostec"}'), _kind(b"name,country")
    ('.parquet', '.jsonl', '.csv')
    """
    if begins.startswith(b"PAR1"):
        return ".parquet"
    if begins.startswith(b"PK\x03\x04"):
        return ".xlsx"
    begun = begins.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begun.startswith(b"{"):
        return ".jsonl"
    if begun.startswith(b"["):
        return ".json"
    return ".xml" if begun.startswith(b"<") else ".csv"


def _hand_over(place: Path, stream: BinaryIO) -> None:
    """Send what was written to standard output, and clear up behind."""
    out.file = None  # type: ignore[assignment]  # rich: back to sys.stdout
    try:
        if place.exists():
            with place.open("rb") as file:
                if file.read(3) != codecs.BOM_UTF8:  # for spreadsheets; a pipe has no use for it
                    file.seek(0)
                shutil.copyfileobj(file, stream)
            stream.flush()
    finally:
        shutil.rmtree(place.parent, ignore_errors=True)
