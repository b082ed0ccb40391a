"""The simulation of skew and stragglers: the same seed, the same figures, and its laws."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.scale.measured import measured
from benchmarks.scale.simulate import CUSTOMERS, Cluster, costs, finished, tables, tasks

EVEN = Cluster(spread=0, slow=0, lost=0, dense=0.05, dearness=1, task=0, start=0)


def random() -> np.random.Generator:
    return np.random.default_rng(1)


def test_work_is_neither_lost_nor_invented() -> None:
    for together in (0.0, 0.9):
        seconds = tasks(20_000, 1e-4, Cluster(task=0, together=together), random())
        assert seconds.sum() == pytest.approx(CUSTOMERS * 1e-4, rel=0.02)


def test_even_machines_and_even_work_lose_nothing() -> None:
    seconds = tasks(20_000, 1e-4, EVEN, random())
    end = finished(seconds, 5, EVEN, random(), twice=False)
    assert end == pytest.approx(CUSTOMERS * 1e-4 / 20, rel=1e-6)


def test_it_is_never_done_before_the_work_allows_and_speculation_never_harms() -> None:
    cluster = Cluster()
    seconds = tasks(100_000, 1e-4, cluster, random())
    plain, twice = (finished(seconds, 16, cluster, random(), twice=way) for way in (False, True))
    assert cluster.start + seconds.sum() / 64 / 1.5 < twice <= plain


def test_large_tasks_wait_for_the_slowest() -> None:
    cluster = Cluster(slow=0.1)
    ends = [
        finished(tasks(rows, 1e-4, cluster, random()), 25, cluster, random(), twice=False)
        for rows in (20_000, 1_000_000)
    ]
    assert ends[0] < ends[1]


def test_the_page_has_the_figures_that_the_benchmarks_measured() -> None:
    figures = measured()
    runs = json.loads((ROOT / "benchmarks/scale/results.json").read_text())["runs"]
    page = Path(ROOT / "docs/scale.md").read_text()
    assert tables(figures, runs) in page and costs(figures) in page
