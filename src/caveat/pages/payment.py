"""Payment: a file of payment messages, and what the page shows of each transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.responses import Response

from caveat.pages.page import Page
from caveat.pages.works import State, Told
from caveat.screening.library import Library


def work(
    opened: Callable[[], Library], terms: dict[str, Any], name: str, place: Path, told: Told
) -> None:
    """Screen the messages of a file."""
    raise NotImplementedError


def show(page: Page, state: State, place: Path) -> Response:
    """The verdict on each transaction."""
    raise NotImplementedError
