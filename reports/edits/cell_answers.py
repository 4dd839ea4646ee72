"""Answers what staff typed where its effect is not plain to see: what counts by now and the cases in, out a reason in Chinese
for each cell that does nothing yet, or that does more than its writer may know.

An answer is worked out for every workbook and never kept: it stands as long as its cause does, and goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from config.model import MASKED, Guide, Severity
from parsers.model.finding import Finding
from reports import display
from reports.case import Case, Edit
from reports.edits.answer import Answer, Standing
from reports.edits.choices import CHOICES
from reports.edits.edit_effects import NONE, Amendments, verdict_for
from reports.edits.sheet_answers import award_answers, sheet_answers
from reports.edits.unfit_corrections import unfit
from reports.guide_words.roles import offered_roles, roles_by_word
from reports.letters.decision_letters import NEEDS_REASON
from reports.state_words import REFUSAL, VERDICT_LETTER
from reports.workbook.build_plan import OWN_COLUMN, OWN_ROW, OWN_SHEET
from reports.workbook.cells import MOST_TEXT
from reports.workbook.columns import FILES, NOTE
from reports.workbook.registry import SHEETS

NO_REASON = "缺“结论理由”，“{verdict}”的通知没有生成。请在同一行“结论理由”写明原因，下次运行即生效"
NO_VERDICT = "同一行没有“初审结论”，此理由还不起作用。请选择结论"
LEFT_OUT = "（此项目已先不列入专家评审、排名和公示）"

NO_SUCH_WORD = "“{word}”不是此列可选的词，原样保留，程序不照办。请改为：{words}"
LONGEST_WORD = 20
STILL_OPEN = "已按“{verdict}”办理，由您决定；但仍有{n}项必改未解决：{what}。误判的请在“形审”表标“误报”，确需补正的请改结论"
MOST_NAMED, LONGEST_FINDING = 3, 40
NO_FIELD = "此项目现有的申报书里没有这一栏，更正值未采用"
OWN_LINE = "自行插入的行不对应任何项目、文件或来信，此格只作记录，不起作用。请填在系统列出的行里"
OWN_HEADING = "自行添加的列只作记录，不起作用。请填在“{sheet}”表的“{head}”列"
TOO_LONG = "文字太长，一格放不下，表中只显示前面部分；全文已按所写保存。后面的内容请另写一格"
RESTING = {column.head: sheet.name for sheet in SHEETS for column in sheet.columns if column.staff and column.basis}
"""Heading of a staff column whose words act on a case or a field → its sheet."""
ACTING = {(sheet.name, column.key) for sheet in SHEETS for column in sheet.columns if column.staff and column is not NOTE}
"""(sheet, column) that something comes of: a value, a letter, a term. Remarks are kept alone."""


def answers(edits: Sequence[Edit], words: Mapping[str, Amendments], standing: Standing) -> Iterator[Answer]:
    """The answers to the cells that count by now (`edits`). `words`: case number → what staff say of it."""
    for edit in edits:
        if edit.value and (text := _misplaced(edit) or _unknown_word(edit, standing.guide)):
            yield Answer(edit.id, text)
        elif edit.sheet != OWN_SHEET and len(edit.value.encode("utf-16-le", "replace")) // 2 > MOST_TEXT:
            yield Answer(edit.id, TOO_LONG, counts=True)
    yield from sheet_answers(edits, standing)
    yield from award_answers(edits, standing, {number: word.verdict.value for number, word in words.items() if word.verdict})
    for case in standing.cases:
        word = words.get(case.case_no or "", NONE)
        yield from _of_verdict(case, word, standing.guide)
        yield from _of_corrections(case, word, standing.guide)


def _misplaced(edit: Edit) -> str:
    """Why words that act on a case or a field cannot act where they were typed."""
    head = edit.column.removeprefix(OWN_COLUMN)
    if edit.column.startswith(OWN_COLUMN) and head in RESTING:
        return OWN_HEADING.format(sheet=RESTING[head], head=head)
    return OWN_LINE if edit.row.startswith(OWN_ROW) and (edit.sheet, edit.column) in ACTING else ""


def _unknown_word(edit: Edit, guide: Guide) -> str:
    choices = CHOICES.get((edit.sheet, edit.column), ())
    if (edit.sheet, edit.column) == (FILES.name, "staff_role"):
        choices = () if edit.value in roles_by_word(guide) else offered_roles(guide)
    if not choices or edit.value in choices:
        return ""
    return NO_SUCH_WORD.format(word=edit.value[:LONGEST_WORD], words="、".join(choices))


def _of_corrections(case: Case, word: Amendments, guide: Guide) -> Iterator[Answer]:
    """Corrections of a field that the application does not have, or with words that cannot be its value."""
    form, record = guide.form(case.form), case.package.record(guide)
    for key, edit in word.corrections.items():
        asked = form.field(key) if form and record and key in record.values else None
        if text := unfit(edit.value, asked) if asked else NO_FIELD:
            yield Answer(edit.id, text)


def _of_verdict(case: Case, word: Amendments, guide: Guide) -> Iterator[Answer]:
    """A verdict without the reason that it needs; one that needs none, given although something must be corrected."""
    if word.verdict is None and word.reason is not None:
        yield Answer(word.reason.id, NO_VERDICT)
    verdict, reason = verdict_for(word, case.revision)
    kind = VERDICT_LETTER.get(verdict)
    if word.verdict is None or kind is None:
        return
    to_correct = [finding for finding in case.findings if finding.severity == Severity.FIX]
    if kind in NEEDS_REASON and not reason:
        yield Answer(word.verdict.id, NO_REASON.format(verdict=verdict) + (LEFT_OUT if verdict == REFUSAL else ""))
    elif kind not in NEEDS_REASON and to_correct:
        what = _named(to_correct, display.private_numbers(case, guide, *MASKED))
        yield Answer(word.verdict.id, STILL_OPEN.format(verdict=verdict, n=len(to_correct), what=what), counts=True)


def _named(findings: Sequence[Finding], accounts: Iterable[str]) -> str:
    """The first findings in their own words, without the digits of bank accounts (R126)."""
    messages = [display.without(finding.message, accounts)[:LONGEST_FINDING].rstrip("。") for finding in findings[:MOST_NAMED]]
    return "；".join(messages) + (" 等" if len(findings) > MOST_NAMED else "")
