"""Where applicants' bytes are read: limited worker processes, their pool, and the cache of readings."""
