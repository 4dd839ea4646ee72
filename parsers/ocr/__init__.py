"""Turns a picture of paper into a Document, so that forms are filled from it as from Word."""
