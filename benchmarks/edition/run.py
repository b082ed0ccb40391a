"""Build, open and ask an edition of the real lists, and say what each step took.

Every step runs in a process of its own, so that its time holds its start and its memory is its
own. The lists are all that `../shared/data` has of OFAC, UN, EU and UK, in all their versions,
with Canada's and the CSL beside them. Figures go to `benchmarks/edition/results.md`.

    make bench-edition
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CAVEAT_TEST_DATA", ROOT / "../shared/data")).resolve()
TODAY = "2026-11-24"
ROWS = 20_000
SEED = 7


@dataclass(frozen=True, slots=True)
class Step:
    """What one process took.

    Attributes:
        seconds: from start to end, as a user waits.
        memory: the most that was resident, in bytes.
        out: what it printed.
    """

    seconds: float
    memory: int
    out: str


def step(*command: str) -> Step:
    """Run a command to its end, alone."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        out = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command[:6])} failed with {process.returncode}")
    return Step(time.perf_counter() - begin, used.ru_maxrss * 1024, out)


def versions() -> Iterator[tuple[str, str | None, list[Path]]]:
    """Every version at hand: list, publication day if the file does not say, files."""
    sdn = DATA / "ofac_sdn"
    for day, folder in (("2015-01-31", "2015-01"), ("2018-01-31", "2018-01"),
                        ("2019-03-01", "2019_watchman"), ("2021-04-15", "2021-04"),
                        ("2022-01-15", "2022-01")):  # fmt: skip
        yield "ofac-sdn", day, sorted((sdn / folder).iterdir())
    for file in sorted((DATA / "ofac_sdn_history").glob("*.gz")):
        yield "ofac-sdn", file.name[4:14], [file]
    for file in sorted((DATA / "ofac_cons").glob("*.xml*")):
        yield "ofac-cons", None, [file]
    for file in sorted((DATA / "un").glob("*.xml.gz")):
        yield "un-sc", None, [file]
    yield "eu-fsf", None, [DATA / "eu/eu_fsd_global_2016-02-11.xml.gz"]
    yield "uk-sl", "2025-08-11", [DATA / "uk/uk_sanctions_list_fcdo_2025-08-11.ods"]
    yield "uk-ofsi", None, [DATA / "uk/uk_hmt_consolidated_2016-02-12_partial.csv"]
    yield "us-csl", "2022-05-16", [DATA / "us_csl/csl_us_circa_2022-05.csv.gz"]
    yield "ca-sema", "2020-10-01", [DATA / "canada/canada_sema_2020.xml"]
    yield "ca-sema", "2025-05-01", [DATA / "canada/canada_sema_2025.xml.gz"]


def take(root: str) -> None:
    """Import every version, and the EU's annexes as a mapped list, without building."""
    from caveat import Library
    from caveat.sources import registry
    from caveat.sources.reading import File

    library = Library.open(root, today=TODAY)
    for name, day, paths in versions():
        files = [File(path) for path in paths]
        library.bring(registry.get(name), files, published=day, accept_shrink=True)
    annexes = sorted((DATA / "eu/journal_2026-08/consolidated").glob("*.csv*"))
    mapping = ROOT / "tests/sources/fixtures/eu_journal.toml"
    library.bring(
        registry.own("eu-journal"),
        [File(path) for path in (*annexes, mapping)],
        published="2026-08-22",
    )


def opened(root: str) -> None:
    """Print the seconds from an open library to its first answer, imports done before."""
    from caveat import Library, Subject

    library = Library.open(root, today=TODAY)
    importing = time.perf_counter()
    edition = library.edition
    index = library.index
    done = time.perf_counter()
    library.screen(Subject(name="Sergei Chemezov"))
    first = time.perf_counter()
    library.screen(Subject(name="Gennady Timchenko"))
    second = time.perf_counter()
    size = sum(file.stat().st_size for file in edition.folder.rglob("*") if file.is_file())
    print(
        json.dumps(
            {
                "open": done - importing,
                "first": first - done,
                "second": second - first,
                "size": size,
                "parties": len(edition.parties),
                "statements": edition.table.num_rows,
                "versions": sum(len(listing.versions) for listing in edition.listings),
                "names": len(index.row_starts) - 1,
            }
        )
    )


def listed_names() -> list[str]:
    """Names of the newest SDN list at hand."""
    with gzip.open(
        DATA / "ofac_sdn_history/sdn_2024-05-03.csv.gz", "rt", errors="replace"
    ) as lines:
        return [row[1] for row in csv.reader(lines) if len(row) > 2]


def ordinary_names() -> list[str]:
    """Names of people and companies on no list: first names and surnames put together anew."""
    chance = random.Random(SEED)
    names = [name for name in listed_names() if name.count(", ") == 1]
    last, first = zip(*(name.split(", ") for name in names), strict=True)
    return [f"{chance.choice(first)} {chance.choice(last)}" for _ in range(ROWS)]


def customers(place: Path, share: float) -> None:
    """A customer file, of which this share are listed names, the rest made up."""
    chance = random.Random(SEED)
    listed, ordinary = listed_names(), ordinary_names()
    with place.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("customer_id", "name"))
        for number in range(ROWS):
            writer.writerow(
                (number, chance.choice(listed) if chance.random() < share else ordinary[number])
            )


def main() -> None:
    """Measure, print, and write the results down."""
    caveat = str(Path(sys.executable).with_name("caveat"))
    here = str(Path(__file__))
    with tempfile.TemporaryDirectory() as folder:
        root = f"{folder}/library"
        rows: list[tuple[str, str, str]] = []

        def row(what: str, wanted: str, measured: str) -> None:
            rows.append((what, wanted, measured))
            print(f"{what:58} {wanted:>14} {measured:>22}", flush=True)

        taken = step(sys.executable, here, "take", root)
        row("import of all versions", "", f"{taken.seconds:.1f} s, {taken.memory / 1e9:.2f} GB")
        built = step(caveat, "--library", root, "build")
        row("build of the edition", "120 s, 2 GB",
            f"{built.seconds:.1f} s, {built.memory / 1e9:.2f} GB")  # fmt: skip
        step(sys.executable, here, "open", root)  # warm the page cache, as on a machine in use
        found = json.loads(step(sys.executable, here, "open", root).out)
        row("open the edition and its index", "1 s", f"{found['open']:.3f} s")
        row("first answer after opening", "", f"{found['first']:.3f} s")
        row("next answer", "", f"{found['second'] * 1000:.1f} ms")
        screens = [
            step(caveat, "--library", root, "--today", TODAY, "screen", name)
            for name in ("Sergei Chemezov", "Чемезов Сергей", "Maria Kestrelova")
        ]
        row("caveat screen, with start-up", "2 s",
            f"{max(one.seconds for one in screens):.2f} s, "
            f"{max(one.memory for one in screens) / 1e6:.0f} MB")  # fmt: skip
        for share in (0.0, 0.05, 1.0):
            place = Path(folder, f"customers-{share}.csv")
            customers(place, share)
            ran = step(
                "taskset", "-c", "0", caveat, "--library", root, "--today", TODAY,
                "batch", str(place), "-o", f"{folder}/results-{share}.csv",
            )  # fmt: skip
            row(f"batch of {ROWS} names, one core, {share:.0%} of them listed", "1,000 a second",
                f"{ROWS / ran.seconds:,.0f} a second, {ran.memory / 1e6:.0f} MB")  # fmt: skip
        shutil.rmtree(root)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        f"# Edition, {date.today()}",
        "",
        f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {sys.version.split()[0]}. "
        f"{found['versions']} versions of lists, {found['parties']:,} parties, "
        f"{found['names']:,} names, {found['statements']:,} statements; the edition takes "
        f"{found['size'] / 1e6:.0f} MB. Times include the start of the process where the row "
        "does not say otherwise.",
        "",
        "| step | wanted | measured |",
        "|---|---|---|",
        *(f"| {what} | {wanted} | {measured} |" for what, wanted, measured in rows),
        "",
    ]
    Path(__file__).with_name("results.md").write_text("\n".join(lines))


if __name__ == "__main__":
    if sys.argv[1:2] == ["take"]:
        take(sys.argv[2])
    elif sys.argv[1:2] == ["open"]:
        opened(sys.argv[2])
    else:
        if not DATA.is_dir():
            raise SystemExit(f"There are no lists in {DATA}. Set CAVEAT_TEST_DATA to their folder.")
        main()
