"""Marks: which letters of two words differ, so that a reader sees it at a glance."""

from __future__ import annotations

from rapidfuzz.distance import Indel

Piece = tuple[str, bool]
"""Letters of a word, and whether they differ from the other word."""


def differing(one: str, other: str) -> list[Piece]:
    """The letters of a word, with those marked that the other word does not have.

    >>> differing("chemezov", "tchemesov")
    [('cheme', False), ('z', True), ('ov', False)]
    >>> differing("tchemesov", "chemezov")
    [('t', True), ('cheme', False), ('s', True), ('ov', False)]
    >>> differing("ivan", "")
    [('ivan', True)]
    """
    if not other:
        return [(one, True)] if one else []
    found: list[Piece] = []
    for step in Indel.opcodes(one, other):
        letters = one[step.src_start : step.src_end]
        if letters:
            found.append((letters, step.tag != "equal"))
    return found
