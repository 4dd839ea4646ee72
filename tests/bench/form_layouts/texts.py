"""Long answers as people write them: several paragraphs, with lists, colons, names, tick signs and years in them."""

from __future__ import annotations

from random import Random

from tests.bench.form_layouts.words import BODIES, SUBJECTS, TOPICS, name

OPENINGS = (
    "近年来，随着观测手段的进步，{topic}受到越来越多的关注，但现有工作多停留在单点试验，缺少可以推广的方法。",
    "本项目围绕{topic}展开，前期已在{body}完成小规模试点，收集样本三百余份，初步结果与预期一致。",
    "国外自二十世纪九十年代开始研究这一问题，国内起步较晚；{body}于2016年建成第一个示范点。",
    "我们认为，解决上述问题的关键在于把{subject}的方法引入进来，并用实际数据加以检验。",
    "项目组长期从事{subject}方面的工作，具备开展研究所需的设备、场地和人员，时间能够得到保证。",
)
MORE = (
    "样本来自东、中、西部共12个县，覆盖不同规模的学校，代表性较好。",
    "预计第一年完成资料整理，第二年开展现场试验，并根据结果修改方案。",
    "所有数据均在校内服务器保存，涉及个人的内容事先征得同意。", "与已有成果相比，成本约降低三成，操作也更简单，便于基层使用。",
    "目前存在的主要困难是样本偏少、周期较长，拟通过延长观测时间加以解决。",
    "研究成果将以论文和报告的形式公开，并提供给有关部门参考。",
)
LISTS = (
    "1.查阅文献，明确指标；", "2.设计问卷并预调查；", "3.现场采样，建立数据库；", "4.建模分析，撰写报告。",
)
COLONS = (
    "数据收集：利用三年的历史记录，按月整理。", "模型训练：采用交叉验证，误差控制在5%以内。",
    "创新点：首次把两类方法结合起来使用。",
    "问题1：采集速度较慢。", "解决方法：租用云服务器，分批上传。", "第一阶段（3—6月）：完成方案设计。",
    "时间安排：每周二、四下午集中讨论。",
)
HEADINGS = ("（一）研究背景", "1、国内外现状", "（1）技术路线", "①总体思路", "第一，理论意义。", "2.2 实施步骤")
TICKED = ("☑按计划进行  □进度提前  □进度滞后", "是否达到目标：[√]是  [ ]否", "√已签协议  □未签协议")
"""Lines of options that the form prints amid the answer, one ticked."""


def long_text(rng: Random, trait: str = "") -> str:
    """An answer of two to eight paragraphs. `trait`: colons, names, list, headings, short or nothing."""
    words = {"topic": rng.choice(TOPICS), "body": rng.choice(BODIES), "subject": rng.choice(SUBJECTS)}
    first = [line.format(**words) for line in rng.sample(OPENINGS, rng.choice((1, 2, 2, 3)))]
    rest = rng.sample(MORE, rng.choice((1, 2, 3)))
    if trait == "short":
        return rng.choice(MORE)
    if trait == "colons":
        at = rng.randint(0, len(COLONS) - 3)
        return "\n".join([first[0], *COLONS[at : at + 3], *rest])
    if trait == "names":
        deeds = rng.sample(("文献阅读、问卷设计", "数据处理与作图", "撰写报告", "现场采样", "程序开发"), 3)
        return "\n".join([first[0], *(f"{name(rng)}：{deed}。" for deed in deeds)])
    if trait == "list":
        return "\n".join([*first, *LISTS, *rest])
    if trait == "headings":
        heads = rng.sample(HEADINGS, 2)
        return "\n".join([heads[0], *first, heads[1], *rest])
    return "\n".join([*first, *rest])


def any_text(rng: Random) -> str:
    """A long answer of any trait, or a short one."""
    return long_text(rng, rng.choice((*TRAITS, "short", "short")))


TRAITS = ("", "", "", "colons", "colons", "names", "list", "headings", "headings")
