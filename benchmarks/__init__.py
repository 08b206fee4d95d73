"""Benchmarks: ratios measured in one run, each against its bound. `python -m benchmarks` runs them."""
