"""What tells one finding of a case from the others, so that a false alarm stays silent after the case is checked again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from parsers.model.finding import Finding
from reports import display


def finding_keys(findings: Sequence[Finding]) -> list[str]:
    """For each finding what tells it from the others of its case, and stays when the case is checked again: rule, field, and
    a digest of what it says of which file."""
    seen: Counter[str] = Counter()
    keys = []
    for one in findings:
        digest = hashlib.sha256(f"{one.message}\n{display.base_name(one.document)}".encode("utf-8", "replace")).hexdigest()[:8]
        key = f"{one.rule}|{one.field or ''}|{digest}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys
