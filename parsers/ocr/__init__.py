"""A picture of paper → a Document, so that the forms are filled from it as from Word."""
