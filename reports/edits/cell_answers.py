"""Answers what staff typed where its effect is not plain to see: what counts by now and the cases in, out a reason in Chinese
for each cell that does nothing yet.

An answer is worked out for every workbook and never kept: it stands as long as its cause does, and goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.case import Case, Edit
from reports.edits.edit_effects import NONE, Amendments, verdict_for
from reports.letters.decision_letters import NEEDS_REASON
from reports.state_words import REFUSAL, VERDICT_LETTER
from reports.workbook.choices import CHOICES

NO_REASON = "缺“结论理由”，“{verdict}”的通知没有生成。请在同一行“结论理由”写明原因，下次运行即生效"
LEFT_OUT = "（此项目已先不列入专家评审、排名和公示）"

NO_SUCH_WORD = "“{word}”不是此列可选的词，原样保留，程序不照办。请改为：{words}"
LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of the edit of this number."""

    edit: int
    text: str


def answers(edits: Iterable[Edit], cases: Sequence[Case], words: Mapping[str, Amendments]) -> Iterator[Answer]:
    """The answers to the cells that count by now (`edits`). `words`: case number → what staff say of it."""
    yield from _unknown_words(edits)
    for case in cases:
        yield from _of_verdict(case, words.get(case.case_no or "", NONE))


def _unknown_words(edits: Iterable[Edit]) -> Iterator[Answer]:
    for edit in edits:
        choices = CHOICES.get((edit.sheet, edit.column), ())
        if choices and edit.value and edit.value not in choices:
            yield Answer(edit.id, NO_SUCH_WORD.format(word=edit.value[:LONGEST_WORD], words="、".join(choices)))


def _of_verdict(case: Case, word: Amendments) -> Iterator[Answer]:
    verdict, reason = verdict_for(word, case.revision)
    if word.verdict is not None and VERDICT_LETTER.get(verdict) in NEEDS_REASON and not reason:
        left_out = LEFT_OUT if verdict == REFUSAL else ""
        yield Answer(word.verdict.id, NO_REASON.format(verdict=verdict) + left_out)
