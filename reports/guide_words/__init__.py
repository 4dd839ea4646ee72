"""What a guide makes of the words and sheets of all guides: where its clauses stand, what it calls kinds of files, which columns
its call uses."""
