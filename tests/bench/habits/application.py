"""An application before it is written down: what is true, what is shown instead, how it is drawn; and the plan of its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any

from tests.samples.make import filling, projects
from tests.samples.make.forms import CATEGORIES, CONTENTS, FIELDS, Box, Dialect, Line, Plan, Row, Tick

if TYPE_CHECKING:
    from tests.bench.habits.pages import Page
    from tests.bench.habits.written import Written

NEW_YEAR = "2025-demo"
YOUNG = ("young_talent", "青年人才国际培养")
TICKED = {"project_category": "项目类别", "cooperation_contents": "合作内容", "cooperation_fields": "合作领域"}
_NEXT = (("2025", "2026"), ("2024", "2025"), ("二〇二五", "二〇二六"), ("二〇二四", "二〇二五"))


@dataclass
class Application:
    """`truth`: what a careful person reads; `shown`: what is typed where that is something else; `lines`: the options of a ticked
    field as they stand there; `doubted`: fields that may be in doubt; `draws`: what is done to the Word file afterwards; `page`:
    how a PDF is drawn."""

    guide: str
    category: str
    truth: dict[str, Any]
    dialect: Dialect
    page: Page
    shown: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
    draws: list[Callable[[Written], None]] = field(default_factory=list)

    @property
    def form(self) -> str:
        return projects.form_of(self.category)

    def says(self, key: str, shown: Any, truth: Any = None) -> None:
        """Types this in a field; `truth` where that is not what it means."""
        self.shown[key] = shown
        if truth is not None:
            self.truth[key] = truth

    def options(self, key: str) -> list[tuple[str, bool]]:
        """The options that the form prints for a ticked field, with what stands behind them, and which of them are meant."""
        if key == "project_category":
            offered = dict(CATEGORIES[self.form]) | dict([YOUNG] if self._newer else [])
            return [(words, self.truth[key] == option) for option, words in offered.items()]
        said = {words.split("：")[0]: words for words in self.truth[key]}
        return [(said.get(words, words), words in said) for words in (CONTENTS if key == "cooperation_contents" else FIELDS)]

    @property
    def _newer(self) -> bool:
        return self.guide == NEW_YEAR and self.form == "exchange"


def values(rng: Random, category: str, guide: str) -> dict[str, Any]:
    """Complete values of an applicant of this year's call."""
    drawn = projects.values(rng, category)
    if guide != NEW_YEAR:
        return drawn
    later = {key: _later(drawn[key]) for key in ("project_period", "schedule") if key in drawn}
    more = {"email": f"office{rng.randrange(900)}@post.example.org"} if projects.form_of(category) == "exchange" else {}
    return drawn | later | more


def _later(value: Any) -> Any:
    """The same a year later."""
    if isinstance(value, dict):
        return {key: _later(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_later(inner) for inner in value]
    for old, new in _NEXT if isinstance(value, str) else ():
        value = value.replace(old, new)
    return value


def plan(application: Application) -> Plan:
    """What is printed and typed where, on the form of its year."""
    made = filling.plan(application.form, application.truth | application.shown, application.dialect)
    made = _of_next_year(made, application) if application.guide == NEW_YEAR else made
    return _with_lines(made, application.lines)


def _of_next_year(made: Plan, application: Application) -> Plan:
    """The form of 2025: its edition, one more row, one label and one category of its own."""
    sections = tuple((heading, tuple(_row_later(row) for row in rows)) for heading, rows in made.sections)
    cover = made.cover
    if application.form == "exchange":
        email = Box(((str((application.truth | application.shown).get("email") or ""),),), answer=True)
        heading, rows = sections[0]
        at = next(n for n, row in enumerate(rows) if "性" in str(row[0]))
        nature, code = (*rows[at][:2], Box((("电子信箱",),)), email), (rows[at][2], replace(rows[at][3], span=3))
        sections = ((heading, (*rows[:at], nature, code, *rows[at + 1 :])), *sections[1:])
        cover = tuple((label, (*line, Tick(False), YOUNG[1]) if Tick in map(type, line) else line) for label, line in cover)
    return replace(made, cover=cover, foot=(made.foot[0], "2025年3月"), sections=sections)


def _row_later(row: Row) -> Row:
    def words(piece: str | Tick) -> str | Tick:
        if not isinstance(piece, str):
            return piece
        later = piece.replace("2024年", "2025年") if "签字" in piece else piece
        return later.replace("亮点与创新点：", "特色与创新：")

    return tuple(replace(box, lines=tuple(tuple(words(piece) for piece in line) for line in box.lines)) for box in row)


def _with_lines(made: Plan, lines: dict[str, tuple[str, ...]]) -> Plan:
    """The plan with these lines in place of the printed options."""
    said: dict[str, tuple[Line, ...]] = {TICKED[key]: tuple((line,) for line in one) for key, one in lines.items()}
    cover = tuple((label, said["项目类别"][0] if "项目类别" in said and "类" in label else line) for label, line in made.cover)
    sections = tuple((heading, tuple(_with_options(row, said) for row in rows)) for heading, rows in made.sections)
    return replace(made, cover=cover, sections=sections)


def _with_options(row: Row, said: dict[str, tuple[Line, ...]]) -> Row:
    label = "".join(str(piece) for line in row[0].lines for piece in line).replace("　", "").replace(" ", "")
    return (row[0], replace(row[1], lines=said[label])) if label in said and len(row) > 1 else row
