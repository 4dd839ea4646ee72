"""The engine of the checks: the registry of rule kinds, which rules are asked, and the word work that rules share."""
