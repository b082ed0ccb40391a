"""A validation as JSON values (``docs/reference/caveat.schema.json``).

The same library, settings and seed give the same document, but for ``run``: when it was made and
how long that took.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from caveat.screening.answer import NOT_ADVICE
from caveat.validation.result import Validation

VALIDATION = "caveat.validation/1"

_DIGITS = 6


def validation_json(found: Validation) -> dict[str, Any]:
    """A validation as JSON values."""
    whole: dict[str, Any] = _plain(asdict(found))
    run = {"made": whole.pop("made"), "seconds": whole.pop("seconds")}
    return {
        "format": VALIDATION,
        "run": run,
        "failed": found.failed,
        **whole,
        "notice": NOT_ADVICE,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, _DIGITS)
    return value
