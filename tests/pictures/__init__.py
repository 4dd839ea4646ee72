"""Makes the pictures for the documents, from desks and pages that tests use too."""
