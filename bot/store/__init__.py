"""What is kept: turns, votes, and events until they are handled. Nothing outside this folder knows in which database."""
