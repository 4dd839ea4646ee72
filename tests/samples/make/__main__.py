"""`python -m tests.samples.make [--seed N] [--out DIR]` writes the demo mailbox and mailbox.json beside it.

`--count N` writes N generated mails instead (no truth), for trials of size.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from . import SEED, demo_mailbox, mailbox, truth

HERE = Path(__file__).resolve().parents[1]


def main() -> None:
    """Writes DIR/*.eml, and DIR.json with the truth."""
    options = argparse.ArgumentParser(prog="python -m tests.samples.make", description=__doc__)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--out", type=Path, default=HERE / "mailbox")
    options.add_argument("--count", type=int, default=0, help="write N generated mails instead of the demo")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    made = mailbox(chosen.count, chosen.seed) if chosen.count else demo_mailbox(chosen.seed)
    for name, raw in made:
        (chosen.out / name).write_bytes(raw)
    if not chosen.count:
        text = json.dumps(truth(chosen.seed), ensure_ascii=False, indent=1) + "\n"
        chosen.out.with_suffix(".json").write_text(text, encoding="utf-8", newline="\n")


main()
