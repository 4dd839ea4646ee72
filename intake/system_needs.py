"""Turns what this operating system has into the list of what the program lacks here, for the command line to tell in a sentence.

Linux has all of it. Elsewhere applicants' files can be read and shown, but nothing limits a reader's memory or ends it with us,
so no mailbox is worked on.
"""

from __future__ import annotations

import ctypes
import importlib
import os

from config.language import listed, say

MODULES = ("fcntl", "resource")
CALLS = ("fork", "register_at_fork", "memfd_create", "pread")
ANYWHERE = ("check", "form", "guide", "report")
"""Commands that do without."""


def lacking() -> tuple[str, ...]:
    """Names of what this system lacks; empty on Linux."""
    modules = (name for name in MODULES if not _importable(name))
    calls = (f"os.{name}" for name in CALLS if not hasattr(os, name))
    return (*modules, *calls, *(() if libc_call("prctl") else ("prctl",)))


def libc_call(name: str) -> ctypes._NamedFuncPointer | None:
    """A function of the C library; None where this system has none of this name."""
    try:
        library = ctypes.CDLL(None)
    except (TypeError, OSError):  # Windows
        return None
    return getattr(library, name, None)


def refusal(command: str) -> str:
    """Why this command cannot run on this system, in one sentence; "" where it can."""
    if command in ANYWHERE or not (names := lacking()):
        return ""
    lacks, others = listed(names), listed(ANYWHERE)
    return say(f"{command} 只能在 Linux 上运行（本系统缺少 {lacks}）；在这里可以用 {others}。",
               f"{command} runs on Linux only (this system lacks {lacks}); here there are {others}.")


def caution() -> str:
    """What is missing when files are read on this system, in one sentence; "" where nothing is."""
    lacks = listed(lacking())
    return say(f"本系统缺少 {lacks}：读取文件只限时间、不限内存，rar、7z 和旧版 Word 文件可能读不了。",
               f"this system lacks {lacks}: files are read within limits of time and not of memory; rar, 7z "
               "and old Word files may stay unread.") if lacks else ""


def _importable(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True
