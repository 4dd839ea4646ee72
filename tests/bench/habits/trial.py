"""Makes documents with one to three habits each, reads them as the product does, and tells what is not as it should be."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from config.load import load_guide
from config.model import Guide, Severity
from intake.unpack.member_names import make_file
from parsers.checks.engine import check
from parsers.model.package import Package
from parsers.model.record import Record
from parsers.model.rule_kind import RuleKind
from parsers.packages.gather import packages_of_document
from tests.bench.habits import answers, hand_marks, labels, layout, odd_answers, page_habits, pages, rearranged, ticks
from tests.bench.habits.application import NEW_YEAR, Application, plan, values
from tests.bench.habits.comparison import Outcome, outcome
from tests.bench.habits.habit import Habit, Medium
from tests.bench.habits.written import Written
from tests.bench.planted.defects import DEFECTS, Defect
from tests.bench.planted.sent import Sent
from tests.parsers.rules.builders import QUIET
from tests.samples.make import word
from tests.samples.make.forms import Dialect

HABITS: tuple[Habit, ...] = (
    *ticks.HABITS, *hand_marks.HABITS, *answers.HABITS, *odd_answers.HABITS, *labels.HABITS, *rearranged.HABITS, *layout.HABITS,
    *page_habits.HABITS,
)  # fmt: skip
CATEGORIES = ("conference", "cooperation", "domestic_base", "overseas_station")
GUIDES = ("2024", NEW_YEAR)
PLAIN = (Dialect(), Dialect(labels="tight"), Dialect(labels="wide"), Dialect(tick="box"), Dialect(tick="square"))
ABOUT = (
    "category-unticked", "category-ambiguous", "field-missing", "uscc-invalid", "phone-invalid", "postcode-invalid",
    "email-invalid", "period-invalid", "overview-too-long", "units-disagree", "recommender-ineligible",
)  # fmt: skip
PLANTED = tuple(one for one in DEFECTS if one.severity == "fix" and one.rule in ABOUT)


@dataclass(frozen=True, slots=True)
class Made:
    """One document: its number and medium, the application behind it, its habits, the defect planted in it, and its bytes."""

    number: int
    medium: Medium
    application: Application
    habits: tuple[Habit, ...]
    defect: Defect | None
    data: bytes

    @property
    def name(self) -> str:
        return "申报书.docx" if self.medium == "word" else "申报书.pdf"


@dataclass(slots=True)
class Read:
    """What was read of a document: the outcome of each field, each false `fix`, whether the planted defect was told."""

    made: Made
    fields: dict[str, Outcome]
    false_fix: list[str]
    told: bool
    wrong: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@cache
def guide(name: str) -> Guide:
    return load_guide(Path(name))


def made(number: int, medium: Medium, seed: int, only: str = "") -> Made:
    """The document of this number: the habits take turns, so that each is in as many documents as any other. `only`: with this
    one guide."""
    rng = Random(f"{seed}/{medium}/{number}")
    fitting = _in_turn(medium, seed)
    first = fitting[number % len(fitting)]
    fit = [c for c in CATEGORIES if first.form in ("", "exchange" if c in CATEGORIES[:2] else "haizhi")]
    category, year = rng.choice(fit), only or rng.choice(GUIDES)
    application = Application(year, category, values(rng, category, year), rng.choice(PLAIN), pages.Page())
    habits = (first, *_more(rng, first, fitting, application.form))
    sure = rng.random() < 0.4 and not any(habit.beside for habit in habits)
    defect = _planted(rng, application, {t for habit in habits for t in habit.touches}) if sure else None
    for habit in sorted(habits, key=HABITS.index):
        habit.write(rng, application)
    return Made(number, medium, application, habits, defect, _bytes(application, medium))


@cache
def _in_turn(medium: Medium, seed: int) -> tuple[Habit, ...]:
    """The habits that this medium can have, in an order drawn by lot."""
    fitting = [habit for habit in HABITS if medium in habit.media]
    return tuple(Random(f"{seed}/{medium}").sample(fitting, len(fitting)))


def _more(rng: Random, first: Habit, fitting: Sequence[Habit], form: str) -> list[Habit]:
    """None, one or two habits that change nothing the others do."""
    chosen, taken = [], set(first.touches)
    for habit in rng.sample(fitting, len(fitting)):
        if len(chosen) < rng.choice((0, 1, 2)) and habit.form in ("", form) and not taken & set(habit.touches):
            chosen.append(habit)
            taken |= set(habit.touches)
    return chosen


def _planted(rng: Random, application: Application, taken: set[str]) -> Defect | None:
    """A defect where no habit stands, if there is one."""
    form = application.form
    fit = [d for d in PLANTED if d.form in ("", form) and d.category in ("", application.category) and not taken & set(d.touches)]
    if not fit:
        return None
    defect = rng.choice(fit)
    sent = defect.plant(rng, Sent(form, application.category, application.truth, application.dialect, "", {}))
    application.truth, application.dialect = dict(sent.values), sent.dialect
    return defect


def _bytes(application: Application, medium: Medium) -> bytes:
    if medium == "pdf":
        drawn = {key: tuple(line.translate(ticks.IN_PDF) for line in lines) for key, lines in application.lines.items()}
        application.lines = drawn
    form = plan(application)
    if medium == "pdf":
        return pages.drawn(form, application.dialect, application.page)
    document = word.blank_page()
    word.draw(document, form, application.dialect)
    written = Written(application, document)
    for draw in application.draws:
        draw(written)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def printed(documents: Sequence[Made]) -> Iterator[Made]:
    """The Word files as PDFs that LibreOffice made of them, all in one start of it."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{one.number}.docx" for one in documents]
        for file, one in zip(files, documents, strict=True):
            file.write_bytes(one.data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True)
        for file, one in zip(files, documents, strict=True):
            yield replace(one, data=file.with_suffix(".pdf").read_bytes())


def read(one: Made) -> Read:
    """The document read and checked as a file by itself."""
    by = guide(one.application.guide)
    packages = packages_of_document(make_file(one.name, one.data), by)
    package = packages[0] if packages else Package(())
    found = check(Package(package.files, shape=package.shape), by, QUIET)
    planted = set(one.defect.touches) if one.defect else set()
    fix = [f for f in found if f.severity == Severity.FIX]
    mine = [f for f in fix if one.defect and f.rule == one.defect.rule and (f.field is None or f.field in planted)]
    false = [f"{f.rule} {f.field or ''} {f.message[:60]}" for f in fix if f not in mine]
    doubtful = {f.field for f in found if f.kind == RuleKind.CONTENT_UNCLAIMED and f.field}
    return _compared(Read(one, {}, false, bool(mine)), package.record(by), doubtful, planted)


def _compared(whole: Read, record: Record | None, doubtful: set[str], planted: set[str]) -> Read:
    """The reading with the outcome of every field that the form asks for and in which no defect was planted."""
    application = whole.made.application
    for key in _asked(guide(application.guide), application.form) & application.truth.keys() - planted:
        value, truth = record.values.get(key) if record else None, application.truth[key]
        whole.fields[key] = outcome(key, truth, value, key in doubtful, key in application.doubted)
        if whole.fields[key] not in ("exact", "allowed"):
            whole.wrong[key] = (truth, None if value is None else value.value)
    return whole


@cache
def _asked(by: Guide, form: str) -> frozenset[str]:
    """The fields that the form prints, and the recommender."""
    shape = by.form(form)
    assert shape is not None
    return frozenset({slot.field for slot in shape.slots if slot.field} | {"recommender"})
