"""Drafts of generated blank forms, and how filled ones are read with them."""
