"""Says of a field that was read whether it is what is true."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Literal

from parsers.model.record import Doubt, Value

Outcome = Literal["exact", "allowed", "doubtful", "wrong", "lost"]
"""exact: as true · allowed: in doubt where a careful person would be · doubtful: in doubt where not · wrong: something else, as
if sure · lost: said to be blank, as if sure."""


def outcome(key: str, truth: Any, value: Value | None, told: bool, may_doubt: bool) -> Outcome:
    """`told`: a finding says that the field is in doubt; `may_doubt`: so may a careful person."""
    if value is not None and same(key, truth, value.value):
        return "exact"
    if value is None:
        return "lost"
    if told or value.text is None or value.doubt == Doubt.UNSURE:
        return "allowed" if may_doubt else "doubtful"
    return "lost" if value.blank or value.doubt == Doubt.UNTICKED or value.value in ("", [], None) else "wrong"


def same(key: str, truth: Any, said: Any) -> bool:
    """Whether both say the same but for blanks, width and a stop at the end."""
    if key == "project_period" and isinstance(truth, dict) and isinstance(said, dict):
        return (truth.get("start"), truth.get("end")) == (said.get("start"), said.get("end"))
    return bool(_bare(truth) == _bare(said))


def _bare(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(r"\s+|[。．.:：]+$", "", unicodedata.normalize("NFKC", value))
    if isinstance(value, list | tuple):
        return [_bare(one) for one in value]
    return {key: _bare(one) for key, one in value.items()} if isinstance(value, dict) else value
