"""A known form: which one it is, where its labels stand, and the record of what was filled in."""
