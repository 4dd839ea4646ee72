"""Collects the slots and fields of a drafted form, from the pairs of its blank in reading order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from config.model import Field, FieldKind, Form, SignedPart, Slot
from parsers.draft.drafted_form import Draft
from parsers.draft.keys import key_of
from parsers.draft.kind_guess import is_schedule
from parsers.draft.made_fields import bare_names, doubts_of, each_meaning_once, guessed, renewed
from parsers.draft.office import office_only
from parsers.draft.printed_labels import labels_inside
from parsers.draft.tables import PrintedTable
from parsers.draft.titles import Cover
from parsers.forms.labels import Match, squeeze
from parsers.pairs import Pair
from parsers.pairs.answers import is_prose
from parsers.pairs.label_weights import SIGNED, core_of

MOST_FIELDS = 300
LONGEST_HEADING = 24
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
_STAMPED = re.compile(r"(?:单位|机构|学会|学校|企业|公司|名称)[（(](?:加?盖|单位)?(?:公章|盖章|章)[）)]$")
OPINION = re.compile(r"意见$|承诺|声明")
"""Labels below whose answer one signs, although only a stamp is asked for there."""
DATES = ("日期", "年月日", "时间", "签字日期", "签名日期")
"""Labels that behind a signature ask for its date."""


def _signs(pair: Pair) -> bool:
    """Whether one signs or stamps at a label, and writes nothing: not where a cover asks for a unit's name with its stamp over it
    (申报单位（公章））."""
    names_a_unit = pair.place.table is None and not pair.section and _STAMPED.search(pair.label) is not None
    return pair.signed and not names_a_unit


@dataclass(slots=True)
class Build:
    """The form as far as it is drafted. `base` is the guide's form that is nearest, `same` whether the blank is that form,
    `forms` are all of the guide's; `nested` are the labels, without blanks, beside cells that hold a table."""

    base: Form | None
    same: bool
    forms: tuple[Form, ...]
    nested: frozenset[str] = frozenset()
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
        elif pair is not None and (_signs(pair) or (self.after_signature and squeeze(pair.label) in DATES)):
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
            made = renewed(base_field, pair)
            self.fields[base_field.key] = made if self.same else made.model_copy(update={"label": printed})
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
            self.slots.append(Slot(label=pair.label, area=area, section=pair.section, aliases=bare_names(pair.label)))
            return
        self._groups(pair.group)
        other_field = self._elsewhere(pair.label) if not pair.group else None
        around = pair.group or pair.section
        key = other_field.key if other_field else key_of(pair.label, around, self.fields, self._foreign(pair.label))
        self.slots.append(Slot(label=pair.label, field=key, section=pair.section, aliases=bare_names(pair.label)))
        if other_field is not None:
            self.fields[key] = renewed(other_field, pair).model_copy(update={"label": pair.label})
            return
        self.fields[key] = guessed(key, pair)
        self.notes[key] = list(doubts_of(self.fields[key], office_only(pair.label, pair.section)))

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
        """Takes a table that is complete: a plan is read row by row in the guide's way; where a head is printed twice the heads
        are landmarks."""
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
        if squeeze(table.group) in self.nested and table.group != self.group:
            self._new(Pair(table.group, "", section=table.pairs[0].section))
            self.fields[self.slots[-1].field] = self.fields[self.slots[-1].field].model_copy(update={"required": False})
        else:
            self._groups(table.group)
        section = table.pairs[0].section
        plan = bool(schedule and slot and slot.field == schedule.key) or (is_schedule(table.columns) and not table.rows)
        if plan and not self.columns:
            self.columns = table.columns
            section = slot.section if slot and self.same else section
            others = slot.aliases if slot else ()
            key = schedule.key if schedule else FieldKind.SCHEDULE.value
            made = Field(key=key, label=self.columns[0], kind=FieldKind.SCHEDULE)
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
        self.fields[key] = Field(key=key, label=around or "、".join(table.columns)[:40], kind=FieldKind.TABLE, required=False,
                                 columns=table.columns, rows=table.rows)  # fmt: skip
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
            fresh = (line for line in text.split("\n") if squeeze(line) not in known and not SIGNED.search(line))
            lines = [line for line in fresh if 1 < len(squeeze(line)) <= LONGEST_HEADING]
            if area != SignedPart.COMMITMENT and lines and not self.same:
                found = True
                self.slots[at + 1 : at + 1] = [Slot(label=line.strip(), section=self.slots[at].section) for line in lines]
        return found

    def take_labels_inside(self, form: Form, areas: Mapping[SignedPart, str]) -> bool:
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
        order = {slot.field: number for number, slot in reversed(list(enumerate(self.slots)))}
        ordered = sorted(self.fields.values(), key=lambda one: order.get(one.key, len(order)))
        titles = form_cover.titles or (self.base.titles if self.same and self.base else ()) or ("申报书",)
        form = Form(
            key=self.base.key if self.same and self.base else "new_form",
            name=self.base.name if self.same and self.base else max(titles, key=len),
            prefix=self.base.prefix if self.same and self.base else "XX",
            titles=titles, edition=form_cover.edition, pledge=form_cover.pledge,
            sections=tuple(dict.fromkeys(slot.section for slot in self.slots if slot.section)),
            slots=tuple(self.slots) or (Slot(label=titles[0]),),
            fields=tuple(each_meaning_once(self.fields.values() if self.same else ordered)),
            schedule_columns=self.columns,
        )  # fmt: skip
        return Draft(form, {key: tuple(notes) for key, notes in self.notes.items() if notes}, tuple(self.tables))
