"""A Spark session fit for Caveat, or one clear sentence about what is missing."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.errors import BadInput, MissingExtra

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS = {
    # A worker keeps the edition open from task to task.
    "spark.python.worker.reuse": "true",
    # A repartition that is done again after a failure puts every row where it was: no row is lost
    # or told twice.
    "spark.sql.execution.sortBeforeRepartition": "true",
    "spark.ui.showConsoleProgress": "false",
}
"""What a session of Caveat's own has, unless the user says otherwise. All but the last are Spark's
defaults, said here because the answers rest on them."""


def needs_spark() -> None:
    """Make sure that Spark can be used, before anybody waits for it.

    Raises:
        MissingExtra: the extra ``spark`` is not installed.
    """
    try:
        import pandas  # noqa: F401  Spark's Python functions over Arrow ask for it
        import pyspark  # noqa: F401
    except ImportError as error:
        raise MissingExtra(
            f"Spark needs the extra caveat[spark] ({error}). "
            "Install it with pip install 'caveat[spark]'."
        ) from None


def has_java() -> bool:
    """Whether there is a Java that a session of one's own can start."""
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which("java")) or bool(home and (Path(home) / "bin/java").exists())


def session(master: str | None = None, **settings: str) -> SparkSession:
    """The session that is there, as in a notebook or under ``spark-submit``; else a new one.

    Args:
        master: ``local[2]``, ``spark://host:7077``, ``yarn``, …; as ``spark-submit`` or
            ``spark-defaults.conf`` says, else ``local[*]``, if not said.
        settings: of Spark, with ``__`` for each dot: ``spark__executor__memory="4g"``.

    Raises:
        MissingExtra: Spark, or the Java that it runs on, is not installed.
        BadInput: Spark cannot be started so.
    """
    needs_spark()
    from pyspark.sql import SparkSession

    there = SparkSession.getActiveSession()
    if there is not None:
        return there
    if not has_java():
        raise MissingExtra(
            "Spark needs Java 17 or 21, and there is no java on this machine. Install it "
            "(Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME."
        )
    builder = SparkSession.builder.appName("caveat")
    if master:
        builder = builder.master(master)
    if _alone(master):  # workers are this very Python, with this Caveat
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    said = {name.replace("__", "."): value for name, value in settings.items()}
    for name, value in {**SETTINGS, **said}.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:  # whatever Java, py4j and Spark raise
        [what, *_] = str(error).splitlines() or [type(error).__name__]
        raise BadInput(
            f"Spark cannot be started with the master {master or 'local[*]'!r}: {what}. "
            "Check --master and SPARK_HOME."
        ) from None


def _alone(master: str | None) -> bool:
    """Whether workers run on this machine: on others, this Python may lie elsewhere."""
    if master is not None:
        return master.startswith("local")
    return not {"PYSPARK_GATEWAY_PORT", "SPARK_HOME", "SPARK_CONF_DIR"} & set(os.environ)
