"""What an exception of a worker means: whether one file may have killed it, and no word of the applicant's."""

from __future__ import annotations

import pytest
from pebble import ProcessExpired

from intake.sandbox.faults import Traced, fault_of


def expired() -> ProcessExpired:
    error = ProcessExpired("gone")
    error.exitcode = -9
    return error


@pytest.mark.parametrize(("error", "died", "said"), [
    (TimeoutError("张三"), True, "读取一封邮件超过时限，已终止读取进程"),
    (expired(), True, "读取进程异常终止，退出码 -9"),
    (MemoryError("张三"), True, "MemoryError"),
    (Traced("MemoryError\nword.py:3 read"), True, "MemoryError\nword.py:3 read"),
    (Traced("ValueError\nword.py:3 read"), False, "ValueError\nword.py:3 read"),
    (ValueError("张三"), False, "ValueError"),
])  # fmt: skip
def test_a_worker_that_died_is_told_from_one_that_failed(error: BaseException, died: bool, said: str) -> None:
    fault = fault_of(error)
    assert (fault.died, fault.trace) == (died, said)
