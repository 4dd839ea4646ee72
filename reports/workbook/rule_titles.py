"""The title of a rule, and its message where no finding fills it in: on 汇总 and 说明, never by its id."""

from __future__ import annotations

import re

from config.model import Rule

HOLES = {"label": "〔栏目〕", "document": "〔文件〕", "case_no": "〔编号〕"}
LONGEST = 17
"""Longest title that is made from a message."""


def title(rule: Rule) -> str:
    """A rule in a few words: its topic, else the beginning of its message."""
    if rule.topic:
        return rule.topic
    message = filled(rule)
    return message if len(message) <= LONGEST else message[:LONGEST] + "…"


def filled(rule: Rule) -> str:
    """The message of a rule, with general words in place of what a finding puts there."""
    return re.sub(r"\{(\w+)\}", lambda hole: {**HOLES, "topic": rule.topic}.get(hole[1], "…"), rule.message)


def whole(rule: Rule) -> str:
    """A rule's topic and message."""
    message = filled(rule)
    bare = not re.search(r"\w", re.sub(r"\{\w+\}", "", rule.message))
    if bare and rule.topic:
        return rule.topic
    return message if not rule.topic or rule.topic in message else f"{rule.topic}：{message}"
