"""Renders the guide's letter templates: texts of the guide and facts in, text out.

Sandboxed and strict: a template can use nothing but the facts it is given and the filter `counted` (6 → 六), and a misspelt name
raises at once.
What applicants wrote comes in as data and is never itself read as a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from config.model import Guide
from parsers.values.numerals import counted


def render(guide: Guide, name: str, facts: Mapping[str, Any]) -> str:
    """Renders the template `name` ("receipt.txt"; its file is letters/receipt.txt.j2) with these facts. Names that end in .html
    escape every fact. Raises jinja2.TemplateError; at most one blank line in a row, none at the ends."""
    text = _environment(tuple(sorted(guide.letters.items()))).get_template(name).render(facts)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()


@lru_cache(maxsize=8)
def _environment(texts: tuple[tuple[str, str], ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(texts)), undefined=StrictUndefined, autoescape=lambda name: bool(name and name.endswith(".html")),
        trim_blocks=True, lstrip_blocks=True,
    )
    environment.filters["counted"] = counted
    return environment
