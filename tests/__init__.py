"""The tests: they go through the doors that people and machines use."""
