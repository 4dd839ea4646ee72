"""Tables of a known form → their rows."""
