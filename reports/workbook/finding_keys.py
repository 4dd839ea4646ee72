"""Makes the key that tells one finding of a case from the others, so that a false alarm stays silent after the case is checked
again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from parsers.model.finding import Finding
from reports import display

DIGITS = 12
"""Length of the digest. Up to schema 3 of the ledger it was eight, and the message was part of it."""


def finding_keys(findings: Sequence[Finding]) -> list[str]:
    """For each finding a key that tells it from the others of its case, and stays when the case is checked again or its message
    is reworded: rule, field, and a digest of its file and its discriminator. For a finding without a file's digest (its document
    is not a file of the package) the document's name is used."""
    seen: Counter[str] = Counter()
    keys = []
    for one in findings:
        what = f"{one.file or display.base_name(one.document)}\n{one.discriminator}"
        digest = hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:DIGITS]
        key = f"{one.rule}|{one.field or ''}|{digest}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys
