"""Measures how exactly filled forms are read: with their controls, without, and as LibreOffice saves them."""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from config.load import PROJECT, load_form, load_guide
from config.model import Field, FieldKind, Form
from parsers.formats.word.reader import read
from parsers.forms.by_tags.tags import heads
from parsers.forms.fill import fill
from parsers.forms.identify import identify
from parsers.forms.schedule import unit_in
from parsers.model.record import Doubt, Record
from parsers.values import money
from reports.blank_form.word_file import blank_form
from tests.bench.blanks.answers import Answers, answers
from tests.bench.blanks.filling import filled, unwrapped

INVENTED = sorted((Path(__file__).parent / "forms").glob("*.toml"))


@dataclass(slots=True)
class Score:
    """Fields read exactly, all fields, and what went wrong, to be looked at."""

    exact: int = 0
    fields: int = 0
    wrong: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    """Words left over, labels missing, doubts where there is no reason for any."""


def forms() -> tuple[Form, ...]:
    """Both forms of 2024, and the invented ones."""
    return (*load_guide(PROJECT / "config" / "guides" / "2024").forms, *map(load_form, INVENTED))


def trial(count: int, seed: int) -> tuple[dict[str, list[bytes]], list[tuple[Form, Answers]]]:
    """`count` filled forms in turn, as Word saves them and without controls; and what they say."""
    every, given = forms(), []
    files: dict[str, list[bytes]] = {"controls": [], "tags lost": []}
    blanks = {form.key: blank_form(form) for form in every}
    for number in range(count):
        form, rng = every[number % len(every)], Random(f"{seed}/{number}")
        given.append((form, answers(form, rng)))
        files["controls"].append(filled(blanks[form.key], *given[-1]))
        files["tags lost"].append(unwrapped(files["controls"][-1]))
    return files, given


def through_libreoffice(files: Sequence[bytes]) -> list[bytes]:
    """The files as LibreOffice saves them, forty with one start."""
    return [saved for at in range(0, len(files), 40) for saved in _one_start(files[at : at + 40])]


def _one_start(files: Sequence[bytes]) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(files):
            Path(folder, f"{number:04d}.docx").write_bytes(data)
        names = sorted(str(path) for path in Path(folder).glob("*.docx"))
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "docx:MS Word 2007 XML",
             "--outdir", f"{folder}/out", *names],
            check=True, capture_output=True, timeout=900,
        )
        return [Path(folder, "out", Path(name).name).read_bytes() for name in names]


def score(files: Sequence[bytes], given: Sequence[tuple[Form, Answers]]) -> Score:
    """How these files were read."""
    made, every = Score(), forms()
    for number, (data, (form, truth)) in enumerate(zip(files, given, strict=True)):
        document = read(data)
        if identify(document, every) != form:
            made.alarms.append(f"{number} {form.key}: not identified")
        record = fill(document, form)
        for one in form.fields:
            if any(slot.field == one.key for slot in form.slots):
                made.fields += 1
                want, got = expected(form, one, truth.get(one.key)), record.values[one.key].value
                same = _folded(want) == _folded(got) if one.kind == FieldKind.OPTIONS and not document.controls else want == got
                made.exact += same
                made.wrong += [] if same else [f"{number} {form.key} {one.key}: {want!r} read as {got!r}"]
        made.alarms += [f"{number} {form.key}: {line}" for line in alarms(form, record, truth)]
    return made


def _folded(chosen: Any) -> Any:
    """Options with brackets and figures of one width: what follows an option is read so where there are no controls."""
    return [unicodedata.normalize("NFKC", words) for words in chosen or ()]


def expected(form: Form, asked: Field, answer: Any) -> Any:
    """The value of a field, in the shape of the contract, that was answered so; None: left blank."""
    if asked.kind == FieldKind.SCHEDULE:
        unit = unit_in(form.schedule_columns[1])
        rows = [tuple(row.values()) for row in answer or ()]
        return [{"stage": stage, "budget_wan": float(money(sum_, unit) or 0), "goal": goal} for stage, sum_, goal in rows]
    if asked.kind == FieldKind.TABLE:
        return [{words: row.get(words, "") for words in heads(form, asked)} for row in answer or ()]
    if asked.kind == FieldKind.PERIOD:
        return _period(answer)
    if asked.kind == FieldKind.CHOICE:
        return answer[0][0].key if answer else None
    if asked.kind == FieldKind.OPTIONS:
        return [option.label + (f"：{words}" if words else "") for option, words in answer or ()]
    return answer or ""


def _period(answer: tuple[str, str] | None) -> Mapping[str, str | None]:
    if answer is None:
        return {"text": "", "start": None, "end": None}
    start, end = (f"{year}-{int(month):02d}" for year, month in (words.rstrip("月").split("年") for words in answer))
    return {"text": " 至 ".join(answer), "start": start, "end": end}


def alarms(form: Form, record: Record, truth: Answers) -> Iterator[str]:
    """What would be said of a form without a reason: words that belong to nothing, labels missing, doubts."""
    yield from (f"unclaimed {piece.text!r} at {piece.field}" for piece in record.unclaimed)
    yield from (f"label missing {label}" for label in record.missing_labels)
    for key, value in record.values.items():
        blank = key not in truth and value.doubt == Doubt.UNTICKED
        if value.doubt and not blank:
            yield f"{key} in doubt: {value.doubt}"
        if value.text is None and any(slot.field == key for slot in form.slots):
            yield f"{key} unreadable"
    yield from (f"{part} says {value.text!r}" for part, value in record.areas.items()
                if value.text and value.text.replace("\n", "") != form.pledge)
