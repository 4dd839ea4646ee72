"""Turns a seed into filled forms of other bodies, in layouts composed by rules, with all that a reader should find in them."""
