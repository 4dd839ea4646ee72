"""Words that a guide names under `with`, made ready to be looked for in a text when the guide is loaded."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_GAP = r"[^，,。；;\n]{0,12}"


class Words(tuple[str, ...]):
    """In a guide a list of strings. “…” in a word stands for up to twelve characters without a pause."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, handler(tuple[str, ...]))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of these words."""
        return re.compile("|".join(_GAP.join(map(re.escape, word.split("…"))) for word in self))

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        """How each word begins, up to its first “…”."""
        return tuple(dict.fromkeys(word.split("…")[0] for word in self))

    def may_stand_in(self, text: str) -> bool:
        """False where none of them does. Most are not spoken of in most texts, and asking this costs next to nothing."""
        return any(map(text.__contains__, self._heads))
