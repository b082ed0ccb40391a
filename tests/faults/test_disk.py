"""The disk fails while an edition is made: nothing is lost, nothing is half done, and it is told.

A limit on the size of files stands for a full disk: each write past it fails with an error of the
operating system, as it does when there is no space. ``docs/reliability.md`` has the table.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import CAVEAT, TODAY

from caveat import Library, Subject

ENV = {
    "COLUMNS": "200",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",  # Python itself keeps what a full disk has cut off
}
HOUSE = "Name,Born\n" + "".join(f"Somebody Number{n},19{n % 90 + 10}\n" for n in range(3_000))
MAPPING = """[list]
name = "house"
published = "2026-11-01"
[columns]
Name = "name"
Born = "birth_date"
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the starter list in force."""
    root = tmp_path_factory.mktemp("faults") / "library"
    assert _run(root, "update", "starter").returncode == 0
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, and beside it another list that is to be brought in."""
    (tmp_path / "house.csv").write_text(HOUSE)
    (tmp_path / "house.toml").write_text(MAPPING)
    return shutil.copytree(whole, tmp_path / "library")


def _words(root: Path, *words: str) -> list[str]:
    return [str(CAVEAT), "--library", str(root), "--today", TODAY, *words]


def _run(
    root: Path, *words: str, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _words(root, *words), capture_output=True, text=True, env=ENV, preexec_fn=before
    )


def _bring(root: Path) -> tuple[str, ...]:
    return ("import", str(root.parent / "house.csv"), "--source", "house",
            "--mapping", str(root.parent / "house.toml"))  # fmt: skip


def _is_whole(root: Path) -> None:
    """The library answers, and the next writer finds nothing that is in its way."""
    library = Library.open(root, today=TODAY)
    assert not library.screen(Subject("Sergei Chemezov")).clear
    assert _run(root, "build").returncode == 0
    assert Library.open(root, today=TODAY).examine() == []
    assert not list(root.rglob(".aside-*"))


@pytest.mark.parametrize("kilobytes", [0, 20, 100, 250, 500])
def test_a_disk_that_is_full_leaves_what_was_in_force(root: Path, kilobytes: int) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))

    done = _run(root, *_bring(root), before=small)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert "Check the place" in done.stderr or "space" in done.stderr or "large" in done.stderr
    _is_whole(root)


def test_a_disk_that_may_only_be_read_is_told_and_still_answers(root: Path) -> None:
    """A mount of the folder over itself, read-only, in a name space that ends with the command."""
    shut = f'mount --bind {root} {root} && mount -o remount,bind,ro {root} && exec "$@"'
    alone = ["unshare", "--mount", "sh", "-c", shut, "sh"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("a read-only mount needs root, and unshare")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        words = (*alone, *_words(root, *words))
        return subprocess.run(words, capture_output=True, text=True, env=ENV)

    done = run(*_bring(root))
    assert done.returncode == 1
    assert "Read-only file system" in done.stderr and "Check the place" in done.stderr
    assert run("screen", "Sergei Chemezov").returncode == 3
    _is_whole(root)


def _begun(root: Path) -> set[str]:
    """What lies aside in a library. Folders may go while they are looked at: os.walk bears that."""
    return {
        os.path.join(folder, name)  # noqa: PTH118
        for folder, folders, files in os.walk(root)
        for name in (*folders, *files)
        if ".aside-" in folder or name.startswith(".aside-")
    }


@pytest.mark.parametrize("moment", range(6))
def test_an_import_that_is_killed_leaves_what_was_in_force(root: Path, moment: int) -> None:
    """Killed when so many files have been begun in the library: the same moments every time."""
    seen: set[str] = set()
    with subprocess.Popen(
        _words(root, *_bring(root)), env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and len(seen) <= moment * 4:
            seen.update(_begun(root))
        process.send_signal(signal.SIGKILL)
    _is_whole(root)
    assert _run(root, *_bring(root)).returncode == 0
    assert not Library.open(root, today=TODAY).screen(Subject("Somebody Number7")).clear


def test_two_writers_at_once_are_told_apart(root: Path) -> None:
    from caveat.library.disk import writing

    with writing(root):
        done = _run(root, *_bring(root))
    assert done.returncode == 1
    assert "Another caveat is writing to the library" in done.stderr
    _is_whole(root)
