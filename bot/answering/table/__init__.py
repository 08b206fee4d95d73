"""Questions that the hosting table answers: where, which, how many, compared."""
