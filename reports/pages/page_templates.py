"""Loads the templates of the pages, and makes the content policy that lets only our own style and script run."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that HTML cannot hold, and those that turn the direction of the words that follow."""


def render(name: str, facts: dict[str, Any]) -> str:
    """The page of this template. Every fact is escaped; a misspelt name raises jinja2.UndefinedError."""
    style, script = _text("page.css"), _text("page.js")
    policy = (f"default-src 'none'; img-src 'self' file: data:; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
              "base-uri 'none'; form-action 'none'")
    ours = {"style": Markup(style), "script": Markup(script), "policy": policy}  # noqa: S704 - our own files
    return _environment().get_template(name).render(**facts, **ours)


def clean(text: object) -> str:
    """A text as a page can hold it: without illegal and direction-turning characters."""
    return _ILLEGAL.sub("", str(text))


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=4)
def _text(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(loader=PackageLoader("reports", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True, finalize=lambda value: value if isinstance(value, Markup) else clean(value))


def _edition() -> str:
    names = ("case.html.j2", "index.html.j2", "page.css", "page.js")
    return hashlib.sha256("\0".join(map(_text, names)).encode()).hexdigest()[:12]


EDITION = _edition()
"""Identity of templates, style and script: a page of another edition is written again."""
