"""A condition under which a rule asks: what a field, or a column of a row, must say."""

from __future__ import annotations

from config.model.base import Frozen


class Condition(Frozen):
    """What the answer of `field` must be; all that is given must hold together. A field that is unreadable, or of which the form
    does not ask, meets no condition.

    `ticked`: one of these options is ticked; `unticked`: an answer was given, and none of these is; both by the option's words or
    its key. `says`: one of these words stands in it; `without`: none of these does. `same_as`: it says the same as this field of
    the case. `filled`: whether anything does. `least`, `most`: its number, an amount of
    money in 万元. `youngest`, `oldest`: the age in full years that it tells, by a date of birth, an identity number or as it is
    written, on the day `on` (2024-01-01; the first day of the guide's year where not given).
    """

    field: str
    ticked: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    same_as: str = ""
    filled: bool | None = None
    least: float | None = None
    most: float | None = None
    youngest: int | None = None
    oldest: int | None = None
    on: str = ""
