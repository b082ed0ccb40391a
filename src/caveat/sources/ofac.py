"""OFAC's two lists, SDN and non-SDN, in whichever of OFAC's formats they come.

All formats use the same entry numbers, so versions in different formats make one history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caveat.sources import ofac_advanced, ofac_csv, ofac_xml
from caveat.sources.reading import Entity, File, Reading


def read_sdn(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read the Specially Designated Nationals list."""
    return _read(files, reading, "ofac-sdn")


def read_cons(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read the consolidated non-SDN list."""
    return _read(files, reading, "ofac-cons")


def _read(files: Sequence[File], reading: Reading, listing: str) -> Iterator[Entity]:
    heads = [file.head() for file in files]
    if any(b"<sdnList" in head for head in heads):
        return ofac_xml.read(files, reading, listing)
    if any(b"<Sanctions" in head or b":Sanctions " in head for head in heads):
        return ofac_advanced.read(files, reading, listing)
    return ofac_csv.read(files, reading, listing)
