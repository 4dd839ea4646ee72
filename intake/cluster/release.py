"""Computes which release of the program a machine has, from the source of everything whose objects travel between machines.

The coordinator asks a worker for it by one line of Python before it sends any object of ours. So another release, where classes
may have other fields or another module, is refused with a clear message.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from config.language import say

TRAVELS = ("config/model", "parsers/model", "intake/cluster", "intake/sandbox")
"""Rooms whose classes are sent or received."""
ASK = "__import__('importlib').import_module('intake.cluster.release').release()"
"""What a worker evaluates. This module and its name must never change, whatever else moves."""


@cache
def release() -> str:
    """The release on this machine: a digest of those rooms' source."""
    root = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for path in sorted(file for room in TRAVELS for file in (root / room).rglob("*.py")):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def misfit(answer: object) -> str:
    """Why a worker with this answer cannot read for us, in words; "" where it can. `answer` may be the exception it met."""
    if answer == release():
        return ""
    if isinstance(answer, ModuleNotFoundError) and answer.name == "intake":
        return say("那里没有本程序：请在程序所在的文件夹中启动", "it has not got this program: start it in its folder")
    return say("那里是另一个版本的程序：请用与本机相同的版本启动",
               "it has another release of this program: start it from the same release as here")
