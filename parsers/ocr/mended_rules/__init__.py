"""Ruled lines and cells put right where paper, pens and copiers spoilt them."""
