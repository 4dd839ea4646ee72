"""Describes what went wrong in a worker, without any word of the applicant's."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from config.language import say


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure of ours while reading one mail. `trace` says where, in words and frames; never with a value of the applicant.
    `died`: the worker was killed, or had no more memory, so that one file may be the cause."""

    trace: str
    died: bool = False

    @property
    def sentence(self) -> str:
        """What is said of it to whoever runs a command."""
        first = self.trace.splitlines()[0]
        return say(f"程序自身出错（{first}），请把这一行告诉维护程序的人", f"a fault of this program: {first}")


def frames(error: BaseException) -> str:
    """Where an error came from, without its message: messages quote the values that caused them."""
    what = str(error) if isinstance(error, Traced) else f"{type(error).__name__}"
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    return what if isinstance(error, Traced) else "\n".join([what, *places])


class Traced(Exception):
    """Carries frames from a worker to us; its message is safe to show."""


def fault_of(error: BaseException) -> Fault:
    """What an exception of a worker means."""
    from pebble import ProcessExpired

    if isinstance(error, TimeoutError):
        return Fault(say("读取一封邮件超过时限，已终止读取进程",
                         "the time limit for one mail was reached; the worker was killed"), died=True)
    if isinstance(error, ProcessExpired):
        return Fault(say(f"读取进程异常终止，退出码 {error.exitcode}",
                         f"the worker died with exit code {error.exitcode}"), died=True)
    trace = frames(error)
    return Fault(trace, died=trace.startswith("MemoryError"))
