"""Cells beside a label → which of their lines may answer it."""
