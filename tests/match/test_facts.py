"""What is compared."""

from __future__ import annotations

from caveat.match.facts import KINDS, NAME_KINDS, Fact


def test_names_are_the_first_kinds_the_strongest_first() -> None:
    assert NAME_KINDS == ("name", "alias", "former_name", "weak_alias")
    assert KINDS[: len(NAME_KINDS)] == NAME_KINDS  # so that one comparison tells names apart


def test_every_kind_has_its_own_small_number() -> None:
    assert len(set(KINDS)) == len(KINDS) < 128


def test_a_fact_needs_no_label() -> None:
    assert Fact(3, "birth_date", "1952").label == ""
