"""What the forms of the guide print, used to put right what was recognised of a page: words, cells, and the order of pages."""
