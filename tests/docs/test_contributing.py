"""What CONTRIBUTING.md promises to somebody who adds a source."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

SCRIPT = ROOT / "scripts/new-source"


def test_the_skeleton_of_a_source_is_written_with_tests_that_pass(tmp_path: Path) -> None:
    words = [sys.executable, str(SCRIPT), "harbour-watch", "Harbour Watch List", "Port of Example"]
    subprocess.run([*words, "--into", str(tmp_path)], check=True, capture_output=True)
    (tmp_path / "conftest.py").write_text(
        "import caveat.sources\n"
        f"caveat.sources.__path__.append({str(tmp_path / 'src/caveat/sources')!r})\n"
    )
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(tests, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout
    module = tmp_path / "src/caveat/sources/harbour_watch.py"
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml"), module],
        capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_nothing_is_written_over(tmp_path: Path) -> None:
    words = [sys.executable, str(SCRIPT), "harbour", "Harbour Watch List", "Port of Example"]
    subprocess.run([*words, "--into", str(tmp_path)], check=True, capture_output=True)
    done = subprocess.run([*words, "--into", str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "is there already" in done.stderr
