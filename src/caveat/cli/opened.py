"""The library that a command is about."""

from __future__ import annotations

import typer

from caveat.screening.library import Library


def library(context: typer.Context) -> Library:
    """Open the library that the options before the command name."""
    said = context.obj or {}
    return Library.open(said.get("root"), today=said.get("today"))
