"""Runs one function in its own sandboxed process, for the command line."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from config.language import say
from config.model import LimitSettings, WorkerSettings
from intake.sandbox.confine import CPU_MARGIN, allow_seconds, confine, crowded
from intake.sandbox.faults import Fault, frames
from intake.system_needs import lacking

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext


def once(function: Callable[..., Any], args: tuple[Any, ...], settings: WorkerSettings, limits: LimitSettings) -> Any:
    """Runs one function in the sandbox and returns its result, or a Fault. Forks, because a new interpreter would cost more
    than reading a document; so it is only for a process that has started no thread yet. Where the system cannot fork, or this
    process has loaded too much for that, it is a new interpreter after all."""
    anew = lacking() or crowded(settings)
    start: SpawnContext | ForkContext = multiprocessing.get_context("spawn") if anew else multiprocessing.get_context("fork")
    ours, theirs = start.Pipe(duplex=False)
    child = start.Process(target=_once, args=(theirs, function, args, settings, limits), daemon=False)
    child.start()
    theirs.close()
    try:
        if not ours.poll(settings.timeout_seconds):
            return Fault(say("超过时限", "the time limit was reached"))
        return ours.recv()
    except EOFError:
        child.join(CPU_MARGIN)
        return Fault(say(f"读取进程异常终止，退出码 {child.exitcode}", f"the worker died with exit code {child.exitcode}"))
    finally:
        child.join(1)
        child.kill()
        child.join()


def _once(
    pipe: Connection, function: Callable[..., Any], args: tuple[Any, ...], settings: WorkerSettings, limits: LimitSettings
) -> None:
    confine(settings, limits)
    allow_seconds(settings.timeout_seconds)
    try:
        pipe.send(function(*args))
    except Exception as error:
        pipe.send(Fault(frames(error)))
    finally:
        pipe.close()
        os._exit(0)
