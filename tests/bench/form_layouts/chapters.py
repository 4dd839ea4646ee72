"""Long answers: under headings in the body, under headings in cells, beside labels; with hints, options and sub-headings."""

from __future__ import annotations

from tests.bench.form_layouts import labels
from tests.bench.form_layouts.model import Cell, Layout, Para, Run, Table, plain, typed
from tests.bench.form_layouts.texts import TICKED, TRAITS, any_text, long_text

TOPICS = ("立项依据", "研究目的和意义", "国内外研究现状", "研究内容", "拟解决的关键问题", "技术路线与实施方案", "项目创新点",
          "预期成果", "工作基础与条件",
          "经费使用计划", "项目简介", "存在的问题及建议", "申请理由", "社会效益分析", "项目组分工", "进度安排与考核指标")
HINTS = ("（500字以内）", "（限800字）", "（包括理论意义和应用价值）", "（不超过1000字）", "")
LONG_HINTS = ("（请说明项目的研究背景、国内外现状、主要参考文献；字数不超过1500字）",
              "（着重阐述研究的目标、内容和拟解决的关键问题）",
              "提示：从理论和实践两方面说明，可另附页。", "[填写要求：分点列出，每点不超过100字]")
SUBS = ("（一）研究目标", "（二）研究内容", "（三）技术路线", "1.理论意义", "2.实践价值", "3.主要措施")
NUMBERS = ("一二三四五六七八九", "123456789")


def _answer(layout: Layout, blank: float = 0.15) -> str:
    text = "" if layout.chance(blank) else long_text(layout.rng, layout.rng.choice(TRAITS))
    return layout.answer(text, any_text)


def _headings(layout: Layout) -> list[tuple[str, str]]:
    """Numbered headings with their bare words."""
    topics = labels.choose(layout, TOPICS, layout.rng.randint(2, 5))
    kind = layout.rng.choice(("chinese", "digits", "chinese", "brackets", "plain"))
    found = []
    for at, topic in enumerate(topics):
        hint = layout.one(*HINTS)
        before = {"chinese": f"{NUMBERS[0][at]}、", "digits": f"{at + 1}{layout.one('.', ' ', '、')}", "plain": "",
                  "brackets": f"（{NUMBERS[0][at]}）"}[kind]
        found.append((before + topic + hint, topic))
    return found


def in_body(layout: Layout) -> None:
    """Headings as paragraphs, the answer in those below them; the heading is bold, or else the answer in another type."""
    layout.parts.append("chapters:body")
    bold = layout.one("b", "b", "k")
    for heading, topic in _headings(layout):
        layout.add(Para([Run(heading, "b" if heading.startswith(topic) else bold)], size=layout.rng.choice((12, 14))))
        if layout.chance(0.3):
            hint = layout.one(*LONG_HINTS)
            layout.add(plain(hint, "i"))
        text = _answer(layout)
        for para in typed(text) if text else [Para([]), Para([])]:
            para.indent = 2
            layout.add(para)
        layout.want("text", heading, text, ways=(topic,))


def in_cells(layout: Layout) -> None:
    """A table of one column: headings in rows of their own or in the answer's cell."""
    own = layout.chance(0.5)
    layout.parts.append("chapters:cells" if own else "chapters:one-cell")
    rows: list[list[Cell]] = []
    for heading, topic in _headings(layout):
        head = Para([Run(heading, "b" if heading.startswith(topic) else layout.one("b", layout.style["label"]))])
        text = _answer(layout)
        answer: list[Para] = typed(text) if text else [Para([]), Para([]), Para([])]
        if own:
            rows += [[Cell([head])], [Cell([*answer], valign="top")]]
        else:
            rows.append([Cell([head, *answer], valign="top")])
        layout.want("text", heading, text, ways=(topic,))
    layout.add(Table(rows, [100]))


def beside(layout: Layout) -> None:
    """Labels at the left and answers at the right; hints in the label or in the answer's cell, options amid the answer."""
    layout.parts.append("chapters:beside")
    rows: list[list[Cell]] = []
    for topic in labels.choose(layout, TOPICS, layout.rng.randint(2, 4)):
        hint, text = layout.one(*HINTS), _answer(layout)
        inside: list[Para] = []
        if layout.chance(0.3):
            inside.append(plain(layout.one(*LONG_HINTS)))
        answer = typed(text) if text else [Para([]), Para([])]
        if text and layout.chance(0.25):
            answer.insert(layout.rng.randint(0, len(answer)), plain(layout.one(*TICKED)))
            layout.parts.append("tick-line")
        cell = labels.label_cell(layout, topic + hint)
        rows.append([cell, Cell([*inside, *answer], valign=layout.one("top", "center"))])
        layout.want("text", topic + hint, text, ways=(topic,))
    layout.add(Table(rows, [layout.rng.choice((14, 20, 25)), 78]))


def with_parts(layout: Layout) -> None:
    """A chapter whose printed sub-headings each have an answer, in the body or in one cell."""
    layout.parts.append("chapters:parts")
    heading, topic = _headings(layout)[0]
    layout.free.update((heading, topic))
    chosen = layout.rng.choice((SUBS[:3], SUBS[3:]))
    body: list[Para] = []
    for sub in chosen:
        text = layout.answer(long_text(layout.rng, layout.one("", "short", "colons")), any_text)
        body += [plain(sub, "b"), *typed(text)]
        layout.want("text", sub, text, ways=(f"{topic}/{sub}", f"{heading}/{sub}", sub[3:] if sub[0] == "（" else sub[2:]),
                    inside=(heading, topic))
    head = Para([Run(heading, "b")], size=12)
    if layout.chance(0.5):
        layout.add(head, *body)
    else:
        layout.add(Table([[Cell([head])], [Cell([*body], valign="top")]], [100]))
