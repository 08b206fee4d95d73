"""Which of a message's questions are told, and how often: every answer once, refusals where they were plainly asked or pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.answers.unlisted import splits_account
from bot.answering.common.following import asks_which_alone
from bot.answering.dialogue.dialogue import Asked
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.parties import BY_OTHERS
from bot.understanding.syntax.question import Question

# Kinds of question that are asked plainly even without a question mark.
_PLAIN_KINDS = frozenset({"where", "which", "which_data", "why", "how_long", "how_many", "how_much", "how_often", "how_to", "define", "who"})

# Cues of verbs that ask something anew.
_VERBS = frozenset({"aux", "host", "yes_no", "available"})

_ADDED = frozenset({"and", "what_about", "at"})
# Cues by which places or products are asked for anew.
_OF_PLACES = frozenset({"host", "location_noun", "data_center", "product", "data", "count"})


def worth_telling(asked: Sequence[Asked]) -> list[Asked]:
    """The questions of a message that are told: all answers once; of what could not be answered beside them, only what was plainly asked."""
    if len(asked) == 1:
        return list(asked)
    asked = _of_one_account(asked)
    answered = any(item.finding.status == "answered" for item in asked)
    return _without_repeats(_beside_answers(_without_told_otherwise(asked)) if answered else _refused(asked))


def _of_one_account(asked: Sequence[Asked]) -> Sequence[Asked]:
    """What is asked, without a yes to parts of what one account is to have in several places ("can an account have X in Y and Z in W?")."""
    first, second = asked[0].read, asked[1].read
    added = second.regions and second.products and not second.kind and _ADDED.issuperset(second.cues)
    if not added or "account" not in first.cues or not (first.products and first.regions):
        return asked
    told = (replace(item, finding=replace(item.finding, verdict=None)) if item.finding.verdict == "yes" else item for item in asked[:2])
    return [*told, *asked[2:]]


def _without_told_otherwise(asked: Sequence[Asked]) -> Sequence[Asked]:
    """What is asked, without what is only told and would get the opposite yes or no of what is then asked of the same products and places."""
    verdicts = {item.finding.verdict for item in asked}
    if not verdicts >= {"yes", "no"}:
        return asked
    return [item for at, item in enumerate(asked) if not (_only_tells(item) and any(_answers_otherwise(item, other) for other in asked[at + 1 :]))]


def _only_tells(item: Asked) -> bool:
    """Whether a yes or no was found for what has no question mark, and does not open with a verb that asks for one."""
    opens = min(item.read.positions.at_any("confirm", "reports", "yes_no", "aux"), default=2) == 0
    return bool(item.finding.verdict) and not (item.read.asked or item.read.kind or opens)


def _answers_otherwise(told: Asked, item: Asked) -> bool:
    """Whether what is asked with a question mark, of the products and places that were told of, got the opposite yes or no."""
    places = [{(where.code, where.place) for where in one.understood.regions} for one in (told, item)]
    same = told.understood.products == item.understood.products and told.read.data == item.read.data and places[0] == places[1] != set()
    return same and item.read.asked and item.finding.verdict not in (None, told.finding.verdict)


def _refused(asked: Sequence[Asked]) -> list[Asked]:
    """What could not be answered, each refusal once, where nothing was answered."""
    strong = [item for item in asked if item.understood.has_subject] or list(asked)
    refused: list[Asked] = []
    for item in strong:
        if item.finding.status != "clarify" and all(item.finding.sentences != other.finding.sentences for other in refused):
            refused.append(item)
    return refused or strong[-1:]


def _beside_answers(asked: Sequence[Asked]) -> list[Asked]:
    """All answers, and the refusals that are told beside them."""
    kept: list[Asked] = []
    for index, item in enumerate(asked):
        refused = item.finding.status == "unknown" and (_is_plainly_asked(item) or _is_half(item, asked[index + 1 :]))
        told = item.finding.status == "answered" or refused
        told = told and not (index and _only_judges(item, asked[index - 1]))
        twin = next((at for at, other in enumerate(kept) if other.finding.sentences == item.finding.sentences), None)
        if told and twin is None:
            kept.append(item)
        elif told and twin is not None and (not kept[twin].finding.verdict or (item.finding.verdict and item.read.asked)):
            kept[twin] = item
        elif told and twin is not None and item.finding.products and kept[twin].finding.verdict != "no":
            kept[twin] = replace(kept[twin], finding=replace(kept[twin].finding, products=item.finding.products))  # "Is it so? For which products?"
    return kept


def _is_half(item: Asked, after: Sequence[Asked]) -> bool:
    """Whether something is asked of a subject to which the next question only adds more with "and" ("is X frobbed and in Y?")."""
    adds = bool(after) and ("and", 0) in after[0].read.positions and not after[0].read.own_positions_of(PRODUCT)
    return adds and item.read.yes_no and not item.read.kind and bool(item.read.own_concepts)


def _only_judges(item: Asked, before: Asked) -> bool:
    """Whether no more is asked than if the claim `before` it, which was judged, is right ("X is in Y. ... So is his claim right?")."""
    cues, read = item.read.cues, item.read
    judges = read.yes_no and not read.kind and "confirm" in cues and cues.isdisjoint({"untrue", "applies", "only", "never"})
    named = read.names_subject or read.regions or read.amounts or read.numbers
    claimed = bool(before.finding.verdict) and "untrue" not in before.read.cues and not _opens_with_verb(before.read)
    return judges and claimed and not named


def _opens_with_verb(question: Question) -> bool:
    """Whether a verb stands before all that a question names, as in no claim."""
    return question.asked and min(question.positions.at("aux"), default=2) <= 1


def _without_repeats(told: Sequence[Asked]) -> list[Asked]:
    """The same, what comes nearest to a refused question told once, and not where it is the answer to another.

    Nor is it told that a question was not understood where all that comes near it answers another.
    """
    said = [sentence for item in told if item.finding.status == "answered" for sentence in item.finding.sentences]
    kept: list[Asked] = []
    for item in told:
        nearest = tuple(sentence for sentence in item.finding.nearest if sentence not in said)
        if item.finding.nearest and not nearest and item.read.unknown:
            continue
        said += nearest
        kept.append(replace(item, finding=replace(item.finding, nearest=nearest)))
    return kept


def _is_plainly_asked(item: Asked) -> bool:
    """Whether a question that cannot be answered was surely one, and not small talk around the others."""
    if item.read.asked and item.read.unknown:
        return True
    named = item.understood.outside or item.understood.software or item.understood.kind
    if named and (item.read.asked or item.read.kind in _PLAIN_KINDS):
        return True
    at = item.read.positions.at
    opens = int(0 in at("and")) in at("aux") or any(0 <= first <= 1 for first in at("yes_no"))
    return item.read.yes_no and opens and bool(named or item.read.own_concepts or item.read.regions)


def points_at_refused(question: Question, before: Asked) -> bool:
    """Whether a question points, with "his", "its" or "those", at what the one `before` it could not be answered for."""
    if not question.cues & {"it", "those"} or question.products or question.regions or asks_which_alone(question):
        return False
    named = before.understood.unknown or before.understood.software or before.understood.outside
    somebody = before.understood.kind == "who" and question.kind != "where"
    refused = before.finding.status == "clarify" or (before.finding.status == "unknown" and bool(named or somebody))
    known = (question.data and not before.understood.software) or (before.understood.products and "host" in question.cues)
    return refused and not (known and question.kind == "where")


def goes_on_from_refused(question: Question, before: Asked) -> bool:
    """Whether a question names nothing that the one `before` it, which had no answer, was not about ("who sees X? By which firm?")."""
    asked = before.understood
    if before.finding.status == "unknown" and "finer" in before.read.cues and before.read.regions and not question.has_subject:
        return question.kind in ("", "which", "where", "what")  # "They want the country within Y. Which is it?"
    by_whom = question.kind == "who" or (question.kind == "which" and "customer" in question.cues)
    strange = asked.unknown and by_whom  # "Is X frobbed? By which firm?"
    hindered = strange or asked.software or asked.outside or asked.kind == "who" or BY_OTHERS in asked.cues or splits_account(asked)
    placed = asked.kind == "where" and before.read.regions  # "Where exactly, in X? In Y?"
    if before.finding.status != "unknown" or not (placed or hindered):
        return False
    if question.products or question.own_concepts or question.outside or question.software:
        return False
    if (asked.outside or strange) and question.kind and not (question.data or question.regions):
        plain = before.read.asked or before.read.kind not in ("", "where")
        return plain and (question.kind != "where" or bool(question.unknown)) and question.cues.isdisjoint(_OF_PLACES)
    joined = ("and", 0) in question.positions and splits_account(asked)  # "In one account, X in Y and Z in W?"
    return bool((placed or before.read.names_subject) and not question.kind and (joined or not question.data) and question.cues.isdisjoint(_VERBS))


def asks_of_other_vendor(question: Question) -> bool:
    """Whether "they", before all that is named, is a vendor spoken of ("Zendesk: where do they keep CRM data?")."""
    named = min(question.own_positions_of(PRODUCT), default=0)
    return question.kind == "where" and any(0 <= at < named for at in question.positions.at("it"))
