"""What the other benchmarks measured, as far as capacity hangs on it; nothing is typed in here.

Read from ``docs/benchmarks/matching.json``, the tables of ``benchmarks/payments/results.md`` and,
where there is one, ``benchmarks/spark/results.json``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one machine.

    Attributes:
        names: customers a second on one core, names alone, many at once.
        owned: the same with ownership beside the names.
        two: customers a second on two cores of the same machine.
        listed: listed names in the index that those were measured with.
        index: its size in bytes.
        memory: bytes of a process's own, beyond the index in files.
        nomenklatura: names a second of nomenklatura's logic-v2, one core: what yente scores with.
        nomenklatura_title: which version that is.
        payments: transactions for each second of one core.
        growth: listed names, names a second on one core, bytes of the edition (0: not said).
        day: when the growth was measured.
        spark: what the Spark benchmark wrote; None where it has not run.
    """

    names: float
    owned: float
    two: float
    listed: int
    index: int
    memory: int
    nomenklatura: float
    nomenklatura_title: str
    payments: float
    growth: tuple[tuple[int, float, int], ...]
    day: str
    spark: dict[str, Any] | None


def measured(root: Path = ROOT) -> Measured:
    """Read them.

    Args:
        root: the source's folder.
    """
    said = json.loads((root / "docs/benchmarks/matching.json").read_text())
    speed = said["speed"]
    (peer,) = (one for one in speed["peers"] if one["title"].startswith("nomenklatura"))
    payments = (root / "benchmarks/payments/results.md").read_text()
    count = _number(payments, r"\| transactions \([^)]*\) \| ([\d,]+) \|")
    used = _number(payments, r"\| processor time of all processes \| ([\d.,]+) s \|")
    spark = root / "benchmarks/spark/results.json"
    rows = ((row["names"], row["names_a_second"], row.get("size", 0)) for row in
            said["growth"]["rows"])  # fmt: skip
    return Measured(
        names=speed["one"]["names_a_second"],
        owned=speed["owned"]["one"]["names_a_second"],
        two=speed["two"]["names_a_second"],
        listed=speed["listed"],
        index=speed["index"],
        memory=int(speed["one"]["own_memory"]),
        nomenklatura=peer["names_a_second"],
        nomenklatura_title=peer["title"],
        payments=count / used,
        growth=tuple(rows),
        day=said["growth"]["day"],
        spark=json.loads(spark.read_text()) if spark.exists() else None,
    )


def _number(text: str, pattern: str) -> float:
    found = re.search(pattern, text)
    if found is None:
        raise SystemExit(f"benchmarks/payments/results.md has no line like {pattern}")
    return float(found[1].replace(",", ""))
