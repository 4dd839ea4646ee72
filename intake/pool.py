"""Pools of sandboxed worker processes, all forked from one template that has loaded what reading needs.

The template is the standard library's fork server: one thread, and never a byte of an applicant. Without it each worker would
spend longer on its imports than on fifty mails, and again whenever it is replaced. The workers die with their template, and it
dies with us.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Any

from config.load import PROJECT

if TYPE_CHECKING:
    from pebble import ProcessPool

TASKS_PER_WORKER = 200  # a worker is replaced after so many tasks, so that nothing it leaks can grow for ever
PRELOADED = "intake.preloaded"


def expect() -> None:
    """Start the template where none runs. Returns at once: it loads while we go on."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([PRELOADED])
    with _found_from_anywhere():
        forkserver.ensure_running()


def open_pool(processes: int, begin: Callable[..., None], *given: Any) -> ProcessPool:
    """A pool of so many workers; each calls `begin(*given)` before anything else. They start when there is something to do."""
    from pebble import ProcessPool

    expect()
    return ProcessPool(max_workers=processes, max_tasks=TASKS_PER_WORKER, context=multiprocessing.get_context("forkserver"),
                       initializer=_begin, initargs=(begin, given))  # fmt: skip


@contextmanager
def _found_from_anywhere() -> Iterator[None]:
    """Cron starts us from any folder, and the template is not told where we were found (before Python 3.12.3)."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(PROJECT), *([before] if before else [])])
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def _begin(begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    _let_template_die()
    begin(*given)


def _let_template_die() -> None:
    """The template lives until every process that may ask it for another has closed its end of a pipe, and it hands each worker
    an end. We close ours, so that it ends with the process that started it, even where that is killed, and we end with it."""
    server = getattr(forkserver, "_forkserver", None)
    handle = getattr(server, "_forkserver_alive_fd", None)
    if handle is not None:
        server._forkserver_alive_fd = None  # type: ignore[union-attr]
        os.close(handle)
