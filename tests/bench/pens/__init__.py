"""Lists of options marked by pens in many ways, on papers as they come out of scanners, and what is read of them."""
