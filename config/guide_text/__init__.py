"""The text of a guide's files, changed where people changed what it says."""
