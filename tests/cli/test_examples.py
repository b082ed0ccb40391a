"""Every example of every command's help is run, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from tests.docs.desk import lay
from tests.docs.shell import Shell

from caveat.cli.examples import EXAMPLES
from caveat.cli.main import app

ASKS_PUBLISHERS = {"caveat update", "caveat update ofac-sdn un-sc"}
NEEDS_A_STORE = "s3://"  # tests/library/test_publish.py has one
STAYS = ("caveat serve", "caveat watch --daemon")
DUE_BY_REAL_LISTS = "caveat alerts done"  # tests/casework has it: the starter list is not OFAC's


def _commands(command: Any, path: str = "") -> Iterator[str]:
    yield path
    for name, under in getattr(command, "commands", {}).items():
        yield from _commands(under, f"{path} {name}".strip())


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A desk with the starter list, of an approver and an analyst who are many persons."""
    folder = tmp_path_factory.mktemp("desk")
    lay(folder)
    shell = Shell(folder, folder / "library", user="otto")
    assert shell("caveat update starter").code == 0
    return shell


def test_every_command_has_examples() -> None:
    assert set(_commands(typer.main.get_command(app))) == set(EXAMPLES)


def test_every_example_does_what_it_shows(shell: Shell) -> None:
    failed = []
    for path, lines in EXAMPLES.items():
        if path in ("", "export", "keys", "portfolio", "stakes", "users"):
            continue  # those of the commands under them, again
        for line in lines:
            assert path in line
            if (
                line in ASKS_PUBLISHERS
                or NEEDS_A_STORE in line
                or line.startswith((*STAYS, DUE_BY_REAL_LISTS))
            ):
                continue
            _before(shell, line)
            ran = shell(line)
            if ran.code not in (0, 3):
                failed.append((line, ran.code, ran.err or ran.out[-500:]))
    assert not failed, "\n".join(map(str, failed))


def _before(shell: Shell, line: str) -> None:
    """What must have happened: a decision of somebody else waits for a second person."""
    decided = "caveat alerts decide 1 'false match' --reason 'other birth date' -t x"
    if line.startswith("caveat alerts decide"):
        assert shell("caveat users rule 'false match' 1").code == 0
    if line.startswith("caveat alerts refuse"):
        assert shell("caveat users add eva --role admin").code == 0
        assert shell("caveat users rule 'false match' 2").code == 0
        assert Shell(shell.folder, shell.library, "eva")(decided).code == 0


def test_help_shows_the_examples(shell: Shell) -> None:
    shown = shell("caveat screen --help").out
    assert "caveat screen 'Sergei Chemezov'" in shown
