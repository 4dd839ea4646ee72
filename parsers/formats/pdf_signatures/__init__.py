"""Digital signatures of a PDF: found, and checked as far as that goes without a network."""
