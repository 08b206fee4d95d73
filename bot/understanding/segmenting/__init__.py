"""A message cut into sentences and clauses, without what it only tells, its claims made plain."""
