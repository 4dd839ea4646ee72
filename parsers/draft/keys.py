"""Turns a printed label into the key of its field: by its meaning where the words are known, else by a digest of the words.

No key counts: two drafts of one blank, or of next year's blank with one more field, give the same keys to the same labels. A
digest is used and no romanisation, which would need a dictionary of readings and gives two labels of the same sounds one key."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container

from config.model.keys_by_label import KEYS_BY_LABEL
from parsers.forms.labels import squeeze
from parsers.pairs.label_weights import core_of

_NUMBER = re.compile(r"^\d{1,2}[.．、]?(?=[\u4e00-\u9fff])")


def key_of(label: str, around: str, taken: Container[str], foreign: Container[str]) -> str:
    """The key of a label. `around` are the words of its section or group, which tell it from the same label elsewhere; `taken`
    are the keys of fields before it, `foreign` keys of the guide that mean another label."""
    words = _NUMBER.sub("", squeeze(core_of(label) or label).lower())
    known = KEYS_BY_LABEL.get(unicodedata.normalize("NFKC", words)) or KEYS_BY_LABEL.get(words)
    key = known if known and known not in foreign else f"field_{_digest(words)}"
    if key not in taken:
        return key
    within = f"{key}_{_digest(squeeze(around))[:4]}"
    return within if within not in taken else next(k for n in range(2, 100_000) if (k := f"{within}_{n}") not in taken)


def _digest(words: str) -> str:
    """Eight characters; one after the same words always."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]
