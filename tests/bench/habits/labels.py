# ruff: noqa: E501  (habits read better a line each)
"""Habits of drawing a form again: other spellings of its labels, notes at them, answers inside or below them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from docx.oxml.ns import qn

from tests.bench.habits.habit import Habit, drawn
from tests.bench.habits.written import CELLS, LINES, Written, parsed, ruled
from tests.bench.planted.manners import labels, text
from tests.parsers.wordml import cell, para, run

SHORT = ("address", "project_leader", "leader_title", "postal_code")
ALIASES = {"postal_code": "邮编", "email": "电子邮箱", "address": "通讯地址", "legal_representative": "法定代表人", "uscc": "社会信用代码",
           "partner_units": "境外合作单位", "project_leader": "项目负责人姓名"}  # fmt: skip
TRADITIONAL = str.maketrans("单位项目类别联系电话负责人职务称开户银行账号邮编码传真电子信箱质统", "單位項目類別聯系電話負責人職務稱開戶銀行賬號郵編碼傳真電子信箱質統")


def relabelled(name: str, sentence: str, show: Callable[[str], str], cover: bool = False) -> Habit:
    """Labels of cells (or of the cover) are written as `show` says, runs or words."""

    def draw(rng: Random, written: Written) -> None:
        if cover:
            for key in LINES:
                line = written.lines[key]
                said = text(line).partition("：")[0]
                _cut(line, len(said))
                line.insert(0, parsed(run(show(said.replace(" ", "").replace("　", ""))))[0])
        else:
            for key in [key for key in CELLS[written.application.form] if rng.random() < 0.7]:
                _relabel(written.labels[key], show)

    return drawn(name, sentence, ("labels", "cover") if cover else ("labels",), draw)


def _cut(paragraph: Any, letters: int) -> None:
    """Takes so many letters away at the beginning of a paragraph."""
    for node in paragraph.iter(qn("w:t")):
        said = node.text or ""
        node.text, letters = said[letters:], max(letters - len(said), 0)


def _relabel(label: Any, show: Callable[[str], str]) -> None:
    said = text(label).replace(" ", "").replace("　", "")
    shown = show(said)
    made = parsed(shown if shown.startswith("<w:p>") else para(shown))
    parent, at = label.getparent(), label.getparent().index(label)
    parent.remove(label)
    for number, paragraph in enumerate(made):
        parent.insert(at + number, paragraph)


def synonyms(rng: Random, written: Written) -> None:
    for key in CELLS[written.application.form]:
        if key in ALIASES:
            _relabel(written.labels[key], lambda said, key=key: ALIASES[key])


def traditional(rng: Random, written: Written) -> None:
    """All labels in traditional characters."""
    for key in CELLS[written.application.form]:
        _relabel(written.labels[key], lambda said: said.translate(TRADITIONAL))


def in_label(rng: Random, written: Written) -> None:
    """The answer stands behind a colon in the label's cell; the cell beside it is blank."""
    key = rng.choice(SHORT)
    label, words = written.labels[key], written.application.truth[key]
    written.fill(key, "")
    label.append(parsed(run("：" + words))[0])


def under_label(rng: Random, written: Written) -> None:
    """The answer stands below the label in its cell; the cell beside it is blank."""
    key = rng.choice(SHORT)
    label, words = written.labels[key], written.application.truth[key]
    written.fill(key, "")
    label.addnext(parsed(para(words))[0])


def one_cell(rng: Random, written: Written) -> None:
    """Label and answer share a merged cell."""
    key = rng.choice(SHORT)
    label, words, beside = written.labels[key], written.application.truth[key], written.cells[key]
    mine = label.getparent()
    spans = [int(c.tcPr.gridSpan.val) if c.tcPr is not None and c.tcPr.gridSpan is not None else 1 for c in (mine, beside)]
    made = parsed(cell(para(text(label) + "：" + words), props=f'<w:gridSpan w:val="{sum(spans)}"/>'))[0]
    mine.getparent().replace(mine, made)
    beside.getparent().remove(beside)


def repeated(rng: Random, written: Written) -> None:
    """The label is typed once more before the answer."""
    key = rng.choice(SHORT)
    written.fill(key, f"{text(written.labels[key]).replace(' ', '')}：{written.application.truth[key]}")


def narrower(rng: Random, written: Written) -> None:
    """A narrower label, 姓名, stands in a cell between."""
    label = written.labels["project_leader"]
    row, beside = label.getparent().getparent(), written.cells["project_leader"]
    made = copy.deepcopy(beside)
    for node in list(made.iter(qn("w:p"))):
        made.remove(node)
    made.append(parsed(para("姓名"))[0])
    row.insert(row.index(beside), made)
    wide = [c for c in row.getparent().iter(qn("w:tr")) if c is not row]
    grid = row.getparent().tblGrid
    grid.append(copy.deepcopy(grid[0]))
    for other in wide:
        last = other.tc_lst[-1]
        last.grid_span = last.grid_span + 1


def boxed_code(rng: Random, written: Written) -> None:
    """The code stands in a table of one character a cell."""
    code = written.application.truth["uscc"]
    written.fill("uscc", "")
    written.cells["uscc"].insert(1, parsed(ruled([[*code]], 18))[0])


def headings_gone(rng: Random, written: Written) -> None:
    for name in ("一、申报单位基本情况", "二、申报项目基本情况"):
        for paragraph in labels(written.document, name):
            for node in paragraph.iter(qn("w:t")):
                node.text = ""


def headings_otherwise(rng: Random, written: Written) -> None:
    for name, other in (("一、申报单位基本情况", "（一）申报单位情况"), ("二、申报项目基本情况", "（二）申报项目情况")):
        for paragraph in labels(written.document, name):
            _relabel(paragraph, lambda said, other=other: other)


def english(rng: Random, written: Written) -> None:
    for key, words in (("address", "Address"), ("project_leader", "Project Leader"), ("postal_code", "Zip Code")):
        _relabel(written.labels[key], lambda said, words=words: f"{said} {words}")


HABITS = (
    relabelled("label: colon", "A colon ends each label.", lambda s: s + "："),
    relabelled("label: half colon", "A narrow colon ends each label.", lambda s: s + ":"),
    relabelled("label: star", "A red star stands before each label.", lambda s: run("*", '<w:color w:val="FF0000"/>') + run(s)),
    relabelled("label: required", "（必填） stands behind each label.", lambda s: s + "（必填）"),
    relabelled("label: upright", "Each label is one character a line.", lambda s: "".join(map(para, s)) if len(s) < 6 else para(s)),
    relabelled("label: soft returns", "Soft returns break the labels.", lambda s: run(s[:2]) + run("<w:br/>") + run(s[2:]) if len(s) > 3 else s),
    relabelled("label: hard blanks", "Hard blanks spread the labels.", lambda s: "\xa0\xa0".join(s) if len(s) < 5 else s),
    relabelled("label: wide blanks", "Wide blanks spread the labels.", lambda s: "　".join(s) if len(s) < 6 else s),
    relabelled("label: bold, a run a letter", "Each letter of a label is a run.", lambda s: "".join(run(c, "<w:b/>") for c in s)),
    relabelled("label: bullet", "A bullet stands before each label.", lambda s: "●" + s),
    relabelled("cover: stretched", "Wide blanks spread the labels of the cover.", lambda s: "　".join(s), cover=True),
    relabelled("cover: numbered", "The lines of the cover are numbered.", lambda s: "1、" + s, cover=True),
    drawn("label: other names", "Labels by other names that are usual.", ("labels",), synonyms),
    drawn("label: traditional", "Labels in traditional characters.", ("labels",), traditional, media=("word",)),
    drawn("label: English", "English words stand behind some labels.", ("labels",), english),
    drawn("answer in the label's cell", "The answer is typed behind the label.", (*SHORT, "labels"), in_label),
    drawn("answer below the label", "The answer is typed below the label in its cell.", (*SHORT, "labels"), under_label),
    drawn("label and answer merged", "The cells of label and answer are one.", (*SHORT, "labels", "layout"), one_cell),
    drawn("label repeated", "The label is typed again before the answer.", (*SHORT, "labels"), repeated, doubts=True),
    drawn("narrower label", "姓名 stands between label and answer.", ("project_leader", "labels", "layout"), narrower),
    drawn("code in cells", "The code stands one character a cell.", ("uscc",), boxed_code, "exchange", ("word",)),
    drawn("headings gone", "The headings of the first sections are gone.", ("headings",), headings_gone),
    drawn("headings otherwise", "The headings of the first sections are worded otherwise.", ("headings",), headings_otherwise),
)  # fmt: skip
