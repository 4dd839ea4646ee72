"""The command: drafts generated blank forms, reads filled ones with the drafts, and prints what was right, by kind and part.

`python -m tests.bench.drafts [--count N] [--seed S] [--only N,…] [--pdf] [--show] [--keep DIR]`: 45 layouts where nothing is
given, each filled in five ways as Word; with `--pdf` one of the five is read as a PDF too.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from tests.bench.drafts.measure import Found, drafted, fills, judged, trial
from tests.bench.drafts.template import filled, template
from tests.bench.form_layouts.as_paper import pdfs
from tests.bench.form_layouts.as_word import docx

AIMS = {"drafted": 0.97, "read": 0.985}
PDF_OF = 1
"""Which of the five ways is read as a PDF."""


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.drafts")
    asked.add_argument("--count", type=int, default=45)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", default="")
    asked.add_argument("--pdf", action="store_true")
    asked.add_argument("--show", action="store_true")
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    numbers = [int(number) for number in given.only.split(",")] if given.only else range(given.count)
    trials = [trial(template(number, given.seed)) for number in numbers]
    words, papers, parts = Found(), Found(), dict[str, Counter[str]]()
    seconds: dict[str, bytes] = {}
    for tried in trials:
        found = drafted(tried)
        for number, form in enumerate(fills(tried.template)):
            data = docx(form)
            found += judged(tried, form, data)
            if number == PDF_OF:
                seconds[form.name] = data
        words += found
        for part in set(tried.template.parts):
            parts.setdefault(part, Counter()).update(bad=len(found.faults), all=found.all.total())
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / f"{tried.template.name}.docx").write_bytes(docx(filled(tried.template, None)))
        if given.show and found.faults:
            print(tried.template.name, " ".join(tried.template.parts), *found.faults, sep="\n    ", flush=True)
    print(_line("word", words))
    if given.show:
        worst = sorted(parts.items(), key=lambda part: -part[1]["bad"] / part[1]["all"])
        print("  faults by part: " + " · ".join(f"{part} {c['bad']}/{c['all']}" for part, c in worst))
    if given.pdf:
        prints = pdfs(seconds)
        for tried in trials:
            if (paper := prints.get(tried.template.name)) is not None:
                found = judged(tried, list(fills(tried.template))[PDF_OF], paper)
                papers += found
                if given.show and found.faults:
                    print(tried.template.name, "pdf", " ".join(tried.template.parts), *found.faults, sep="\n    ", flush=True)
        print(_line("pdf", papers))


def _line(medium: str, found: Found) -> str:
    """A line a medium: right of all by kind."""
    shares = (f"{kind} {found.right[kind]}/{total} = {found.right[kind] / total:.3f}"
              + (f" (aim {AIMS[kind]})" if kind in AIMS else "") for kind, total in found.all.items())  # fmt: skip
    return f"{medium}: {' · '.join(shares)}"


if __name__ == "__main__":
    main()
