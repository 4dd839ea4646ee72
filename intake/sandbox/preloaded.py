"""Imports what reading most mails needs: the template of all readers imports this module, and no other process does.

No picture is recognised here: the OCR engine starts threads, and a process with threads must not be forked.
"""
# ruff: noqa: F401 - imported to be there, after what must be said before

from __future__ import annotations

import gc
import os

os.environ.pop("PYTHONPATH", None)  # our modules were found by it; no process started by a reader should inherit it
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # for numpy and OpenCV: neither needs more here, and any more is a thread

import intake.sandbox.read_mail
import intake.sandbox.reading_cache
import intake.sandbox.worker
import parsers.preloaded

gc.freeze()  # all this stays: no reader needs to examine it again, and its pages stay shared
