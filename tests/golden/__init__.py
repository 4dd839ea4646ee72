"""A record of what the program does for its users, and the difference between two records: `python -m tests.golden`."""
