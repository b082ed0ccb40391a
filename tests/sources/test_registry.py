"""The sources that Caveat knows."""

from __future__ import annotations

import pytest

from caveat.errors import UnknownSource
from caveat.sources import registry


def test_every_source_has_a_parser_a_page_and_terms() -> None:
    for source in registry.SOURCES.values():
        assert callable(source.load())
        assert source.page.startswith("https://")
        assert source.terms
        assert all(address.startswith("https://") for address in source.downloads)


def test_a_plain_update_takes_what_governments_publish() -> None:
    names = registry.names()
    assert {"ofac-sdn", "ofac-cons", "un-sc", "eu-fsf", "uk-sl", "us-csl"} <= set(names)
    assert not {"starter", "opensanctions", "uk-ofsi"} & set(names)


def test_any_dataset_of_opensanctions_is_a_source() -> None:
    source = registry.get("opensanctions-ch_seco_sanctions")
    assert source.downloads[0].endswith("/latest/ch_seco_sanctions/entities.ftm.json")
    assert "NC" in source.terms


def test_a_name_that_no_list_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownSource, match="Known are: starter, ofac-sdn"):
        registry.get("ofac")
