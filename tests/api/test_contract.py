"""The whole OpenAPI against the service: no fault of ours, no answer that is not documented."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.conftest import Served, served

from caveat.api.app import create_app
from caveat.api.settings import Settings

EXAMPLES = int(os.environ.get("CAVEAT_EXAMPLES", "12"))
"""Requests of each kind to each endpoint; more of them when run by hand."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@schemathesis.serializer("application/x-ndjson")
def lines(ctx: Any, value: Any) -> bytes:
    """A body of lines, whatever stands in them."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def service(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(root, log=tmp_path_factory.mktemp("contract") / "log") as running:
        running.wait()
        yield running
        assert '"event": "fault"' not in running.log


@pytest.fixture(scope="module")
def contract(service: Served) -> Any:
    return schemathesis.openapi.from_url(f"{service.url}/openapi.json")


def operations() -> list[tuple[str, str]]:
    """Every endpoint that the OpenAPI has."""
    described = create_app(Settings(Path("/nothing"))).openapi()["paths"]
    return [(method.upper(), path) for path, known in described.items() for method in known]


@pytest.mark.parametrize(("method", "path"), operations())
def test_every_endpoint_keeps_to_what_it_says(contract: Any, method: str, path: str) -> None:
    operation = contract[path][method]

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, timeout=60)

    ask()


@pytest.mark.parametrize(("method", "path"), operations())
def test_what_it_must_not_be_sent_is_refused(contract: Any, method: str, path: str) -> None:
    operation = contract[path][method]
    strategy = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @given(case=strategy)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, timeout=60)

    try:
        ask()
    except Unsatisfiable:
        pytest.skip("it takes nothing that could be wrong")
