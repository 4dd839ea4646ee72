"""Working days of mainland China: weekends, holidays and the make-up days of each year (clause R90).

The State Council announces a year's days in the autumn before it. Days that the calendar library does not know yet are refused
with a message, never guessed from weekends.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

MOST_DAYS = 250


class UnknownYear(ValueError):
    """The days of this year are not announced, or not yet in the calendar library of this installation."""

    def __init__(self, year: int) -> None:
        super().__init__(f"尚无{year}年的节假日安排")
        self.year = year


def working(day: date) -> bool:
    """True for a working day, a make-up day at the weekend among them. Raises UnknownYear."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise UnknownYear(day.year) from error


def last_day(start: date, days: int, start_counts: bool = True) -> date:
    """The last day of a term of so many working days (1 to 250). `start_counts`: a start that is a working day is the first of
    them, as notices count; otherwise counting begins on the day after (Civil Code, article 201). Raises UnknownYear."""
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"a term of {days} working days")
    day = start if start_counts else start + timedelta(days=1)
    left = days - working(day)
    while left:
        day += timedelta(days=1)
        left -= working(day)
    while not working(day):
        day += timedelta(days=1)
    return day
