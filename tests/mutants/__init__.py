"""Plants one fault at a time in a copy of the product and says which ones the tests notice (`python -m tests.mutants`).

Libraries were looked at first. mutmut 3 (BSD) changes only what stands within functions, so the tables of signs, words and limits
would stay out; and it begins with two runs of all tests, which take half an hour here. cosmic-ray (MIT) gives every fault of
a session the same command of tests, makes all faults of a module before one is chosen, changes files in place, and removes no
statement. What is wanted is a small draw over all rooms, from a seed, each fault with the few tests that should notice it, and a
checkout that is never touched: bending either to that is more than the few hundred lines here.

`kinds` says what may be changed, `places` where, `spared` where not, `draw` which ones; `watchers` which tests look, `trees`
copies and plants, `trial` runs, `report` tells. Expressions within f-strings are left out: Python 3.11
does not say where they stand.
"""
