"""One file a command; the lazy table of them is in run_intake.py."""
