"""Who was listed when, as told by the publisher's dates, and by the versions at hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.library.story import THERE, Story, designation, listing, party, told

from caveat.library.timeline import Moment, designations
from caveat.party import DatedStatement, Party

# -- the publisher tells the day -----------------------------------------------------------------

DATED: Story = [("2024-05-01", {"startDate": "2014-04-28"})]


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2014-04-27", "not listed"),
        ("2014-04-28", "listed"),
        ("2018-02-15", "listed"),
        ("2024-05-01", "listed"),
        ("2024-06-01", "listed"),
    ],
)
def test_the_publishers_day_of_designation_settles_every_day(as_of: str, status: str) -> None:
    assert told(DATED, as_of) == (status, "The publisher dates the designation 2014-04-28.")


def test_the_day_of_listing_stands_in_for_the_day_of_designation() -> None:
    story = [("2024-05-01", {"listingDate": "2014-04-28"})]
    assert told(story, "2014-04-27")[0] == "not listed"
    assert told(story, "2014-04-28")[0] == "listed"


def test_the_day_of_designation_goes_before_the_day_of_listing() -> None:
    story = [("2024-05-01", {"startDate": "2014-04-28", "listingDate": "2014-05-03"})]
    assert told(story, "2014-04-30")[0] == "listed"


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2014-03-31", "not listed"), ("2014-04-01", "possible"), ("2014-04-29", "possible"),
     ("2014-04-30", "listed"), ("2014-05-01", "listed")],
)  # fmt: skip
def test_a_partial_day_of_designation_leaves_its_span_open(as_of: str, status: str) -> None:
    story = [("2024-05-01", {"startDate": "2014-04"})]
    said, because = told(story, as_of)
    assert said == status
    only = "only " if status == "possible" else ""
    span = "between 2014-04-01 and 2014-04-30"
    assert because == f"The publisher dates the designation {only}{span}."


def test_a_version_that_carries_it_closes_a_partial_day_of_designation() -> None:
    story = [("2014-06-01", {"startDate": "2014"}), ("2014-07-01", {"startDate": "2014"})]
    assert told(story, "2014-05-31")[0] == "possible"
    because = "The version of 2014-06-01 carries it."
    assert told(story, "2014-06-01") == ("listed", because)
    assert told(story, "2014-06-20") == ("listed", because)


def test_a_designation_that_will_come_into_force_is_not_in_force_yet() -> None:
    story = [("2022-06-28", {"startDate": "2022-07-01"})]
    assert told(story, "2022-06-28")[0] == "not listed"
    assert told(story, "2022-07-01")[0] == "listed"


@pytest.mark.parametrize(
    ("as_of", "status", "because"),
    [
        ("2019-12-31", "listed", "The publisher dates the designation 2014-04-28."),
        ("2020-01-01", "possible", "The publisher dates the removal 2020-01-01."),
        ("2020-01-02", "not listed", "The publisher dates the removal 2020-01-01."),
    ],
)
def test_the_publishers_day_of_removal_ends_it(as_of: str, status: str, because: str) -> None:
    story = [("2024-05-01", {"startDate": "2014-04-28", "endDate": "2020-01-01"})]
    assert told(story, as_of) == (status, because)


def test_a_partial_day_of_removal_leaves_its_span_open() -> None:
    story = [("2024-05-01", {"startDate": "2014-04-28", "endDate": "2020"})]
    assert told(story, "2020-07-01") == (
        "possible",
        "The publisher dates the removal between 2020-01-01 and 2020-12-31.",
    )
    assert told(story, "2021-01-01")[0] == "not listed"


def test_a_day_of_removal_settles_the_days_after_the_last_version_with_it() -> None:
    story = [("2022-01-01", {"endDate": "2022-06-01"}), ("2022-07-01", None)]
    assert told(story, "2022-03-01") == ("listed", "The publisher dates the removal 2022-06-01.")
    assert told(story, "2022-06-15")[0] == "not listed"


def test_a_removal_before_the_designation_ended_another_one() -> None:
    story = [("2024-05-01", {"startDate": "2022-06-28", "endDate": "2018-01-01"})]
    assert told(story, "2023-01-01")[0] == "listed"


# -- only the versions tell ----------------------------------------------------------------------

CAME: Story = [("2022-06-17", None), ("2022-06-28", THERE)]
WENT: Story = [("2022-06-17", THERE), ("2022-06-28", None), ("2022-10-03", None)]
STAYED: Story = [("2022-06-17", THERE), ("2022-06-28", THERE)]
BACK: Story = [("2020-01-01", THERE), ("2021-01-01", None), ("2022-01-01", None),
               ("2023-01-01", THERE), ("2024-01-01", THERE)]  # fmt: skip


@pytest.mark.parametrize("as_of", ["2022-06-17", "2022-06-20"])
def test_what_two_neighbouring_versions_say_was_so_between_them(as_of: str) -> None:
    assert told(STAYED, as_of) == ("listed", "The version of 2022-06-17 carries it.")


@pytest.mark.parametrize("as_of", ["2022-06-28", "2022-06-29", "2029-01-01"])
def test_what_the_newest_version_says_holds_until_another_comes(as_of: str) -> None:
    assert told(STAYED, as_of) == ("listed", "The version of 2022-06-28 carries it.")
    gone = [*STAYED, ("2022-07-01", None)]
    assert told(gone, "2029-01-01") == (
        "not listed",
        "The version of 2022-07-01 does not carry it.",
    )


@pytest.mark.parametrize("as_of", ["2022-06-17", "2022-06-18", "2022-06-27"])
def test_before_a_designation_came_it_is_possible(as_of: str) -> None:
    assert told(CAME, as_of) == (
        "possible",
        "The version of 2022-06-17 does not carry it, the next one, of 2022-06-28, does; "
        "it gives no date of designation.",
    )


def test_on_the_day_of_the_version_that_brought_it_it_is_listed() -> None:
    assert told(CAME, "2022-06-28") == ("listed", "The version of 2022-06-28 carries it.")


def test_before_the_oldest_version_without_it_it_is_not_listed() -> None:
    assert told(CAME, "2022-06-16") == (
        "not listed",
        "The oldest version at hand, of 2022-06-17, does not carry it.",
    )


def test_before_the_oldest_version_with_it_it_is_possible() -> None:
    assert told(STAYED, "2014-01-01") == (
        "possible",
        "The oldest version at hand, of 2022-06-17, carries it; "
        "the publisher gives no date of designation.",
    )


def test_on_the_day_of_the_last_version_with_it_it_is_listed() -> None:
    assert told(WENT, "2022-06-17") == ("listed", "The version of 2022-06-17 carries it.")


def test_after_the_last_version_with_it_it_is_possible_until_the_next() -> None:
    assert told(WENT, "2022-06-27") == (
        "possible",
        "The version of 2022-06-17 carries it, the next one, of 2022-06-28, does not; "
        "the publisher gives no date of removal.",
    )


@pytest.mark.parametrize(
    ("as_of", "version"),
    [("2022-06-28", "2022-06-28"), ("2022-07-01", "2022-06-28"), ("2023-01-01", "2022-10-03")],
)
def test_from_the_first_version_without_it_it_is_not_listed(as_of: str, version: str) -> None:
    assert told(WENT, as_of) == ("not listed", f"The version of {version} does not carry it.")


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2020-01-01", "listed"), ("2020-06-01", "possible"), ("2021-06-01", "not listed"),
     ("2022-06-01", "possible"), ("2023-01-01", "listed"), ("2025-01-01", "listed")],
)  # fmt: skip
def test_a_party_that_was_taken_off_and_put_on_again(as_of: str, status: str) -> None:
    assert told(BACK, as_of)[0] == status


def test_of_two_versions_of_one_day_either_makes_it_listed_that_day() -> None:
    story = [("2022-06-17", None), ("2022-06-28", THERE), ("2022-06-28", None)]
    assert told(story, "2022-06-28") == ("listed", "The version of 2022-06-28 carries it.")
    assert told(story, "2022-06-29")[0] == "not listed"


# -- dates and versions together -----------------------------------------------------------------


def test_a_date_tells_what_happened_between_two_versions() -> None:
    story = [("2022-06-01", None), ("2022-07-01", {"startDate": "2022-06-28"})]
    assert told(story, "2022-06-27")[0] == "not listed"
    assert told(story, "2022-06-28")[0] == "listed"


def test_a_date_tells_what_happened_before_a_party_was_put_on_again() -> None:
    story = [
        ("2020-01-01", {"startDate": "2014-04-28"}),
        ("2021-01-01", None),
        ("2023-01-01", {"startDate": "2022-06-28"}),
    ]
    assert told(story, "2022-06-28") == (
        "listed",
        "The publisher dates the designation 2022-06-28.",
    )
    assert told(story, "2022-06-27")[0] == "not listed"


def test_a_date_does_not_fill_the_time_off_the_list() -> None:
    story = [
        ("2020-01-01", {"startDate": "2014-04-28"}),
        ("2021-01-01", None),
        ("2022-01-01", None),
        ("2023-01-01", {"startDate": "2014-04-28"}),
    ]
    assert told(story, "2021-06-01")[0] == "not listed"
    assert told(story, "2022-06-01") == (
        "possible",
        "The version of 2022-01-01 does not carry it, the next one, of 2023-01-01, does; "
        "the date of designation is older.",
    )


def test_a_later_date_does_not_overrule_a_version_that_carried_it() -> None:
    story = [
        ("2020-01-01", {"startDate": "2014-04-28"}),
        ("2021-01-01", None),
        ("2023-01-01", {"startDate": "2022-06-28"}),
    ]
    because = (
        "The version of 2020-01-01 carries it, but a later one dates the designation 2022-06-28."
    )
    assert told(story, "2020-01-01") == ("listed", because)
    assert told(story, "2020-06-01") == ("possible", because)
    assert told(story, "2021-06-01")[0] == "not listed"


def test_a_later_removal_does_not_overrule_a_version_that_carried_it() -> None:
    story = [("2020-01-01", THERE), ("2021-01-01", {"endDate": "2019-06-01"})]
    because = "The version of 2020-01-01 carries it, but a later one dates the removal 2019-06-01."
    assert told(story, "2020-01-01") == ("listed", because)
    assert told(story, "2019-06-02") == (
        "not listed",
        "The publisher dates the removal 2019-06-01.",
    )


def test_a_removal_after_a_version_that_carried_it_is_believed() -> None:
    story = [("2020-01-01", THERE), ("2021-01-01", {"endDate": "2020-06-01"})]
    assert told(story, "2020-05-31")[0] == "listed"
    assert told(story, "2020-06-02")[0] == "not listed"


# -- programmes ----------------------------------------------------------------------------------


def test_nobody_was_listed_before_the_programme_existed() -> None:
    bound = {"RUSSIA": "2014-03-16"}.get
    assert told(STAYED, "2014-03-15", not_before=bound) == (
        "not listed",
        "The programme did not exist before 2014-03-16.",
    )
    assert told(STAYED, "2014-03-16", not_before=bound)[0] == "possible"


def test_a_version_that_carries_it_goes_before_what_is_known_of_the_programme() -> None:
    assert told(STAYED, "2022-06-20", not_before={"RUSSIA": "2022-07-01"}.get)[0] == "listed"


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({"RUSSIA": "2014-03-16", "IRAN": "2012-02-05"}, "possible"),
        ({"RUSSIA": "2014-03-16"}, "possible"),  # nothing is known of IRAN
        ({"RUSSIA": "2014-03-16", "IRAN": "2013-07-01"}, "not listed"),
    ],
)
def test_of_several_programmes_the_oldest_counts(known: dict[str, str], status: str) -> None:
    versions = listing(STAYED)
    one = party(STAYED, versions)
    other = [
        replace_value(dated, "IRAN")
        for dated in one.statements
        if dated.statement.prop == "program"
    ]
    both = replace(one, statements=(*one.statements, *other))
    moment = Moment(date(2013, 6, 1), date(2030, 1, 1))
    (found,) = designations(both, [versions], moment, known.get)
    assert found.programme == "RUSSIA; IRAN"
    assert found.status == status


def replace_value(dated: DatedStatement, value: str) -> DatedStatement:
    return dated._replace(statement=dated.statement._replace(value=value))


# -- known at ------------------------------------------------------------------------------------


def test_what_was_published_later_could_not_be_known() -> None:
    assert designation(CAME, "2022-06-27", known_at="2022-06-27") is None
    assert told(CAME, "2022-06-27", known_at="2022-06-28")[0] == "possible"


def test_a_removal_published_later_could_not_be_known() -> None:
    assert told(WENT, "2022-06-27", known_at="2022-06-27")[0] == "listed"
    assert told(WENT, "2022-06-27", known_at="2022-06-28")[0] == "possible"


def test_a_date_published_later_could_not_be_known() -> None:
    story = [("2022-06-28", THERE), ("2024-05-01", {"startDate": "2022-06-28"})]
    assert told(story, "2022-06-27", known_at="2023-01-01")[0] == "possible"
    assert told(story, "2022-06-27", known_at="2024-05-01")[0] == "not listed"
    early = designation(story, "2023-01-01", known_at="2023-01-01")
    late = designation(story, "2023-01-01", known_at="2024-05-01")
    assert early is not None and late is not None
    assert (early.start, early.last_seen) == (None, date(2022, 6, 28))
    assert (late.start, late.last_seen) == ("2022-06-28", date(2024, 5, 1))


def test_a_list_of_which_nothing_was_out_says_nothing() -> None:
    assert designation(STAYED, "2014-01-01", known_at="2022-06-16") is None


# -- what a designation says ---------------------------------------------------------------------


def test_a_designation_says_what_the_last_version_with_it_says() -> None:
    story = [
        ("2022-01-01", {"reason": "Old", "authorityId": "1"}),
        ("2022-02-01", {"reason": "New", "authorityId": "1", "provisions": "Asset freeze",
                        "summary": "Executive Order 14024", "authority": "OFAC",
                        "sourceUrl": "https://ofac", "modifiedAt": "2022-01-20"}),
        ("2022-03-01", None),
    ]  # fmt: skip
    found = designation(story, "2022-02-15")
    assert found is not None
    assert (found.reasons, found.number, found.measures) == (("New",), "1", ("Asset freeze",))
    assert (found.legal_basis, found.publisher) == (("Executive Order 14024",), "OFAC")
    assert (found.url, found.amended) == ("https://ofac", "2022-01-20")
    assert (found.source, found.list_title, found.programme) == ("ofac-sdn", "SDN", "RUSSIA")
    assert (found.first_seen, found.last_seen) == (date(2022, 1, 1), date(2022, 2, 1))
    assert (found.version, found.origin) == (date(2022, 2, 1), "list.txt:1")


def test_designations_come_in_the_order_of_their_begin_those_without_a_date_last() -> None:
    statements: list[DatedStatement] = []
    versions = listing(STAYED)
    for programme, said in (("A", {}), ("B", {"startDate": "2020"}), ("C", {"startDate": "2014"})):
        story = [(day, said) for day, _ in STAYED]
        statements += party(story, versions, programme).statements
    whole = Party("p", "Person", "P", ("ofac-sdn",), tuple(statements))
    moment = Moment(date(2023, 1, 1), date(2023, 1, 1))
    assert [one.programme for one in designations(whole, [versions], moment)] == ["C", "B", "A"]


def test_only_the_lists_asked_for_are_used() -> None:
    versions, other = listing(STAYED), listing(STAYED, "un-sc")
    moment = Moment(date(2023, 1, 1), date(2023, 1, 1))
    assert designations(party(STAYED, versions), [other], moment) == ()
