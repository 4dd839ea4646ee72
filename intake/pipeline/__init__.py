"""The pass: the order of its steps, and the steps that belong to no other room."""
