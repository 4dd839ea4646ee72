"""Checking: Package + Guide → Findings. One file a kind of rule, the table of them in table.py, the loop in engine.py."""

from parsers.rules.engine import check, finding
from parsers.rules.model import Circumstances
from parsers.rules.problems import problems
from parsers.rules.table import RULES

__all__ = ["RULES", "Circumstances", "check", "finding", "problems"]
