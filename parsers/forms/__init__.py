"""A known form: identifies it, finds its labels, and returns the record of what was filled in."""
