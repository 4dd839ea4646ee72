"""What things cost, side by side with the bare library call on the same input: `python -m tests.bench.NAME`, by hand."""
