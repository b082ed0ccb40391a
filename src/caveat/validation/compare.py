"""Beside an earlier report: each figure then and now, and whether the difference is shown.

Where the very same cases were asked both times, they are compared pair by pair (McNemar's test,
over the clusters of cases that stand or fall together); else as shares of different cases. The
probabilities are put right for the number of figures (Holm), the headlines apart from the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from caveat.errors import BadInput
from caveat.validation.integrity import Whole
from caveat.validation.rates import Bools, Rate, differ, differ_paired, holm
from caveat.validation.result import Changed, Since, Verdict

SURE = 0.05
"""The probability below which a difference counts as shown."""

SHRUNK = 0.1


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure that can be compared.

    Attributes:
        name: what it is called; the same in every report.
        rate: the share.
        places: the cases behind it, by their places in the witness ``of``.
        of: ``found`` for cases, ``raised`` for customers.
        headline: whether it is one of the few that speak for all.
        less: whether less of it is better.
    """

    name: str
    rate: Rate
    places: np.ndarray
    of: str = "found"
    headline: bool = False
    less: bool = False


def bits(values: Bools) -> str:
    """Yes and no as hexadecimal digits.

    >>> bits(np.array([True, False, True]))
    'a0'
    """
    return bytes(np.packbits(values).tobytes()).hex()


def unbits(text: str, count: int) -> Bools:
    """The same back.

    >>> unbits("a0", 3).tolist()
    [True, False, True]
    """
    packed = np.frombuffer(bytes.fromhex(text), np.uint8)
    return np.unpackbits(packed, count=count).astype(np.bool_)


def figures(measured: Sequence[Measured]) -> dict[str, dict[str, Any]]:
    """The figures as a report keeps them, for a later one to compare with."""
    return {
        one.name: {"rate": one.rate.rate, "cases": one.rate.cases, "found": one.rate.found,
                   "effective": one.rate.effective}
        for one in measured
    }  # fmt: skip


def since(
    earlier: Mapping[str, Any],
    measured: Sequence[Measured],
    witness: Mapping[str, str],
    now: Mapping[str, Bools],
    clusters: Mapping[str, np.ndarray],
    about: Mapping[str, Any],
    lists: Sequence[Whole],
) -> Since:
    """What changed since an earlier report.

    Args:
        earlier: its JSON.
        measured: the figures of this one.
        witness: checksums of this one's cases and customers.
        now: ``found`` and ``raised``: for each case, and each customer, whether they were.
        clusters: for the same, which of them stand or fall together.
        about: program, edition and settings of this one, as JSON values.
        lists: how whole each list is now.

    Raises:
        BadInput: it is no report of a validation, or not a whole one.
    """
    try:
        then: dict[str, Bools] = {}
        for of in ("found", "raised"):
            if earlier["witness"][f"{of}_of"] == witness[f"{of}_of"]:
                then[of] = unbits(earlier["witness"][of], len(now[of]))
        changed = list(_changed(earlier["figures"], measured, then, now, clusters))
        return Since(
            earlier["run"]["made"],
            earlier["edition"],
            earlier["program"],
            tuple(_different(earlier, about)),
            tuple(changed),
            tuple(_lists(earlier["integrity"], lists)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            f"The earlier report lacks {error} of a validation. Give the .json that caveat "
            "validate wrote."
        ) from None


def _changed(
    before: Mapping[str, Mapping[str, Any]],
    measured: Sequence[Measured],
    then: Mapping[str, Bools],
    now: Mapping[str, Bools],
    clusters: Mapping[str, np.ndarray],
) -> Iterator[Changed]:
    for headline in (True, False):
        some = [one for one in measured if one.headline == headline and one.name in before]
        some = [one for one in some if one.rate.cases and before[one.name]["cases"]]
        chances = []
        for one in some:
            old = before[one.name]
            if one.of in then:
                chances.append(_paired(one, then[one.of], now[one.of], clusters[one.of]))
            else:
                earlier = Rate(old["cases"], old["found"], old["rate"], 0.0, 1.0, old["effective"])
                chances.append(differ(earlier, one.rate))
        for one, chance in zip(some, holm(chances), strict=True):
            was = float(before[one.name]["rate"])
            better = (one.rate.rate < was) == one.less
            shown = chance < SURE and one.rate.rate != was
            verdict: Verdict = "no difference shown"
            if shown:
                verdict = "better" if better else "worse"
            yield Changed(one.name, was, one.rate.rate, round(chance, 6), one.of in then, verdict)


def _paired(one: Measured, then: Bools, now: Bools, clusters: np.ndarray) -> float:
    moved = now[one.places].astype(int) - then[one.places]
    _, place = np.unique(clusters[one.places], return_inverse=True)
    sums = np.bincount(place, moved)
    return differ_paired(int((sums > 0).sum()), int((sums < 0).sum()))


def _different(earlier: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[str]:
    for key in ("program", "edition"):
        if earlier[key] != about[key]:
            yield f"{key}: {earlier[key]} then, {about[key]} now"
    for key, value in about["settings"].items():
        old = earlier["settings"].get(key)
        if old != value:
            yield f"{key}: {_plain(old)} then, {_plain(value)} now"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "all"
    return str(value) or "none"


def _lists(before: Sequence[Mapping[str, Any]], now: Sequence[Whole]) -> Iterator[str]:
    here = {one.source: one for one in now}
    for old in before:
        one = here.pop(old["source"], None)
        if one is None:
            yield f"{old['source']} is not used any more."
            continue
        if one.loaded < (1 - SHRUNK) * old["loaded"]:
            yield f"{one.source} has {one.loaded:,} parties; it had {old['loaded']:,}."
        bad = {check["name"] for check in old["checks"] if check["passed"] is False}
        fresh = {check.name for check in one.checks if check.passed is False} - bad
        for name in sorted(fresh):
            yield f"{one.source}: the check of {name} failed now, and did not then."
    for source in here:
        yield f"{source} is new."
