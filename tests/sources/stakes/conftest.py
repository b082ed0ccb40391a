"""The folder of small files in the publishers' documented formats."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def stake_fixtures() -> Path:
    """Small files of stakes."""
    return Path(__file__).parent / "fixtures"
