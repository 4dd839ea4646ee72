"""What is read by the tags of content controls."""
