"""The assistant: a message in, a cited reply out. The only place where all the floors below meet."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.answers.answer import make_answerer
from bot.answering.common.findings import Finding, Names, Sentence, names, say
from bot.answering.dialogue.by_parts import understand_parts
from bot.answering.dialogue.dialogue import DialogueState
from bot.answering.dialogue.understood import Understood, as_told, combine
from bot.answering.phrasing import Phrasing
from bot.folding import is_reaction, strip_markup, words, worth_reading
from bot.replies import Reply, Status
from bot.understanding.linking.compiled import open_knowledge
from bot.understanding.linking.known import Known
from bot.understanding.linking.lexicon import DATA, NUMBER, PRODUCT, REGION, phrase_words
from bot.understanding.linking.linking import Linker
from bot.understanding.linking.mentions import Mention, cues_of, have_kind
from bot.understanding.linking.spelling import Token
from bot.understanding.resolving.ages import AGEING, with_ages
from bot.understanding.resolving.former import FORMER, without_former
from bot.understanding.resolving.makers import with_other_makers
from bot.understanding.resolving.media import SPEAKING, without_media
from bot.understanding.resolving.naming_order import NAMING, with_order_named
from bot.understanding.resolving.own_product import OWN, with_own_product
from bot.understanding.resolving.passing import with_bare_passing
from bot.understanding.resolving.purposes import with_purposes
from bot.understanding.resolving.recorded import with_recorded, with_verbs, without_makers
from bot.understanding.resolving.replacing import MAY_REPLACE, with_replaced
from bot.understanding.resolving.shared_words import JOINING, with_shared_words
from bot.understanding.resolving.short_names import with_short_names
from bot.understanding.resolving.switching import with_switched
from bot.understanding.syntax.clefts import CLEAVING, with_clefts
from bot.understanding.syntax.consequences import without_consequence
from bot.understanding.syntax.scope import is_content

MOST_THREADS = 10_000

# Cues of what can be asked about.
_TOPIC = frozenset({"host", "location_noun", "data_center"})

_REACTION = frozenset({"reaction"})  # The talk of a message that is emoji and nothing else.

# How far before a language "not" may stand ("I do not speak Portuguese"); a verb stands right before ("the page is in Portuguese"),
# or what is written in it right after ("the Portuguese article").
_REACH_OF_DENIAL = 3
# How far before a language somebody stands who is said to have written in it ("the client sent it to me in Portuguese").
_REACH_OF_WRITER = 5


class Turn(Struct, frozen=True):
    """A reply with how it came about: the mentions found, the questions as understood, and what answered them."""

    reply: Reply
    mentions: tuple[Mention, ...]
    understood: Understood
    finding: Finding


class Assistant:
    """Answers questions from one knowledge folder; threads never share anything.

    `folder` is that folder, `knowledge` what is in it, `lexicon` its phrases.
    """

    def __init__(self, knowledge_folder: Path, cache_folder: Path | None = None) -> None:
        """Read the knowledge, from the compiled copy in `cache_folder` where that is still true.

        Raises KnowledgeError where the knowledge is not sound.
        """
        self.folder = knowledge_folder
        self.knowledge, self.lexicon = open_knowledge(knowledge_folder, cache_folder)
        self._linker = Linker(self.lexicon)
        self._answerer = make_answerer(self.knowledge)
        self._default_language = next(iter(self.knowledge.articles.values())).about.language
        self._purposes = Known(self.lexicon.by_purpose.following)
        self._phrasings = Known(partial(Phrasing, self.knowledge))
        self._examples = Known(self._examples_in)
        self._threads: OrderedDict[str, DialogueState] = OrderedDict()

    def ask(self, question: str, thread: str | None = None, *, language: str = "", otherwise: str = "", state: DialogueState | None = None) -> Turn:
        """Answer one message, in the conversation named `thread` or in none.

        `language` is the reply's where it is not "" (a language of the knowledge), `otherwise` where neither the message nor
        the conversation tells one; `state` is what was settled before, for those who keep that themselves.
        """
        if state is None:
            state = self._threads.get(thread, DialogueState()) if thread is not None else DialogueState()
        tokens = self._linker.tokens(worth_reading(words(strip_markup(question))))
        detected, mentions = self._linker.read(tokens, state.language)
        if state.is_of_products:
            mentions = with_switched(mentions)
            mentions = with_purposes(tokens, mentions, self._purposes, of_data=state.is_of_data)
        mentions = with_short_names(tokens, mentions, self.lexicon.short_names)
        mentions = with_other_makers(tokens, mentions, self.lexicon.short_names)
        said, meaning = cues_of(mentions), partial(self._linker.meaning, language=detected or state.language)
        if not said.isdisjoint(JOINING):
            mentions = with_shared_words(mentions, meaning)
        mentions = _of_message(tokens, mentions, said)
        if "recorded" in said:
            mentions = with_recorded(mentions, meaning)
        if have_kind(mentions, DATA):
            mentions = without_makers(with_verbs(mentions, meaning))
        language = language or self._reply_language(mentions, detected, state) or otherwise or self._default_language
        understood = understand_parts(self._answerer, tokens, _plain(mentions, said), replace(state, language=language))
        if thread is not None:
            self._remember(thread, understood.state, language)
        phrasing = self.phrasing(language)
        finding = combine(understood)
        if not detected and not state.language and _is_bare_name(mentions):
            finding = Finding(
                "clarify", (say("clarify_about", name=mentions[0].text),), choices=finding.products if finding else (), why=("a bare name",)
            )
            understood = Understood((), (), frozenset(), understood.state)
        if finding is None:
            understood = understood if mentions or not is_reaction(question) else replace(understood, talk=_REACTION)
            finding = _small_talk(understood, mentions)
        reply = self._reply(question, mentions, finding, understood, phrasing)
        return Turn(reply, tuple(mentions), understood, finding)

    def phrasing(self, language: str) -> Phrasing:
        """The phrases and names of a language."""
        return self._phrasings[language]

    def _remember(self, thread: str, state: DialogueState, language: str) -> None:
        self._threads[thread] = replace(state, language=language)
        self._threads.move_to_end(thread)
        if len(self._threads) > MOST_THREADS:
            self._threads.popitem(last=False)

    def _reply_language(self, mentions: list[Mention], detected: str, state: DialogueState) -> str:
        """The language that is asked for, else that of the message, else that of the thread, else ""."""
        for index, mention in enumerate(mentions):
            if "reply_in" not in mention.cues:
                continue
            before = mentions[max(0, index - _REACH_OF_DENIAL) : index]
            denied = any("not" in other.cues for other in before) or any("aux" in other.cues for other in before[-1:])
            denied |= any("article_says" in other.cues for other in mentions[index + 1 : index + 2])
            told = cues_of(mentions[max(0, index - _REACH_OF_WRITER) : index])
            denied |= "customer" in told and told.isdisjoint({"demand", "suffices"})
            for code, words_of in self.knowledge.languages.items():
                if not denied and phrase_words(mention.text) in map(phrase_words, words_of.file.cues["reply_in"]):
                    return code
        return detected or state.language

    def _reply(self, question: str, mentions: list[Mention], finding: Finding, understood: Understood, phrasing: Phrasing) -> Reply:
        return phrasing.reply(question, finding, self._text(mentions, finding, understood, phrasing), self._suggestions(finding, mentions, phrasing))

    def _text(self, mentions: list[Mention], finding: Finding, understood: Understood, phrasing: Phrasing) -> str:
        """What is said: small talk, one finding, or all that was asked, after what was mended and set right."""
        if finding.status == "help" or (finding.status == "unknown" and not understood.asked):
            return self._talk_text(finding, understood, phrasing)
        if not understood.asked:
            return phrasing.text(finding)
        texts = [phrasing.sentence(sentence) for sentence in (*_mended(mentions), *understood.corrections)]
        return "\n".join([*texts, *map(phrasing.text, as_told(understood))])

    def _talk_text(self, finding: Finding, understood: Understood, phrasing: Phrasing) -> str:
        phrases = phrasing.phrases
        talk = understood.talk - {"thanks"} if "help" in understood.talk else understood.talk  # Who asks what can be asked is told that.
        opening = next((phrases[key] for kind, key in (("insult", "sorry"), ("thanks", "thanks"), ("greeting", "hello")) if kind in talk), "")
        if "thanks" in talk and "insult" not in talk:
            return opening
        if talk == _REACTION:
            return phrases["reaction"]
        if finding.status == "unknown":
            opening = phrases["unknown"]
        examples = " ".join(self._examples[phrasing.language])
        return f"{opening} {phrases['help']} {phrases['examples']} {examples}".strip()

    def _examples_in(self, language: str) -> list[str]:
        """What may be asked, in a language."""
        phrasing = self.phrasing(language)
        product = next(iter(self.knowledge.products.values())).name
        region = next(reversed(self.knowledge.regions))
        place = phrasing.names(Names("region", (region,), "in"))
        return [phrasing.phrase("example_where", product=product), phrasing.phrase("example_logs", regions=place)]

    def _suggestions(self, finding: Finding, mentions: list[Mention], phrasing: Phrasing) -> list[str]:
        """What may be said next: the choices of a clarification, else whole questions, about what was named where that is one thing."""
        if finding.choices:
            return [phrasing.names(Names("product", (key,))) for key in finding.choices]
        if finding.status == "clarify" and _is_bare_name(mentions):
            kind, _, key = mentions[0].meanings[0].partition(":")
            return self._questions_about(kind, key, phrasing) or self._examples[phrasing.language]
        return self._examples[phrasing.language] if finding.status != "answered" else []

    def _questions_about(self, kind: str, key: str, phrasing: Phrasing) -> list[str]:
        """What can be asked about a product, a kind of data or a region; nothing for other kinds of names."""
        if kind == DATA:
            return [phrasing.phrase("example_where_data", data=phrasing.names(Names("data", (key,))))]
        if kind == REGION:
            return [phrasing.phrase("example_logs", regions=phrasing.names(Names("region", (key,), "in")))]
        if kind != PRODUCT:
            return []
        product, places = phrasing.names(Names("product", (key,))), [Names("region", (code,), "in") for code in self.knowledge.regions]
        others = [other.name for code, other in self.knowledge.products.items() if code != key]
        return [
            phrasing.phrase("example_where", product=product),
            phrasing.phrase("example_data", product=product),
            *(phrasing.phrase("slack_example_is", product=product, regions=phrasing.names(place)) for place in places[-1:]),
            *(phrasing.phrase("slack_example_compare", product=product, other=other) for other in others[:1]),
        ]


def _of_message(tokens: list[Token], mentions: list[Mention], said: frozenset[str]) -> list[Mention]:
    """The mentions of a message that says some cues, what would follow saying nothing, and what passes meeting a demand."""
    if "or" in said:
        mentions = without_consequence(tokens, mentions)
    return with_bare_passing(tokens, mentions) if "demand" in said else mentions


def _plain(mentions: list[Mention], said: frozenset[str]) -> list[Mention]:
    """The mentions of a message with cues `said`, what only points, speaks through or replaces something read as that."""
    if not said.isdisjoint(CLEAVING):
        mentions = with_clefts(mentions)
    if said >= AGEING:
        mentions = with_ages(mentions)
    if not said.isdisjoint(NAMING):
        mentions = with_order_named(mentions)
    if OWN in said:
        mentions = with_own_product(mentions)
    if not said.isdisjoint(SPEAKING) or have_kind(mentions, NUMBER):
        mentions = without_media(mentions)
    if not said.isdisjoint(MAY_REPLACE):
        mentions = with_replaced(mentions)
    return mentions if said.isdisjoint(FORMER) else without_former(mentions)


def _small_talk(understood: Understood, mentions: list[Mention]) -> Finding:
    """The finding of a message that asks nothing: help where it only talks, or names just what can be asked about ("a hosting question")."""
    announced = not _TOPIC.isdisjoint(cues_of(mentions)) and not any(is_content(mention) for mention in mentions)
    status: Status = "help" if announced or understood.talk - {"injection", "not_knowing"} else "unknown"
    return Finding(status, why=("small talk",) if status == "help" else ("nothing is asked",))


def _is_bare_name(mentions: list[Mention]) -> bool:
    """Whether a message is one name and nothing else."""
    return len(mentions) == 1 and is_content(mentions[0])


def _mended(mentions: list[Mention]) -> list[Sentence]:
    """What misspelt names of products were taken for."""
    mended = [mention for mention in mentions if mention.read_as and mention.meanings[0].startswith(f"{PRODUCT}:")]
    found = {mention.text: mention.meanings[0].partition(":")[2] for mention in mended}
    return [say("understood", words=text, name=names("product", key)) for text, key in found.items()]
