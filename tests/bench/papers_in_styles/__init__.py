"""Filled forms on paper as people send it, in many styles, and what is read of them: `python -m tests.bench.papers_in_styles`."""
