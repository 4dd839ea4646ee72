"""Terms in working days over holidays for which counting by weekends is wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.workdays import UnknownYear, last_day, working

DAYS = st.dates(date(2005, 1, 1), date(2025, 6, 30))


@pytest.mark.parametrize(("start", "end"), [
    (date(2024, 6, 3), date(2024, 6, 7)),  # Monday to Friday
    (date(2024, 6, 6), date(2024, 6, 13)),  # over the Dragon Boat festival, Monday 10 June
    (date(2024, 4, 29), date(2024, 5, 8)),  # Labour Day: off from Wednesday to Sunday, back on Monday
    (date(2024, 2, 2), date(2024, 2, 7)),  # Sunday 4 February is worked, so that spring begins on Saturday the 10th
    (date(2024, 9, 28), date(2024, 10, 10)),  # begins on a Saturday without work; Sunday the 29th is worked
    (date(2024, 10, 12), date(2024, 10, 17)),  # begins on a Saturday that is worked
])
def test_five_working_days_end_where_the_state_council_says(start, end):
    assert last_day(start, 5) == end


def test_the_day_of_the_act_may_not_count():
    assert last_day(date(2024, 6, 3), 5, start_counts=False) == date(2024, 6, 11)


def test_a_year_that_nobody_announced_is_refused():
    with pytest.raises(UnknownYear, match="2090"):
        last_day(date(2090, 3, 1), 5)
    with pytest.raises(UnknownYear, match="1999"):
        working(date(1999, 12, 31))


@pytest.mark.parametrize("days", [0, -1, 10_000])
def test_a_term_without_days_is_no_term(days):
    with pytest.raises(ValueError, match="term"):
        last_day(date(2024, 6, 3), days)


@given(DAYS, st.integers(1, 60), st.booleans())
def test_between_start_and_end_lie_exactly_so_many_working_days(start, days, counts):
    end = last_day(start, days, counts)
    first = start if counts else start + timedelta(days=1)
    assert working(end)
    assert sum(working(first + timedelta(days=n)) for n in range((end - first).days + 1)) == days
