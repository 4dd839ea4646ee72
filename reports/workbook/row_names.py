"""Names a row of a sheet in words, for people who do not see its hidden key: GJ2024-0001 合作协议.docx."""

from __future__ import annotations

from config.model import Guide
from reports import display
from reports.case import Desk
from reports.state_words import STAMP
from reports.workbook.build_plan import OWN_ROW
from reports.workbook.columns import CHANGES, FIELDS, FILES, LETTERS, MAILS
from reports.workbook.rule_titles import HOLES, title

OWN = "（自行插入的行）"
LONGEST = 60


class Names:
    """The names of the rows of one desk."""

    def __init__(self, desk: Desk, guide: Guide) -> None:
        self.fields = {field.key: field.label for form in guide.forms for field in form.fields}
        self.rules = {rule.id: title(rule) for rule in guide.rules}
        self.files = {file.sha256: display.base_name(file.name) for case in desk.cases for file in case.package.files}
        self.mails = {mail.sha256: mail.subject or mail.sender for mail in desk.mails}
        self.letters = {letter.key: letter.subject for letter in desk.letters}

    def row(self, sheet: str, key: str) -> str:
        """A row's name; its key where that is clear enough or nothing better is known."""
        if key.startswith(OWN_ROW):
            return OWN
        if sheet in (MAILS.name, LETTERS.name):
            return (self.mails if sheet == MAILS.name else self.letters).get(key, key)[:LONGEST]
        number, *rest = key.split("|")
        if not rest or sheet == CHANGES.name:
            return key
        return " ".join(part for part in (number, *self._parts(sheet, rest)) if part)[:LONGEST]

    def _parts(self, sheet: str, rest: list[str]) -> tuple[str, ...]:
        if sheet == FIELDS.name:
            return (self.fields.get(rest[0], rest[0]),)
        if sheet == FILES.name:
            return (self.files.get(rest[0], rest[0][:8]),)
        if rest[0] == "stamp":
            return tuple(display.field_label(None, rest[1]) if n == 0 else STAMP.get(word, word)
                         for n, word in enumerate(rest[1:3]))
        field = self.fields.get(rest[1], "") if len(rest) > 1 else ""
        rule = self.rules.get(rest[0], rest[0])
        return (rule.replace(HOLES["label"], field),) if HOLES["label"] in rule and field else (field, rule)
