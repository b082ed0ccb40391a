"""The starter list that comes with Caveat, and the sample customers of the demonstration."""

from importlib.resources import files
from pathlib import Path

from caveat.sources.reading import File


def bundled() -> File:
    """F."""
    return File(Path(str(files("caveat.sources") / "starter.toml")))


def sample_customers() -> Path:
    """F."""
    return Path(str(files("caveat.sources") / "sample_customers.csv"))
