"""Rules on all cases of a call together: what several of them share."""
