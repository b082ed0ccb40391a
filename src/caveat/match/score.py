"""From evidence to a number: computed from what is shown, never beside it."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from caveat.match.evidence import Evidence

DEFAULT_THRESHOLD = 0.8
"""The least score of a hit, unless the user says otherwise."""

LEAST_NAME = 0.3
"""Names less alike than this are no candidates, whatever else agrees."""


def least_name(threshold: float, gains: Iterable[float]) -> float:
    """The least that a name must be worth, so that a candidate can still reach the threshold.

    >>> least_name(0.8, ()), round(least_name(0.8, (0.15,)), 4), round(least_name(0.8, (0.6,)), 4)
    (0.8, 0.7647, 0.5)

    Args:
        threshold: the least score of a hit.
        gains: the most that each other thing known of the subject can speak for it.
    """
    missing = 1.0 - threshold
    for gain in gains:
        missing /= 1.0 - gain
    return max(LEAST_NAME, 1.0 - missing)


def score(evidence: Iterable[Evidence]) -> float:
    """The score of a candidate, in [0, 1].

    The best name or identifier is the start; that a name is only a weak alias takes its share of
    the name alone. Each thing against takes its share of that; then each thing for gives its
    share of what is missing to 1, and so does an identifier that agrees beside a name. So
    evidence against never raises a score, evidence for never lowers one, and the order does not
    matter.

    >>> score([Evidence("name", "for", 1.0, "Ivan Ivanov", "Ivan IVANOV")])
    1.0
    """
    pieces = list(evidence)
    alike = max((one.weight for one in pieces if one.kind == "name"), default=0.0)
    number = max((one.weight for one in pieces if one.kind == "identifier"), default=0.0)
    other = [one.weight for one in pieces if one.kind == "identifier" and one.weight < 0]
    weak = prod(1 + one.weight for one in pieces if one.kind == "weak alias")
    others = [*other, *(one.weight for one in pieces if one.kind not in _BY_ITSELF)]
    result = max(alike * weak, number, 0.0)
    for weight in others:
        if weight < 0:
            result *= 1 + weight
    if alike >= LEAST_NAME and number > 0:
        others.append(number)
    for weight in others:
        if weight > 0:
            result += (1 - result) * weight
    return min(1.0, max(0.0, result))


_BY_ITSELF = ("name", "weak alias", "identifier")
