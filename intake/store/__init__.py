"""Bytes on disk under their sha256."""
