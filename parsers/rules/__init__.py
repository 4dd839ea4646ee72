"""Kinds of rules, one file a kind. A new one is a file here and a line in parsers/checks/registry.py."""
