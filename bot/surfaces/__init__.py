"""Where people and programs meet Onde: the command line and the conversation in a terminal."""
