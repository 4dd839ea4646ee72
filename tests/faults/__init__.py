"""Breaks on purpose everything that can break while a run is at work. The long trial: `python -m tests.faults --runs 1000`."""
