"""Reads applicants' bytes in limited worker processes. Has their pool, and the cache of readings."""
