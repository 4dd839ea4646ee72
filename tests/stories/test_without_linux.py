"""A system that lacks what Linux has (as Windows and macOS do): the program says so in a sentence, and reads all the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import installation

LACKING = """
import ctypes, multiprocessing, os, subprocess, sys, types
for name in ("fcntl", "resource"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "register_at_fork", "memfd_create", "pread", "pwrite", "fchmod", "geteuid", "O_CLOEXEC"):
    if hasattr(os, name):
        delattr(os, name)
multiprocessing.set_start_method("spawn")
multiprocessing.context._concrete_contexts.pop("fork", None)
multiprocessing.context._concrete_contexts.pop("forkserver", None)
usual = ctypes.CDLL.__init__
def begin(self, name, *rest, **more):
    if name is None:
        raise TypeError("bad argument type for built-in operation")
    usual(self, name, *rest, **more)
ctypes.CDLL.__init__ = begin
def locking(handle, mode, size):
    if os.environ.get("LOCKED"):
        raise OSError(36, "Resource deadlock avoided")
sys.modules["msvcrt"] = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
"""


@pytest.fixture(scope="module")
def faked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder from which every interpreter, the spawned ones too, learns to lack things."""
    folder = tmp_path_factory.mktemp("lacking")
    (folder / "sitecustomize.py").write_text(LACKING, "utf-8")
    return folder


def call(faked: Path, home: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    words = {"INTAKE_HOME": str(home), "PYTHONPATH": str(faked), "PATH": os.defpath, "INTAKE_SCANS__PAGES": "0"}
    words |= installation.SETTINGS
    return subprocess.run(
        [sys.executable, str(installation.PROJECT / "run_intake.py"), *map(str, arguments)], cwd="/", env=words | more,
        capture_output=True, text=True, timeout=120, check=False)


def test_check_reads_in_another_interpreter_and_says_what_is_missing(faked: Path, tmp_path: Path) -> None:
    result = call(faked, tmp_path, "check", "--json", installation.MAILBOX / "05-missing-fields.eml")
    assert result.returncode == 0, result.stderr
    cases = json.loads(result.stdout)["cases"]
    assert "field-missing" in {finding["rule"] for finding in cases[0]["findings"]}
    assert result.stderr.count("\n") == 1 and "本系统缺少 fcntl、resource" in result.stderr


def test_guide_form_and_report_work(faked: Path, tmp_path: Path) -> None:
    from docx import Document

    blank = Document()
    blank.add_table(1, 2).cell(0, 0).text = "项目名称"
    blank.save(tmp_path / "blank.docx")
    assert call(faked, tmp_path, "guide", "check", "2024").returncode == 0
    pairs = call(faked, tmp_path, "form", "pairs", tmp_path / "blank.docx", "--json")
    assert json.loads(pairs.stdout)["pairs"] == {"项目名称": ""}, pairs.stderr
    report = call(faked, tmp_path / "home", "report")
    assert (report.returncode, report.stderr) == (0, "")
    assert (tmp_path / "home" / "output" / "审查表.xlsx").exists()


def test_a_held_lock_is_known_there_too(faked: Path, tmp_path: Path) -> None:
    call(faked, tmp_path, "report")
    held = call(faked, tmp_path, "report", LOCKED="1")
    assert "另一次运行正在进行（20" in held.stdout and held.returncode == 0


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "demo", "letters"])
def test_what_needs_linux_says_so_in_one_sentence(command: str, faked: Path, tmp_path: Path) -> None:
    result = call(faked, tmp_path / "home", command)
    assert result.returncode == 78
    assert result.stderr == (f"{command} 只能在 Linux 上运行（本系统缺少 fcntl、resource、os.fork、os.register_at_fork、"
                             "os.memfd_create、os.pread、prctl）；在这里可以用 check、form、guide、report。\n")
    assert not (tmp_path / "home").exists()
    assert call(faked, tmp_path, command, "--help").returncode == 0
