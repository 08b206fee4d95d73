"""Tables of phrases: what each means, found by its first word."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

_ENCODER, _DECODER = Encoder(), Decoder(dict[str, str])


class Phrases(Struct):
    """A table of phrases with their meanings, joined by "|": `alone` by a phrase's first word, `packed[first word]` by the words after it.

    Every beginning of a phrase is there too, with no meaning where it is no phrase itself, so that a look-up stops early.
    What follows a first word is packed (MessagePack), since a message looks up few of them and a start would read all.
    """

    alone: dict[str, str] = {}
    packed: dict[str, bytes] = {}

    def following(self, first: str) -> dict[str, str] | None:
        """The meanings of all phrases that go on after a first word, by the words after it; nothing where none does. Unpacked anew."""
        packed = self.packed.get(first)
        return None if packed is None else _DECODER.decode(packed)

    def __contains__(self, phrase: str) -> bool:
        first, _, rest = phrase.partition(" ")
        return rest in (self.following(first) or ()) if rest else first in self.alone

    def meanings(self) -> Iterator[str]:
        """Those of all phrases, each as it stands."""
        yield from self.alone.values()
        for first in self.packed:
            yield from (self.following(first) or {}).values()


class PhrasesBeingMade:
    """A table of phrases being filled; of several meanings `weak` ones give way to any other."""

    def __init__(self, weak: str = "") -> None:
        self._weak = ("", weak)
        self._alone: dict[str, str] = {}
        self._longer: dict[str, dict[str, str]] = {}

    def insert(self, parts: list[str], meaning: str) -> None:
        """Add a meaning to the phrase of some words."""
        first, *rest = parts
        table, phrase = self._alone, first
        if rest:
            table.setdefault(first, "")
            table, phrase = self._longer.setdefault(first, {}), " ".join(rest)
            _add_beginnings(table, phrase)
        known = table.get(phrase, "")
        if known in self._weak:
            table[phrase] = meaning
        elif meaning not in self._weak and meaning not in known.split("|"):
            table[phrase] = f"{known}|{meaning}"

    def made(self) -> Phrases:
        """The table."""
        return Phrases(self._alone, {first: _ENCODER.encode(following) for first, following in self._longer.items()})


def _add_beginnings(table: dict[str, str], phrase: str) -> None:
    """Add the beginnings of a phrase down to one that is there, and with it those before it."""
    while (end := phrase.rfind(" ")) > 0 and (phrase := phrase[:end]) not in table:
        table[phrase] = ""
