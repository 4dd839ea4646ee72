"""One file a step; its number is the schema that it leads to."""
