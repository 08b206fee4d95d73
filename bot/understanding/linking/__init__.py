"""From words to mentions: the gazetteer, typing errors mended, the language found, every word in a mention."""
