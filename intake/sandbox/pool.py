"""Makes pools of sandboxed worker processes, all forked from one template that has loaded what reading needs.

The template is the standard library's fork server: one thread, and never a byte of an applicant. Without it each worker would
spend longer on its imports than on fifty mails, and again whenever it is replaced. The workers end with their template, and it
ends with us.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from threading import Lock
from typing import TYPE_CHECKING, Any

from config.places import PROJECT

if TYPE_CHECKING:
    from pebble import ProcessPool

TASKS_PER_WORKER = 200  # a worker is replaced after so many tasks, so that nothing it leaks can grow for ever
PRELOADED = "intake.sandbox.preloaded"
_changing = Lock()


def expect() -> None:
    """Starts the template where none runs. Returns at once: it loads while we go on."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([PRELOADED])
    with _surroundings():
        forkserver.ensure_running()


def open_pool(processes: int, begin: Callable[..., None], *given: Any) -> ProcessPool:
    """A pool of so many workers; each calls `begin(*given)` before anything else. They start when there is something to do."""
    from pebble import ProcessPool

    expect()
    return ProcessPool(max_workers=processes, max_tasks=TASKS_PER_WORKER, context=_Context(),
                       initializer=_begin, initargs=(begin, given))  # fmt: skip


class _Process(ForkServerProcess):
    """A worker. Where the template was killed meanwhile, the worker comes from a new one, which starts as the first did."""

    def start(self) -> None:
        """See Process."""
        expect()
        super().start()


class _Context(ForkServerContext):
    Process = _Process


@contextmanager
def _surroundings() -> Iterator[None]:
    """Sets the environment that the template and all workers inherit: the path of our modules, because cron starts us from any
    folder and the template is not told (before Python 3.12.3); and none of our settings, because those may hold passwords."""
    with _changing:
        own = {name: os.environ.pop(name) for name in list(os.environ) if name == "PYTHONPATH" or name.startswith("INTAKE_")}
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(PROJECT), own.get("PYTHONPATH"))))
        try:
            yield
        finally:
            del os.environ["PYTHONPATH"]
            os.environ.update(own)


def _begin(begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    _let_go()
    begin(*given)


def _let_go() -> None:
    """Separates this process from the template. The template lives until every process that may ask it for another has closed its
    end of a pipe, and each worker is given an end: we close ours, so that the template ends with the process that started it,
    even where that is killed, and we end with it."""
    server = getattr(forkserver, "_forkserver", None)
    handle = getattr(server, "_forkserver_alive_fd", None)
    if server is None or handle is None:
        return
    server._forkserver_alive_fd = server._forkserver_address = server._forkserver_pid = None
    os.close(handle)


os.register_at_fork(after_in_child=_let_go)  # a forked process must not use the template of its parent: it gets one of its own
