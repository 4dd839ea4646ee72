"""Reading and checking: bytes and nouns in, nouns out. No clock, network, ledger or configuration file."""
