"""A library with the starter list, its listed parties, and a validation of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.validation.cases import Lists
from caveat.validation.listed import designated, listed
from caveat.validation.result import Validation
from caveat.validation.run import Plan, validate

TODAY = "2026-11-24"
MADE = "2026-11-24T12:00:00+00:00"
FEW = Plan(cases=40, clean=100, processes=1)

Validate = Callable[..., Validation]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The starter list; nobody brings anything else into it."""
    opened = Library.open(tmp_path_factory.mktemp("validated") / "library", today=TODAY)
    opened.bring(registry.get("starter"), [starter.bundled()])
    opened.build()
    return opened


@pytest.fixture(scope="session")
def lists(library: Library) -> Lists:
    """Its listed parties."""
    known = designated(library.edition, library.today)
    parties = listed(library.edition, library.today)
    return Lists({id: party for id, party in parties.items() if id in known})


@pytest.fixture(scope="session")
def found(library: Library) -> Validation:
    """A validation of it, under the settings that come with Caveat."""
    return validate(library, library.terms(), FEW, made=MADE)


@pytest.fixture(scope="session")
def earlier(found: Validation) -> dict[str, Any]:
    """That one, as the JSON that a later one is given."""
    import json

    from caveat.validation.report.json import validation_json

    loaded: dict[str, Any] = json.loads(json.dumps(validation_json(found)))
    return loaded


@pytest.fixture
def sample() -> Path:
    """The sample customers that come with Caveat."""
    return starter.sample_customers()
