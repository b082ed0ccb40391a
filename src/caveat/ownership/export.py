"""Exports: an exposure as JSON; its graph as GraphML, GEXF, BODS 0.4 or PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from xml.etree import ElementTree as Tree

from caveat.errors import MissingExtra
from caveat.ownership.explain import chain, has, sentences
from caveat.ownership.graph import Graph
from caveat.ownership.picture import plain, svg
from caveat.ownership.points import percent
from caveat.ownership.reasons import Exposure, Link
from caveat.stake import WHOLE, Interest

EXPOSURE = "caveat.exposure/1"

_BODS: dict[Interest, str] = {
    "shares": "shareholding",
    "voting rights": "votingRights",
    "board": "appointmentOfBoard",
    "control": "otherInfluenceOrControl",
    "nominee": "nominee",
    "trust": "trustee",
    "unknown": "unknownInterest",
}
_NODE = ("name", "type", "verdict", "listed")
_EDGE = ("kind", "share", "least", "most", "direct", "certain", "start", "end", "source", "origin")


def exposure_json(exposure: Exposure) -> dict[str, Any]:
    """An exposure as JSON values (``docs/reference/caveat.schema.json``).

    Shares are in billionths of the whole, so that nothing is lost; ``sentences`` say them in
    percent.
    """
    values = asdict(exposure)
    values["as_of"] = exposure.as_of.isoformat()
    for one, chained in zip(values["chains"], exposure.chains, strict=True):
        one["sentence"] = chain(exposure, chained)
    names = values.pop("names")
    verdicts, types, listed = (values.pop(key) for key in ("verdicts", "types", "listed"))
    return {
        "format": EXPOSURE,
        **values,
        "short": exposure.short,
        "parties": {
            id: {
                "name": names[id],
                "type": types[id],
                "verdict": verdicts[id],
                "listed": listed.get(id),
            }
            for id in names
        },
        "sentences": list(sentences(exposure)),
    }


def graphml(drawn: Graph) -> str:
    """A graph as GraphML, for yEd, Gephi, Cytoscape, networkx."""
    root = Tree.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for part, keys in (("node", _NODE), ("edge", _EDGE)):
        for key in keys:
            kind = "boolean" if key in ("direct", "certain") else (
                "double" if key in ("least", "most") else "string"
            )  # fmt: skip
            Tree.SubElement(root, "key", {"id": f"{part}-{key}", "for": part, "attr.name": key,
                                          "attr.type": kind})  # fmt: skip
    inner = Tree.SubElement(root, "graph", {"edgedefault": "directed"})
    for id in sorted(drawn.names):
        node = Tree.SubElement(inner, "node", {"id": plain(id)})
        _data(node, "node", _of_node(drawn, id))
    for number, link in enumerate(drawn.links):
        edge = Tree.SubElement(
            inner,
            "edge",
            {"id": f"e{number}", "source": plain(link.owner), "target": plain(link.owned)},
        )
        _data(edge, "edge", _of_link(link))
    return _written(root)


def gexf(drawn: Graph) -> str:
    """A graph as GEXF 1.3, for Gephi."""
    root = Tree.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    inner = Tree.SubElement(root, "graph", {"defaultedgetype": "directed"})
    for part, keys in (("node", _NODE), ("edge", _EDGE)):
        table = Tree.SubElement(inner, "attributes", {"class": part})
        for key in keys:
            kind = "double" if key in ("least", "most") else "string"
            Tree.SubElement(table, "attribute", {"id": f"{part}-{key}", "title": key,
                                                 "type": kind})  # fmt: skip
    nodes, edges = Tree.SubElement(inner, "nodes"), Tree.SubElement(inner, "edges")
    for id in sorted(drawn.names):
        node = Tree.SubElement(nodes, "node", {"id": plain(id), "label": plain(drawn.names[id])})
        _values(node, "node", _of_node(drawn, id))
    for number, link in enumerate(drawn.links):
        edge = Tree.SubElement(
            edges,
            "edge",
            {"id": str(number), "source": plain(link.owner), "target": plain(link.owned),
             "label": plain(has(link))},
        )  # fmt: skip
        _values(edge, "edge", _of_link(link))
    return _written(root)


def bods(drawn: Graph, on: date) -> list[dict[str, Any]]:
    """A graph as statements of the Beneficial Ownership Data Standard 0.4.

    Args:
        drawn: the graph.
        on: date of the statements: the day that the answer is about.
    """
    said = [_bods_party(drawn, id, on) for id in sorted(drawn.names)]
    together: dict[tuple[str, str], list[Link]] = {}
    for link in drawn.links:
        together.setdefault((link.owner, link.owned), []).append(link)
    said += [_bods_tie(pair, links, on) for pair, links in sorted(together.items())]
    return said


def pdf(drawn: Graph) -> bytes:
    """The picture as PDF.

    Raises:
        MissingExtra: the extra ``picture`` is not installed, or cairo is not on the machine.
    """
    try:
        import cairosvg
    except (ImportError, OSError):  # cairosvg is there, but not the library that it calls
        raise MissingExtra(
            "A PDF needs the extra caveat[picture], and the cairo library. Install them with "
            "pip install 'caveat[picture]', or write the picture with --svg."
        ) from None
    whole: bytes = cairosvg.svg2pdf(bytestring=svg(drawn).encode())
    return whole


def _of_node(drawn: Graph, id: str) -> dict[str, Any]:
    values = (drawn.names[id], drawn.types[id], drawn.verdicts[id], drawn.listed.get(id, ""))
    return dict(zip(_NODE, values, strict=True))


def _of_link(link: Link) -> dict[str, Any]:
    values = (
        link.kind, link.share, link.least * 100 / WHOLE, link.most * 100 / WHOLE, link.direct,
        link.certain, link.start or "", link.end or "", link.source, link.origin,
    )  # fmt: skip
    return dict(zip(_EDGE, values, strict=True))


def _data(parent: Tree.Element, part: str, values: dict[str, Any]) -> None:
    for key, value in values.items():
        if value != "":
            Tree.SubElement(parent, "data", {"key": f"{part}-{key}"}).text = _word(value)


def _values(parent: Tree.Element, part: str, values: dict[str, Any]) -> None:
    inner = Tree.SubElement(parent, "attvalues")
    for key, value in values.items():
        if value != "":
            Tree.SubElement(inner, "attvalue", {"for": f"{part}-{key}", "value": _word(value)})


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else plain(str(value))


def _written(root: Tree.Element) -> str:
    Tree.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + Tree.tostring(root, encoding="unicode") + "\n"


def _bods_party(drawn: Graph, id: str, on: date) -> dict[str, Any]:
    person = drawn.types[id] == "person"
    details: dict[str, Any] = (
        {"personType": "knownPerson", "names": [{"type": "legal", "fullName": drawn.names[id]}]}
        if person
        else {
            "entityType": {
                "type": "registeredEntity" if drawn.types[id] == "organization" else "unknownEntity"
            },
            "name": drawn.names[id],
        }
    )
    return _statement(id, id, "person" if person else "entity", details, on)


def _bods_tie(pair: tuple[str, str], links: Sequence[Link], on: date) -> dict[str, Any]:
    owner, owned = pair
    details = {
        "subject": owned,
        "interestedParty": owner,
        "interests": [_interest(link) for link in links],
    }
    return _statement(f"{owner} > {owned}", owned, "relationship", details, on)


def _interest(link: Link) -> dict[str, Any]:
    said: dict[str, Any] = {
        "type": _BODS[link.kind],
        "directOrIndirect": "direct" if link.direct else "indirect",
        "beneficialOwnershipOrControl": False,
        "details": f"{percent(link.least)} to {percent(link.most)}; {link.source} {link.origin}",
    }
    if link.least == link.most:
        said["share"] = {"exact": link.least * 100 / WHOLE}
    elif (link.least, link.most) != (0, WHOLE):
        said["share"] = {"minimum": link.least * 100 / WHOLE, "maximum": link.most * 100 / WHOLE}
    said |= {"startDate": link.start} if link.start else {}
    said |= {"endDate": link.end} if link.end else {}
    return said


def _statement(
    record: str, subject: str, kind: str, details: dict[str, Any], on: date
) -> dict[str, Any]:
    mark = hashlib.sha256(f"{kind} {record} {on} {sorted(map(str, details.items()))}".encode())
    return {
        "statementId": mark.hexdigest()[:40],
        "statementDate": on.isoformat(),
        "declarationSubject": subject,
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": {"isComponent": False, **details},
        "publicationDetails": {
            "publicationDate": on.isoformat(),
            "bodsVersion": "0.4",
            "publisher": {"name": "Caveat"},
        },
    }
