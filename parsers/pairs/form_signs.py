"""Turns a whole form into what it shows of its labels: whether they are in bold where answers are not, and which of them end with
the number of a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.forms.lines import Flow, TextLine, lay_out
from parsers.model.document import Document
from parsers.pairs.label_weights import BLANKS, is_common_label, label_of, likeness
from parsers.pairs.printed_type import UNTOLD, PrintedType, type_of

SURE_LABEL, SURE_ANSWER = 3.0, -3.0
"""Weights from which a text is certainly a label, and below which it is certainly an answer."""

FEWEST = 4
"""Cells that are certainly labels from which their type says something."""

STRONG, WEAK = 1.2, 0.6
"""Weights of bold type: where the form has labels in bold and answers not; and where nothing is known of the form."""

_SHORT = 4
"""Characters up to which only words well known as labels have notes."""

FIRM = 1.0
"""Weight from which the words before the number of a note are a label."""

_NOTED = re.compile(r"(?P<stem>[^\d\s]{1,24}[\u4e00-\u9fff）)])(?P<number>[1-9]|[¹²³⁴-⁹]|[①-⑨])")
_COUNTED = re.compile(
    r"(?:成员|作者|教师|导师|专家|单位|项目|人|方|组|队|员|地址|电话|指标|目标|任务|阶段|成果|方案|年度|学期|批次|附件|课题|问题|组别)$"
)


@dataclass(frozen=True, slots=True)
class FormSigns:
    """`bold` and `light` are the weights of a cell in bold and of one that is not; `notes` are labels, as printed, that end with
    the number of a note, each with its words alone; `type` is what sets headings off."""

    bold: float = WEAK
    light: float = 0.0
    notes: frozenset[str] = frozenset()
    type: PrintedType = UNTOLD

    def without_note(self, label: str) -> str:
        """The label without the number of its note."""
        return label[:-1].rstrip(BLANKS) if label in self.notes else label


UNKNOWN = FormSigns()
"""What is known of a form that nobody looked at."""


def signs_of(document: Document) -> FormSigns:
    """What a document shows of its labels."""
    flow = lay_out(document)
    texts = {b: text for b, box in enumerate(flow.boxes) if not box.nested and 0 < len(text := flow.text(b).strip(BLANKS)) <= 400}
    bold, light = _type(flow, texts)
    notes = _notes([*texts.values(), *(line.text for line in flow.lines if line.box < 0)])
    return FormSigns(bold, light, notes, type_of(document))


def in_bold(lines: Sequence[TextLine]) -> bool:
    """Whether all words of some lines are emphasised."""
    return all(sum(map(len, line.strong)) >= len(line.text.strip(BLANKS)) > 0 or not line.text.strip(BLANKS) for line in lines)


def _type(flow: Flow, texts: dict[int, str]) -> tuple[float, float]:
    shares: list[float] = []
    likes = {b: likeness(text) for b, text in texts.items()}
    labelled, answered = (b for b in likes if likes[b] >= SURE_LABEL), (b for b in likes if likes[b] <= SURE_ANSWER)
    for boxes in (list(labelled), list(answered)):
        strong = sum(in_bold(flow.lines[flow.boxes[b].first : flow.boxes[b].last]) for b in boxes)
        if len(boxes) < FEWEST:
            return WEAK, 0.0
        shares.append(strong / len(boxes))
    labels, answers = shares
    if labels >= 0.8 and answers <= 0.2:
        return STRONG, -STRONG
    return (-STRONG, 0.0) if answers >= 0.6 and labels <= 0.2 else (0.0, 0.0) if labels <= 0.2 else (WEAK, 0.0)


def _notes(texts: Sequence[str]) -> frozenset[str]:
    """The labels that end with the number of a note: without it they are labels, nothing of which a form has several, no other
    number follows the same words, and the numbers begin with 1 and leave none out."""
    found: dict[str, set[str]] = {}
    for text in dict.fromkeys(map(label_of, texts)):
        match = _NOTED.fullmatch(text)
        short = match is not None and len(match["stem"]) < _SHORT and not is_common_label(match["stem"])
        if match and not short and not _COUNTED.search(match["stem"]) and likeness(match["stem"]) >= FIRM:
            found.setdefault(match["stem"], set()).add(match["number"])
    noted = {stem: notes.pop() for stem, notes in found.items() if len(notes) == 1}
    numbers = {note for note in noted.values() if note.isdecimal()}
    plain = numbers == {str(n) for n in range(1, len(numbers) + 1)}
    return frozenset(stem + note for stem, note in noted.items() if plain or not note.isdecimal())
