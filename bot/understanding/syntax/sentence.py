"""A sentence of a message."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from bot.understanding.linking.mentions import Mention


class Sentence(Struct):
    """A sentence: its mentions, the `breaks` before them (negative where hard), those `aside` in brackets, and all its cues.

    What it supposes: the subjects in that (`supposed`), and whether the answer may depend on what nothing is known of (`supposes`).
    It may be an item of a list within another one (`inline`).
    """

    mentions: list[Mention]
    breaks: set[int]
    asked: bool
    aside: set[int]
    numbered: bool = False
    cues: frozenset[str] = frozenset()
    supposed: set[int] = field(default_factory=set)
    supposes: bool = False
    inline: bool = False

    def copy(self) -> Sentence:
        """The same, to be changed by itself."""
        aside, supposed = set(self.aside), set(self.supposed)
        return replace(self, mentions=list(self.mentions), breaks=set(self.breaks), aside=aside, supposed=supposed)

    def add(self, mentions: list[Mention], *, aside: bool) -> None:
        """Go on with some mentions."""
        self.mentions += mentions
        if aside:
            self.aside.update(mention.start for mention in mentions)
