"""The engine of the checks: the registry of rule kinds, the choice of the rules that apply, and the helpers that rules share."""
