"""Says why a typed correction cannot be the value of its field: the text and the field in, the reason in Chinese out."""

from __future__ import annotations

import re

from config.model import Field, FieldKind
from parsers import values
from reports.edits.typed_options import option_named, options_named
from reports.workbook.cell_text import CODES

BLANK = ("（空白）", "(空白)", "（空）", "(空)")
"""What staff type for a field that is blank; the sheet of changes shows a blank cell as the second."""
_FRACTION = re.compile(r"\d+\.\d+")
BARS = "|｜"
NO_OPTION = "“{text}”不是“{label}”的选项，未采用，仍按读到的内容。可填：{options}"
NOT_ALL_OPTIONS = "“{text}”中有“{label}”所没有的选项，未采用，仍按读到的内容。请逐行填写选项：{options}"
NO_STAGES = "“{label}”须逐行写成“阶段 | 金额（万元） | 目标”，未采用，仍按读到的内容"
FRACTION = "号码被表格软件转成了小数，未采用；请先把单元格设为文本再填写"
LONGEST = 20


def unfit(text: str, asked: Field) -> str:
    """The reason; "" for a text that can be taken. What is merely wrong (a postcode of five digits) can: the rules say so."""
    text = text.strip()
    if not text or text in BLANK:
        return ""
    if asked.kind == FieldKind.CHOICE and option_named(text, asked.options) is None:
        options = "、".join(option.label for option in asked.options)
        return NO_OPTION.format(text=text[:LONGEST], label=asked.label, options=options)
    if asked.kind == FieldKind.OPTIONS and asked.options and options_named(text, asked) is None:
        options = "；".join(option.label + ("：……" if option.text else "") for option in asked.options)
        return NOT_ALL_OPTIONS.format(text=text[:LONGEST], label=asked.label, options=options)
    if asked.kind in CODES and _FRACTION.fullmatch(text):
        return FRACTION
    if asked.kind == FieldKind.SCHEDULE and not all(map(_is_stage, filter(str.strip, text.split("\n")))):
        return NO_STAGES.format(label=asked.label)
    return ""


def _is_stage(line: str) -> bool:
    """Whether a line has a stage and its amount."""
    parts = re.split(f"[{BARS}]", line)
    return len(parts) > 1 and (not parts[1].strip() or values.money(parts[1].strip(), "万元") is not None)
