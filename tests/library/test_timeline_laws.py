"""Laws of the timeline: what holds of every story."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.library.story import THERE, Said, Story, designation, told

from caveat.time import span

DAY0 = date(2020, 1, 1)
SOMETIMES = st.lists(st.booleans(), min_size=1, max_size=12).filter(any)


def day(number: int) -> str:
    return str(DAY0 + timedelta(number))


@given(SOMETIMES)
def test_with_a_version_every_day_the_status_is_the_truth(truth: list[bool]) -> None:
    story: Story = [(day(number), THERE if here else None) for number, here in enumerate(truth)]
    for number, here in enumerate(truth):
        status = told(story, day(number))[0]
        if here:
            assert status == "listed"
        elif number + 1 < len(truth) and truth[number + 1]:
            assert status == "possible"  # it may have been put on that very day, after the version
        else:
            assert status == "not listed"


@st.composite
def stories(draw: st.DrawFn, dates: bool) -> list[tuple[str, Said]]:
    """A list with versions on random days, which carry the designation or not."""
    days = sorted(draw(st.lists(st.integers(0, 30), min_size=1, max_size=6)))
    whole = [day(number) for number in range(40)]
    date_of = st.sampled_from([*whole, "2020", "2020-01"])
    said = st.fixed_dictionaries(
        {}, optional={"startDate": date_of, "endDate": date_of} if dates else {}
    )
    story: list[tuple[str, Said]] = [(day(number), draw(st.none() | said)) for number in days]
    if all(one is None for _, one in story):
        story[-1] = (story[-1][0], draw(said))
    return story


@given(stories(dates=False), st.integers(-3, 40))
def test_without_dates_the_neighbouring_versions_tell(
    story: list[tuple[str, Said]], number: int
) -> None:
    on = day(number)
    before = [said is not None for published, said in story if published <= on]
    later = [said is not None for published, said in story if published > on]
    on_day = [said is not None for published, said in story if published == on]
    neighbours = {*before[-1:], *later[:1]}
    status = told(story, on)[0]
    if any(on_day):
        assert status == "listed"
    elif neighbours == {True}:
        assert status == ("listed" if before else "possible")
    elif neighbours == {False}:
        assert status == "not listed"
    else:
        assert status == "possible"


@given(stories(dates=True), st.integers(-3, 40))
def test_a_version_of_the_very_day_is_overruled_only_by_its_own_dates(
    story: list[tuple[str, Said]], number: int
) -> None:
    on = date.fromisoformat(day(number))
    for said in [said for published, said in story if published == str(on)][-1:]:
        if said is None:
            continue
        start, end = said.get("startDate"), said.get("endDate")
        early = start is not None and on < span(start).first
        late = end is not None and on > span(end).last
        assert early or late or told(story, str(on))[0] != "not listed"


@given(stories(dates=True), st.integers(-3, 40), st.integers(0, 40))
def test_what_comes_later_does_not_change_what_could_be_known(
    story: list[tuple[str, Said]], number: int, known: int
) -> None:
    then = [(published, said) for published, said in story if published <= day(known)]
    if any(said is not None for _, said in then):
        full, early = designation(story, day(number), day(known)), designation(then, day(number))
        assert full == early
    else:
        assert designation(story, day(number), day(known)) is None
