"""Tests of the knowledge: its mistakes, its proofs, and articles of other vendors."""
