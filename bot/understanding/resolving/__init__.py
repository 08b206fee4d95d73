"""Mentions of what stands for something else: short names, purposes, what is pointed at, recorded, replaced or former."""
