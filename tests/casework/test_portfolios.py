"""Customer files into portfolios, and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.conftest import ADA, ANN, CUSTOMERS, OTTO, Office

from caveat.casework import alerts, customers, deciding, journal, portfolios
from caveat.errors import BadInput, BadMapping, BadTable, NotAllowed, UnknownCase

FILE = "customer_id,name,birth date\n"


def _keys(office: Office) -> list[tuple[str | None, str]]:
    (held,) = portfolios.held(office.store, OTTO, "p")
    found = customers.subjects(office.store, OTTO, held.id)
    return sorted((one.subject.key, one.subject.name) for one in found)


def _add(office: Office, text: str) -> portfolios.Synced:
    return portfolios.add(office.store, ADA, "p", office.file(text), "customer_id")


def _sync(office: Office, text: str, **said: bool) -> portfolios.Synced:
    return portfolios.sync(office.store, ADA, "p", office.file(text), **said)


def test_a_file_becomes_a_portfolio_and_what_is_wrong_in_it_is_told(office: Office) -> None:
    done = _add(office, f"{FILE}1,Ann,1980\n2,Ben,31/02/1980\n,Cid,\n4,,\n1,Dan,\n")
    assert (done.added, done.rejected) == (1, 4)
    told = [(one.line, one.why) for one in done.first_rejected]
    assert [line for line, _ in told] == [3, 4, 5, 6]
    assert "31/02/1980" in told[0][1] and "customer_id is empty" in told[1][1]
    assert "needs a name" in told[2][1] and "stands in line 2 already" in told[3][1]
    assert _keys(office) == [("1", "Ann")]


def test_bringing_the_file_again_changes_nothing(office: Office) -> None:
    _add(office, CUSTOMERS)
    done = _sync(office, CUSTOMERS)
    assert (done.added, done.changed, done.removed, done.unchanged) == (0, 0, 0, 2)


def test_rows_are_added_changed_and_removed_by_key(office: Office) -> None:
    _add(office, FILE + "".join(f"{n},Customer {n},\n" for n in range(20)))
    rows = [f"{n},Customer {n},\n" for n in range(1, 20)]
    rows[3] = "4,Customer Four,\n"
    done = _sync(office, FILE + "".join([*rows, "20,Customer 20,\n"]))
    assert (done.added, done.changed, done.removed, done.unchanged) == (1, 1, 1, 18)
    keys = dict(_keys(office))
    assert "0" not in keys and keys["4"] == "Customer Four" and keys["20"]


def test_a_customer_whose_row_is_broken_stays_as_he_was(office: Office) -> None:
    _add(office, f"{FILE}1,Ann,1980\n2,Ben,1981\n")
    done = _sync(office, f"{FILE}1,Anna,1980\n2,Ben,31/02/1980\n")
    assert (done.changed, done.removed, done.rejected) == (1, 0, 1)
    assert _keys(office) == [("1", "Anna"), ("2", "Ben")]


def test_nobody_is_removed_while_a_key_cannot_be_read(office: Office) -> None:
    _add(office, f"{FILE}1,Ann,1980\n2,Ben,1981\n")
    done = _sync(office, f"{FILE}1,Ann,1980\n,Ben,1981\n")
    assert done.removed == 0 and "nobody was removed" in done.cautions[0]


def test_a_file_that_was_cut_short_is_refused_unless_that_is_meant(office: Office) -> None:
    _add(office, CUSTOMERS)
    with pytest.raises(BadInput, match="1 of 2 customers are not in the file"):
        _sync(office, f"{FILE}C1,Ivan Ivanov,1960\n")
    assert len(_keys(office)) == 2
    assert _sync(office, f"{FILE}C1,Ivan Ivanov,1960\n", accept_shrink=True).removed == 1


def test_a_customer_with_an_alert_leaves_and_comes_back(office: Office) -> None:
    office.begin()
    done = _sync(office, f"{FILE}C2,Ann Nobody,1980\n", accept_shrink=True)
    assert (done.removed, done.lapsed) == (1, 1)
    assert office.only().state == "lapsed" and "portfolio no more" in office.only().why
    assert _sync(office, CUSTOMERS).added == 1
    assert office.screen().reopened == [office.only().id]


def test_a_portfolio_is_removed_but_its_decisions_are_kept(office: Office) -> None:
    office.begin()
    id = office.only().id
    deciding.decide(office.store, ANN, id, "false match", "other person", "Not he")
    portfolios.remove(office.store, ADA, "p")
    assert portfolios.held(office.store, OTTO) == []
    assert alerts.show(office.store, OTTO, id).decisions[0].text == "Not he"
    with pytest.raises(UnknownCase):
        portfolios.held(office.store, OTTO, "p")
    assert _add(office, CUSTOMERS).added == 2
    assert not journal.verify(office.store, OTTO).faults


def test_what_cannot_be_a_portfolio_is_refused(office: Office, tmp_path: Path) -> None:
    _add(office, CUSTOMERS)
    file = office.file(CUSTOMERS)
    with pytest.raises(BadInput, match="Use caveat portfolio sync"):
        portfolios.add(office.store, ADA, "p", file, "customer_id")
    with pytest.raises(BadMapping, match="has no column 'id'"):
        portfolios.add(office.store, ADA, "q", file, "id")
    with pytest.raises(BadTable):
        portfolios.add(office.store, ADA, "q", tmp_path / "none.csv", "id")
    with pytest.raises(BadInput):
        portfolios.add(office.store, ADA, "a/b", file, "customer_id")
    with pytest.raises(NotAllowed):
        portfolios.add(office.store, OTTO, "q", file, "customer_id")
    assert [one.name for one in portfolios.held(office.store, OTTO)] == ["p"]


FILES = st.dictionaries(st.integers(0, 8), st.sampled_from(["Ann", "Ben", "Cid"]), max_size=9)


@given(files=st.lists(FILES, min_size=1, max_size=4))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_row_of_files_the_portfolio_is_the_last(
    office: Office, files: list[dict[int, str]]
) -> None:
    for one in portfolios.held(office.store, ADA):
        portfolios.remove(office.store, ADA, one.name)
    _add(office, f"{FILE}9,Zoe,\n")
    for names in files:
        text = FILE + "".join(f"{key},{name},\n" for key, name in names.items())
        done = _sync(office, text, accept_shrink=True)
        assert done.added + done.changed + done.unchanged == len(names)
        assert _keys(office) == sorted((str(key), name) for key, name in names.items())
