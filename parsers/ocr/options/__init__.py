"""Marks beside printed options on paper, from the ink of all of a list."""
