"""Questions to replay: golden ones, and those that people asked, each in its conversation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.dialogue.dialogue import DialogueState
from bot.assistant import Assistant
from bot.gate.golden import Line, conversations
from bot.records import StoredTurn
from bot.replies import Reply
from bot.reviews import Succession
from bot.store.protocol import Store
from bot.store.review_protocol import Reviews

_PIECE = 500


class Message(Struct, frozen=True):
    """A question as it is asked: `language` is the reply's where it is forced, `otherwise` where nothing else tells it."""

    text: str
    language: str = ""
    otherwise: str = ""


class Conversation(Struct, frozen=True):
    """Messages that are asked in order. `lines` are the golden lines of those that have one, by position.

    `asked` counts how often people asked the last message of all; 0 where the conversation is golden.
    """

    messages: tuple[Message, ...]
    lines: tuple[Line, ...] = ()
    asked: int = 0

    @property
    def judged(self) -> range:
        """The positions of the messages whose replies are compared: all of a golden conversation, else the last."""
        return range(0 if self.lines else len(self.messages) - 1, len(self.messages))


def golden_conversations(lines: list[Line]) -> list[Conversation]:
    """Golden lines as they are asked together."""
    return [Conversation(tuple(Message(line.q) for line in found), tuple(found)) for found in conversations(lines).values()]


def asked_conversations(turns: Iterable[StoredTurn], store: Store) -> list[Conversation]:
    """What people asked, each question after those that stood before it in its thread; what was asked several times is there once."""
    times: dict[tuple[Message, ...], int] = {}
    for turn in turns:
        messages = tuple(_message(said) for said in (*store.thread(turn.place, turn.id), turn))
        times[messages] = times.get(messages, 0) + 1
    return [Conversation(messages, asked=count) for messages, count in times.items()]


def _message(turn: StoredTurn) -> Message:
    return Message(turn.question, turn.forced_language, turn.language)


def replies(conversation: Conversation, assistant: Assistant) -> list[Reply]:
    """What every message of a conversation gets; a language that the knowledge lacks is passed over."""
    state = DialogueState()
    found: list[Reply] = []
    in_thread = len(conversation.messages) > 1 or any(line.thread for line in conversation.lines)
    for message in conversation.messages:
        language, otherwise = (_known(code, assistant) for code in (message.language, message.otherwise))
        turn = assistant.ask(message.text, language=language, otherwise=otherwise, state=state if in_thread else None)
        state = replace(turn.understood.state, language=turn.reply.language)
        found.append(turn.reply)
    return found


def _known(code: str, assistant: Assistant) -> str:
    return code if code in assistant.knowledge.languages else ""


def turns_of(stored: Iterable[StoredTurn]) -> Iterator[StoredTurn]:
    """Those that a person asked: no answer given again in another language."""
    return (turn for turn in stored if not turn.is_translation)


def successions(store: Reviews) -> Iterator[Succession]:
    """All turns in their order, each with the one before it in its thread, read in pieces."""
    after = 0
    while piece := store.new_turns(after, _PIECE):
        yield from piece
        after = piece[-1].seq


def following_turn(turn: StoredTurn, store: Store) -> StoredTurn | None:
    """What the same person picked or asked next in the thread, in other words; None where nothing."""
    later = [other for other in store.thread(turn.place) if other.user == turn.user and (other.asked, other.id) > (turn.asked, turn.id)]
    return next((other for other in later if other.question != turn.question and not other.is_translation), None)
