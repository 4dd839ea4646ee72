"""Letters on their way: addressed, kept, sent."""
