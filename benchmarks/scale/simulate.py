"""What skew and stragglers do to 100 million customers on many cores: a simulation with a seed.

    .venv/bin/python benchmarks/scale/simulate.py

What a customer costs, and how much slower a core is beside a busy one, are measured
(`measured.py`); how cores differ and fail is assumed, and said so in `Cluster`. It writes
``results.md``, ``results.json`` and ``tasks.svg`` here, and the tables between the marks in
``docs/scale.md``.
"""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from benchmarks.scale.measured import ROOT, Measured, measured

HERE = Path(__file__).parent
SEED = 20261124
CUSTOMERS = 100_000_000
PAYMENTS = 1_000_000_000
CORES_EACH = 4
"""Cores of an executor."""

ROWS = (2_000, 20_000, 100_000, 1_000_000)
"""Customers of a task that are compared."""

EXECUTORS = (4, 8, 16, 32, 64, 128)
CORE_HOUR = 0.05
"""Dollars; assumed."""

END = "<!-- end -->"


@dataclass(frozen=True, slots=True)
class Cluster:
    """How cores and tasks differ. All of it is assumed; change it and run again.

    Attributes:
        spread: standard deviation of a core's speed, as a share of it.
        slow: share of executors that something else keeps busy.
        slowness: how many times slower those are.
        lost: chance that a task is lost at its end, and done again.
        dense: share of customers that are dear (names of many common words, listed names).
        dearness: how many times dearer those are; a batch in which everybody is listed is measured
            at a third of the speed (benchmarks/edition/results.md).
        together: how much the dear ones lie together, as in a file sorted by name: 0 not at all.
        task: seconds that a task costs beside its customers.
        start: seconds until an executor has fetched and mapped the edition.
    """

    spread: float = 0.08
    slow: float = 0.03
    slowness: float = 3.0
    lost: float = 0.002
    dense: float = 0.05
    dearness: float = 3.0
    together: float = 0.9
    task: float = 0.15
    start: float = 20.0


def tasks(
    rows: int, each: float, cluster: Cluster, random: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Seconds of each task on a core of speed 1.

    Args:
        rows: customers a task.
        each: seconds a customer, on average.
        cluster: how customers differ.
        random: where chance comes from.
    """
    count = -(-CUSTOMERS // rows)
    # Dear customers lie in runs of 10,000; a task holds a piece of one run, or many runs.
    runs = max(1.0, rows / 10_000)
    alone = 1 - cluster.together
    strength = runs * (1 + 50 * alone)
    share = random.beta(strength * cluster.dense, strength * (1 - cluster.dense), count)
    mean = 1 + cluster.dense * (cluster.dearness - 1)
    return rows * each * (1 + share * (cluster.dearness - 1)) / mean + cluster.task


def finished(
    seconds: npt.NDArray[np.float64],
    executors: int,
    cluster: Cluster,
    random: np.random.Generator,
    *,
    twice: bool,
) -> float:
    """When the last task is done.

    A free core takes the next task. With ``twice``, a core that finds none left does again what
    runs longest elsewhere, and the first to be done counts (Spark's speculation).

    Returns:
        Seconds from the start.
    """
    cores = executors * CORES_EACH
    speed = np.repeat(
        np.where(random.random(executors) < cluster.slow, 1 / cluster.slowness, 1.0), CORES_EACH
    ) * np.clip(random.normal(1, cluster.spread, cores), 0.5, 1.5)
    work = list(np.concatenate([seconds, seconds[random.random(len(seconds)) < cluster.lost]]))
    free = [(cluster.start, core) for core in range(cores)]
    heapq.heapify(free)
    ends: list[tuple[float, float]] = []
    for task in work:
        at, core = heapq.heappop(free)
        end = at + task / speed[core]
        ends.append((end, task))
        heapq.heappush(free, (end, core))
    if not twice:
        return float(max(end for end, _ in ends))
    last = sorted(ends, reverse=True)[:cores]
    idle = sorted(free)
    settled = []
    for end, task in last:
        at, core = idle.pop(0) if idle else (end, 0)
        settled.append(min(end, max(at, 0.0) + task / speed[core]))
    return float(max(settled))


def simulated(figures: Measured, cluster: Cluster) -> list[dict[str, Any]]:
    """Every size of task on every number of executors, five times each."""
    each = 1 / (figures.two / 2)  # cores that have a busy neighbour, as in a cluster
    found = []
    for rows in ROWS:
        for executors in EXECUTORS:
            for twice in (False, True):
                times = []
                for again in range(5):
                    random = np.random.default_rng([SEED, again, rows, executors])
                    seconds = tasks(rows, each, cluster, random)
                    times.append(finished(seconds, executors, cluster, random, twice=twice))
                ideal = CUSTOMERS * each / (executors * CORES_EACH)
                found.append({
                    "rows": rows,
                    "executors": executors,
                    "twice": twice,
                    "seconds": float(np.median(times)),
                    "worst": float(np.max(times)),
                    "used": ideal / float(np.median(times)),
                })  # fmt: skip
    return found


def tables(figures: Measured, found: list[dict[str, Any]]) -> str:
    """What stands in results.md and docs/scale.md."""
    each = figures.two / 2
    hours = CUSTOMERS / each / 3600
    dear = CUSTOMERS / (figures.owned * each / figures.names) / 3600
    paid = PAYMENTS / figures.payments / 3600
    lines = [
        "| | measured | comes to |",
        "|---|---|---|",
        f"| customers, names alone | {each:,.0f} a second and core, two cores busy "
        f"({figures.listed:,} listed names) | 100 million: {hours:,.1f} core hours |",
        f"| customers, with ownership | {figures.owned:,.0f} a second, one core busy "
        f"| 100 million: {dear:,.1f} core hours |",
        f"| payments | {figures.payments:,.0f} a second and core | a billion: "
        f"{paid:,.0f} core hours |",
        f"| index of {figures.listed:,} listed names | {figures.index / 1e6:,.0f} MB | "
        f"{figures.index / figures.listed:,.0f} bytes a name; mapped once a machine |",
        f"| a process beside it | {figures.memory / 1e6:,.0f} MB | 4 workers: "
        f"{(4 * figures.memory + figures.index) / 1e9:,.1f} GB an executor |",
        "",
        "| listed names | names a second, one core | 100 million customers | edition |",
        "|---|---|---|---|",
    ]
    for names, rate, size in figures.growth:
        edition = f"{size / 1e6:,.0f} MB" if size else "–"
        needed = f"{CUSTOMERS / rate / 3600:,.1f} core hours"
        lines.append(f"| {names:,} | {rate:,.0f} | {needed} | {edition} |")
    large = figures.growth[-1]
    lines += [
        "",
        f"A million listed names: {large[2] * 1e6 / large[0] / 1e6:,.0f} MB of edition, measured "
        f"at {large[0]:,} ({figures.day}).",
        "",
        "Minutes for 100 million customers, names alone, and the share of the cores' time that "
        f"was put to use; tasks of 20,000, {CORES_EACH} cores an executor:",
        "",
        "| executors | cores | minutes | worst of 5 | used | with speculation | used |",
        "|---|---|---|---|---|---|---|",
    ]
    for executors in EXECUTORS:
        plain, twice = (_one(found, 20_000, executors, way) for way in (False, True))
        lines.append(
            f"| {executors} | {executors * CORES_EACH} | {plain['seconds'] / 60:,.1f} | "
            f"{plain['worst'] / 60:,.1f} | {plain['used']:.0%} | {twice['seconds'] / 60:,.1f} | "
            f"{twice['used']:.0%} |"
        )
    lines += ["", "What the size of tasks does, on 64 executors, without speculation:", ""]
    lines += ["| customers a task | tasks | minutes | used |", "|---|---|---|---|"]
    for rows in ROWS:
        one = _one(found, rows, 64, False)
        lines.append(
            f"| {rows:,} | {-(-CUSTOMERS // rows):,} | {one['seconds'] / 60:,.1f} | "
            f"{one['used']:.0%} |"
        )
    if figures.spark is not None:
        lines += ["", "Measured with Spark (benchmarks/spark/results.json):", ""]
        lines += ["| | |", "|---|---|"]
        lines += [
            f"| {name} | {value:,.6g} |"
            if isinstance(value, int | float)
            else f"| {name} | {value} |"
            for name, value in figures.spark.items()
            if isinstance(value, int | float | str)
        ]
    return "\n".join(lines) + "\n"


def costs(figures: Measured) -> str:
    """What a million names cost in machines, as docs/scale.md has it."""
    each = figures.two / 2
    rows = (
        ("Caveat, names alone", each),
        ("Caveat, with ownership", figures.owned * each / figures.names),
        (f"{figures.nomenklatura_title}, what yente scores with", figures.nomenklatura),
    )
    lines = ["| machines | core hours | at the assumed price |", "|---|---|---|"]
    for title, rate in rows:
        hours = 1_000_000 / rate / 3600
        lines.append(f"| {title} | {hours:,.3f} | {hours * CORE_HOUR:,.4f} $ |")
    return "\n".join(lines) + "\n"


def _one(found: list[dict[str, Any]], rows: int, executors: int, twice: bool) -> dict[str, Any]:
    wanted = (rows, executors, twice)
    return next(one for one in found if (one["rows"], one["executors"], one["twice"]) == wanted)


def plot(found: list[dict[str, Any]], place: Path) -> None:
    """Draw how much of the cores' time is put to use, by executors and size of tasks."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "caveat"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    for rows in ROWS:
        used = [100 * _one(found, rows, executors, False)["used"] for executors in EXECUTORS]
        axes.plot(EXECUTORS, used, marker="o", label=f"{rows:,} customers a task")
    axes.set_xscale("log", base=2)
    axes.set_xticks(EXECUTORS, [str(one) for one in EXECUTORS])
    axes.set_xlabel(f"executors of {CORES_EACH} cores")
    axes.set_ylabel("cores' time put to use, %")
    axes.set_ylim(0, 100)
    axes.set_title("100 million customers: small tasks even out skew and stragglers")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(place, metadata={"Date": None})


def main() -> None:
    """Simulate, and write down what came of it."""
    figures, cluster = measured(), Cluster()
    found = simulated(figures, cluster)
    said = tables(figures, found)
    assumed = ", ".join(f"{name} {getattr(cluster, name)}" for name in Cluster.__slots__)
    head = f"# Scale, simulated\n\nSeed {SEED}. Assumed: {assumed}.\n\n"
    (HERE / "results.md").write_text(head + said)
    (HERE / "results.json").write_text(json.dumps({"seed": SEED, "runs": found}, indent=1) + "\n")
    plot(found, HERE / "tasks.svg")
    page = ROOT / "docs/scale.md"
    text = page.read_text()
    for name, part in (("tables", said), ("costs", costs(figures))):
        begin = f"<!-- {name}: written by benchmarks/scale/simulate.py -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n{part}{END}{rest.partition(END)[2]}"
    page.write_text(text)


if __name__ == "__main__":
    main()
