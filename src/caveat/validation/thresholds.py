"""What every threshold would do, and the one that meets a stated risk appetite."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caveat.validation.rates import Doubles, rate
from caveat.validation.result import Appetite, Point

STEP = 100
"""Thresholds are hundredths."""


class Scored:
    """The scores of all cases about names, and of customers.

    Args:
        own: of the right hit of each case, searched for at the user's threshold.
        low: the same, searched for from the floor up.
        exact: for each case, whether its family is an exact one.
        clusters: for each case, the number of those who bear the name.
        families: for each case, the number of its family.
        clean: the highest score of each customer who bears no listed name.
    """

    def __init__(
        self,
        own: Doubles,
        low: Doubles,
        exact: np.ndarray,
        clusters: np.ndarray,
        families: np.ndarray,
        clean: Doubles,
    ) -> None:
        self.own, self.low, self.exact, self.clean = own, low, exact, clean
        self.clusters, self.families = clusters, families

    def point(self, threshold: float, own: bool = False) -> Point:
        """What a threshold would do; ``own`` says that it is the user's."""
        found = (self.own if own else self.low) >= threshold
        exact, fuzzy = (
            rate(found[part], self.clusters[part], self.families[part])
            for part in (self.exact, ~self.exact)
        )
        return Point(
            threshold,
            rate(found, self.clusters, self.families),
            exact,
            fuzzy,
            rate(self.clean >= threshold),
        )


def curve(scored: Scored, floor: float, own: float) -> tuple[Point, ...]:
    """Every threshold from the floor up, and the user's own.

    Args:
        scored: the scores.
        floor: the least threshold that was looked at.
        own: the user's.
    """
    steps = {step / STEP for step in range(int(np.ceil(floor * STEP - 1e-9)), STEP + 1)}
    return tuple(scored.point(threshold, threshold == own) for threshold in sorted(steps | {own}))


def appetite(
    points: Sequence[Point], own: float, recall: float | None, alarms: float | None
) -> Appetite | None:
    """The threshold that meets a stated risk appetite, if there is one.

    A threshold meets it with confidence where the worse end of each interval of 95 percent still
    does. With a least recall, the highest such threshold is taken, which raises fewest; with the
    most false alarms alone, the lowest, which misses fewest.

    Args:
        points: what each threshold would do, the lowest first.
        own: the user's threshold.
        recall: the least recall that is wanted.
        alarms: the most false alarms that are accepted, as a share.
    """
    if recall is None and alarms is None:
        return None

    def good(point: Point, sure: bool) -> bool:
        found = point.recall.low if sure else point.recall.rate
        raised = point.alarms.high if sure else point.alarms.rate
        return (recall is None or found >= recall) and (alarms is None or raised <= alarms)

    place = -1 if recall is not None else 0
    sure = [point.threshold for point in points if good(point, True)]
    likely = [point.threshold for point in points if good(point, False)]
    threshold = sure[place] if sure else None
    by_estimate = likely[place] if likely else None
    met = own in sure
    return Appetite(
        recall, alarms, met, threshold, by_estimate,
        _said(points, own, recall, alarms, threshold, by_estimate, met),
    )  # fmt: skip


def _said(
    points: Sequence[Point],
    own: float,
    recall: float | None,
    alarms: float | None,
    threshold: float | None,
    by_estimate: float | None,
    met: bool,
) -> str:
    at = {point.threshold: point for point in points}
    wanted = " and ".join(
        said
        for said in (
            f"a recall of {recall:.1%} or more" if recall is not None else "",
            f"false alarms of {alarms:.2%} or fewer" if alarms is not None else "",
        )
        if said
    )
    said = [f"Wanted is {wanted}."]
    if met:
        said.append(f"Your threshold of {own:g} meets it, with the worse end of each interval.")
    else:
        said.append(f"Your threshold of {own:g} does not meet it with confidence.")
    if threshold is not None:
        point = at[threshold]
        said.append(
            f"{threshold:g} does: recall {point.recall.rate:.1%} (at least {point.recall.low:.1%}),"
            f" false alarms {point.alarms.rate:.2%} (at most {point.alarms.high:.2%})."
        )
    elif by_estimate is not None:
        point = at[by_estimate]
        said.append(
            f"{by_estimate:g} meets it by its estimates alone: recall {point.recall.rate:.1%}, "
            f"false alarms {point.alarms.rate:.2%}; ask more cases or customers to be sure."
        )
    else:
        said.append(_short(points, recall, alarms))
    return " ".join(said)


def _short(points: Sequence[Point], recall: float | None, alarms: float | None) -> str:
    """By how much no threshold meets it."""
    if recall is not None and alarms is not None:
        within = [point for point in points if point.alarms.rate <= alarms]
        if within:
            best = max(within, key=lambda point: point.recall.rate)
            return (
                f"No threshold from {points[0].threshold:g} up meets both: with so few false "
                f"alarms the recall is {best.recall.rate:.1%} at most (threshold "
                f"{best.threshold:g})."
            )
    if recall is not None:
        best = points[0]
        return (
            f"No threshold from {best.threshold:g} up meets it: the recall is "
            f"{best.recall.rate:.1%} there, and less above."
        )
    best = points[-1]
    return (
        f"No threshold meets it: even at {best.threshold:g}, {best.alarms.rate:.2%} of customers "
        f"are raised (at most {best.alarms.high:.2%}); with more customers the interval is shorter."
    )
