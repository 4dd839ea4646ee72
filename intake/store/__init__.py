"""Files on disk: bytes under their sha256 (vault), and files written whole or not at all (atomic_write)."""
