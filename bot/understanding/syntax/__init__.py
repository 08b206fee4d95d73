"""What a sentence is made of: clauses and what they name, whose things are, what is supposed, left out or absent."""
