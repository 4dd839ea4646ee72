"""One file for each step; its number is the schema that the step leads to."""
