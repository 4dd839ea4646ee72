"""One folder for each format: bytes in, Document out, or Unreadable raised."""
