"""One question answered by whichever explains the whole of it: a statement, a definition, the table; or refused."""
