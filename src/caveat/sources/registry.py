"""What sources exist, where they live, and how often they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import cast

from caveat.errors import UnknownSource
from caveat.sources.reading import Parser


@dataclass(frozen=True, slots=True)
class Source:
    """A list, its publisher, and how to get and read it.

    Attributes:
        name: the name that users type (``ofac-sdn``).
        title: the publisher's title of the list.
        publisher: who publishes it.
        country: ISO 3166 code of the publisher's country, ``eu`` or ``un``.
        page: the publisher's page about the list.
        downloads: addresses of the files of one version; empty where there is no fixed one.
        every: days after which a new version is usually out.
        parser: ``module:function`` in `caveat.sources`.
        terms: under which terms the list may be used.
        notice: what every answer from this list must say, if anything.
        exempt: whether the list is never stale (the starter list, a list of the user's own).
    """

    name: str
    title: str
    publisher: str
    country: str
    page: str
    downloads: tuple[str, ...]
    every: int
    parser: str
    terms: str
    notice: str = ""
    exempt: bool = False

    def load(self) -> Parser:
        """Import the parser; only the lists that are read cost an import."""
        module, _, function = self.parser.partition(":")
        return cast(Parser, getattr(import_module(f"caveat.sources.{module}"), function))


_US = "US government work; public domain"
_OFAC = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"

OFAC_DETAILS = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="
"""Where OFAC shows an entry, by its number."""

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        Source(
            "starter",
            "Caveat starter list",
            "Caveat",
            "",
            "https://github.com/caveat/caveat",
            (),
            0,
            "starter:read",
            "CC0, written by hand from public facts",
            "This is a starter list of about sixty parties. It is not fit for compliance.",
            exempt=True,
        ),
        Source(
            "ofac-sdn",
            "Specially Designated Nationals and Blocked Persons List",
            "US Treasury, Office of Foreign Assets Control",
            "us",
            "https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists",
            (f"{_OFAC}/SDN_ADVANCED.XML",),
            1,
            "ofac:read_sdn",
            _US,
        ),
        Source(
            "ofac-cons",
            "Consolidated (non-SDN) Sanctions List",
            "US Treasury, Office of Foreign Assets Control",
            "us",
            "https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
            (f"{_OFAC}/CONS_ADVANCED.XML",),
            7,
            "ofac:read_cons",
            _US,
        ),
        Source(
            "un-sc",
            "United Nations Security Council Consolidated List",
            "UN Security Council",
            "un",
            "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
            ("https://scsanctions.un.org/resources/xml/en/consolidated.xml",),
            7,
            "un:read",
            "Official publication of the United Nations",
        ),
        Source(
            "eu-fsf",
            "Consolidated list of persons, groups and entities subject to EU financial sanctions",
            "European Commission",
            "eu",
            "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
            (
                "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
            ),
            1,
            "eu:read",
            "European Union, reuse authorised (CC BY 4.0)",
        ),
        Source(
            "uk-sl",
            "UK Sanctions List",
            "UK Foreign, Commonwealth and Development Office",
            "gb",
            "https://www.gov.uk/government/publications/the-uk-sanctions-list",
            ("https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",),
            1,
            "uk:read_sanctions_list",
            "Open Government Licence v3.0",
        ),
        Source(
            "uk-ofsi",
            "OFSI consolidated list of asset freeze targets",
            "HM Treasury, Office of Financial Sanctions Implementation",
            "gb",
            "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets",
            (),
            1,
            "uk:read_ofsi",
            "Open Government Licence v3.0",
            "OFSI closed this list on 2026-01-28; the UK Sanctions List (uk-sl) replaces it.",
        ),
        Source(
            "us-csl",
            "Consolidated Screening List",
            "US Commerce, International Trade Administration",
            "us",
            "https://www.trade.gov/consolidated-screening-list",
            (
                "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv",
            ),
            1,
            "csl:read",
            _US,
        ),
        Source(
            "ca-sema",
            "Consolidated Canadian Autonomous Sanctions List",
            "Global Affairs Canada",
            "ca",
            "https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx",
            (
                "https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml",
            ),
            7,
            "canada:read",
            "Crown copyright, non-commercial reproduction permitted",
        ),
        Source(
            "opensanctions",
            "OpenSanctions consolidated sanctions",
            "OpenSanctions",
            "",
            "https://www.opensanctions.org/datasets/sanctions/",
            ("https://data.opensanctions.org/datasets/latest/sanctions/entities.ftm.json",),
            1,
            "opensanctions:read",
            "CC BY-NC 4.0; commercial use needs a licence from OpenSanctions",
        ),
    )
}
"""The sources that Caveat knows; a user's own lists stand beside them under names of their own."""


def get(name: str) -> Source:
    """The source of this name; ``opensanctions-DATASET`` is any single list of OpenSanctions.

    >>> get("opensanctions-ch_seco_sanctions").downloads[0].split("/latest/")[1]
    'ch_seco_sanctions/entities.ftm.json'

    Raises:
        UnknownSource: when there is none.
    """
    if name in SOURCES:
        return SOURCES[name]
    family, _, dataset = name.partition("opensanctions-")
    if not family and dataset:
        base = SOURCES["opensanctions"]
        address = base.downloads[0].replace("/latest/sanctions/", f"/latest/{dataset}/")
        page = f"https://www.opensanctions.org/datasets/{dataset}/"
        title = f"OpenSanctions {dataset}"
        return replace(base, name=name, title=title, page=page, downloads=(address,))
    known = ", ".join(SOURCES)
    raise UnknownSource(
        f"There is no source {name!r}. Known are: {known}, and opensanctions-DATASET; "
        "a list of your own needs --mapping."
    )


def own(name: str, title: str = "") -> Source:
    """A list of the user's own, read through a column mapping."""
    return Source(
        name, title or name, "your own list", "", "", (), 0, "tabular:read", "your own", exempt=True
    )


def names(wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The names asked for, checked; if none was, all that governments publish at an address."""
    if wanted:
        return tuple(get(name).name for name in wanted)
    return tuple(name for name, source in SOURCES.items() if source.downloads and source.country)
