"""Reading and checking: bytes and data objects in, data objects out. No clock, network, ledger or configuration file."""
