"""Onde: cited answers about where and how customers' data is hosted."""
