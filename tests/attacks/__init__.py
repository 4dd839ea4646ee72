"""Attacks on the mailbox, each a small story through the whole pass: what a stranger sends, and what must hold afterwards.

`python -m tests.attacks` writes their table, docs/attacks.md."""

MODULES = (
    "forgery",
    "senders",
    "reflection",
    "by_number",
    "by_thread",
    "by_unit",
    "by_file",
    "by_domain",
    "loops",
    "quota",
    "poison",
    "dangerous",
    "flood",
)
"""The modules of the stories."""
