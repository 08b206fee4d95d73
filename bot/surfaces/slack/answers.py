"""What is answered to whom, and where: one function for each kind of wish. What Slack shows is put on its way by `deliveries`."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from msgspec.structs import replace

from bot.conversations import Shown
from bot.later import then
from bot.records import Delivery, Place, StoredTurn, Surface
from bot.surfaces.slack.admission import barred, is_help
from bot.surfaces.slack.asked import Asked, Kind
from bot.surfaces.slack.examples import spoken
from bot.surfaces.slack.manifest import COMMAND
from bot.surfaces.slack.messages import SUGGESTED, Audience, answer_message
from bot.surfaces.slack.modals import rest_modal
from bot.surfaces.slack.notices import Refusal, help_message, refusal
from bot.surfaces.slack.office import Office
from bot.surfaces.slack.opening import TRIGGER_SECONDS, open_modal
from bot.surfaces.slack.review.telling import tell
from bot.surfaces.slack.sharing import beside, share
from bot.surfaces.slack.status import show_working
from bot.surfaces.slack.welcoming import is_welcome_instead, is_welcome_new
from bot.surfaces.slack.wishes import Decision, Wish


def answer(office: Office, wish: Wish) -> Decision | Future[Decision]:
    """Answer a wish and finish its event; "later" where that must be tried again. Raises StoreUnavailable, or gives what raises it.

    What is given comes about once the answer is kept, in the store's thread, which must not be held up there.
    """
    asked = wish.asked
    if asked.kind == "tell":  # Who clicked was a maintainer when it was kept.
        return _tell(office, asked)
    if (why := barred(office, asked, wish.person)) is not None:
        unasked = asked.kind == "overheard" or (asked.kind == "edit" and not asked.to_us)
        return _nothing(office, asked, "silent") if unasked else refuse(office, wish, why, "refused")
    speaks = spoken(office.assistant, wish.person.locale) if wish.person.locale else ""
    return _ANSWERS[asked.kind](office, replace(wish, asked=replace(asked, speaks=speaks)))


def refuse(office: Office, wish: Wish, kind: Refusal, decision: Decision) -> Decision:
    """Say politely why there is no answer, where the person looks for one; the event is finished once that is said."""
    asked = wish.asked
    if asked.twin:  # The other event says it; unlike answers, refusals are not kept, and so not known.
        return _nothing(office, asked, "duplicate")
    message = refusal(kind, office.assistant, _language(office, wish))
    if asked.response_url:
        office.deliveries.respond(asked.response_url, message, asked.key)
    else:
        office.deliveries.notice(asked.channel or office.direct_channel(asked.user), asked.thread, message, asked.key, wish.again, asked.user)
    return decision


def _language(office: Office, wish: Wish) -> str:
    """The language of what was asked, else the person's."""
    language = spoken(office.assistant, wish.person.locale)
    if wish.asked.text:
        return office.conversations.preview(wish.asked.text, Place("", "", "", "channel"), otherwise=language).reply.language
    return language


def _nothing(office: Office, asked: Asked, decision: Decision) -> Decision:
    office.store.done(asked.key)
    return decision


def _question(office: Office, wish: Wish) -> Decision | Future[Decision]:
    """A mention or a direct message."""
    asked = wish.asked
    if not asked.has_words:
        return _help(office, wish)
    if asked.kind == "direct":
        if office.store.by_origin(asked.origin) is not None:
            return _nothing(office, asked, "duplicate")
        office.remember_direct_channel(asked.user, asked.channel)
        show_working(office, asked, wish.person)
    return _ask(office, asked, asked.text, _place(office, asked), Delivery(channel=asked.channel, thread=asked.thread))


def _help(office: Office, wish: Wish) -> Decision:
    """What can be asked, for who addressed Onde without a word; said once where Slack tells of a mention as a message too."""
    asked = wish.asked
    if asked.twin:
        return _nothing(office, asked, "duplicate")
    explained = help_message(office.assistant, spoken(office.assistant, wish.person.locale), COMMAND)
    office.deliveries.notice(asked.channel, asked.thread, explained, asked.key, wish.again, asked.user)
    return "help"


def _overheard(office: Office, wish: Wish) -> Decision | Future[Decision]:
    """A message in an opted-in channel that does not mention Onde: answered where that is sure to be welcome, else silence."""
    asked = wish.asked
    if office.store.by_origin(asked.origin) is not None:
        return _nothing(office, asked, "duplicate")
    place = _place(office, asked)
    if not is_welcome_new(office, asked, place):
        return _nothing(office, asked, "silent")
    return _ask(office, asked, asked.text, place, Delivery(channel=asked.channel, thread=asked.thread))


def _ask(office: Office, asked: Asked, question: str, place: Place, delivery: Delivery) -> Future[Decision]:
    """Keep the turn and finish the event in one; then deliver."""
    office.talk.answered(place)
    begins = asked.kind in ("mention", "direct") and asked.thread == asked.ts
    ask = partial(office.conversations.ask_soon, question, place, asked.user, asked.origin, otherwise=asked.speaks, edited=asked.edited)
    kept = ask(delivery=delivery, done=asked.key, begins=begins)
    return then(kept, lambda shown: _deliver(office, asked, shown, delivery))


def _deliver(office: Office, asked: Asked, shown: Shown, delivery: Delivery) -> Decision:
    """A turn that was known before is there or on its way; if not, the store took it without being able to say so in time."""
    otherwise = beside(office, asked, shown.turn.reply.language)
    if not shown.is_new:
        office.deliveries.turn(shown, otherwise)
        return "duplicate"
    office.deliveries.start(shown, replace(delivery, turn=shown.stored.id), otherwise)
    return shown.turn.reply.status


def _place(office: Office, asked: Asked) -> Place:
    """The conversation that a message belongs to. A thread below a message of Onde's goes on with what that message answered."""
    surface: Surface = "direct" if asked.kind == "direct" else "channel"
    if asked.thread != asked.ts:
        root = office.store.by_message(asked.team, asked.channel, asked.thread)
        if root is not None:
            return root.place
    return Place(asked.team, asked.channel, asked.thread, surface)


def _edit(office: Office, wish: Wish) -> Decision | Future[Decision]:
    """A changed message: its answer is changed in place; where it had none, it is like a new message.

    What does not speak to Onde any more, or says nothing, leaves the answer as it is.
    """
    asked = wish.asked
    if office.store.by_origin(asked.origin) is not None:
        return _nothing(office, asked, "duplicate")
    original = office.store.by_origin(f"{asked.team}:{asked.channel}:{asked.ts}")
    if not asked.has_words:
        return _nothing(office, asked, "unchanged")
    if original is None:
        if not asked.to_us:
            return _overheard(office, replace(wish, asked=replace(asked, kind="overheard")))
        return _question(office, replace(wish, asked=replace(asked, kind="direct" if asked.channel.startswith("D") else "mention")))
    delivery = office.store.delivery(original.id)
    if delivery is not None and delivery.state in ("pending", "sending"):
        return "later"
    ts = delivery.ts if delivery is not None else ""
    current = office.store.by_message(asked.team, delivery.channel, ts) if delivery is not None and ts else None
    current = current or original
    if current.edited and float(current.edited) >= float(asked.edited):  # Slack may tell of edits in any order, and of one twice.
        return _nothing(office, asked, "outdated")
    channel = delivery.channel if delivery is not None and ts else asked.channel  # Another, where this one takes nothing of Onde's.
    delivery = Delivery(channel=channel, thread=asked.thread if channel == asked.channel else "", replaces=ts)
    if not asked.to_us and not is_welcome_instead(office, asked, original.place, current.id):
        return _nothing(office, asked, "silent")
    ask = partial(office.conversations.ask, asked.text, original.place, asked.user, asked.origin, otherwise=asked.speaks, edited=asked.edited)
    return _deliver(office, asked, ask(delivery=delivery, done=asked.key, instead_of=current.id), delivery)


def _command(office: Office, wish: Wish) -> Decision:
    """A question in a conversation of its own, so that a choice knows what it is a choice of; alone, the command explains itself."""
    if is_help(office, wish.asked):
        explained = help_message(office.assistant, spoken(office.assistant, wish.person.locale), COMMAND)
        office.deliveries.respond(wish.asked.response_url, explained, wish.asked.key)
        return "help"
    return _ask_privately(office, wish.asked, wish.asked.text, _private_place(wish.asked, "", "command"))


def _shortcut(office: Office, wish: Wish) -> Decision:
    """The message that the shortcut was used on, as a question; where it is an answer of Onde's, that is shown with its buttons."""
    own = office.store.by_message(wish.asked.team, wish.asked.channel, wish.asked.ts)
    shown = office.conversations.again(own.id) if own is not None else None
    if shown is not None:
        return _tell_privately(office, wish.asked, shown, audience="shared")
    if not wish.asked.has_words:
        return refuse(office, wish, "empty", "empty")
    return _ask_privately(office, wish.asked, wish.asked.text, _private_place(wish.asked, wish.asked.thread, "shortcut"))


def _private_place(asked: Asked, thread: str, surface: Surface) -> Place:
    """A conversation of its own; `thread` is where its answer goes when it is shared."""
    return Place(asked.team, asked.channel, f"{thread}:{surface}:{asked.at}", surface)


def _ask_privately(office: Office, asked: Asked, question: str, place: Place) -> Decision:
    ask = partial(office.conversations.ask, question, place, asked.user, asked.origin, author=asked.author, otherwise=asked.speaks)
    return _tell_privately(office, asked, ask())


def _tell_privately(office: Office, asked: Asked, shown: Shown, *, replaces: bool = False, audience: Audience = "private") -> Decision:
    """The event is finished only when the answer was sent: its address, the response_url, is kept nowhere else."""
    if audience == "private" and asked.channel == office.direct_channel(asked.user):
        audience = "alone"
    message = answer_message(shown.turn, shown.stored.id, office.assistant, audience=audience, questions=shown.questions)
    office.deliveries.respond(asked.response_url, message, asked.key, replaces=replaces, asked=shown.stored.asked)
    return shown.turn.reply.status


def _clicked(office: Office, asked: Asked) -> StoredTurn | None:
    """The turn whose button was clicked, if there still is one and it belongs to the same workspace."""
    stored = office.store.turn(asked.turn)
    return stored if stored is not None and stored.place.team == asked.team else None


def _choice(office: Office, wish: Wish) -> Decision:
    """A clarification's choice or a suggestion: the first is answered in place, the second below."""
    asked = wish.asked
    stored = _clicked(office, asked)
    shown = office.conversations.again(asked.turn) if stored is not None else None
    if stored is None or shown is None or asked.index >= len(shown.turn.reply.suggestions):
        return refuse(office, wish, "gone", "gone")
    in_place = asked.kind == "choice"
    ask = partial(office.conversations.ask, shown.turn.reply.suggestions[asked.index], stored.place, asked.user, asked.origin)
    ask = partial(ask, choice_of=stored.id, language=stored.forced_language) if in_place else ask
    if asked.hidden:
        return _tell_privately(office, asked, ask(), replaces=in_place)
    delivery = Delivery(channel=asked.channel, thread=asked.thread, replaces=asked.ts if in_place else "")
    return _deliver(office, asked, ask(delivery=delivery, done=asked.key), delivery)


def _in_language(office: Office, wish: Wish) -> Decision:
    """The same answer in another language, in place. The turn stays the asker's, since it holds their words."""
    asked = wish.asked
    stored = _clicked(office, asked)
    if stored is None or asked.language not in office.assistant.knowledge.languages:
        return refuse(office, wish, "gone", "gone")
    origin = asked.origin + (SUGGESTED if SUGGESTED in stored.origin else "")  # So that its question is still shown.
    ask = partial(office.conversations.ask, stored.question, stored.place, stored.user, origin, author=stored.author)
    ask = partial(ask, language=asked.language, instead_of=stored.id)
    if asked.hidden:
        return _tell_privately(office, asked, ask(), replaces=True)
    delivery = Delivery(channel=asked.channel, thread=asked.thread, replaces=asked.ts)
    return _deliver(office, asked, ask(delivery=delivery, done=asked.key), delivery)


def _example(office: Office, wish: Wish) -> Decision:
    """An example, in a message that only the asker sees or in the Home tab."""
    if wish.asked.response_url:
        return _ask_privately(office, wish.asked, wish.asked.text, _private_place(wish.asked, "", "command"))
    return _from_home(office, wish, wish.asked.text)


def _again(office: Office, wish: Wish) -> Decision:
    """One of the asker's own recent questions."""
    stored = _clicked(office, wish.asked)
    if stored is None or stored.user != wish.asked.user or stored.after:  # Without its thread a follow-up asks something else.
        return refuse(office, wish, "gone", "gone")
    return _from_home(office, wish, stored.question)


def _from_home(office: Office, wish: Wish, question: str) -> Decision:
    """A question clicked in the Home tab: the answer is kept among the direct messages, and shown at once where the person is."""
    asked = wish.asked
    channel = office.direct_channel(asked.user)
    place = Place(asked.team, channel, f":home:{asked.at}", "home")
    delivery = Delivery(channel=channel, thread="")
    ask = partial(office.conversations.ask, question, place, asked.user, asked.origin, otherwise=asked.speaks)
    shown = ask(delivery=delivery, done=asked.key)
    if asked.trigger and time.time() - wish.received < TRIGGER_SECONDS:
        open_modal(office, asked, rest_modal(shown.turn, shown.stored.id, office.assistant), wish.received, shown.turn.reply.language)
    return _deliver(office, asked, shown, delivery)


def _share(office: Office, wish: Wish) -> Decision:
    """A private answer for everybody, as the one who sees it wants it."""
    asked = wish.asked
    stored = _clicked(office, asked)
    shown = office.conversations.again(asked.turn) if stored is not None and stored.user == asked.user else None
    if shown is None:
        return refuse(office, wish, "gone", "gone")
    share(office, asked, shown)
    return "shared"


def _tell(office: Office, asked: Asked) -> Decision:
    """Those who asked what an item holds hear today's answers."""
    tell(office, asked)
    return _nothing(office, asked, "told")


_ANSWERS: dict[Kind, Callable[[Office, Wish], Decision | Future[Decision]]] = {
    "mention": _question,
    "direct": _question,
    "overheard": _overheard,
    "edit": _edit,
    "command": _command,
    "shortcut": _shortcut,
    "choice": _choice,
    "suggestion": _choice,
    "language": _in_language,
    "example": _example,
    "again": _again,
    "share": _share,
}
