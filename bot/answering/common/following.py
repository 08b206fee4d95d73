"""Whether a question follows from its thread, or names all that it is about."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.pointing import counts_all
from bot.answering.common.unnamed import owns_unnamed
from bot.understanding.linking.lexicon import CONCEPT, DATA, PART, PRODUCT
from bot.understanding.syntax.question import BEFORE, Question, keys_of_kind

REFERS = frozenset({"it", "there", "those", "what_about", "first_one", "back_to", "correction"})
_WHICH_ALONE = frozenset(
    {
        "which",
        "product",
        "those",
        "subject",
        "at",
        "from",
        "of",
        "toward",
        "and",
        "what_about",
        "exactly",
        "yes",
        "holds",
        "reports",
        "list",
        "article_says",
    }
)
_WHICH_AND_VERB = (_WHICH_ALONE - {"product", "those", "of", "from", "exactly", "yes"}) | {
    "who",
    "aux",
    "available",
    "able",
    "yes_no",
    "host",
    "using",
    "there",
}
_ADDING = frozenset({"and", "both"})
_FILTERS = frozenset({"every_region", "only"})

# Cues of what is no more than a verb and the words around it ("and X can too, right?").
VERBAL = frozenset(
    {"aux", "available", "holds", "using", "perfect", "yes_no", "confirm", "yes", "it", "what_about", "and", "not", "at", "of", "from", "subject"}
) | {"both", "but"}
_ECHOING = VERBAL | {"thanks", "with", "would", "able", "usage"}
_SWAPPING = VERBAL | {"data_center", "applies", "same", "thanks", "what_if"}
_OF_ACCOUNT = frozenset({"account", "host", "customer", "contains", "with", "because", "toward"})
_ALL_ALONE = frozenset({"all", "those", "it", "and", "what_about", "infers"})
_LEADING = frozenset({"at", "from", "of", "toward", "because", "and", "what_about"})
_TELLING = frozenset({"what", "host"})
_BEFORE_LED = frozenset({"article_says", "aux", "at", "thanks", "and", "what_about", "it"})

# Cues of verbs of having, and how far after the word for a region all products stand that have it.
_HAVING = frozenset({"holds", "using", "available", "with", "same", "quality"})
_REACH_OF_ALL = 4

# Tells, among what was filled in, that the data are those that the thread had explained.
EXPLAINED = "explained"
_INSIDE = frozenset({"at", "toward", "because", "with", "using"})
_VERBS = frozenset({"aux", "host", "available", "holds"})
_OF_ALL_DATA = frozenset({"data", "all", "everything", "product", "account", "any"})
_OF_WHAT_IS_THERE = frozenset({"host", "available", "product", "which", "holds", "only"})
_TWO = 2


def _refers(question: Question) -> bool:
    """Whether the question points back at something said before."""
    if "contains" in question.cues and not question.data and not question.products:
        return True
    pointing = REFERS - {"what_about"} if question.kind and question.names_subject else REFERS
    return bool(question.cues & pointing)


def stands_alone(question: Question, listed: tuple[str, ...]) -> bool:
    """Whether the question needs nothing of its thread: it names all that it is about."""
    if asks_region_of_all(question) or counts_all(question) or (question.parts and question.kind == "which" and "definitions" in question.cues):
        return True
    if echoes(question) or owns_unnamed(question) or adds_one(question) or _asks_of_whom(question):
        return False
    if len(question.products) >= _TWO and question.cues >= {"same", "location_noun"} and "products" not in question.filled:
        return True  # "X and Z have the same regions?"
    there = question.kind == "which" and "there" in question.cues and not question.regions  # "Which of them hold X there?"
    own_data = question.data and "data" not in question.filled
    filters = question.regions or own_data or (question.cues & _FILTERS and not question.number_alone)
    if listed and filters and not (there or swaps_place(question)):
        return True
    if "product" in question.cues and question.regions and question.cues & {"any", "all", "none"}:
        return True
    if not _refers(question):
        narrows = question.regions or question.data or (question.cues & {"list", "how_many", "all"} and not question.number_alone)
        if "product" in question.cues and narrows and (question.kind or (question.regions and "list" in question.cues)):
            return True
        if question.names_subject and (question.kind or question.yes_no):
            needs_product = question.regions or (question.data and question.kind != "define") or question.kind == "where"
            return bool(question.products or question.own_concepts) or not needs_product
    pointed_at = "products" in question.filled and any(cue in ("first_one", "last_one") and at >= 0 for cue, at in question.positions)
    first = min(question.positions_of(PRODUCT), default=0)
    keeps_told = question.kind == "where" and any(at > first >= 0 for at in question.positions.at("it"))  # "And where does X keep theirs?"
    own_products = question.products and not (pointed_at or keeps_told)
    complete_itself = own_products and (question.regions or question.data or question.kind in ("where", "how_long"))
    puts_right = "correction" in question.cues and not (question.yes_no and question.regions and question.cues >= {"aux", "host"})
    return bool(complete_itself) and not (_goes_on(question) or question.cues >= {"applies", "it"} or puts_right or _points_there(question))


def _points_there(question: Question) -> bool:
    """Whether it is asked if what a question names is "there" ("are the frobs of X there too?"), not if "there" is any."""
    named = max((term.position for term in question.terms if {PRODUCT, DATA} & set(term.kinds)), default=-1)
    asks = question.yes_no or question.asked
    return asks and not (question.regions or question.kind) and any(at > named for at in question.positions.at("there"))


def asks_region_of_all(question: Question) -> bool:
    """Whether a region is asked for that has all products ("one region that all of your products have"), none being named."""
    if question.products or question.data or not question.cues >= {"all", "product"} or any(where.position >= 0 for where in question.regions):
        return False
    if (
        question.kind not in ("where", "")
        or question.cues.isdisjoint(_HAVING)
        or not question.cues.isdisjoint({"not", "none", "only", "every_region"})
    ):
        return False
    regions = [at for at in question.positions.at_any("where", "location_noun") if at >= 0]
    near = (all_ for all_ in question.positions.at("all") for noun in question.positions.at("product") if 0 < noun - all_ <= _TWO)
    return bool(regions) and any(0 < all_ - max(at for at in regions if at < all_) <= _REACH_OF_ALL for all_ in near if min(regions) < all_)


def _asks_of_whom(question: Question) -> bool:
    """Whether it is asked if what was told holds for all products or one alone, and nothing else is named ("for all products, or just for X?")."""
    named = question.data or question.own_concepts or question.outside or question.regions or question.kind
    return not named and question.cues >= {"all", "product", "or", "only"}


def adds_one(question: Question) -> bool:
    """Whether one subject is all that is asked ("X too?")."""
    subjects = [term for term in question.terms if term.is_weighty]
    return question.asked and len(subjects) == 1 and CONCEPT in subjects[0].kinds and question.cues <= _ADDING


def echoes(question: Question) -> bool:
    """Whether nothing but a verb is said, perhaps of other products, so that the rest is as asked before ("X does, right?", "possible?")."""
    named = question.data or question.regions or question.own_concepts or question.outside or question.software or question.unknown
    says_more = named or question.kind or question.amounts or question.parts or not question.cues <= _ECHOING  # "Is X ok?", "would X work?"
    return question.yes_no and not says_more


def _goes_on(question: Question) -> bool:
    """Whether the question only swaps what the last one named ("and the tickets of X?")."""
    told = {at for cue, at in question.positions if cue == "what"} & set(question.positions.at("subject"))  # "And a client who is in X?"
    account = min(question.positions.at("account"), default=-1)
    of_account = account >= 0 and all(at > account for at in question.positions.at("aux"))  # "X, if the account is in Y?"
    led = _led_product(question)
    opens = _opens(question) or (led > 0 and bool(question.regions)) or (of_account and ("what_about", -BEFORE) in question.positions)
    said = {cue for cue, at in question.positions if at >= led} if led > 0 else question.cues
    placed = frozenset({"host", "oneself"}) if led > 0 or "aux" not in question.cues else frozenset[str]()  # "And X hosted in Y", "..., we're in Y".
    swaps = said <= _SWAPPING | placed | (_TELLING if told else frozenset()) | (_OF_ACCOUNT if of_account else frozenset())
    return opens and not question.kind and (not question.regions or swaps)


def _led_product(question: Question) -> int:
    """Where, after nothing that is named, "the same for" or the like stands right before a product; -1 where it does not."""
    first = min((term.position for term in question.terms if term.position >= 0), default=0)
    leads = first in question.positions_of(PRODUCT) and first - 1 in question.positions.at("what_about")
    return first - 1 if leads and all(cue in _BEFORE_LED for cue, at in question.positions if at < first - 1) else -1


def _opens(question: Question) -> bool:
    """Whether the question goes on with what was asked from its first word ("and X?"), or after a word of thanks or assent ("ok, and X?")."""
    starts = question.positions.at("what_about")
    return 0 in starts or (1 in starts and 0 in question.positions.at_any("thanks", "yes"))


def swaps_place(question: Question) -> bool:
    """Whether the question only asks the same of another place ("and in X?")."""
    only_place = bool(question.regions) and not (question.kind or question.names_subject or question.count)
    return only_place and _opens(question) and question.cues.isdisjoint({"product", "rest", "aux", "which"})


def asks_of_all_alone(question: Question) -> bool:
    """Whether nothing but "all of them?" is asked, after some of them were."""
    return "all" in question.cues and question.cues <= _ALL_ALONE and not (question.kind or question.has_subject or question.regions)


def asks_of_verb(question: Question, *, denied: bool = False) -> bool:
    """Whether a question word has a verb with it and no more ("which can?"), perhaps `denied` ("which can't?")."""
    allowed = _WHICH_AND_VERB | {"not"} if denied else _WHICH_AND_VERB
    asks = question.kind == "which" and "not" in question.cues if denied else "aux" in question.cues
    return asks and _is_bare(question) and question.cues <= allowed


def of_holders(question: Question) -> Question:
    """The question; one which ones hold data that it names ("and deals, which have those?") as one for products."""
    named = question.products or question.regions or question.own_concepts or question.outside or question.unknown
    asks = question.kind == "which" and "holds" in question.cues and bool(question.data)
    asks = asks and not named and question.cues <= _WHICH_AND_VERB | {"those", "it", "perfect"}
    return replace(question, cues=question.cues | {"product"}) if asks else question


def asks_which_alone(question: Question) -> bool:
    """Whether a question word, with a word for products or "yes" and no more, asks which ones are so ("which products?", "tell me which part")."""
    return question.kind == "which" and _is_bare(question) and question.cues <= _WHICH_ALONE


def _is_bare(question: Question) -> bool:
    """Whether nothing is named, but for the word for a list that is wanted."""
    listing = question.positions.at("list")
    named = any(term.position not in listing for term in question.terms)
    return not (named or question.regions or question.count or question.software or question.unknown or question.group_size)


def denies_products(question: Question) -> bool:
    """Whether products are asked for that do not; in "If not, which do?" the "not" stands before the question word."""
    denials, words = ([at for cue, at in question.positions if cue in wanted] for wanted in (("not",), ("which", "what", "who")))
    return bool(denials) and not (words and max(denials) < min(words))


def names_case(question: Question, last: Question) -> bool:
    """Whether no more is said than a product and a place, meaning the subject asked about before ("how long are logs kept?" - "for X in Y?")."""
    says_more = question.kind or question.data or question.own_concepts or question.outside or question.unknown
    hosted = "host" in question.cues and _opens(question)  # "And X hosted in Y?"
    led = question.asked and min(question.positions_of(PRODUCT), default=0) > 0 and question.cues <= _LEADING | {"host"}
    again = _led_product(question) > 0 and not question.asked  # "The next point is the same for X in Y."
    case = again or (led and not (last.regions or (last.products and not hosted)))
    return bool(case and question.regions and last.own_concepts and not says_more)


def with_holding(question: Question, last: Question) -> Question:
    """The question if data are in something: in the places just asked about ("can X be in Y?" - "including the frobs?"), else in the product."""
    told = question.products or question.regions or question.parts or question.kind or question.outside or question.unknown
    if told or not last.products:
        return question
    if last.regions:
        return replace(question, cues=question.cues - {"holds"})
    listed = question.yes_no and last.kind == "where" and not last.data
    return replace(question, cues=question.cues - {"what_about"} | {"holds"}) if listed else question


def asks_where_of_data(question: Question, last: Question) -> bool:
    """Whether the place of data just spoken of is asked for in a product ("what is X data, and where does Y keep it?", "... where in Y?").

    If they were those of a product, they are pointed at ("where are X's frobs?" - "and where are they in Y?").
    """
    if question.kind != "where" or not question.products or question.data or question.regions or question.own_concepts:
        return False
    before = [{cue for cue, at in question.positions if at == term.position - 1} for term in question.terms if PRODUCT in term.kinds]
    inside = any("at" in cues and cues.isdisjoint({"aux", "of"}) for cues in before)
    pointing = bool(question.cues & {"it", "those"})
    return bool(last.data) and (inside and pointing if last.products else inside or pointing)


def goes_on_with_data(question: Question, last: Question) -> bool:
    """Whether a product and a place are said, and no more, of data that were explained ("what is X data?" - "and Y in Z?", "in Y is it in Z?")."""
    if len(explained_data(last)) != 1 or question.kind or not (question.products and question.regions):
        return False
    named = question.data or question.maybe_data or question.own_concepts or question.outside or question.software or question.unknown
    if named or question.count or not question.cues.isdisjoint(_OF_ALL_DATA):
        return False
    first = min(question.own_positions_of(PRODUCT), default=0)
    before = question.cues_at(first - 1) or question.cues_at(first - 2)
    inside = not before.isdisjoint(_INSIDE) and "aux" not in before
    pointing = any("aux" not in question.cues_at(at) for at in question.positions.at("it"))
    return inside or pointing or question.cues.isdisjoint(_VERBS)


def explained_data(last: Question) -> tuple[str, ...]:
    """The kinds of data that a question asks to have explained, without those that it names as parts; none where it asks of other things."""
    explained = EXPLAINED in last.filled or (not (last.regions or last.products) and (last.kind in ("define", "what") or bool(last.parts)))
    if not explained or len(last.data) < _TWO:
        return last.data if explained else ()
    return keys_of_kind([term for term in last.terms if PART not in term.kinds], DATA)


def asks_for_name(question: Question) -> bool:
    """Whether it is asked what the name of a region means ("what's the EEA?"), not what is in it."""
    if question.kind != "define" or not question.regions or not question.cues.isdisjoint(_OF_WHAT_IS_THERE):
        return False
    table = question.positions.at("article_says")  # "What does Y mean in the table?"
    inside = [at for at in question.positions.at("at") if not (at + 1 in table or at + 2 in table)]
    if question.products:
        return not question.yes_no and bool(inside) and question.regions[0].position < min(inside)
    return not inside


def asks_finer(question: Question, last: Question) -> bool:
    """Whether the places just told are to be told more exactly ("where exactly?")."""
    if question.kind != "where" or "exactly" not in question.cues or question.cues & {"it", "those"} or question.has_subject:
        return False
    named = all(where.code and where.wanted and not where.beyond for where in last.regions)
    told = last.kind == "where" or "compare" in last.cues if last.products else last.kind == "which"
    return named and (bool(last.regions) or told) and not last.own_concepts
