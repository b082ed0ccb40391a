"""How commands behave in a terminal, in a pipe, and when something goes wrong."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from tests.conftest import CAVEAT, ROOT

from caveat.cli import exits
from caveat.cli.main import app

if TYPE_CHECKING:
    from tests.conftest import Command

CUSTOMERS = ROOT / "src/caveat/sources/sample_customers.csv"
ENV = {"COLUMNS": "100", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color"}


@pytest.fixture(scope="module")
def home(starter: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with the starter list."""
    folder = tmp_path_factory.mktemp("terminal") / "library"
    subprocess.run(
        [CAVEAT, "--library", folder, "update", "starter"], check=True, capture_output=True
    )
    return folder


def _run(
    home: Path, *words: str, given: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [CAVEAT, "--library", home, *words], input=given, capture_output=True, env={**ENV, **more}
    )


def _in_a_terminal(home: Path, *words: str, **more: str) -> str:
    """What a command prints where its output is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [CAVEAT, "--library", home, *words], stdout=theirs, stderr=theirs, stdin=theirs,
        env={**ENV, **more},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65_536):
                shown += piece
        except OSError:  # Linux says so when the last writer is gone
            pass
        process.wait()
    os.close(ours)
    return shown.decode()


def test_colours_are_for_terminals_that_do_not_refuse_them(home: Path) -> None:
    assert "\x1b[" in _in_a_terminal(home, "screen", "Rostec")
    assert "\x1b[3" not in _in_a_terminal(home, "screen", "Rostec", NO_COLOR="1")
    assert b"\x1b[" not in _run(home, "screen", "Rostec").stdout
    assert b"\x1b[31m" in _run(home, "screen", "Rostec", FORCE_COLOR="1").stdout + b""


def test_an_error_has_colour_only_in_a_terminal(home: Path) -> None:
    assert "\x1b[31m" in _in_a_terminal(home, "show", "nobody")
    assert "\x1b[31m" not in _in_a_terminal(home, "show", "nobody", NO_COLOR="1")
    assert b"\x1b[" not in _run(home, "show", "nobody").stderr


def test_bars_are_drawn_in_a_terminal_only(home: Path, tmp_path: Path) -> None:
    words = ("batch", str(CUSTOMERS), "-o", str(tmp_path / "results.csv"))
    assert "━" in _in_a_terminal(home, *words)
    assert _run(home, *words).stderr == b""


def test_a_file_may_come_from_standard_input_and_go_to_standard_output(home: Path) -> None:
    ran = _run(home, "batch", "-", "-o", "-", given=CUSTOMERS.read_bytes())
    assert ran.returncode == exits.Exit.HIT
    lines = ran.stdout.decode().splitlines()
    assert lines[0].startswith("customer_id,full name,")  # and no byte order mark
    assert b"starter" in ran.stderr  # the summary
    assert any(line.startswith("C001,") and ",hit," in line for line in lines)


def test_the_kind_of_what_comes_is_seen_by_how_it_begins(home: Path) -> None:
    ran = _run(home, "batch", "-", "-o", "-", given='{"name": "Чемезов Сергей"}\n'.encode())
    assert ran.returncode == exits.Exit.HIT, ran.stderr


def test_standard_input_can_be_read_once(home: Path) -> None:
    ran = _run(home, "ownership", "check", "-", "-", "--listed", "x", given=b"a,b\n")
    assert ran.returncode == exits.Exit.USAGE
    assert b"- stands twice" in ran.stderr


def test_standard_input_that_is_a_terminal_is_said_to_be_one(home: Path) -> None:
    assert "that is a terminal" in _in_a_terminal(home, "batch", "-")


def test_a_pipe_that_is_shut_is_no_error(home: Path) -> None:
    line = f"{CAVEAT} --library {home} changes --from 2026-01-01 --format csv | head -1"
    ran = subprocess.run(["bash", "-c", line], capture_output=True, env=ENV)
    assert ran.stdout.startswith(b"source,")
    assert ran.stderr == b""


def test_ctrl_c_ends_with_130_and_no_traceback(home: Path) -> None:
    with subprocess.Popen(
        [CAVEAT, "--library", home, "read", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        stdout=subprocess.PIPE, env=ENV,
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stderr is not None
        process.stdin.write(b"Rostec")
        process.stdin.flush()
        while _unread(process.stdin.fileno()):  # once it has read that, it waits for more
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == exits.Exit.STOPPED
        assert b"Traceback" not in process.stderr.read()


def _unread(pipe: int) -> int:
    """Bytes in a pipe that nobody has read yet."""
    (count,) = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))
    return int(count)


def test_what_nobody_foresaw_is_a_sentence_and_debug_shows_where(
    home: Path, tmp_path: Path
) -> None:
    shut = tmp_path / "a file, not a folder"
    shut.write_text("")
    ran = _run(shut / "library", "update", "starter")
    assert ran.returncode == exits.Exit.FAILED
    assert b"Traceback" not in ran.stderr
    assert b"Check the place" in ran.stderr
    ran = subprocess.run(
        [CAVEAT, "--debug", "--library", shut / "library", "update", "starter"],
        capture_output=True,
        env=ENV,
    )
    assert b"Traceback" in ran.stderr


def test_every_exit_code_is_written_down() -> None:
    page = (ROOT / "docs/reference/exit-codes.md").read_text()
    for code, meaning in exits.MEANINGS.items():
        assert f"| {int(code)} | {meaning} |" in page


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    under = getattr(command, "commands", {})
    if not under:
        yield path, command
    for name, inner in under.items():
        yield from _commands(inner, (*path, name))


SAYS_ENOUGH_IN_A_LINE = {
    ("update",), ("import",), ("build",), ("publish",), ("pull",), ("serve",), ("batch",),
    ("keys", "add"), ("keys", "revoke"), ("users", "add"), ("users", "remove"), ("users", "rule"),
    ("links", "confirm"), ("links", "refuse"), ("stakes", "import"),
    ("audit", "export"), ("audit", "head"), ("alerts", "receipt"), ("alerts", "file"), ("changes",),
}  # fmt: skip
"""They do something, or write JSON or CSV in another way."""


def test_whatever_is_shown_can_be_had_as_json() -> None:
    for path, command in _commands(typer.main.get_command(app)):
        options = {option for param in command.params for option in param.opts}
        assert "--json" in options or path in SAYS_ENOUGH_IN_A_LINE, path
