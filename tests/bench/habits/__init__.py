"""Makes applications as people in offices fill them in, by habits that a careful reader understands, and counts what is read."""
