"""A library of real lists, filled through the command line as a user would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import at

if TYPE_CHECKING:
    from tests.conftest import Command


@pytest.fixture(scope="session")
def real(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The lists of the United States in several versions, and the newest of others."""
    caveat = at(tmp_path_factory.mktemp("real"))
    sdn = {"2018-01-31": data / "ofac_sdn/2018-01/sdn.csv.gz"}
    for day in ("2022-06-17", "2022-06-28", "2024-05-03"):
        sdn[day] = data / f"ofac_sdn_history/sdn_{day}.csv.gz"
    for day, file in sdn.items():
        # Between 2018 and 2022 more than a tenth of the list was removed.
        done = caveat("import", file, "--source", "ofac-sdn", "--published", day, "--no-build",
                      "--accept-shrink")  # fmt: skip
        assert done.code == 0, done.err
    for name, source, day in (
        ("ofac_cons/consolidated_2018-04-06.xml.gz", "ofac-cons", ""),
        ("ofac_cons/consolidated_2025-03-28.xml", "ofac-cons", ""),
        ("un/UN_2026-02-27.xml.gz", "un-sc", ""),
        ("uk/uk_sanctions_list_fcdo_2025-08-11.ods", "uk-sl", "2025-08-11"),
        ("canada/canada_sema_2025.xml.gz", "ca-sema", "2025-05-01"),
    ):
        said = ("--published", day) if day else ()
        shrunk = ("--accept-shrink",) if source == "ofac-cons" else ()
        done = caveat("import", data / name, "--source", source, *said, *shrunk, "--no-build")
        assert done.code == 0, done.err
    assert caveat("build").code == 0
    return caveat


@pytest.fixture(scope="session")
def fixtures_of_ofac() -> Path:
    """The folder of the small Advanced XML."""
    return Path(__file__).parents[1] / "sources/fixtures/ofac"
