"""Subjects, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caveat.subject import Subject


def subject_of(said: Mapping[str, Any]) -> Subject:
    """A subject out of JSON values, as `caveat.screening.report.subject_json` writes them."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
    }
    return Subject(**values)
