"""Questions that a statement or definition of an article answers, and whether yes or no may be said of it."""
