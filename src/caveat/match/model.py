"""What names are worth to each other, from the shares of them that agree or do not.

The model is the logistic function of a weighted sum, brought to 1 where nothing speaks against::

    worth = s(steep - penalty) / s(steep),  s(x) = 1 / (1 + exp(-x)),  penalty = sum(weight * share)

Every weight is 0 or more, so that nothing that speaks against can help. They are learnt
(``benchmarks/matching/learn.py``) and written down in ``weights.toml``, a number and a name each.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from math import exp

import numpy as np
import numpy.typing as npt

FEATURES = (
    "sound",
    "typo",
    "slip",
    "near",
    "initial",
    "nickname",
    "translation",
    "variant",
    "glued",
    "acronym",
    "conflict",
    "clash",
    "surplus",
    "alone",
    "number",
    "thin",
    "common",
    "part",
)
"""What is weighed; ``weights.toml`` says what each is."""

Floats = npt.NDArray[np.float32]

_FILE = tomllib.loads(files("caveat.match").joinpath("weights.toml").read_text("utf-8"))


def _weights(section: str) -> tuple[float, tuple[float, ...]]:
    known = _FILE[section]
    return known["steep"], tuple(known[name] for name in FEATURES)


_WEIGHTS = {person: _weights("person" if person else "other") for person in (True, False)}


def worth(features: Sequence[float], person: bool) -> float:
    """What names are worth to each other, in [0, 1]; 1 where every word is the same.

    >>> worth([0.0] * len(FEATURES), True)
    1.0

    Args:
        features: in the order of `FEATURES`, none below 0.
        person: whether a person bears either name.
    """
    steep, weights = _WEIGHTS[person]
    penalty = sum([w * x for w, x in zip(weights, features, strict=True) if x])
    return (1 + exp(-steep)) / (1 + exp(min(penalty - steep, 700.0)))


def worth_many(features: npt.NDArray[np.float64], person: npt.NDArray[np.bool_]) -> Floats:
    """`worth` of many pairs of names.

    Args:
        features: of shape (pairs, features).
        person: of shape (pairs,).
    """
    found = np.zeros(len(features))
    for kind, (steep, weights) in _WEIGHTS.items():
        penalty = features @ np.array(weights)
        value = (1 + exp(-steep)) / (1 + np.exp(np.minimum(penalty - steep, 700.0)))
        found = np.where(person == kind, value, found)
    return found.astype(np.float32)
