"""``caveat doctor``: what is wrong with the library on the disk, and making it whole again."""

from __future__ import annotations

from typing import Annotated

import typer

from caveat.cli.casework import print_json
from caveat.cli.lists import AsJson
from caveat.cli.opened import library
from caveat.cli.terminal import say
from caveat.screening.answer import NOT_ADVICE


def doctor(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make again what can be made out of the archive.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look at every file of the library: archive, versions, stakes, edition.

    Exit code 1 means that something is wrong, or could not be mended.
    """
    opened = library(context)
    found = opened.examine(repair=repair)
    if as_json:
        rows = [
            {"place": str(one.place), "wrong": one.wrong, "mended": one.mended,
             "remedy": one.remedy}
            for one in found
        ]  # fmt: skip
        print_json({"format": "caveat.doctor/1", "findings": rows, "notice": NOT_ADVICE})
    else:
        for one in found:
            say(f"{'mended' if one.mended else 'wrong'}  {one.place}")
            say(f"  {one.wrong}")
            if one.remedy and not one.mended:
                say(f"  {one.remedy}")
        count = sum(not one.mended for one in found)
        say("The library is whole." if not found else f"{len(found)} found, {count} left.")
    if any(not one.mended for one in found):
        raise typer.Exit(1)
