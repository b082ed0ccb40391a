"""How well scorers tell pairs of one party from pairs of different ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from benchmarks.matching.pairs import Pair
from benchmarks.matching.peers import Scorer

Doubles = npt.NDArray[np.float64]
BINS = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a threshold is on some pairs.

    Attributes:
        threshold: scores from here on say that the two are one.
        precision: the share of pairs called one that are; 1 where none is called so.
        recall: the share of pairs of one party that are called so.
        f1: the harmonic mean of the two.
    """

    threshold: float
    precision: float
    recall: float
    f1: float


def score_all(scorer: Scorer, pairs: Sequence[Pair]) -> Doubles:
    """A scorer's score of every pair."""
    return np.array([scorer.score(pair.one, pair.type, pair.other, pair.type) for pair in pairs])


DIFFERENT = 5
"""Pairs of different parties count so often: there are far more of them than there are aliases,
and where both were as many, the best threshold would be to call everything one party."""


def at(threshold: float, scores: Doubles, true: npt.NDArray[np.bool_]) -> Quality:
    """How good a threshold is."""
    called = scores >= threshold
    right = int((called & true).sum())
    wrong = DIFFERENT * int((called & ~true).sum())
    precision = right / (right + wrong) if called.any() else 1.0
    recall = right / true.sum() if true.any() else 1.0
    whole = precision + recall
    return Quality(threshold, precision, recall, 2 * precision * recall / whole if whole else 0.0)


def best(scores: Doubles, true: npt.NDArray[np.bool_]) -> Quality:
    """The threshold with the highest F1, and how good it is."""
    steps = np.unique(np.round(scores, 4))
    steps = steps[:: max(1, len(steps) // 400)]
    return max((at(float(step), scores, true) for step in steps), key=lambda one: one.f1)


def calibration(
    scores: Doubles, true: npt.NDArray[np.bool_]
) -> list[tuple[float, float, int, float]]:
    """For each tenth of the scale: from, to, pairs, and the share of them that are one party's."""
    rows = []
    places = np.minimum((scores * BINS).astype(int), BINS - 1)
    for number in range(BINS):
        inside = places == number
        share = float(true[inside].mean()) if inside.any() else float("nan")
        rows.append((number / BINS, (number + 1) / BINS, int(inside.sum()), share))
    return rows


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a scorer made of the held-out pairs.

    Attributes:
        title: the scorer.
        best: at the threshold that is best for all pairs together.
        default: at its own threshold; None where it has none.
        kinds: kind of pair -> pairs of one party, of different ones, the quality at the best
            threshold for all pairs, at the scorer's own, and at the best for this kind alone.
        calibration: see `calibration`.
    """

    title: str
    best: Quality
    default: Quality | None
    kinds: dict[str, tuple[int, int, Quality, Quality | None, Quality]]
    calibration: list[tuple[float, float, int, float]]


def agreement(scorer: Scorer, pairs: Sequence[Pair]) -> Agreement:
    """Score all pairs and say how well it went.

    A kind without pairs of one party (near misses) has no F1: its precision is then the share of
    pairs that are rightly kept apart.
    """
    scores = score_all(scorer, pairs)
    true = np.array([pair.same for pair in pairs])
    kind = np.array([pair.kind for pair in pairs])
    whole = best(scores, true)
    own = at(scorer.default, scores, true) if scorer.default is not None else None
    kinds = {}
    for name in sorted(set(kind)):
        some, here = scores[kind == name], true[kind == name]
        kinds[str(name)] = (
            int(here.sum()),
            int((~here).sum()),
            _at(whole.threshold, some, here),
            _at(scorer.default, some, here) if scorer.default is not None else None,
            best(some, here) if here.any() else _at(whole.threshold, some, here),
        )
    return Agreement(scorer.title, whole, own, kinds, calibration(scores, true))


def _at(threshold: float, scores: Doubles, true: npt.NDArray[np.bool_]) -> Quality:
    if true.any():
        return at(threshold, scores, true)
    apart = float(np.mean(scores < threshold))
    return Quality(threshold, apart, float("nan"), float("nan"))
