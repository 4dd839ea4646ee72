"""Random input for the modules that read applicants' bytes. `make fuzz` (ten minutes; `make fuzz MINUTES=60` for longer) changes
real files at random and runs mime, unpack, word and pdf over them in limited processes. What it finds is kept in `var/fuzz`; once
repaired, its bytes move to `samples/`, which `test_fuzz.py` reads again on every run."""
