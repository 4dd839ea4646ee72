"""Wild input for the rooms that read applicants' bytes. `make fuzz` (ten minutes; `make fuzz MINUTES=60` for longer) mutates
real files and runs mime, unpack, word and pdf over them in caged processes. What it finds is kept in `var/fuzz`; once mended, its
bytes move to `samples/`, which `test_fuzz.py` reads again on every run."""
