"""The picture and the exports: true, the same each time, and safe whatever the names."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ownership.networks import DAY, TODAY, listed, network, stake, stakes

from caveat.errors import MissingExtra
from caveat.ownership.build import build
from caveat.ownership.export import bods, exposure_json, gexf, graphml, pdf
from caveat.ownership.exposure import exposure
from caveat.ownership.graph import Graph, graph
from caveat.ownership.network import Network
from caveat.ownership.picture import svg
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.known import REGIMES
from caveat.sources.stakes.reading import read
from caveat.stake import Holder, Stake

SVG = "{http://www.w3.org/2000/svg}"


def of(found: Network, id: str, starting: str = "XY") -> Exposure:
    number = found.number(id)
    assert number is not None
    return exposure(found, number, REGIMES["ofac"], TODAY, listed(found, starting))


def conglomerate() -> Graph:
    found = network(
        stake("X", "A", 60), stake("X", "B", 25), stake("A", "P", 30, 40), stake("B", "P", 25),
        stake("Y", "P", 5), stake("A", "B", 25, start="2018"),
    )  # fmt: skip
    return graph([of(found, "P")])


def test_owners_stand_above_and_shares_on_the_arrows() -> None:
    root = Tree.fromstring(svg(conglomerate()))
    heights = {}
    for group in root.iter(f"{SVG}g"):
        frame, title = group.find(f"{SVG}rect"), group.findtext(f"{SVG}title") or ""
        if frame is not None:
            heights[title[0]] = float(frame.get("y", "0"))
    assert heights["X"] < heights["A"] < heights["B"] < heights["P"]
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert {"60 %", "30 to 40 %", "25 %", "5 %"} <= set(words)


def test_what_colour_says_words_and_frames_say_too() -> None:
    root = Tree.fromstring(svg(conglomerate()))
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert words.count("LISTED") == 2 and words.count("BLOCKED") == 3
    assert {"listed", "blocked", "may be blocked", "not blocked"} <= set(words)  # the legend
    assert root.get("role") == "img"
    told = root.findtext(f"{SVG}desc") or ""
    assert "X owns 60 % of A." in told and "P: blocked." in told


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert svg(conglomerate()) == svg(conglomerate())


def test_names_cannot_break_out_of_the_picture() -> None:
    evil = '</text><script>alert("1")</script>\x00\x0b & co'
    found = build([Holder("A", evil), Holder("X", evil)], [stake("X", "A", 60)])
    drawn = graph([of(found, "A")])
    for written in (svg(drawn), graphml(drawn), gexf(drawn)):
        assert "<script>" not in written
        Tree.fromstring(written)


@settings(max_examples=60)
@given(stakes(), st.sets(st.sampled_from("abcdefg"), max_size=2))
def test_any_network_can_be_drawn_and_exported(held: list[Stake], sure: set[str]) -> None:
    found = network(*held)
    for number in range(len(found.ids)):
        answer = exposure(found, number, REGIMES["eu"], DAY, listed(found, sorted(sure)))
        drawn = graph([answer])
        boxes = [g for g in Tree.fromstring(svg(drawn)).iter(f"{SVG}g")
                 if g.find(f"{SVG}rect") is not None]  # fmt: skip
        assert len(boxes) == len(drawn.names)
        Tree.fromstring(graphml(drawn))
        Tree.fromstring(gexf(drawn))
        json.dumps(exposure_json(answer))


def test_graphml_has_every_node_and_edge_with_its_share() -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = Tree.fromstring(graphml(conglomerate()))
    assert {node.get("id") for node in root.iter(f"{space}node")} == set("ABPXY")
    shares = {
        (edge.get("source"), edge.get("target")): data.text
        for edge in root.iter(f"{space}edge")
        for data in edge.findall(f"{space}data")
        if data.get("key") == "edge-share"
    }
    assert shares["X", "A"] == "60 %" and shares["A", "P"] == "30 to 40 %"


def test_what_is_written_as_bods_is_read_back(tmp_path: Path) -> None:
    drawn = conglomerate()
    file = tmp_path / "group.json"
    file.write_text(json.dumps(bods(drawn, TODAY)))
    back = read(file)
    assert back.faults == ()
    assert {(s.owner, s.owned, s.kind, s.least, s.most, s.start) for s in back.stakes} == {
        (link.owner, link.owned, link.kind, link.least, link.most, link.start)
        for link in drawn.links
    }


def test_an_exposure_as_json_says_everything_without_loss() -> None:
    answer = of(network(stake("X", "A", "33.3333333"), stake("Y", "A", 10, 30)), "A")
    values = json.loads(json.dumps(exposure_json(answer)))
    assert values["format"] == "caveat.exposure/1"
    assert values["certain_share"] == 433_333_333 and values["verdict"] == "may be blocked"
    assert values["parties"]["X"]["verdict"] == "listed"
    assert values["chains"][0]["sentence"].startswith("X (listed) owns")
    assert values["missing"][0]["owner"] == "Y"


def test_a_pdf_needs_its_extra_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    original = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "cairosvg":
            raise ImportError(name)
        return original(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"pip install 'caveat\[picture\]'"):
        pdf(conglomerate())


def test_a_pdf_is_one() -> None:
    try:
        import cairosvg  # noqa: F401
    except (ImportError, OSError) as error:
        pytest.skip(f"the extra caveat[picture] is not installed: {error}")
    assert pdf(conglomerate()).startswith(b"%PDF")
