"""Screen by the million on Spark, beside this machine's own processes; and the other heavy jobs.

Each part runs in a process of its own; figures go to `benchmarks/spark/results.md` where all parts
ran at full size.

    make bench-spark
    make bench-spark SIZE=100000 ARGS='--parts screen --library /path/of/a/library'

Parts: ``screen`` (local processes and Spark on the same names, results compared), ``long`` (Spark
alone, many names, counted), ``ownership`` (one node against DataFrame steps), ``edition`` (a
collection of OpenSanctions, scaled up).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.spark import jobs

RESULTS = Path(__file__).parent / "results.md"
PARTS = ("screen", "long", "ownership", "edition")
SIZE, LONG, STAKES, PARTIES = 2_000_000, 10_000_000, "1000000,10000000", 1_000_000


def main() -> None:
    """Run the parts that are asked for, and write the figures down."""
    said = arguments()
    with tempfile.TemporaryDirectory(prefix="caveat-spark-", dir=said.scratch) as name:
        folder = Path(name)
        library = Path(said.library) if said.library else jobs.library(folder / "library")
        lines = [head(said, library)]
        for part in said.parts.split(","):
            for line in getattr(sys.modules[__name__], f"of_{part}")(said, library, folder):
                lines.append(line)
                print(line, flush=True)
    full = said.parts == ",".join(PARTS) and (said.size, said.long) == (SIZE, LONG)
    if full or said.write:
        RESULTS.write_text("\n".join(lines) + "\n")


def arguments() -> argparse.Namespace:
    """What the command line says."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--size", type=int, default=SIZE, help="names that both engines screen")
    ask.add_argument("--long", type=int, default=LONG, help="names that Spark screens alone")
    ask.add_argument("--stakes", default=STAKES, help="sizes of registers, with commas")
    ask.add_argument("--parties", type=int, default=PARTIES, help="parties of the collection")
    ask.add_argument("--parts", default=",".join(PARTS), help="which parts, with commas")
    ask.add_argument("--library", help="a library that is there; else real lists are brought")
    ask.add_argument("--master", default="local[2]", help="Spark's master")
    ask.add_argument("--scratch", help="where to put files; the system's own place, if not said")
    ask.add_argument("--write", action="store_true", help="write the results, whatever the size")
    return ask.parse_args()


def head(said: argparse.Namespace, library: Path) -> str:
    """What was measured, and where."""
    from importlib.metadata import version

    from caveat import Library

    edition = Library.open(library, today=jobs.TODAY).edition
    versions = sum(len(one.versions) for one in edition.listings)
    return (
        f"# Spark, {date.today()}\n\n{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Spark {version('pyspark')}, master {said.master}. "
        f"Edition {edition.id}: {len(edition.listings)} lists in {versions} versions, "
        f"{edition.parties.num_rows:,} parties.\n\n| what | measured |\n|---|---|"
    )


def of_screen(said: argparse.Namespace, library: Path, folder: Path) -> list[str]:
    """Both engines on the same names."""
    names = folder / "names.parquet"
    run("names", str(names), str(said.size), str(library))
    here = run("local", str(names), str(library), "2", str(folder / "local"))
    spark = run("spark", str(names), str(library), said.master, str(folder / "spark"))
    same = run("same", str(folder / "local"), str(folder / "spark"))
    part = here["seconds"] / spark["seconds"]
    return [
        f"| {said.size:,} names, two processes of `screen_many`, after start-up | "
        f"{here['seconds']:.0f} s, {said.size / here['seconds']:,.0f} a second |",
        f"| the same, Spark, with reading, shuffling and writing Parquet, after start-up | "
        f"{spark['seconds']:.0f} s, {said.size / spark['seconds']:,.0f} a second: "
        f"**{part:.0%}** |",
        f"| processor time of both, which other work on the machine changes little | "
        f"{here['cpu']:.0f} s, {spark['cpu']:.0f} s: {here['cpu'] / spark['cpu']:.0%} |",
        f"| Spark's start-up: session, workers, opening the edition | {spark['start']:.0f} s |",
        f"| memory of a Python worker, without what it shares with others | "
        f"{spark['private']:,.0f} MB; {spark['whole']:,.0f} MB with the mapped edition |",
        f"| results compared, row by row | {same['rows']:,} rows, {same['hits']:,} with hits, "
        f"{same['different']:,} different |",
    ]


def of_long(said: argparse.Namespace, library: Path, folder: Path) -> list[str]:
    """Spark alone, end to end: many names, of which some parts are more work than others."""
    names = folder / "long.parquet"
    run("names", str(names), str(said.long), str(library), "skewed")
    spark = run("spark", str(names), str(library), said.master, str(folder / "long"))
    done = run("complete", str(folder / "long"), str(said.long))
    return [
        f"| {said.long:,} names end to end, the listed ones all in the first tenth | "
        f"{spark['start'] + spark['seconds']:.0f} s in all; {said.long / spark['seconds']:,.0f} a "
        "second after start-up |",
        f"| their results | {done['names']:,} names, each there once; {done['hits']:,} with hits |",
        f"| slowest task against the median one | {spark['slowest']:.1f} s, {spark['median']:.1f} s"
        f" of {spark['tasks']} |",
        f"| memory of a Python worker at the end, without what it shares | "
        f"{spark['private']:,.0f} MB |",
    ]


def of_ownership(said: argparse.Namespace, library: Path, folder: Path) -> list[str]:
    """A register read by Spark; the test on one node, of the whole or of what is reached."""
    lines = []
    for size in map(int, said.stakes.split(",")):
        place = folder / f"stakes-{size}"
        run("register", str(place), str(size))
        found = run("ownership", str(place), said.master)
        lines += [
            f"| {size:,} stakes: read and canonicalise, Spark | {found['read']:.0f} s |",
            f"| the same, one process of `caveat stakes import`'s reader | {found['alone']:.0f} s"
            f"{found['extrapolated']} |",
            f"| the test, whole register brought to one node | {found['whole']:.0f} s, "
            f"{found['blocked']:,} blocked or perhaps so |",
            f"| the test, DataFrame steps to what is reached, then one node | "
            f"{found['reached']:.0f} s, the same verdicts |",
        ]
    return lines


def of_edition(said: argparse.Namespace, library: Path, folder: Path) -> list[str]:
    """A collection of OpenSanctions' format into a library."""
    place = folder / "entities.ftm.json"
    made = run("collection", str(place), str(said.parties))
    here = run("bring", str(place), str(folder / "here"), "")
    spark = run("bring", str(place), str(folder / "there"), said.master)
    assert here["version"] == spark["version"], "the versions differ"
    return [
        f"| a collection of {made['parties']:,} parties, {made['records']:,} records, "
        f"{made['size']:,.0f} MB: one process | {here['seconds']:.0f} s, {here['memory']:.2f} GB |",
        f"| the same, Spark | {spark['seconds']:.0f} s, {spark['start']:.0f} s of start-up before; "
        f"{here['statements']:,} statements, the same |",
    ]


def run(part: str, *words: str) -> dict[str, Any]:
    """Run one job in a process of its own."""
    command = [sys.executable, __file__, "--job", part, *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        job: Callable[..., dict[str, Any]] = getattr(jobs, sys.argv[2])
        result = job(*sys.argv[3:])
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(json.dumps({"memory": used, **result}))
    else:
        main()
