"""Screen 100,000 pacs.008 transactions from the command line, on two cores, and say how well.

The file is made by `messages.py`: customers of twenty countries by faker, one in a hundred
transactions with a name of the newest SDN list at hand, as debtor, creditor, ultimate creditor or
in the middle of the remittance text. The lists are all that `../shared/data` has, as in
`benchmarks/edition`. Beside it, what one would write in an afternoon: lxml, and rapidfuzz over all
listed names. Figures go to `benchmarks/payments/results.md`.

    make bench-payments
    .venv/bin/python benchmarks/payments/run.py --library FOLDER --count 20000
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.edition.run import DATA, TODAY, take  # noqa: E402
from benchmarks.payments.messages import Planted, write  # noqa: E402

CORES = 2
SAMPLE = 200
"""Transactions that the peer gets: it would take hours for all."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run came to.

    Attributes:
        count: transactions.
        seconds: from start to end, as a user waits.
        cpu: seconds of all processes together.
        memory: most that one process held, in bytes.
        planted: transactions with a listed name.
        missed: those that were not found.
        alarms: other transactions with a hit.
        fields: fields of these that gave the alarm, by role.
    """

    count: int
    seconds: float
    cpu: float
    memory: int
    planted: int
    missed: list[Planted]
    alarms: int
    fields: dict[str, int]


def listed() -> list[tuple[str, str]]:
    """Names of the newest SDN list at hand: persons as the list writes them, and organizations."""
    place = DATA / "ofac_sdn_history/sdn_2024-05-03.csv.gz"
    with gzip.open(place, "rt", errors="replace") as lines:
        rows = [row for row in csv.reader(lines) if len(row) > 3]
    return [
        (row[1].strip(), "person" if row[2].strip() == "individual" else "organization")
        for row in rows
        if row[2].strip() in ("individual", "-0-")
    ]


def caveat(library: Path, place: Path, planted: list[Planted], count: int) -> Figures:
    """Run the command on two cores, and compare what it found with what was planted."""
    output = place.with_suffix(".csv")
    command = [str(Path(sys.executable).with_name("caveat")), "--library", str(library),
               "--today", TODAY, "payment", str(place), "-o", str(output),
               "--processes", str(CORES)]  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, range(min(CORES, os.cpu_count() or 1))),
    )  # fmt: skip
    seconds = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 3:
        raise SystemExit(f"caveat payment ended with {done.returncode}:\n{done.stdout[-2000:]}")
    hits: dict[int, set[str]] = {}
    with output.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            hits.setdefault(int(row["transaction"]), set()).add(row["role"])
    right = {one.number for one in planted}
    fields: dict[str, int] = {}
    for number, roles in hits.items():
        for role in roles if number not in right else ():
            fields[role] = fields.get(role, 0) + 1
    return Figures(
        count, seconds,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        after.ru_maxrss * 1024, len(planted),
        [one for one in planted if one.number not in hits], len(hits.keys() - right), fields,
    )  # fmt: skip


def peer(library: Path, place: Path, planted: list[Planted]) -> tuple[float, int, int, int]:
    """The same file by lxml and rapidfuzz: every name and text against every listed name.

    Returns:
        Transactions a second on one core; of the sample, planted ones found, planted ones, and
        others with a hit.
    """
    from lxml import etree
    from rapidfuzz import fuzz, process, utils

    from caveat import Library

    opened = Library.open(library, today=TODAY)
    props = {"name", "alias", "weakAlias", "previousName"}
    table = opened.edition.table
    words = opened.edition.words("prop")
    codes = {number for number, word in enumerate(words) if word in props}
    names = {
        value
        for value, prop in zip(
            table["value"].to_pylist(), opened.edition.numbers("prop").tolist(), strict=True
        )
        if prop in codes
    }
    choices = [utils.default_process(name) for name in names]
    right = {one.number for one in planted}
    chosen = {*sorted(right)[: SAMPLE // 4]}
    long = [name for name in choices if len(name) >= 8]
    found = alarms = seen = 0
    space = "{urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08}"

    def fits(text: str, among: list[str], scorer: Any, least: int) -> bool:
        plain = utils.default_process(text)
        return process.extractOne(plain, among, scorer=scorer, score_cutoff=least) is not None

    began = time.process_time()
    reading = etree.iterparse(str(place), tag=f"{space}CdtTrfTxInf")
    for number, (_, element) in enumerate(reading, start=1):
        if number in chosen or (number not in right and seen < SAMPLE - len(chosen)):
            seen += number not in chosen
            names_of = [node.text or "" for node in element.iter(f"{space}Nm")]
            texts_of = [node.text or "" for node in element.iter(f"{space}Ustrd")]
            hit = any(fits(text, choices, fuzz.token_sort_ratio, 85) for text in names_of) or any(
                fits(text, long, fuzz.partial_ratio, 90) for text in texts_of
            )
            found += hit and number in chosen
            alarms += hit and number not in chosen
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
        if seen >= SAMPLE - len(chosen) and number > max(chosen, default=0):
            break
    return (seen + len(chosen)) / (time.process_time() - began), found, len(chosen), alarms


def report(ours: Figures, plain: tuple[float, int, int, int], size: int) -> str:
    """The page of results."""
    rate, found, planted, alarms = plain
    got = ours.planted - len(ours.missed)
    fields = ", ".join(f"{role} {count}" for role, count in sorted(ours.fields.items()))
    return f"""# Payments

Written by `make bench-payments` on {platform.machine()} with {os.cpu_count()} cores, Python
{platform.python_version()}; {os.getloadavg()[1]:.1f} processes wanted them on average. `run.py`
says what is measured. Where more processes want the cores than there are, the time from
start to end says little, and processor time is more than it would be.

| | |
|---|---|
| transactions (pacs.008, {size / 1e6:.0f} MB) | {ours.count:,} |
| from start to end, on {CORES} cores | {ours.seconds:.1f} s |
| a second | {ours.count / ours.seconds:,.0f} |
| processor time of all processes | {ours.cpu:.1f} s |
| most memory of one process | {ours.memory / 1e6:.0f} MB |
| listed names planted | {ours.planted:,} |
| found | {got:,} ({got / max(ours.planted, 1):.2%}) |
| other transactions with a hit | {ours.alarms:,} ({ours.alarms / ours.count:.2%}) |
| by field | {fields} |

A hit of another transaction is most often a namesake: faker's Sven Olsson against the listed Sven
Anders Olsson, with nothing in the message that tells them apart.

Missed:

{chr(10).join(f"- {one.where}: {one.name}" for one in ours.missed) or "none"}

## Beside it

lxml and rapidfuzz, on {SAMPLE} transactions of the same file and one core: names by
token_sort_ratio of at least 85 over every listed name, texts by partial_ratio of at least 90 over
those of 8 letters or more. {rate:.1f} transactions a second; {found} of {planted} planted ones
found, {alarms} of {SAMPLE - planted} others with a hit. It knows no BIC, birth date, country,
spelling by ear, cut name, ownership or day.
"""


def main() -> None:
    """Make the file, run both, write the page."""
    options = argparse.ArgumentParser()
    options.add_argument("--library", type=Path, help="A built library; else one is made.")
    options.add_argument("--count", type=int, default=100_000)
    said = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        library = said.library or Path(scratch) / "library"
        if said.library is None:
            from caveat import Library

            take(str(library))
            Library.open(library, today=TODAY).build()
        place = Path(scratch) / "payments.xml"
        planted = write(place, said.count, listed())
        warm = place.with_name("warm.xml")
        write(warm, 10, listed())
        subprocess.run(
            [str(Path(sys.executable).with_name("caveat")), "--library", str(library), "--today",
             TODAY, "payment", str(warm), "--json"], stdout=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        ours = caveat(library, place, planted, said.count)
        print(json.dumps({"seconds": ours.seconds, "cpu": ours.cpu, "missed": len(ours.missed)}))
        page = report(ours, peer(library, place, planted), place.stat().st_size)
    (Path(__file__).parent / "results.md").write_text(page)
    print(page)


if __name__ == "__main__":
    main()
