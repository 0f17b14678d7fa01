"""What is measured, against what; `make bench` writes the last figures to `benchmarks/RESULTS.md`."""
