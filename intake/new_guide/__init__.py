"""The folder of a new guide: made from blank forms, and tried on blank and filled ones."""
