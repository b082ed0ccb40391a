"""The examples of the guide run as they stand there, and so does the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conftest import CAVEAT, ROOT, TODAY

from caveat.errors import BadInput, SparkFailed
from caveat.screening import batch
from caveat.spark.batch import engine
from caveat.spark.driver import has_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from caveat.screening.library import Library

GUIDE = ROOT / "docs/how-to/spark.md"
FIXTURE = ROOT / "tests/sources/fixtures/os_entities.ftm.json"


FILES = ("customers.parquet", "hits", "stakes.parquet", "entities.ftm.json", "edition.tar.gz",
         "library")  # fmt: skip


def examples() -> list[str]:
    return re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, library: Library) -> Path:
    """A folder with everything that the examples name."""
    shutil.copytree(library.root, tmp_path / "library")
    people = {"id": ["1", "2"], "name": ["Sergey Chemezov", "Maria Kestrelova"]}
    pq.write_table(pa.table(people), tmp_path / "customers.parquet")
    stakes = {"line": [2, 3], "owner_id": ["p1", "c1"], "owned_id": ["c1", "c2"],
              "share": [50.0, 75.5]}  # fmt: skip
    pq.write_table(pa.table(stakes), tmp_path / "stakes.parquet")
    shutil.copy(FIXTURE, tmp_path / "entities.ftm.json")
    return tmp_path


def test_the_examples_run_one_after_another_as_in_a_notebook(
    spark: SparkSession, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there: dict[str, Any] = {}
    for example in examples():
        if "sys.argv" not in example:
            for name in FILES:  # Spark's Java was started in another folder than this test's
                example = example.replace(f'"{name}"', f'"{desk / name}"')
            exec(compile(example, str(GUIDE), "exec"), there)
    assert pq.read_table(desk / "hits").num_rows >= 2
    shown = capsys.readouterr().out
    assert "Sergei Viktor" in shown
    assert "blocked" in shown
    assert there["library"].edition.sources == ("opensanctions-default", "starter")


def test_the_script_runs_under_spark_submit(desk: Path) -> None:
    pytest.importorskip("pyspark", reason="needs the extra caveat[spark]")
    if not has_java():
        pytest.skip("needs a Java: apt-get install openjdk-17-jre-headless")
    (script,) = (example for example in examples() if "sys.argv" in example)
    (desk / "nightly.py").write_text(script, encoding="utf-8")
    (command,) = re.findall(r"^(spark-submit .*)$", GUIDE.read_text(encoding="utf-8"), re.M)
    bin = Path(sys.executable).parent
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=desk, capture_output=True, text=True,
        env={**os.environ, "PATH": f"{bin}:{os.environ['PATH']}", "SPARK_LOCAL_IP": "127.0.0.1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert pq.read_table(desk / "hits")["name"].to_pylist().count("Maria Kestrelova") == 1


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_a_batch_on_spark_writes_the_same_bytes(
    spark: SparkSession, library: Library, tmp_path: Path, suffix: str
) -> None:
    source = ROOT / "src/caveat/sources/sample_customers.csv"
    rows = source.read_text(encoding="utf-8").splitlines(keepends=True)
    many = tmp_path / "customers.csv"  # more chunks than one
    many.write_text(rows[0] + "".join(rows[1:] * 40), encoding="utf-8")
    here = batch.run(library, many, tmp_path / f"here{suffix}")
    there = batch.run(library, many, tmp_path / f"there{suffix}", engine=engine(spark))
    assert (tmp_path / f"there{suffix}").read_bytes() == (tmp_path / f"here{suffix}").read_bytes()
    assert (there.rows, there.clear, there.hits, there.rejected) == (
        here.rows, here.clear, here.hits, here.rejected,
    )  # fmt: skip
    assert not (tmp_path / f"there{suffix}.partial").exists()


def test_a_batch_that_broke_off_on_spark_goes_on(
    spark: SparkSession, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.spark.faults import Always

    from caveat.spark import batch as room

    source = ROOT / "src/caveat/sources/sample_customers.csv"
    monkeypatch.setattr(room, "Finisher", Always)
    with pytest.raises(SparkFailed, match=r"the disk is full.*--resume"):
        batch.run(library, source, tmp_path / "out.csv", engine=engine(spark))
    monkeypatch.undo()
    summary = batch.run(library, source, tmp_path / "out.csv", engine=engine(spark), resume=True)
    assert summary.rows == 40


def test_a_master_without_spark_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [CAVEAT, "--today", TODAY, "batch", "--sample", "-o", tmp_path / "o.csv", "--master", "x"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "--engine spark" in done.stderr


def test_without_spark_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from caveat.errors import MissingExtra
    from caveat.spark.driver import needs_spark

    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(MissingExtra, match=r"pip install 'caveat\[spark\]'"):
        needs_spark()


def test_a_parcel_must_be_named_as_spark_unpacks_it(library: Library, tmp_path: Path) -> None:
    import caveat.spark

    with pytest.raises(BadInput, match=r"\.tar\.gz"):
        caveat.spark.pack(library, tmp_path / "edition.zip")
