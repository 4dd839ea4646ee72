"""Words that a guide gives under `with`, turned into patterns when the guide is loaded."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_GAP = r"[^，,。；;\n]{0,12}"


class Words(tuple[str, ...]):
    """In a guide this is a list of strings. “…” in a word stands for up to twelve characters without punctuation."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, handler(tuple[str, ...]))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches any of these words."""
        return re.compile("|".join(_GAP.join(map(re.escape, word.split("…"))) for word in self))

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        """The beginning of each word, up to its first “…”."""
        return tuple(dict.fromkeys(word.split("…")[0] for word in self))

    def may_stand_in(self, text: str) -> bool:
        """False where the beginning of no word is in the text. This is fast, and most texts have none of the words."""
        return any(map(text.__contains__, self._heads))
