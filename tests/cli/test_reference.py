"""The pages about the commands say what the commands say of themselves."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("script", "page"), [("cli-reference", "cli.md"), ("man-page", "caveat.1")]
)
def test_the_page_is_the_one_that_the_commands_write(script: str, page: str) -> None:
    words = [sys.executable, str(ROOT / "scripts" / script), "--print"]
    written = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    kept = (ROOT / "docs/reference" / page).read_text()
    assert kept == written, f"run scripts/{script}"


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff here to read the man page")
def test_the_man_page_is_read_without_a_warning() -> None:
    words = ["groff", "-man", "-Tutf8", "-k", "-ww", "-z", "docs/reference/caveat.1"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stderr == ""


def test_every_option_has_a_sentence() -> None:
    for line in (ROOT / "docs/reference/cli.md").read_text().splitlines():
        assert not line.endswith(": "), line
