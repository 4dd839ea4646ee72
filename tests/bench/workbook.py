"""`python -m tests.bench.workbook [--cases 5000] [--rounds 3] [--json FILE]`: a rebuild of the whole workbook, seconds and peak
memory, against XlsxWriter alone.

Every call of XlsxWriter that our build makes is written down; then bare XlsxWriter does the same calls with the same formats,
and nothing else. Both run in processes of their own, by turns. Afterwards the workbook is read back as a clerk saved it, and
opened by LibreOffice where there is one.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

AIM = 1.5


def main() -> None:
    """Prints a table; writes it as JSON when asked."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.workbook", description=__doc__)
    options.add_argument("--cases", type=int, default=5000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--json", type=Path)
    options.add_argument("--keep", type=Path, help="lay the workbook here")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measured(Path(folder), chosen.cases, chosen.rounds)
        if chosen.keep:
            shutil.copy(Path(folder) / "book.xlsx", chosen.keep)
    print(f"{chosen.cases} cases {'':24} {'ours':>9} {'floor':>9} {'ratio':>7} {'aim':>6}")
    for row in rows:
        floor, ratio, aim = (f"{row[k]:.2f}" if row[k] is not None else "" for k in ("floor", "ratio", "aim"))
        print(f"{row['what']:36} {row['ours']:9.2f} {floor:>9} {ratio:>7} {aim:>6}")
    if chosen.json:
        chosen.json.write_text(json.dumps({"name": "workbook", "rows": rows}, ensure_ascii=False, indent=1), "utf-8")


def measured(folder: Path, cases: int, rounds: int) -> list[dict[str, Any]]:
    """All rows of the table."""
    facts = child("record", folder, cases)
    ours, floor = [], []
    for _ in range(rounds):
        ours.append(child("ours", folder, cases))
        floor.append(child("floor", folder, cases))
    back = [child("back", folder, cases) for _ in range(rounds)]
    rows = [versus(what, key, ours, floor) for what, key in (
        ("rebuild: CPU seconds", "cpu"), ("rebuild: seconds by the clock", "clock"), ("rebuild: peak memory in MB", "peak"))]
    rows += [alone("calls of XlsxWriter, thousands", facts["calls"] / 1000), alone("workbook in MB", facts["size"] / 1e6)]
    rows += [alone(f"reading back: {what}", statistics.median(one[key] for one in back)) for what, key in (
        ("CPU seconds", "cpu"), ("peak memory in MB", "peak"), ("cells changed by staff", "changes"))]
    if shutil.which("soffice"):
        rows += [alone(f"LibreOffice: {what}", value) for what, value in libre(folder).items()]
    return rows


def versus(what: str, key: str, ours: list[dict[str, float]], floor: list[dict[str, float]]) -> dict[str, Any]:
    """Medians of both, and the median of the rounds' ratios."""
    ratio = statistics.median(mine[key] / other[key] for mine, other in zip(ours, floor, strict=True))
    return {"what": what, "ours": statistics.median(one[key] for one in ours),
            "floor": statistics.median(one[key] for one in floor), "ratio": ratio, "aim": AIM}


def alone(what: str, value: float) -> dict[str, Any]:
    """A figure that has nothing beside it."""
    return {"what": what, "ours": value, "floor": None, "ratio": None, "aim": None}


def child(part: str, folder: Path, cases: int) -> dict[str, float]:
    """One part in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.workbook_parts", part, str(folder), str(cases)],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def libre(folder: Path) -> dict[str, float]:
    """LibreOffice opens the workbook and saves it: seconds, peak memory, and the rows of 总览 that it then has."""
    from python_calamine import CalamineWorkbook

    began = time.monotonic()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "libre"), str(folder / "book.xlsx")],
        check=True, capture_output=True, timeout=1800)
    seconds = time.monotonic() - began
    saved = CalamineWorkbook.from_path(folder / "libre" / "book.xlsx")
    rows = len(saved.get_sheet_by_name("总览").to_python()) - 1
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return {"opens and saves, seconds": seconds, "peak memory in MB": peak, "cases then": float(rows)}


if __name__ == "__main__":
    main()
