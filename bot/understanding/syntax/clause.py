"""A clause: a stretch of a message that says or asks one thing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import force_setattr

from bot.understanding.linking.mentions import UNKNOWN, Mention
from bot.understanding.syntax.parties import BY_OTHERS, DOINGS, asks_for_thing, is_done_by_others
from bot.understanding.syntax.predicates import PREDICATED, is_predicated
from bot.understanding.syntax.question import Positions
from bot.understanding.syntax.scope import is_content
from bot.understanding.syntax.suppositions import CONDITION, DEPENDING

_TALK = frozenset({"greeting", "thanks", "help", "insult", "laugh", "injection", "not_knowing"})
_TALKING = _TALK | {"assistant"}
_NO_TALK = frozenset[str]()


class Clause(Struct, frozen=True):
    """A stretch of a message that says or asks one thing.

    `asked` is true where a question mark ends it; `aside` mentions stood in brackets; clauses of one `sentence` share
    its number; `numbered` is true for an item of a list; before the mentions `pauses` a comma stands. What its mentions make of it:
    `cues` are the keys of all cues in it, `said` also those in brackets, `kinds` those of all that is named,
    `positions` are where its cues stand. `supposed` are the subjects in a condition; `supposes` is true where the answer may depend on one.
    """

    mentions: tuple[Mention, ...]
    asked: bool = False
    aside: frozenset[int] = frozenset()
    sentence: int = 0
    numbered: bool = False
    pauses: frozenset[int] = frozenset()
    cues: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    positions: Positions = Positions()
    supposed: frozenset[int] = frozenset()
    supposes: bool = False

    def __post_init__(self) -> None:
        positions = Positions([(cue, at) for at, mention in enumerate(self.mentions) for cue in mention.cues])
        said = frozenset(positions.by_cue)
        force_setattr(self, "positions", positions)
        force_setattr(self, "said", said)
        force_setattr(self, "cues", frozenset([cue for cue, at in positions if self.mentions[at].start not in self.aside]) if self.aside else said)
        force_setattr(self, "kinds", frozenset().union(*[mention.kinds for mention in self.mentions]))

    @property
    def has_content(self) -> bool:
        """Whether anything in it is more than talk and small words."""
        return any(map(is_content, self.mentions))

    @property
    def talk(self) -> frozenset[str]:
        """The kinds of small talk in it; a question about what the assistant is able to do asks for help."""
        if _TALKING.isdisjoint(self.cues):
            return _NO_TALK
        talk = self.cues & _TALK
        return talk | {"help"} if self.cues >= {"assistant", "able"} else talk


def marked(clause: Clause) -> frozenset[str]:
    """The cues of a clause, with marks where something is supposed beside it, where nothing is known of that, and where a quality is asked for.

    So is one where others than the vendor do what is asked about.
    """
    cues = clause.cues
    if not DOINGS.isdisjoint(cues):
        by_others = is_done_by_others(clause.mentions, clause.pauses) or ("subject" in cues and asks_for_thing(clause.mentions))
        cues = cues | {BY_OTHERS} if by_others else cues
    if clause.supposes or clause.supposed:
        cues |= {CONDITION, DEPENDING} if clause.supposes else {CONDITION}
    if "only" in cues and all(is_of_doing(clause.mentions, at, clause.pauses) for at in clause.positions.at("only")):
        cues -= {"only"}
    doubtful = "quality" in cues or UNKNOWN in clause.kinds
    return cues | {PREDICATED} if doubtful and is_predicated(clause.mentions, clause.pauses) else cues


def is_of_doing(mentions: Sequence[Mention], position: int, pauses: Collection[int]) -> bool:
    """Whether "only" opens a clause and says why it is asked, before a comma ("and only for the record, Y?"), and bounds no place or product."""
    pause = next((at for at in sorted(pauses) if at > position + 1), 0) if position <= 1 else 0
    return bool(pause) and not any(is_content(mention) and UNKNOWN not in mention.kinds for mention in mentions[position:pause])
