"""What the number says with which a command ends: one table, for code, help and documentation."""

from __future__ import annotations

from enum import IntEnum

from caveat.errors import BadInput, CannotAnswer, CaveatError


class Exit(IntEnum):
    """A command's exit code."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    HIT = 3
    NO_ANSWER = 4
    STOPPED = 130


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "Clear, or done.",
    Exit.FAILED: "It failed: a list was refused, a proof does not hold, a file cannot be written, "
    "or something happened that nobody foresaw.",
    Exit.USAGE: "Wrong usage, or input that cannot be read.",
    Exit.HIT: "There is something to look at: a hit, a blocked party, an alert, a deal to stop.",
    Exit.NO_ANSWER: "No answer: no list, a stale one under --strict, or data that settle nothing.",
    Exit.STOPPED: "Stopped by Ctrl-C.",
}
"""What each says."""


def of(error: CaveatError) -> Exit:
    """The exit code of an error.

    >>> from caveat.errors import BadDate, NoList
    >>> of(BadDate("31/02 is not a day.")), of(NoList("There is no list."))
    (<Exit.USAGE: 2>, <Exit.NO_ANSWER: 4>)
    """
    if isinstance(error, BadInput):
        return Exit.USAGE
    return Exit.NO_ANSWER if isinstance(error, CannotAnswer) else Exit.FAILED
