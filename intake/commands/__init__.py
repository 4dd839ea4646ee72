"""One file for each command. The lazy table of commands is in run_intake.py."""
