"""The page about the commands says what the commands say of themselves."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_the_page_is_the_one_that_the_commands_write() -> None:
    script = [sys.executable, str(ROOT / "scripts/cli-reference"), "--print"]
    written = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    page = (ROOT / "docs/reference/cli.md").read_text()
    assert page == written, "run scripts/cli-reference"


def test_every_option_has_a_sentence() -> None:
    for line in (ROOT / "docs/reference/cli.md").read_text().splitlines():
        assert not line.endswith(": "), line
