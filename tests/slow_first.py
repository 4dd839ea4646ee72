"""The modules that take longest, longest first: a run of all tests begins with them, and no worker is left with one at the end.

Only the order depends on it. `make test` gives each module to one worker: what a module prepares is prepared once.
"""

from __future__ import annotations

SLOW = (
    "stories/test_kill_at_every_step.py", "attacks/test_attacks.py", "stories/test_demo_with_scans.py", "stories/test_faults.py",
    "intake/matching/test_supplements.py", "stories/test_mail_in_letters_out.py", "stories/test_command_line.py",
    "stories/test_whom_to_believe.py", "stories/test_cluster.py", "stories/test_desk_strange_workbooks.py",
    "mutants/test_mutants.py", "stories/test_kill_commands.py", "stories/test_a_year_of_running.py",
    "stories/test_desk_real_mails.py", "stories/test_letters_within_limits.py", "stories/test_letters_that_come_back.py",
    "stories/test_desk_round_trip.py", "parsers/ocr/test_scans_by_libreoffice.py", "attacks/test_sequences.py",
    "intake/erasure/test_erasure.py", "intake/unpack/test_archives_errors.py", "intake/operations/test_generations.py",
    "intake/mailbox/test_real_servers.py", "stories/test_renamed_guide.py", "parsers/formats/test_legacy.py",
    "parsers/rules/test_planted.py", "parsers/ocr/test_scan_sets.py", "stories/test_mails_not_read.py",
    "stories/test_desk_answers.py", "intake/mailbox/test_contract.py", "intake/sandbox/test_workers_deadly.py",
    "stories/test_wheel.py", "parsers/ocr/test_scans.py", "stories/test_kill.py", "parsers/ocr/test_papers_in_styles.py",
)  # fmt: skip
"""Paths below this folder: what took more than some twenty seconds beside three other workers on two processors."""


def rank(path: str) -> int:
    """The place of a module (its path below this folder) in the order."""
    return SLOW.index(path) if path in SLOW else len(SLOW)
