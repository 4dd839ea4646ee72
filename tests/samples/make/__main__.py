"""`python -m tests.samples.make [--seed N] [--out DIR]` writes the demo mailbox and mailbox.json beside it.

`--count N` writes N generated mails instead (no truth), for trials of size.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from . import SEED, mailbox, truth
from .story import demo

HERE = Path(__file__).resolve().parents[1]


def main() -> None:
    """Writes DIR/*.eml, and DIR.json with the truth."""
    options = argparse.ArgumentParser(prog="python -m tests.samples.make", description=__doc__)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--out", type=Path, default=HERE / "mailbox")
    options.add_argument("--count", type=int, default=0, help="write N generated mails instead of the demo")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.count:
        for name, raw in mailbox(chosen.count, chosen.seed):
            (chosen.out / name).write_bytes(raw)
        return
    for old in chosen.out.glob("*.eml"):
        old.unlink()
    mails = demo(chosen.seed)
    for number, mail in enumerate(mails, 1):
        (chosen.out / f"{number:02d}-{mail.scene.replace('_', '-')}.eml").write_bytes(mail.raw)
    text = json.dumps(truth(chosen.seed, mails), ensure_ascii=False, indent=1) + "\n"
    chosen.out.with_suffix(".json").write_text(text, encoding="utf-8", newline="\n")


main()
