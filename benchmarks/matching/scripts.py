"""How many listed parties are found by their names in other scripts (`scripts.tsv`).

The pairs were written from the spellings of newspapers, before the code that reads them; every
other one was kept aside until it was done (``held``).

    .venv/bin/python benchmarks/matching/scripts.py LIBRARY [dev | held | all]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import cast

from caveat import Library, Subject
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.subject import Type

PAIRS = Path(__file__).with_name("scripts.tsv")
TODAY = "2026-11-24"
_MOST = 50


def main() -> None:
    """Print what is found, by script."""
    root, half = sys.argv[1], (sys.argv[2:] or ["all"])[0]
    index = Library.open(root, today=TODAY).index
    lines = PAIRS.read_text("utf-8").splitlines()
    pairs = [line.split("\t") for place, line in enumerate(lines)
             if half == "all" or (place % 2 == 0) == (half == "dev")]  # fmt: skip
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for script, type, written, latin in pairs:
        subjects = [Subject(name, cast(Type, type)) for name in (latin, written)]
        listed, hits = index.search(subjects, limit=_MOST, threshold=DEFAULT_THRESHOLD)
        if listed:
            asked[script] += 1
            found[script] += bool({m.party for m in listed} & {m.party for m in hits})
    for script, count in asked.items():
        print(f"{script:12} {found[script]:3} of {count}")
    print(f"{'all':12} {found.total():3} of {asked.total()}")


if __name__ == "__main__":
    main()
