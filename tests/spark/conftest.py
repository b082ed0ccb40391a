"""One Spark for all tests of this room, in this process and two cores wide."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import ROOT, TODAY

from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.spark.driver import has_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session whose failed tasks are tried again, as on any cluster."""
    pytest.importorskip("pyspark", reason="needs the extra caveat[spark]")
    if not has_java():
        pytest.skip("needs a Java: apt-get install openjdk-17-jre-headless")
    from caveat.spark import session

    # Workers import the faults that tests inject from this folder.
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), before)))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    there = session(
        "local[2,4]",
        spark__ui__enabled="false",
        spark__driver__bindAddress="127.0.0.1",
        spark__driver__host="127.0.0.1",
        spark__sql__shuffle__partitions="2",
        spark__local__dir=str(tmp_path_factory.mktemp("spark")),
        spark__sql__warehouse__dir=str(tmp_path_factory.mktemp("warehouse")),
    )
    there.sparkContext.setLogLevel("OFF")
    yield there
    there.stop()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with the starter list; nobody brings anything else into it."""
    opened = Library.open(tmp_path_factory.mktemp("starter") / "library", today=TODAY)
    opened.bring(registry.get("starter"), [starter.bundled()])
    opened.build()
    return opened


@pytest.fixture(scope="session")
def real(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two real lists: names in Latin, Arabic, Chinese and Cyrillic letters."""
    from caveat.sources.reading import File

    opened = Library.open(tmp_path_factory.mktemp("real") / "library", today=TODAY)
    opened.bring(registry.get("un-sc"), [File(data / "un/UN_2026-02-27.xml.gz")])
    opened.bring(registry.get("ofac-cons"), [File(data / "ofac_cons/consolidated_2025-03-28.xml")])
    opened.build()
    return opened
