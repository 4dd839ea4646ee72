"""Recognises answers that refer to another place (见附件): a program cannot judge them."""

from __future__ import annotations

import re

from parsers.values.width import folded

_PLACES = "附件|附表|附录|封面|复印件|扫描件|执照|证书|证明|上|下|前|后|左|右|表"
_POINTS = re.compile(rf"[见附同如参].{{0,6}}(?:{_PLACES})|附后|后附")


def refers_elsewhere(text: str) -> bool:
    """True for 见附件, 同封面 and the like: a person checks them, and the applicant is not asked."""
    return _POINTS.search(folded(text)) is not None
