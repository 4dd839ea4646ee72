"""Stops the clock of this process at a given moment and fixes its random numbers. The only module that knows what is replaced.

Nothing of the product is named here: only the standard library is replaced, before the product is imported, so that moved and
renamed modules need no change. Clocks that measure how long something takes go on; what they measure is masked.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import random
import uuid
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

CHANCE = 2024


def freeze(moment: datetime) -> None:
    """Stop the clock at this moment, and let chance begin where it always begins."""
    random.seed(CHANCE)
    for name, instead in _replaced(moment.timestamp(), random.Random(CHANCE)).items():
        module, _, attribute = name.rpartition(".")
        setattr(importlib.import_module(module), attribute, instead)
    for kind, methods in _methods(moment.timestamp()).items():
        _replace_methods(kind, methods)


def _replaced(stamp: float, chance: random.Random) -> dict[str, Callable[..., Any]]:
    """Dotted name → what stands there instead."""
    import time

    local, utc, told = time.localtime, time.gmtime, time.strftime
    return {
        "time.time": lambda: stamp,
        "time.time_ns": lambda: int(stamp * 1_000_000_000),
        "time.localtime": lambda seconds=None: local(stamp if seconds is None else seconds),
        "time.gmtime": lambda seconds=None: utc(stamp if seconds is None else seconds),
        "time.strftime": lambda form, moment=None: told(form, local(stamp) if moment is None else moment),
        "secrets.token_hex": lambda size=32: chance.randbytes(size).hex(),
        "uuid.uuid4": lambda: uuid.UUID(int=chance.getrandbits(128), version=4),
    }


def _methods(stamp: float) -> dict[type, dict[str, Any]]:
    """Class → the class methods that stand there instead."""

    def now(cls: type[datetime], tz: tzinfo | None = None) -> datetime:
        return cls.fromtimestamp(stamp, tz)

    def today(cls: type[date]) -> date:
        return cls.fromtimestamp(stamp)

    return {datetime: {"now": classmethod(now), "today": classmethod(today)}, date: {"today": classmethod(today)}}


def _replace_methods(kind: type, methods: dict[str, Any]) -> None:
    """Put methods into a class that is written in C: whoever imported the class already has them too. CPython only."""
    (attributes,) = (held for held in gc.get_referents(vars(kind)) if isinstance(held, dict))
    attributes.update(methods)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
