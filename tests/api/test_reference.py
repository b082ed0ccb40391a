"""The page about the API says what the service says of itself."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_the_page_is_the_one_that_the_service_writes() -> None:
    script = [sys.executable, str(ROOT / "scripts/api-reference"), "--print"]
    written = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs/reference/api.md").read_text() == written, "run scripts/api-reference"


def test_every_parameter_has_a_sentence() -> None:
    for line in (ROOT / "docs/reference/api.md").read_text().splitlines():
        assert not line.endswith("):") and not line.endswith(": "), line
