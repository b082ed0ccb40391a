"""Subjects out of whatever holds them."""

from collections.abc import Iterator
from typing import Any
from caveat.subject import Subject


def subjects(source: Any) -> Iterator[Subject]:
    """Pass."""
    yield from source
