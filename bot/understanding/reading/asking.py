"""What kind of question a clause is, by its question words, verbs and tags."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, PART, PRODUCT, SMALL, UNIT
from bot.understanding.linking.mentions import has_cue, have_cue, have_kind
from bot.understanding.linking.units import is_length
from bot.understanding.reading.asked_inside import asks_inside
from bot.understanding.reading.asked_last import leaves_blank
from bot.understanding.reading.reasons import asks_why
from bot.understanding.reading.relatives import Relatives
from bot.understanding.reading.wanting import CLAIMING, wants_every_region
from bot.understanding.syntax.belonging import tells_holding
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import KINDS, Count, Term, Where
from bot.understanding.syntax.requesting import opens_with_list
from bot.understanding.syntax.scope import is_place, is_unknown, names

_ALSO_JOINING = frozenset({"what", "how", "who", "when"})  # Question words that also join sentences.
_MOST_BEFORE = 3  # The verb or question word of a question stands among its first words.
# Cues of a sentence that says something of what it names, and of words that hold, list or are of something.
_CLAIMING = CLAIMING | {"contains", "same", "condition"}
_HOLDING = frozenset({"holds", "contains", "leave_aside", "lacks", "except"})
_LISTING = frozenset({"and", "what_about"})
_OF_NOUN = frozenset({"product", "only", "at", "of", "from", "with", "without", "not", "host", "available", "and", "what_about", "location_noun"})
_ORDER = {cue: at for at, cue in enumerate(KINDS)}
_VERBAL = frozenset({"aux", "yes_no", "reports", "untrue"})


class Asking:
    """The cues of one clause, with their positions, and what is known of what it names: places, numbers of them, and other terms."""

    def __init__(self, clause: Clause, places: Sequence[Where | Count], terms: Sequence[Term]) -> None:
        self._clause = clause
        self._cues = clause.cues
        self._positions = clause.positions
        self._places = places
        self._terms = terms
        self._relatives = Relatives(clause)
        if self._positions.at("confirm") == [0] and "yes" in clause.mentions[0].cues and 1 in clause.pauses:
            self._cues -= {"confirm"}  # "Right, where is X?"

    def kind(self) -> str:
        """The kind of question, "" where no question word is in the clause."""
        asked = sorted(self._cues & _ORDER.keys(), key=_ORDER.__getitem__)
        kind = next((KINDS[cue] for cue in asked if self._really_asks(cue)), "") if asked else ""
        if not kind and "chosen" in self._cues and self._chooses_by_place():
            return "which"
        if not kind and self._cues >= {"list", "product", "not"} and self._places and have_kind(self._terms, PRODUCT):
            return "which"  # "Of X and Y, name the ones that cannot be in Z."
        if kind in ("who", "which") and self._asks_who_does():
            return "who"
        if kind == "who" and self._is_near("who", "product"):
            return "which"
        vague = kind in ("define", "what", "which", "how", "")
        told = (
            self._cues & {"every_region", "definitions", "contains"}
            or ("aux" in self._cues and not ("list" in self._cues and all(self._tells_which(at - 1) for at in self._positions.at("aux"))))
            or self._tags_statement()
            or self._weighs_products()
            or (self._clause.asked and self._cues & {"same", "not", "never"})
        )
        if vague and not self._places and not told and self._asks_location() and not self._asks_whether():
            return "where"
        if not kind and "whither" in self._cues:
            return "where" if self._places or UNIT in self._clause.kinds else "what"
        return kind or ("where" if "every_region" in self._cues and not self._places and wants_every_region(self._clause) else "")

    def _tags_statement(self) -> bool:
        """Whether a clause that says something of places at large ends by asking whether it is right ("the locations are free, right?")."""
        closes = len(self._clause.mentions) > _MOST_BEFORE and "yes" in self._clause.mentions[-1].cues
        return closes and self._clause.asked and not {PRODUCT, DATA} & self._clause.kinds and CONCEPT in self._clause.kinds

    def _weighs_products(self) -> bool:
        """Whether a question says that one product has more, or fewer, of something than another ("X offers more regions than Y?")."""
        plain = self._clause.asked and {"what", "which", "where", "define"}.isdisjoint(self._clause.mentions[0].cues)
        weighing = self._positions.at_any("more_than", "fewer_than") if plain else []
        named = [term.position for term in self._terms if PRODUCT in term.kinds] if weighing else []
        return any(named[0] < at < named[-1] for at in weighing) if named else False

    def _chooses_by_place(self) -> bool:
        """Whether "those that have" has places, their number or data right after it, so that it says which are meant and points at nothing."""
        after = self._clause.mentions[self._positions.at("chosen")[0] + 1 :]
        named = [mention for mention in after if mention.kinds != (SMALL,) and not {"at", "host", "toward", "only"}.issuperset(mention.cues or " ")]
        return have_cue(named[:1], {"every_region", "location_noun"}) or any(is_place(one) or {NUMBER, DATA} & {*one.kinds} for one in named[:1])

    def _asks_who_does(self) -> bool:
        """Whether every question word asks for somebody that does something to a subject ("who approves the apps?"), not for products."""
        who = self._positions.at("who")
        asking = set(self._positions.at("which")).difference(who)
        people = bool(who) and who[0] <= _MOST_BEFORE
        subject = any(CONCEPT in term.kinds and term.is_weighty for term in self._terms)
        return people and not asking and subject and not self._places and not any({PRODUCT, DATA} & set(term.kinds) for term in self._terms)

    def _asks_location(self) -> bool:
        """Whether a word for a place is in the clause that is no part which data are said to hold ("does social content list the location?")."""
        mentions, aside = self._clause.mentions, self._clause.aside
        places = [at for at in self._positions.at("location_noun") if mentions[at].start not in aside and not self._relatives.is_rejected(at)]
        return any(not (PART in mentions[at].kinds and self._holds_next(at)) for at in places)

    def _holds_next(self, at: int) -> bool:
        """Whether a verb of holding or leaving out stands before a position, or before what is listed with it, an article between them or not."""
        before = [mention for mention in self._clause.mentions[:at] if SMALL not in mention.kinds and set(mention.cues) != {"toward"}]
        while before and (_LISTING.issuperset(before[-1].cues or " ") or (PART in before[-1].kinds and not before[-1].cues)):
            before.pop()
        return bool(before) and not _HOLDING.isdisjoint(before[-1].cues)

    def _is_near(self, cue: str, other: str) -> bool:
        """Whether two cues stand within a few words of each other."""
        return any(abs(one - two) <= _MOST_BEFORE for one in self._positions.at(cue) for two in self._positions.at(other))

    def expects_yes_no(self, kind: str) -> bool:
        """Whether yes or no is expected: no question word, and a verb first, a tag, or "yes or no"."""
        if kind and self._opens_with_question_word():
            return False
        begged = (kind == "define" and self._begs_explanation()) or (self._places and opens_with_list(self._clause))
        if begged or (kind == "when" and not self._positions.at("when")[0]):
            return False
        if self._cues & {"confirm", "untrue"}:
            return True
        if kind not in ("", "what", "define") or asks_inside(self._clause):
            return False
        if self._says_yes_no() or (self._clause.asked and self._claims()) or (kind != "what" and self._verb_opens()):
            return True
        if kind == "what" or not (self._clause.asked or (self._clause.numbered and not self._is_heading())):
            return False
        if "contains" in self._cues and not any(cue in self._cues and self._really_asks(cue) for cue in ("what", "which")):
            return True
        return kind == "" and (self._claims_something() or self._weighs_products())

    def _is_heading(self) -> bool:
        """Whether an item of a list only names what is wanted ("1. clouds behind SSO"), and claims nothing."""
        return not (self._places or (self._cues and SMALL in self._clause.mentions[0].kinds)) and self._cues.isdisjoint(_CLAIMING)

    def _begs_explanation(self) -> bool:
        """Whether somebody is asked to explain ("could you walk me through ...?"), whatever answer is given."""
        asked = [at - 1 for at in self._positions.at("assistant") if at <= _MOST_BEFORE]
        verb = next((at for at in self._positions.at("define") if asked and asked[0] + 1 < at <= asked[0] + _MOST_BEFORE), -1)
        return verb > 0 and ("aux", asked[0]) in self._positions and "contains" not in self._clause.mentions[verb].cues

    def _says_yes_no(self) -> bool:
        """Whether a word asks for yes or no; a verb that only tells which products are meant does not ("list the products that can be in X")."""
        asking = [at for at in self._positions.at("yes_no") if not self._describes_data(at)]
        if not asking:
            return False
        told = next((at for at in self._positions.at("subject") if self._tells_which(at)), None)
        return any(told is None or at < told or "aux" not in self._clause.mentions[at].cues for at in asking)

    def _describes_data(self, at: int) -> bool:
        """Whether a verb says which data are meant, after a pronoun that joins it to them and its subject ("the tickets that we have in X")."""
        mentions = self._clause.mentions
        if at < _MOST_BEFORE or "subject" not in mentions[at - 1].cues or not {"what", "subject"}.issubset(mentions[at - 2].cues):
            return False
        return DATA in mentions[at - 3].kinds and "aux" in mentions[at].cues

    def _asks_whether(self) -> bool:
        """Whether a verb of asking is followed by "whether", so that no question word after it asks ("she asks whether it is in that region")."""
        reports, mentions = self._positions.at("reports"), self._clause.mentions
        asking = self._positions.at("yes_no") if reports else ()
        return any(at in reports or at - 1 in reports or (at - 2 in reports and mentions[at - 1].kinds == (SMALL,)) for at in asking)

    def _tells_which(self, at: int) -> bool:
        """Whether a word joins what products or places are to the word for them before it, with nothing asked before that."""
        mentions = self._clause.mentions
        joins = at > 0 and "what" in mentions[at].cues and "demand" not in self._cues and has_cue(mentions[at - 1], {"product", "location_noun"})
        return joins and not have_cue(mentions[:at], {"aux"})

    def _claims(self) -> bool:
        """Whether somebody's claim is reported, and neither the sense of a word ("quer dizer" does both) nor "what they say" asked for."""
        asked, defined = self._positions.at("what"), self._positions.at("define")
        return any(not (at in defined or at - 1 in asked or at - 2 in asked) for at in self._positions.at("claims"))

    def _opens_with_question_word(self) -> bool:
        """Whether "which", "what" or "how" comes before any verb, and no "right?" or "yes or no?" after all."""
        if "confirm" in self._cues or have_cue(self._clause.mentions[-1:], {"yes_no"}):
            return False
        first = min(self._positions.at_any("what", "which", "how", "how_many"), default=_MOST_BEFORE)
        if first == 1 and not {"at", "and", "what_about", "toward", "with", "article_says"} & set(self._clause.mentions[0].cues):
            return False
        if have_cue(self._clause.mentions[:first][-1:], {"reports"}) and not self._asks_whether():
            return True
        return first <= 1 and not (first and any(cue in _VERBAL and at < first for cue, at in self._positions))

    def _claims_something(self) -> bool:
        """Whether a clause without verb or question word ("Freshteam in India?") holds enough to be true or false."""
        if have_kind(self._terms, CONCEPT):
            return sum("what_about" not in mention.cues and SMALL not in mention.kinds for mention in self._clause.mentions) > 1
        if tells_holding(self._positions, self._terms) or (self._cues >= {"only", "product"} and have_kind(self._terms, PRODUCT)):
            return True
        of_some = self._cues & {"any", "all", "none"} or ("product" in self._cues and not self._only_names_products())
        return bool(self._places) and (bool(of_some) or sum(map(names, self._clause.mentions)) > 1)

    def _only_names_products(self) -> bool:
        """Whether a clause is a noun for products and their places, and no more ("US-only products?"): they are asked for."""
        return all(is_place(mention) or (_OF_NOUN.issuperset(mention.cues) and not is_unknown(mention)) for mention in self._clause.mentions)

    def _verb_opens(self) -> bool:
        """Whether a verb comes before its subject, or anywhere in a sentence that ends in a question mark."""
        verbs = [at for at in self._positions.at("aux") if at > 1 or at + 1 not in self._clause.pauses]  # No verb of the rest: "tá, e ...?"
        if not verbs:
            return False
        asked_about = self._positions.at_any("subject", "what")
        opening = [position for position in verbs if position - 1 not in asked_about]
        turned = any(self._relatives.is_subject(position + 1) or self._takes_up(position) for position in opening)
        return bool(opening) and (self._clause.asked or turned or opening[0] <= _MOST_BEFORE)

    def _takes_up(self, at: int) -> bool:
        """Whether a verb after a comma, and a pronoun after it, ask of what was named before ("the frobs X keeps, are they in Y")."""
        return at in self._clause.pauses and at + 1 in self._positions.at("it")

    def _really_asks(self, cue: str) -> bool:
        """Whether a word that can also join sentences is a question word here."""
        if cue == "why":
            return asks_why(self._clause, judged=not self._cues.isdisjoint({"confirm", "untrue"}))
        if cue == "kind_of_data":
            return self._asks_kind_of_data()
        if (cue in ("who", "which") and self._relatives.is_who(cue)) or self._relatives.opens_subject(cue):
            return False
        if cue in ("where", "which"):
            places = cue == "where" and (self._relatives.describes_places() or self._relatives.describes_data())
            told = cue == "which" and self._relatives.follows_noun()
            return not (places or told or self._relatives.describes_products(cue))
        if cue == "define" and (self._covers_products() or self._weighs_products() or leaves_blank(self._clause)):
            return False
        if cue == "how_to" and "where" in self._cues:
            return False  # "Where does X go, step by step?"
        if cue == "define" and set(self._positions.at("define")).issubset(self._positions.at("what")):
            return self._really_asks("what")
        if (cue == "how" and self._tells_who_speaks()) or (cue == "what" and self._exclaims()):
            return False
        if cue == "how_much":
            return "both" not in self._cues
        if cue == "how_long":
            return not self._tells_length()
        if cue not in _ALSO_JOINING or (cue == "what" and self._relatives.ends_with_what()):
            return True
        first = self._positions.at(cue)[0]
        if ("confirm" in self._cues and not (cue == "when" and not first)) or (cue == "what" and not self._relatives.is_free_what()):
            return False
        if cue == "when" and self._relatives.joins_sentences(first):
            return False
        if self._clause.asked:
            verbs = ("aux", "yes_no") if first == len(self._clause.mentions) - 1 else ("aux", "yes_no", "contains")
            return first <= 1 or not any(key in verbs and at < first for key, at in self._positions)
        return first <= _MOST_BEFORE or "reports" in self._cues

    def _asks_kind_of_data(self) -> bool:
        """Whether a word for kinds of data asks for them, and does not only tell of which ones a place is asked for, or among which one is."""
        if "confirm" in self._cues and self._cues.isdisjoint({"which", "what"}):
            return False  # "X handles the data that we send, right?"
        words = self._positions.at("kind_of_data")
        if "all" in self._cues and (self._places or self._cues & {"every_region", "host"}):
            return not self._cues.isdisjoint({"which", "what"}) or any(at <= words[0] for at in self._positions.at("list"))
        if "including" in self._cues and words[0] > self._positions.at("including")[0]:
            return False  # "The regions of X, including any kinds of data that differ."
        if self._asks_location() or min(self._positions.at("every_region"), default=words[0]) < words[0]:
            return any("subject" not in cues and not cues.isdisjoint({"which", "what"}) for at in words for cues in self._up_to(at))
        return not self._relatives.is_among_data()

    def _tells_length(self) -> bool:
        """Whether no length of time is asked for: each word for one has it after it ("the period of one year"), or is what something is still in."""
        mentions = self._clause.mentions
        if "still" in self._cues and self._clause.asked and self._cues.isdisjoint({"which", "how_much"}):
            return all(CONCEPT in mentions[at].kinds for at in self._positions.at("how_long"))  # "By the period given, is it still there?"
        if UNIT not in self._clause.kinds or not self._clause.asked:
            return False
        return all(
            "of" in mentions[at + 1].cues and is_length(mentions[at + 2 : at + 4]) for at in self._positions.at("how_long") if at + 1 < len(mentions)
        )

    def _up_to(self, at: int) -> list[set[str]]:
        """The cues of the mention at a position, and of the one before it."""
        return [set(mention.cues) for mention in self._clause.mentions[max(0, at - 1) : at + 1]]

    def _exclaims(self) -> bool:
        """Whether "what" only says how somebody takes it: no question mark, and nothing but small words stand beside it ("what a pity")."""
        others = [mention for mention in self._clause.mentions if "what" not in mention.cues]
        return bool(others) and not self._clause.asked and all({SMALL, NUMBER}.issuperset(mention.kinds) and not mention.cues for mention in others)

    def _covers_products(self) -> bool:
        """Whether no sense is asked for: it is told what a thing covers ("the order covers X and Y"), or asked if that is the same regions."""
        places = self._positions.at("define")
        if self._cues >= {"same", "location_noun"}:
            return set(places).issubset(self._positions.at("applies"))
        named = [term.position for term in self._terms if PRODUCT in term.kinds]
        told = not self._clause.asked and 0 not in places and set(places).issubset(self._positions.at("applies"))
        return told and bool(named) and min(named) > max(places) and all(DATA not in term.kinds for term in self._terms)

    def _tells_who_speaks(self) -> bool:
        """Whether "how" stands before somebody and means "as" ("como empresa do setor, só podemos ...")."""
        return any(at + 1 in self._positions.at("customer") for at in self._positions.at("how"))
