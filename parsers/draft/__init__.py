"""Turns a blank form into a definition of it: labels become slots, keys of the guide are kept where the words are the same, kinds
are guessed. A person checks the definition; nothing uses it until somebody names the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from config.model import Field, FieldKind, Form, Meaning, Option, SignedPart, Slot
from parsers.draft.drafted_form import Draft
from parsers.draft.keys import key_of
from parsers.draft.kind_guess import OPTIONAL, is_schedule, kind_of
from parsers.draft.office import office_only
from parsers.draft.printed_labels import labels_inside
from parsers.draft.printed_lines import with_printed_lines
from parsers.draft.reading_order import in_reading_order
from parsers.draft.tables import PrintedTable
from parsers.draft.titles import Cover, cover
from parsers.draft.write_toml import write
from parsers.forms.identify import identify
from parsers.forms.labels import Match, find, squeeze
from parsers.forms.lines import lay_out
from parsers.model.document import Document
from parsers.pairs import Pair, pairs
from parsers.pairs.answers import is_prose
from parsers.pairs.clean_values import hint
from parsers.pairs.label_weights import core_of

__all__ = ["Draft", "draft", "write"]

MOST_FIELDS = 300
LONGEST_HEADING = 24
MOST_LOOKS = 3
"""How often labels are looked for in the places of others: a cover's lines are found one after the other."""
LISTED = (FieldKind.CHOICE, FieldKind.OPTIONS, FieldKind.SCHEDULE, FieldKind.TABLE)
"""Kinds in whose place options or rows are printed, and no labels."""

AREAS: tuple[tuple[SignedPart, str], ...] = (
    (SignedPart.COMMITMENT, r"承诺|声明"),
    (SignedPart.APPLICANT_OPINION, r"(?:申报|申请|承担|依托|所在)单位.{0,4}意见"),
    (SignedPart.RECOMMENDER_OPINION, r"(?:推荐|主管|归口)(?:单位|部门|机构)?.{0,4}意见"),
    (SignedPart.OFFICE_OPINION, r"(?:省|市|审定|审批|评审|主办).{0,8}意见"),
)
"""Signed part → words of its label."""

NOTES = re.compile(r"备注|附?注|说明|提示|注意事项|填表说明|填写说明")
"""Labels of fields that may also begin a note: then a sentence is printed behind them."""
OPINION = re.compile(r"意见$|承诺|声明")
"""Labels below whose answer one signs, although only a stamp is asked for there."""
DATES = ("日期", "年月日", "时间", "签字日期", "签名日期")
"""Labels that behind a signature ask for its date."""


def draft(document: Document, forms: Sequence[Form]) -> Draft:
    """The definition of a blank form. `forms` are the guide's; their keys, kinds and other spellings are taken over for labels
    that both print. A form without any label gives a definition that reads nothing, and says so."""
    flow = lay_out(document)
    form_cover = cover(flow)
    same = identify(document, forms)
    if same is not None and not any(squeeze(same.name) in title for title in form_cover.titles):
        same = None  # another form that asks for nearly the same
    matches = {form.key: [m for m in find(flow, form) if m.slot is not None] for form in forms}
    base = same or max(forms, key=lambda f: len(matches[f.key]), default=None)
    build = _Build(base, same is not None, tuple(forms))
    for step in _steps(in_reading_order(pairs(document), flow), matches[base.key] if base else []):
        build.take(*step)
    made = build.finish(form_cover)
    form, areas = with_printed_lines(made.form, document)
    for _ in range(MOST_LOOKS):
        if not build.look_inside(form, areas):
            break
        made = build.finish(form_cover)
        form, areas = with_printed_lines(made.form, document)
    return replace(made, form=form)


def _steps(all_pairs: Sequence[Pair], matches: Sequence[Match]) -> Iterator[tuple[Pair | None, Match | None]]:
    """Pairs and the base form's labels side by side, both in reading order; what only one of them has stands alone."""
    at = 0
    for pair in all_pairs:
        words = {squeeze(pair.label).lower(), squeeze(core_of(pair.label)).lower()}
        heads = {squeeze(head).lower() for head in pair.heads[:1]}
        there = next((i for i in range(at, len(matches)) if matches[i].hit.words.lower() in words | heads), None)
        if there is None or there - at > 6:
            yield pair, None
            continue
        yield from ((None, match) for match in matches[at:there])
        yield pair, matches[there]
        at = there + 1
    yield from ((None, match) for match in matches[at:])


@dataclass(slots=True)
class _Build:
    base: Form | None
    same: bool
    forms: tuple[Form, ...]
    slots: list[Slot] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    tables: list[tuple[str, ...]] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    table: PrintedTable | None = None
    last_table: PrintedTable | None = None
    table_match: Match | None = None
    group: str = ""
    areas: set[SignedPart] = field(default_factory=set)
    after_signature: bool = False

    def take(self, pair: Pair | None, match: Match | None) -> None:
        """Takes one step of the reading: a pair, a label of the base form, or both."""
        if pair is not None and pair.heads:
            self._in_table(pair, match)
            return
        self._end_of_table()
        self.last_table = self.last_table if pair is None else None
        if pair is None or squeeze(pair.label) not in DATES:
            self.after_signature = pair is not None and (pair.signed or OPINION.search(core_of(pair.label)) is not None)
        if match is not None and match.slot is not None:
            self._take_known_label(match.slot, pair)
        elif pair is not None and (pair.signed or (self.after_signature and squeeze(pair.label) in DATES)):
            self._signature(pair)
        elif pair is not None and len(self.fields) < MOST_FIELDS:
            self._new(pair)

    def _signature(self, pair: Pair) -> None:
        """Takes a place for a signature outside the signed parts as a landmark: nothing is typed there, and its words are no part
        of the answer above."""
        if not pair.promise and core_of(pair.label) and not (self.slots and self.slots[-1].area):
            self.slots.append(Slot(label=pair.label, section=pair.section))

    def _take_known_label(self, slot: Slot, pair: Pair | None) -> None:
        """Takes a label of the guide's form: its slot, and its field with the options and hints printed here. In another form
        landmarks are ignored, and so is a label that is not part of a pair."""
        if not self.same and (pair is None or not (slot.field or slot.area) or self._again(slot, pair)):
            if pair is not None:
                self._new(pair)
            return
        printed = pair.label if pair else slot.label
        others = tuple(w for w in (slot.label, *slot.aliases) if squeeze(w) != squeeze(printed))
        section = slot.section if self.same else pair.section if pair else ""
        self.slots.append(slot.model_copy(update={"label": printed, "aliases": others, "section": section}))
        base_field = self.base.field(slot.field) if self.base and slot.field else None
        if base_field is not None and base_field.key not in self.fields:
            renewed = _renewed(base_field, pair)
            self.fields[base_field.key] = renewed if self.same else renewed.model_copy(update={"label": printed})
        if slot.area:
            self.areas.add(slot.area)

    def _again(self, slot: Slot, pair: Pair) -> bool:
        """Whether this label occurs here a second time: in another form than the guide's nobody knows whether it asks the same
        again."""
        return any(s.field == slot.field and squeeze(s.label) == squeeze(pair.label) for s in self.slots if s.field)

    def _new(self, pair: Pair) -> None:
        if NOTES.fullmatch(core_of(pair.label)) and is_prose(pair.written):
            return
        area = next((key for key, words in AREAS if re.search(words, pair.label) and key not in self.areas), None)
        if area:
            self.areas.add(area)
            self.slots.append(Slot(label=pair.label, area=area, section=pair.section, aliases=_bare(pair.label)))
            return
        self._groups(pair.group)
        other_field = self._elsewhere(pair.label) if not pair.group else None
        around = pair.group or pair.section
        key = other_field.key if other_field else key_of(pair.label, around, self.fields, self._foreign(pair.label))
        self.slots.append(Slot(label=pair.label, field=key, section=pair.section, aliases=_bare(pair.label)))
        if other_field is not None:
            self.fields[key] = _renewed(other_field, pair).model_copy(update={"label": pair.label})
            return
        self.fields[key] = _guessed(key, pair)
        self.notes[key] = list(_doubts(self.fields[key], office_only(pair.label, pair.section)))

    def _foreign(self, label: str) -> set[str]:
        """The keys that the guide gives to fields of another label."""
        words = squeeze(core_of(label)).lower()
        return {f.key for form in self.forms for f in form.fields if squeeze(core_of(f.label)).lower() != words}

    def _elsewhere(self, label: str) -> Field | None:
        """The field of a guide's form that prints this label once and under this name only, if its key is not used yet."""
        words = {squeeze(label).lower(), squeeze(core_of(label)).lower()}
        for form in self.forms:
            slots = [s for s in form.slots if s.field and squeeze(s.label).lower() in words]
            if len({s.field for s in slots}) == 1 and slots[0].field not in self.fields:
                return form.field(slots[0].field)
        return None

    def _in_table(self, pair: Pair, match: Match | None) -> None:
        """Takes a pair below heads. A label of the base form within a table does not end it."""
        self.after_signature = False
        if self.table is None and self.last_table is not None and self.last_table.goes_on(pair):
            return
        if self.table is None or not self.table.goes_on(pair):
            self._end_of_table()
            self.table, self.table_match = PrintedTable(), match
        self.table.pairs.append(pair)

    def _end_of_table(self) -> None:
        """Takes a table that is complete: a plan is read row by row in the guide's way; where a head is printed twice the heads are
        landmarks."""
        table, self.table = self.table, None
        if table is None:
            return
        self.last_table = table
        if table.texts:
            for label in table.texts:
                self._new(Pair(label, "", section=table.pairs[0].section))
            return
        schedule = next(iter(self.base.of_kind(FieldKind.SCHEDULE)), None) if self.base else None
        slot = self.table_match.slot if self.table_match is not None else None
        self._groups(table.group)
        section = table.pairs[0].section
        plan = bool(schedule and slot and slot.field == schedule.key) or (is_schedule(table.columns) and not table.rows)
        if plan and not self.columns:
            self.columns = table.columns
            section = slot.section if slot and self.same else section
            others = slot.aliases if slot else ()
            made = Field(key=schedule.key if schedule else FieldKind.SCHEDULE.value, label=self.columns[0], kind=FieldKind.SCHEDULE)
            self.slots.append(Slot(label=self.columns[0], field=made.key, section=section, aliases=others))
            self.fields[made.key] = schedule if schedule and self.same else made
        elif table.plain and len(self.fields) < MOST_FIELDS:
            self._structured(table, section)
        else:
            self.tables.append(table.columns)
            self.slots += [Slot(label=label, section=section) for label in table.labels if core_of(label)]

    def _structured(self, table: PrintedTable, section: str) -> None:
        """Takes a table as a field of its own, known by its first head; the other heads and the names of rows are landmarks."""
        around = table.group or section
        key = key_of("/".join(table.columns), around, self.fields, ())
        self.slots.append(Slot(label=table.labels[0], field=key, section=section))
        self.slots += [Slot(label=label, section=section) for label in table.labels[1:] if core_of(label)]
        self.fields[key] = Field(key=key, label=around or "、".join(table.columns)[:40], kind=FieldKind.TABLE, columns=table.columns,
                                 rows=table.rows, required=False)  # fmt: skip
        self.notes[key] = ["程序判断为可填多行的表格，columns 是各列的表头，rows 是印好的行名；必填的请删去 required = false"]

    def _groups(self, group: str) -> None:
        """Takes the names of a group that begins as landmarks."""
        if group and group != self.group:
            self.slots += [Slot(label=words, section=self.slots[-1].section if self.slots else "") for words in group.split("/")]
        self.group = group

    def _landmarks(self, areas: Mapping[SignedPart, str]) -> bool:
        """Takes short lines that the blank form prints behind a signed part as landmarks: they are headings, and end its answer.
        The pledge is printed itself."""
        found = False
        for area, text in areas.items():
            at = next(n for n, slot in enumerate(self.slots) if slot.area == area)
            known = {squeeze(slot.label) for slot in self.slots}
            lines = [line for line in text.split("\n") if 1 < len(squeeze(line)) <= LONGEST_HEADING and squeeze(line) not in known]
            if area != SignedPart.COMMITMENT and lines and not self.same:
                found = True
                self.slots[at + 1 : at + 1] = [Slot(label=line.strip(), section=self.slots[at].section) for line in lines]
        return found

    def look_inside(self, form: Form, areas: Mapping[SignedPart, str]) -> bool:
        """Takes the labels that the blank form prints where others are answered; whether there were any. `areas`: what stands in
        its signed parts."""
        found = self._landmarks(areas)
        for asked in form.fields:
            at = next((n for n, slot in enumerate(self.slots) if slot.field == asked.key), None)
            inside = labels_inside(self.slots[at].label, asked.printed) if at is not None and asked.kind not in LISTED else None
            if at is None or inside is None or not inside.labels or self.same or len(self.fields) >= MOST_FIELDS:
                continue
            found = True
            slots, self.slots = self.slots, []
            around = slots[at].label
            for label in inside.labels:
                self._new(Pair(label, "", section=slots[at].section, group=around if inside.all_of_it else ""))
            new, self.slots = self.slots, slots
            if inside.all_of_it:
                self.slots[at] = Slot(label=slots[at].label, section=slots[at].section)
                del self.fields[asked.key]
            self.slots[at + 1 : at + 1] = [slot for slot in new if slot.field or slot.area]
        return found

    def finish(self, form_cover: Cover) -> Draft:
        """The definition. Fields that the same form of the guide has and does not print (taken from folder or stamp) are kept."""
        self._end_of_table()
        if self.same and self.base:
            asked = {slot.field for slot in self.base.slots}
            self.fields |= {f.key: f for f in self.base.fields if f.key not in asked and f.key not in self.fields}
        titles = form_cover.titles or (self.base.titles if self.same and self.base else ()) or ("申报书",)
        form = Form(
            key=self.base.key if self.same and self.base else "new_form",
            name=self.base.name if self.same and self.base else max(titles, key=len),
            prefix=self.base.prefix if self.same and self.base else "XX",
            titles=titles, edition=form_cover.edition, pledge=form_cover.pledge,
            sections=tuple(dict.fromkeys(slot.section for slot in self.slots if slot.section)),
            slots=tuple(self.slots) or (Slot(label=titles[0]),),
            fields=tuple(_each_meaning_once(self.fields.values())),
            schedule_columns=self.columns,
        )  # fmt: skip
        return Draft(form, {key: tuple(notes) for key, notes in self.notes.items() if notes}, tuple(self.tables))


def _each_meaning_once(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields; where several were taken over with one meaning, the first keeps it."""
    given: set[Meaning] = set()
    for one in fields:
        yield one.model_copy(update={"meaning": None}) if one.meaning in given else one
        given |= {one.meaning} if one.meaning else set()


def _bare(label: str) -> tuple[str, ...]:
    """The label without its number and note, as people write it."""
    core = core_of(label)
    return (core,) if squeeze(core) != squeeze(label) and len(core) > 1 else ()


def _renewed(asked: Field, pair: Pair | None) -> Field:
    """A known field with the options and hints that are printed on this form, and with no others. One that offers boxes here
    or there alone is read as this form prints it."""
    if pair is None:
        return asked
    hints = tuple(filter(None, (hint(pair.written),)))
    if bool(pair.options) != bool(asked.options):
        guess = _guessed(asked.key, pair)
        return asked.model_copy(update={"hints": hints, "options": guess.options, "kind": guess.kind})
    words = {squeeze(w): option for option in asked.options for w in (option.label, *option.aliases)}
    options = tuple(words.get(squeeze(label)) or Option(label=label, text=label.startswith("其他")) for label in pair.options)
    return asked.model_copy(update={"hints": hints, "options": tuple(dict.fromkeys(options))})


def _guessed(key: str, pair: Pair) -> Field:
    options = tuple(Option(label=label, text=label.startswith("其他")) for label in dict.fromkeys(pair.options) if label)
    label = pair.label
    name = f"{pair.group}/{label}" if pair.group else label
    hints = tuple(filter(None, (hint(pair.written),)))
    return Field(key=key, label=name, kind=kind_of(label, pair.options), options=options, hints=hints,
                 required=OPTIONAL.search(label) is None and not office_only(label, pair.section))


def _doubts(made: Field, office: bool) -> Iterator[str]:
    """What a person should check."""
    words = {
        FieldKind.CHOICE: "程序判断为单选；若可多选，请改为 options",
        FieldKind.OPTIONS: "程序判断为多选；若只能选一项，请改为 choice",
        FieldKind.PERIOD: "程序判断为起止年月", FieldKind.LONG_TEXT: "程序判断为长文字",
    }
    guessed = "程序未能判断种类，按普通文字读取" if made.kind == FieldKind.TEXT else f"程序按标签判断种类为 {made.kind}"
    yield words.get(made.kind, guessed)
    if office:
        yield "程序判断由受理或评审单位填写，不要求申报人填写"
    elif not made.required:
        yield "程序判断可以不填"
