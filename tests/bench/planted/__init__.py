"""Makes applications with planted defects, and complete ones in every way of writing, and counts what the rules find in both."""
