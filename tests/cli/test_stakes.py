"""``caveat stakes`` and ``caveat links``: bringing stakes in, and settling who is listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.test_main import valid
from tests.conftest import at

if TYPE_CHECKING:
    from tests.conftest import Command

TABLE = """owner_name,owner_type,owner_birth_date,owner_identifier,owned_name,share_min
Rostec,company,,7704274402,Unlisted Sub LLC,60
Sergei Chemezov,person,1952-08-20,,Chemezov Cars,51
Sergei Chemezov,person,1952-08-20,,Chemezov Boats,most of it
Chemezov Cars,company,,,Chemezov Cars,10
"""


@pytest.fixture(scope="module")
def caveat(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The starter list and a table of stakes; no test changes what was decided."""
    root = tmp_path_factory.mktemp("stakes")
    command = at(root / "library")
    assert command("update", "starter").code == 0
    (root / "stakes.csv").write_text(TABLE)
    taken = command("stakes", "import", root / "stakes.csv", "--published", "2026-01-01")
    assert taken.code == 0, taken.err
    assert "3 stakes, 2 faults" in " ".join(taken.out.split())
    return command


def test_list(caveat: Command) -> None:
    answer = caveat("stakes", "list", "--json")
    assert valid(answer.json)
    (one,) = answer.json["sets"]
    assert (one["name"], one["published"]) == ("stakes", "2026-01-01")
    assert (one["holders"], one["stakes"], one["faults"]) == (5, 3, 2)
    assert "table of stakes" in caveat("stakes", "list").out


def test_faults(caveat: Command) -> None:
    out = " ".join(caveat("stakes", "faults", "stakes").out.split())
    assert "stakes.csv:4 'most of it' is no share" in out
    assert "stakes.csv:5 Chemezov Cars owns itself" in out
    assert out.endswith("2 faults")


def test_links_show_what_waits_and_with_all_what_is_settled(caveat: Command) -> None:
    waiting = caveat("links")
    assert "Sergei Chemezov" in waiting.out and "Born 1952-08-20" in waiting.out
    assert "7704274402" not in waiting.out
    assert "1 by identifier, 1 proposed" in waiting.out
    everything = caveat("links", "--all", "--json").json
    assert valid(everything)
    assert [(one["holder"], one["party"], one["state"]) for one in everything["links"]] == [
        ("stakes/Rostec", "starter-rostec", "by identifier"),
        ("stakes/Sergei Chemezov", "starter-sergei-chemezov", "proposed"),
    ]


def test_links_of_a_day_before_the_stakes_were_known(caveat: Command) -> None:
    assert "links: none" in caveat("links", "--known-at", "2025-12-31").out


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("stakes", "import", "absent.csv"), 2, "no file absent.csv"),
        (("stakes", "faults", "nothing"), 4, "no set of stakes 'nothing'"),
        (("links", "confirm", "stakes/Nobody", "starter-rostec"), 2, "has a holder"),
        (("links", "confirm", "stakes/Rostec", "starter-nobody"), 2, "No list"),
    ],
)
def test_what_is_wrong_is_said(
    caveat: Command, words: tuple[str, ...], code: int, why: str
) -> None:
    answer = caveat(*words)
    assert answer.code == code
    assert why in answer.err


def test_a_file_that_is_no_set_of_stakes_is_refused_and_nothing_is_kept(
    caveat: Command, tmp_path: Path
) -> None:
    (tmp_path / "names.csv").write_text("target\nx\n")
    answer = caveat("stakes", "import", tmp_path / "names.csv")
    assert answer.code == 1
    assert "no table of stakes" in answer.err
    assert len(caveat("stakes", "list", "--json").json["sets"]) == 1


def test_confirm_and_refuse(tmp_path: Path) -> None:
    caveat = at(tmp_path / "library")
    caveat("update", "starter")
    (tmp_path / "stakes.csv").write_text(TABLE)
    caveat("stakes", "import", tmp_path / "stakes.csv")
    holder, party = "stakes/Sergei Chemezov", "starter-sergei-chemezov"
    assert caveat("links", "confirm", holder, party).code == 0
    assert "1 by identifier, 1 confirmed" in caveat("links").out
    assert caveat("links", "refuse", holder, party).code == 0
    assert "1 by identifier, 1 refused" in caveat("links").out


def test_without_a_list_there_is_nothing_to_link_to(tmp_path: Path) -> None:
    answer = at(tmp_path)("links")
    assert answer.code == 4 and "caveat update" in answer.err
