"""A whole message in its thread: what asks, what is filled in, and what a follow-up takes over."""
