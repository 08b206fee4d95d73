"""Question words that ask nothing: they join what tells more of a product, a place or somebody to it."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, PART, PRODUCT, SMALL, UNIT
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.reading.identified import tells_of_identified
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.scope import names

# Cues that leave out what is named after them.
_ADDING = frozenset({"and", "what_about", "but"})
_LEAVING_OUT = frozenset({"besides", "outside", "except", "leave_aside", "without", "not"})

# The verb or question word of a question stands among its first words.
_MOST_BEFORE = 3

# Cues of nouns of which a clause may tell more.
_NOUNS = frozenset({"location_noun", "data_center", "product", "data", "kind_of_data", "finer"})

# Cues of verbs after which "que" joins what is said.
_TELLING = frozenset({"claims", "reports", "confirm", "untrue"})

# Cues of what opens a question for whether something is there.
_OPENING = frozenset({"aux", "available", "there", "any"})

# Cues of what a question begins with that follows "when ..., ", and of what it may be about.
_LEADING = frozenset({"where", "which", "what", "who", "how_long", "aux"})
_THINGS = frozenset({"data", "subject", "it", "product"})
_LEAST_TOLD = 2  # The number of mentions of a subject and a verb.

# Cues of question words that may open a subject, of verbs that tell more of what or who is meant, and of words that part such a telling from
# what comes after it.
_OF_SUBJECTS = frozenset({"who", "which", "what", "define"})
_VERBS = frozenset({"aux", "host", "holds", "using"})
_JOINING = frozenset({"and", "or", "because", "when", "condition", "what", "which", "where", "who", "how", "why"})

# Cues of question words beside which "de quem" only tells whose something is.
_ASKING_ELSE = frozenset({"how_much", "how_long", "where"})


def is_noun(mention: Mention) -> bool:
    """Whether a mention is a name, or a noun of which a clause may tell more."""
    return names(mention) or has_cue(mention, _NOUNS)


class Relatives:
    """The question words of one clause, each of which may be a relative pronoun."""

    def __init__(self, clause: Clause) -> None:
        self._clause = clause
        self._positions = clause.positions

    def describes_products(self, cue: str) -> bool:
        """Whether a question word tells more of products: "is there a product where ...?", "any product for which ...?"."""
        words = self._positions.at(cue)
        products = set(self._positions.at("product")).difference(words)
        verbs = self._positions.at_any("aux", "yes_no", "list") if products else []
        return bool(verbs) and all({at - 1, at - 2} & products and verbs[0] < at for at in words)

    def describes_data(self) -> bool:
        """Whether every "where" tells what a product that is asked for holds ("which product records where visitors click?")."""
        words, asked = self._positions.at("where"), self._positions.at("which")
        if not asked or asked[0] > _MOST_BEFORE or not set(self._positions.at("product")).intersection((asked[0], asked[0] + 1)):
            return False
        joined = {at for at in words if "and" in self._clause.mentions[at - 1].cues}
        told = [at for at in words if at not in joined and self._holds_thing(at)]
        return bool(told) and all(at in told or (at > told[0] and self._names_data(at)) for at in words)

    def _holds_thing(self, at: int) -> bool:
        """Whether a verb of holding stands before a position, and kinds of data after it that nothing hosts."""
        return "holds" in self._clause.mentions[at - 1].cues and self._names_data(at)

    def _names_data(self, at: int) -> bool:
        after = self._clause.mentions[at + 1 : at + 1 + _MOST_BEFORE]
        return have_kind(after, DATA) and not any("host" in mention.cues or "aux" in mention.cues for mention in after)

    def describes_places(self) -> bool:
        """Whether "where" tells more of a place: what for ("does one pay for several places where to host data?"), or "the same place where"."""
        words, verbs = self._positions.at("where"), self._positions.at_any("aux", "claims")
        if words[-1] == len(self._clause.mentions) - 1:
            return False  # "X is kept where?"
        if all(at - 1 in self._positions.at("location_noun") and at - 2 in self._positions.at("same") for at in words):
            return True  # "The same region where the account is."
        if all(self._tells_home(at) or self._tells_of_part(at) or tells_of_identified(self._clause.mentions, at) for at in words):
            return True
        hosting = bool(verbs) and PRODUCT not in self._clause.kinds
        return hosting and all(verbs[0] < at - 1 and self._names_places(at - 1) and self._hosts_only(at + 1) for at in words)

    def _tells_of_part(self, at: int) -> bool:
        """Whether "where" tells more of what is asked to be part of some data ("is the frob where the user sits part of X data?")."""
        return at > 0 and PART in self._clause.mentions[at - 1].kinds and any(verb > at for verb in self._positions.at("contains"))

    def _tells_home(self, at: int) -> bool:
        """Whether "where" only tells who is hosted in a place of which it is asked if something is there ("is X kept in the place where we are?")."""
        noun = CONCEPT in self._clause.mentions[at - 1].kinds
        verb = -1 if noun else min(self._positions.at("aux"), default=_MOST_BEFORE)
        if verb > 1 or at < verb + 2 or not self._names_places(at - 1):
            return False
        subject = any(CONCEPT in mention.kinds or DATA in mention.kinds for mention in self._clause.mentions[verb + 1 : at - 1])
        after = self._clause.mentions[at + 1 :]
        hosted = have_cue(after, {"host"}) and not any(map(names, after))
        return hosted and (subject or (noun and at > 1))

    def follows_noun(self) -> bool:
        """Whether every "which" stands after a preposition and a noun that a verb before asks of ("is there a moment at which the data leave?")."""
        which = self._positions.at("which")
        return all(self._tells_after_preposition(at) or self._tells_of_subject(at) or self._tells_of_those(at) for at in which)

    def _tells_of_those(self, at: int) -> bool:
        """Whether "those which" only tells among what something is asked to be ("are X's logs among the ones that ...?")."""
        mentions = self._clause.mentions
        if at < 2 or not have_cue(mentions[:2], {"aux"}):
            return False
        cleft = "it" in mentions[1].cues and PRODUCT in mentions[at - 1].kinds  # "Is it X whose logs ...?"
        return cleft or (mentions[at].end - mentions[at].start > 1 and "contains" in mentions[at - 1].cues)

    def _tells_of_subject(self, at: int) -> bool:
        """Whether a question word stands right after a subject that a verb before asks of ("is there an integration which shows ...?")."""
        mentions = self._clause.mentions
        opens = have_cue(mentions[:2], {"aux"}) and at >= _MOST_BEFORE - 1
        return opens and "subject" in mentions[at].cues and CONCEPT in mentions[at - 1].kinds and not mentions[at - 1].cues

    def _tells_after_preposition(self, at: int) -> bool:
        """Whether a question word stands after a preposition and a noun of no weight, the first word an article of what follows."""
        mentions = self._clause.mentions
        if at <= _MOST_BEFORE - 1 or at + 2 >= len(mentions) or not any(not _OPENING.isdisjoint(mention.cues) for mention in mentions[:2]):
            return False
        noun, preposition, following = mentions[at - 2], mentions[at - 1], mentions[at + 1]
        plain = SMALL in noun.kinds and {"at", "toward"}.intersection(preposition.cues) and "aux" not in preposition.cues
        return bool(plain) and (SMALL in following.kinds or DATA in following.kinds or following.cues == ("toward",))

    def is_among_data(self) -> bool:
        """Whether every word for kinds of data only tells among which data something is said to be ("is X part of the data that Y holds?")."""
        verbs = self._positions.at("contains")
        words = self._positions.at("kind_of_data")
        named = next((at for at, mention in enumerate(self._clause.mentions) if DATA in mention.kinds), len(self._clause.mentions))
        denied = not self._clause.asked and self._is_set_apart(words[0])
        return denied or all(any(named < verb and 0 < at - verb <= _MOST_BEFORE - 1 for verb in verbs) for at in words)

    def _is_set_apart(self, at: int) -> bool:
        """Whether what stands at a position is what is not meant ("I mean all of it, not of one kind of data")."""
        before = next((other for other in reversed(self._clause.mentions[:at]) if not (NUMBER in other.kinds or "of" in other.cues)), None)
        return before is not None and "not" in before.cues

    def _names_places(self, at: int) -> bool:
        mention = self._clause.mentions[at]
        return "location_noun" in mention.cues or (CONCEPT in mention.kinds and mention.end - mention.start > 1)

    def _hosts_only(self, at: int) -> bool:
        """Whether a verb of hosting stands at a position, as no form of a sentence's own."""
        return at in self._positions.at("host") and at not in self._positions.at("aux")

    def opens_subject(self, cue: str) -> bool:
        """Whether every question word opens the subject of a question for yes or no ("what is kept as X is Y?", "who has X can be in Y?")."""
        words = self._positions.at("what" if cue == "define" else cue) if cue in _OF_SUBJECTS else ()
        people = self._positions.at("who")
        return self._clause.asked and bool(words) and all((cue != "which" or at in people) and self._opens_subject(at) for at in words)

    def _opens_subject(self, at: int) -> bool:
        """Whether a verb stands right after a question word, and the question's own after the things that belong to it."""
        mentions = self._clause.mentions
        whose = mentions[at].end - mentions[at].start > 1 or (at > 0 and "of" in mentions[at - 1].cues)
        if at > 1 and not whose or at + 1 >= len(mentions) or _VERBS.isdisjoint(mentions[at + 1].cues):
            return False
        subject = next((mention for mention in mentions[at + 2 :] if mention.kinds != (SMALL,)), mentions[at])
        if _VERBS.intersection(mentions[at + 1].cues) == {"aux"} and names(subject):
            return False  # "What does X have that Y does not?"
        end = next((place for place in range(at + 2, len(mentions)) if self._parts(place)), len(mentions) - 1)
        verb = next((place for place in range(at + 3, end) if self._is_main_verb(place)), 0)
        return verb > 0 and {"it", "subject"}.isdisjoint(mentions[verb + 1].cues)

    def _parts(self, at: int) -> bool:
        """Whether a pause, or a word that joins sentences or asks, stands at a position."""
        return at in self._clause.pauses or not _JOINING.isdisjoint(self._clause.mentions[at].cues)

    def _is_main_verb(self, at: int) -> bool:
        """Whether a verb stands right after a name."""
        return not {"aux", "contains"}.isdisjoint(self._clause.mentions[at].cues) and names(self._clause.mentions[at - 1])

    def is_who(self, cue: str) -> bool:
        """Whether every word for "who" tells more of somebody: after the customer, or between a preposition and a verb ("para quem usa")."""
        people = self._positions.at("who")
        return all(at in people and self._tells_who(at) for at in self._positions.at(cue))

    def _tells_who(self, at: int) -> bool:
        mentions = self._clause.mentions
        if at and "customer" in mentions[at - 1].cues:
            return True
        product = next((index for index in range(at + 1, min(at + 1 + _MOST_BEFORE, len(mentions))) if PRODUCT in mentions[index].kinds), None)
        verbs = set() if product is None else {cue for mention in mentions[at + 1 : product] for cue in mention.cues}
        if at <= 1 and product is not None and verbs and verbs.isdisjoint(_LEAVING_OUT) and self._verb_follows(product):
            return True
        if at < 2 or at + 1 == len(mentions):
            return False
        # The preposition may be a part of the mention ("de quem usa").
        asks_else = not self._clause.said.isdisjoint(_ASKING_ELSE)
        whose = mentions[at].end - mentions[at].start > 1 and ("using" in mentions[at + 1].cues or asks_else or self._tells_whose(at))
        return whose or (not {"at", "toward", "with", "applies"}.isdisjoint(mentions[at - 1].cues) and "at" not in mentions[at + 1].cues)

    def _tells_whose(self, at: int) -> bool:
        """Whether kinds of data are named right before a word for "of whom", and what somebody does after it ("the clicks of whom visits us")."""
        following = next((mention for mention in self._clause.mentions[at + 1 :] if mention.kinds != (SMALL,)), None)
        done = following is not None and PRODUCT not in following.kinds and "aux" not in following.cues
        return done and DATA in self._clause.mentions[at - 1].kinds

    def _verb_follows(self, product: int) -> bool:
        """Whether the verb of the question stands after a product that tells who ("do those who use X have migration?")."""
        following = [mention for mention in self._clause.mentions[product + 1 : product + 3] if not {"both", "and"} >= set(mention.cues)]
        after = [mention for mention in self._clause.mentions[product + 1 :] if CONCEPT in mention.kinds]
        return self._clause.asked and bool(after) and any(not {"aux", "available"}.isdisjoint(mention.cues) for mention in following)

    def is_free_what(self) -> bool:
        """Whether some "what" is no relative pronoun: it opens the clause, follows a preposition, or can only ask."""
        mentions = self._clause.mentions
        places = self._positions.at("what")
        after_people = 1 in places and "customer" in mentions[0].cues  # "Para um cliente que exige X, ..."
        return any("subject" not in mentions[at].cues or at < 1 + (not after_people) or self.follows_preposition(at) for at in places)

    def ends_with_what(self) -> bool:
        """Whether the clause ends with "what" and a noun, which may have another of its own ("is subject to what standards of security?")."""
        mentions = self._clause.mentions
        at = max(self._positions.at("what"), default=0)
        if not (after := mentions[at + 1 :]) or at < 1 or have_cue(mentions[at - 1 : at], _TELLING):
            return False
        noun = not {CONCEPT, UNIT}.isdisjoint(after[0].kinds) or has_cue(after[0], _NOUNS)
        own = len(after) == 1 or (len(after) == _MOST_BEFORE and "of" in after[1].cues)
        return own and (noun or self.follows_preposition(at))

    def follows_preposition(self, at: int) -> bool:
        """Whether "que" follows a preposition and asks of the noun after it ("em que país"), not of the one before ("a região em que fica")."""
        mentions = self._clause.mentions
        joins = not {"at", "because"}.isdisjoint(mentions[at - 1].cues)
        noun = at + 1 < len(mentions) and is_noun(mentions[at + 1])
        if self._tells_after_preposition(at):
            return False
        told = at > 1 and (is_noun(mentions[at - 2]) or PART in mentions[at - 2].kinds)
        told = told and PRODUCT not in mentions[at - 2].kinds
        return joins and (noun or not told)

    def is_rejected(self, at: int) -> bool:
        """Whether what stands at a position is said not to be asked for ("the company's name, not the region")."""
        return any(denial in self._clause.pauses and "not" in self._clause.mentions[denial].cues for denial in (at - 1, at - 2))

    def joins_sentences(self, at: int) -> bool:
        """Whether "when" at a position joins something to what is asked, and asks nothing itself."""
        return self._joins_after(at) or self._asks_after_pause(at)

    def _joins_after(self, at: int) -> bool:
        """Whether "when" joins: a subject follows ("is it encrypted when X stores it?"); at the start a subject or verb, and another verb later."""
        following = self._clause.mentions[at + 1 : at + 3]
        if self._opens(at):
            end = self._end_of_told(at)
            if end and (any(key in _LEADING and after in (end, end + 1) for key, after in self._positions) or self._claims_after(at, end)):
                return True
            verb = bool(following) and CONCEPT in following[0].kinds and "aux" not in following[0].cues
            subject = self.is_subject(at + 1) or have_cue(following[:1], {"assistant"})
            if any(after > at + 2 for after in self._positions.at("contains")) and "aux" not in following[0].cues:
                return True  # Nobody asks when a word includes something.
            return (verb or subject) and any(cue in ("aux", "yes_no") and after > at + 2 for cue, after in self._positions)
        before = self._clause.mentions[at - 1].cues
        if "deed" in before or ("aux" not in before and self._starts_with_somebody(at + 1)):
            return True  # "The cloud used when moving services."
        return len(following) == 2 and (PRODUCT in following[0].kinds or not {"it", "subject"}.isdisjoint(following[0].cues))

    def _opens(self, at: int) -> bool:
        """Whether a word opens the clause, but for those who are spoken to ("folks, when ..."), or what joins it to more ("and when ...")."""
        first = self._clause.mentions[0]
        return not at or (at == 1 and (_ADDING.issuperset(first.cues) if first.cues else first.kinds == (SMALL,) and at in self._clause.pauses))

    def _end_of_told(self, at: int) -> int:
        """Where the first comma after a position stands; 0 where there is none."""
        return min((pause for pause in self._clause.pauses if pause > at), default=0)

    def _claims_after(self, at: int, pause: int) -> bool:
        """Whether a subject and what it does stand after the comma that ends what "when" opens ("when you copy it, the data leave the place?")."""
        told, after = self._clause.mentions[at + 1 : pause], self._clause.mentions[pause:]
        if not self._clause.asked or len(told) < _LEAST_TOLD or not {"and", "what_about"}.isdisjoint(after[0].cues):
            return False
        things = (at for at, mention in enumerate(after) if names(mention) or not _THINGS.isdisjoint(mention.cues))
        first = next(things, len(after))
        verbs = (not {"aux", "host"}.isdisjoint(mention.cues) or mention.kinds[0] == CONCEPT for mention in after[first + 1 :])
        return first < _MOST_BEFORE and any(verbs)

    def _starts_with_somebody(self, at: int) -> bool:
        """Whether a customer and what they do stand at a position, a place and an article before them passed over ("when an X customer installs")."""
        mentions = self._clause.mentions
        who = next((place for place in range(at, min(at + _MOST_BEFORE, len(mentions))) if "customer" in mentions[place].cues), len(mentions))
        between = mentions[at:who]
        return who + 1 < len(mentions) and "aux" not in mentions[who + 1].cues and not have_cue(between, {"aux"})

    def _asks_after_pause(self, at: int) -> bool:
        """Whether something else is asked after the comma that ends what "when" opens ("when we come from Z, in which place are the data?")."""
        end = self._end_of_told(at)
        return self._opens(at) and end > at + 1 and any(after >= end for after in self._positions.at_any("where", "which", "how_long", "what"))

    def is_subject(self, at: int) -> bool:
        """Whether a subject and nothing else stands at a position, so that the verb before it has changed places with it ("should we ...")."""
        cues = set(self._clause.mentions[at].cues) if at < len(self._clause.mentions) else set()
        return "subject" in cues and cues.isdisjoint({"what", "it", "which", "who"})
