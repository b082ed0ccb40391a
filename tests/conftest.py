"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real lists; tests that need it skip, and say so, where it is not."""
    folder = Path(os.environ.get("CAVEAT_TEST_DATA", ROOT / "../shared/data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no real lists at {folder}: set CAVEAT_TEST_DATA to their folder")
    return folder
