"""Everything that can break while a run is at work, broken on purpose. The long trial: `python -m tests.faults --runs 1000`."""
