"""Sets up logs: plain lines for a person, or one JSON object a line for a collector. Only keys and field names, never a value:
what applicants wrote must not be in a log, and nothing here could tell it from our own words."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import TextIO

from config.model import LogSettings


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """One object on one line: time, level, where, what. Tracebacks are left out: they quote the values that caused them."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(record.created))
        line = {"time": moment, "level": record.levelname.lower(), "from": record.name, "message": record.getMessage()}
        return json.dumps(line, ensure_ascii=False)


def open_journal(settings: LogSettings, stream: TextIO | None = None) -> None:
    """Sends our own log lines to `stream` (standard error by default) as the settings say. Of libraries only warnings and worse
    are logged; at lower levels some of them would log the mails they carry."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Json() if settings.format == "json" else logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for room in ("intake", "config", "parsers", "reports"):
        logging.getLogger(room).setLevel(settings.level.upper())
