"""Pictures for the documents, made by programs from desks and pages that tests use too."""
