"""The command: fills blank forms that were made from guides, reads them, and prints how many fields are exact.

`python -m tests.bench.blanks [--count N] [--seed S] [--show] [--no-libreoffice]`
"""

from __future__ import annotations

import argparse
import shutil

from tests.bench.blanks.trial import score, through_libreoffice, trial


def main() -> int:
    """Print a line for each way of saving; exit code 1 where a field is not exact."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--no-libreoffice", action="store_true")
    given = parser.parse_args()
    files, truth = trial(given.count, given.seed)
    if shutil.which("soffice") and not given.no_libreoffice:
        files["libreoffice"] = through_libreoffice(files["controls"])
    bad = 0
    for way, saved in files.items():
        made = score(saved, truth)
        print(f"{way}: {len(saved)} forms, {made.exact} of {made.fields} fields exact, {len(made.alarms)} false alarms")
        bad += len(made.wrong) + len(made.alarms)
        if given.show:
            print(*(f"  {line}" for line in [*made.wrong, *made.alarms]), sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
