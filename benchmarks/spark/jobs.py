"""The jobs of the benchmark, each for a process of its own; each gives its figures."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import statistics
import threading
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.ownership.register import listed as listed_of
from benchmarks.ownership.register import register as network_of
from benchmarks.spark import customers

from caveat import Library
from caveat.match.facts import KINDS
from caveat.ownership.network import prefix
from caveat.ownership.points import percent
from caveat.sources import registry, starter
from caveat.sources.reading import File
from caveat.stake import INTERESTS

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-24"
DAY = "2025-06-01"
WARM = 4_000
ALONE = 300_000
"""Stakes that one process reads; of larger registers, a part, and the time is extrapolated."""

Figures = dict[str, Any]


def library(place: Path) -> Path:
    """A library of real lists where they are; of the starter list elsewhere."""
    data = ROOT.parent / "shared/data"
    made = Library.open(place, today=TODAY)
    made.bring(registry.get("starter"), [starter.bundled()])
    if data.is_dir():
        for name, file, published in (
            ("un-sc", "un/UN_2026-02-27.xml.gz", None),
            ("ofac-cons", "ofac_cons/consolidated_2025-03-28.xml", None),
            ("ofac-sdn", "ofac_sdn_history/sdn_2024-05-03.csv.gz", "2024-05-03"),
        ):
            made.bring(registry.get(name), [File(data / file)], published=published)
    made.build()
    return place


def names(place: str, count: str, root: str, skewed: str = "") -> Figures:
    """Write customers."""
    index = Library.open(root, today=TODAY).index
    kinds = [KINDS.index(kind) for kind in ("name", "alias")]
    facts = [n for n, kind in enumerate(index.kinds.tolist()) if kind in kinds]
    some = random.Random(1).sample(facts, min(5_000, len(facts)))
    customers.write(Path(place), int(count), [index.value(n) for n in some], skewed=bool(skewed))
    return {}


def local(place: str, root: str, processes: str, out: str) -> Figures:
    """The names through `screen_many`, in some processes; after start-up, to the last answer."""
    Path(out).mkdir()
    many = int(processes)
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(many + 1)
    workers = [
        context.Process(target=_local, args=(place, root, part, many, out, barrier))
        for part in range(many)
    ]
    for worker in workers:
        worker.start()
    barrier.wait()
    begin, used = time.perf_counter(), _cpu()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    return {"seconds": time.perf_counter() - begin, "cpu": _cpu() - used}


def _local(place: str, root: str, part: int, parts: int, out: str, barrier: Any) -> None:
    opened = Library.open(root, today=TODAY)
    with pq.ParquetFile(place) as file:
        groups = range(part, file.num_row_groups, parts)
        warm = next(file.iter_batches(WARM))
        list(opened.screen_many(pa.table(warm)))
        barrier.wait()
        rows: list[tuple[int, int, str | None, float | None]] = []
        for group in groups:
            for screening in opened.screen_many(file.read_row_group(group)):
                found = [(hit.entity.id, hit.score) for hit in screening.hits]
                found += [(hit.party, hit.score) for hit in screening.owned]
                id, score = found[0] if found else (None, None)
                score = None if score is None else round(score, 4)
                rows.append((int(screening.subject.key or 0), len(found), id, score))
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    pq.write_table(
        pa.table(dict(zip(("id", "hits", "party", "score"), columns, strict=True))),
        f"{out}/{part}.parquet",
    )


def spark(place: str, root: str, master: str, out: str) -> Figures:
    """The names through Spark, into Parquet."""
    import caveat.spark

    begin = time.perf_counter()
    events = Path(f"{out}-events")
    events.mkdir()
    there = _session(
        master,
        spark__eventLog__enabled="true",
        spark__eventLog__dir=events.as_uri(),
        spark__eventLog__rolling__enabled="false",
        spark__eventLog__compress="false",
    )
    opened = Library.open(root, today=TODAY)
    frame = there.read.parquet(place)
    warm = caveat.spark.screen(frame.limit(WARM), opened, partitions=8)
    warm.write.format("noop").mode("overwrite").save()
    ready, used = time.perf_counter(), _cpu()
    with _Watch() as watch:
        caveat.spark.screen(frame, opened).write.parquet(out)
    seconds, used = time.perf_counter() - ready, _cpu() - used
    there.stop()
    tasks = _tasks(events)
    return {
        "start": ready - begin, "seconds": seconds, "cpu": used, "private": watch.anonymous / 1024,
        "whole": watch.whole / 1024, "tasks": len(tasks), "slowest": max(tasks),
        "median": statistics.median(tasks),
    }  # fmt: skip


def _cpu() -> float:
    """Seconds of processor time of this process and all below it: Java and its Python workers."""
    tick = os.sysconf("SC_CLK_TCK")
    about: dict[int, tuple[int, float]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = place.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        about[int(place.parent.name)] = int(words[1]), sum(map(int, words[11:15])) / tick
    mine = {os.getpid()}
    while more := {pid for pid, (above, _) in about.items() if above in mine} - mine:
        mine |= more
    return sum(about[pid][1] for pid in mine if pid in about)


def _session(master: str, **more: str) -> Any:
    from caveat.spark import session

    there = session(
        master, spark__ui__enabled="false", spark__driver__memory="3g",
        spark__sql__shuffle__partitions="16", **more,
    )  # fmt: skip
    there.sparkContext.setLogLevel("ERROR")
    return there


def _tasks(events: Path) -> list[float]:
    """Seconds of the tasks of the last stage, the one that screens."""
    found: dict[int, list[float]] = {}
    for file in events.iterdir():
        for line in file.read_text().splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd":
                about = event["Task Info"]
                took = (about["Finish Time"] - about["Launch Time"]) / 1000
                found.setdefault(event["Stage ID"], []).append(took)
    return found[max(found)]


class _Watch:
    """The most memory that a Python worker had while it was watched, in KiB."""

    def __enter__(self) -> _Watch:
        self.anonymous = self.whole = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(2):
            for place in Path("/proc").glob("[0-9]*"):
                try:
                    words = (place / "cmdline").read_bytes().split(b"\0")
                    if b"pyspark.daemon" not in words:
                        continue
                    text = (place / "smaps_rollup").read_text().splitlines()[1:]
                except OSError:  # it has ended
                    continue
                said = {line.split(":")[0]: int(line.split()[1]) for line in text}
                self.anonymous = max(self.anonymous, said["Anonymous"])
                self.whole = max(self.whole, said["Rss"])


def same(here: str, there: str) -> Figures:
    """The results of both engines, row by row."""
    question = f"""
        WITH a AS (SELECT * FROM '{here}/*.parquet'),
        b AS (SELECT id, caveat_hits AS hits, caveat_party AS party, caveat_score AS score
              FROM '{there}/*.parquet' WHERE caveat_hit <= 1)
        SELECT count(*), count(*) FILTER (WHERE a.hits > 0),
               count(*) FILTER (WHERE a.id IS NULL OR b.id IS NULL OR a.hits != b.hits
                   OR a.party IS DISTINCT FROM b.party OR a.score IS DISTINCT FROM b.score)
        FROM a FULL JOIN b USING (id)"""
    rows, hits, different = duckdb.execute(question).fetchall()[0]
    return {"rows": rows, "hits": hits, "different": different}


def complete(out: str, count: str) -> Figures:
    """Whether every name came out once."""
    found = duckdb.execute(
        f"SELECT count(*), count(DISTINCT id), min(id), max(id), count(*) FILTER (WHERE "
        f"caveat_hits > 0) FROM '{out}/*.parquet' WHERE caveat_hit <= 1"
    ).fetchall()[0]
    assert found[:4] == (int(count), int(count), 0, int(count) - 1), found
    return {"names": found[0], "hits": found[4]}


def register(place: str, size: str) -> Figures:
    """Write a register as a company register has it: ids, names, shares and days as text."""
    stakes = int(size)
    network = network_of(stakes * 2 // 3, stakes)
    folder = Path(place)
    folder.mkdir()
    step = 200_000
    for start in range(0, network.stakes, step):
        part = slice(start, start + step)
        least, most = network.least[part].tolist(), network.most[part].tolist()
        shares = [
            "" if (low, high) == (0, 10**9) else percent(low).removesuffix(" %") if low == high
            else f"{percent(low)} - {percent(high)}" for low, high in zip(least, most, strict=True)
        ]  # fmt: skip
        days = [
            [prefix(a, b) for a, b in zip(getattr(network, f"{end}_first")[part].tolist(),
                                          getattr(network, f"{end}_last")[part].tolist(),
                                          strict=True)]
            for end in ("start", "end")
        ]  # fmt: skip
        owner, owned = ([f"{n:08d}" for n in getattr(network, end)[part].tolist()]
                        for end in ("owner", "owned"))  # fmt: skip
        table = {
            "line": range(start, start + len(owner)),
            "owner_id": owner, "owner_name": [f"Holder {n}" for n in owner],
            "owned_id": owned, "owned_name": [f"Holder {n}" for n in owned],
            "share": shares, "kind": [INTERESTS[k] for k in network.kind[part].tolist()],
            "start": pa.array(days[0], pa.string()), "end": pa.array(days[1], pa.string()),
        }  # fmt: skip
        pq.write_table(pa.table(table), folder / f"{start:010d}.parquet")
    ids = listed_of(stakes * 2 // 3, max(20, stakes // 750))
    (folder / "listed.json").write_text(json.dumps([f"{n:08d}" for n in ids.tolist()]))
    return {}


def ownership(place: str, master: str) -> Figures:
    """Read the register, and test it in both ways."""
    from caveat.spark import ownership as room

    listed = json.loads((Path(place) / "listed.json").read_text())
    there = _session(master)
    frame = there.read.parquet(*map(str, sorted(Path(place).glob("*.parquet"))))
    begin = time.perf_counter()
    register = room.register(frame, origin="line")
    register.items.write.format("noop").mode("overwrite").save()
    read = time.perf_counter() - begin
    found: dict[str, Any] = {}
    ways: tuple[room.Way, ...] = ("whole", "reached")
    for way in ways:
        begin = time.perf_counter()
        table = room.verdicts(register, listed, as_of=DAY, way=way)
        rows = {tuple(row) for row in table.collect()}
        found[way] = time.perf_counter() - begin
        assert found.setdefault("rows", rows) == rows
    there.stop()
    count = sum(verdict != "listed" for *_, verdict in found.pop("rows"))
    seconds, part = _alone(Path(place))
    note = "" if part == 1 else f" (extrapolated from {part:.0%})"
    return {**found, "read": read, "blocked": count, "alone": seconds / part, "extrapolated": note}


def _alone(place: Path) -> tuple[float, float]:
    """One process reading the register as `caveat stakes import` does; seconds, and what part."""
    from caveat.sources.stakes.check import checked
    from caveat.sources.stakes.tabular import named, row_items

    files = sorted(place.glob("*.parquet"))
    total = sum(pq.ParquetFile(file).metadata.num_rows for file in files)
    rows = [
        row for file in files[: -(-ALONE // 200_000)] for row in pq.read_table(file).to_pylist()
    ]
    columns = named(list(rows[0]))
    begin = time.perf_counter()
    cells = (
        (str(row["line"]), {column: str(value or "") for column, value in
                            zip(columns, row.values(), strict=True)}) for row in rows
    )  # fmt: skip
    for _ in checked(item for row in cells for item in row_items(row, "register")):
        pass
    return time.perf_counter() - begin, len(rows) / total


def collection(place: str, count: str) -> Figures:
    """Entities in OpenSanctions' format: parties, their sanctions, addresses, stakes; mixed."""
    chance = random.Random(3)
    words = [
        f"{a}{b}{c}"
        for a in ("ka", "lo", "mi", "ra", "se", "tu", "ve", "no")
        for b in ("rin", "dov", "tas", "mel", "shi", "gor")
        for c in ("a", "ov", "in", "sky", "")
    ]
    parties, records = int(count), 0
    with Path(place).open("w", encoding="utf-8") as stream:
        for n in range(parties):
            name = " ".join(chance.choice(words).title() for _ in range(3))
            person = chance.random() < 0.7
            seen = {"datasets": ["default"], "last_seen": "2026-11-20T00:00:00"}
            said: dict[str, list[str]] = {
                "name": [name], "alias": [f"{name} {chance.choice(words)}"], "country": ["ru"],
                "addressEntity": [f"a{n // 2}"], "topics": ["sanction"],
            }  # fmt: skip
            if person:
                said["birthDate"] = [f"19{chance.randrange(30, 99)}-0{chance.randrange(1, 9)}-11"]
            made: list[dict[str, object]] = [
                {"id": f"p{n}", "schema": "Person" if person else "Company", "properties": said,
                 "target": True},
                {"id": f"s{n}", "schema": "Sanction", "properties":
                 {"entity": [f"p{chance.randrange(parties)}"], "program": ["P"], "authority":
                  ["A council"], "startDate": ["2022-02-25"]}},
            ]  # fmt: skip
            if n % 2 == 0:
                made.append(
                    {
                        "id": f"a{n // 2}",
                        "schema": "Address",
                        "properties": {"full": [f"{n} Long Street, Kestrel"], "city": ["Kestrel"]},
                    }
                )
            if n % 5 == 0:
                made.append(
                    {
                        "id": f"o{n}",
                        "schema": "Ownership",
                        "properties": {
                            "owner": [f"p{chance.randrange(parties)}"],
                            "asset": [f"p{chance.randrange(parties)}"],
                            "percentage": ["50"],
                        },
                    }
                )
            for one in made:
                stream.write(json.dumps({**one, **seen}) + "\n")
            records += len(made)
    return {"parties": parties, "records": records, "size": Path(place).stat().st_size / 1e6}


def bring(place: str, root: str, master: str) -> Figures:
    """Take the collection into a library; by Spark, if there is a master."""
    opened = Library.open(root, today=TODAY)
    source = registry.get("opensanctions-default")
    begin = time.perf_counter()
    start = 0.0
    if master:
        import caveat.spark

        there = _session(master)
        there.range(1).mapInArrow(lambda batches: batches, "id long").collect()
        start = time.perf_counter() - begin
        taken = caveat.spark.bring(there, opened, source, place)
        there.stop()
    else:
        taken = opened.bring(source, [File(Path(place))])
    seconds = time.perf_counter() - begin - start
    record = taken.version.to_json()
    return {"seconds": seconds, "start": start, "version": record,
            "statements": taken.version.statements}  # fmt: skip
