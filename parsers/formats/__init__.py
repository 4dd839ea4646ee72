"""One file a format: bytes in, Document out, or Unreadable raised."""
