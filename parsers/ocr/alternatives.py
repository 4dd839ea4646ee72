"""Turns the recogniser's probabilities at a place of a line into what may stand there instead of the character that was read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from parsers.model.document import UNREAD
from parsers.values.simplified import simplified

IN_DOUBT = 0.98
"""Confidence below which it is asked what else a character may be."""
_ANYTHING = 0.6
"""Confidence below which it may be any character."""
_LEAST = 0.002
"""The least probability of what counts as a possible character."""
_MOST = 4


class Alternatives:
    """The recogniser's decoder, which keeps the probabilities of the strip that was read last."""

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder
        self._last: NDArray[np.float32] | None = None

    def __call__(self, preds: Any, *given: Any, **named: Any) -> Any:
        self._last = np.asarray(preds[0])
        return self._decoder(preds, *given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._decoder, name)

    def of_last(self, column: int) -> str:
        """What the character that was read at this column may be instead, likeliest first; UNREAD at the end: any other too."""
        if self._last is None or not 0 <= column < len(self._last):
            return ""
        chances = self._last[column]
        best = np.argsort(-chances[np.argpartition(-chances, _MOST)[: _MOST + 1]])
        likeliest = np.argpartition(-chances, _MOST)[: _MOST + 1][best].tolist()
        words = [simplified(self._decoder.character[at]) for at in likeliest[1:] if at and chances[at] >= _LEAST]
        anything = UNREAD if chances[likeliest[0]] < _ANYTHING else ""
        return "".join(dict.fromkeys(word for word in words if len(word) == 1 and not word.isspace())) + anything
