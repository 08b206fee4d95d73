"""Figures of reliability: each module prints its own when run, and the tests run it on a smaller scale."""
