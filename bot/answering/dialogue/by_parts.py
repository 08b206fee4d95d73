"""A message answered as it stands, or as two questions where it asks two; where that is not sure, its claims judged, or what asks in it, alone."""

from __future__ import annotations

from bot.answering.answers.answer import Answerer
from bot.answering.dialogue.dialogue import DialogueState
from bot.answering.dialogue.message import understand
from bot.answering.dialogue.understood import (
    Understood,
    is_sure,
    settles_claims,
    tells_more,
    tells_same,
    told_neutrally,
    with_one_verdict,
    with_verdict_turned,
    without_yes_of_half,
    without_yes_of_headings,
)
from bot.understanding.linking.mentions import Mention, have_cue
from bot.understanding.linking.spelling import Token
from bot.understanding.segmenting.aftermath import asks_what_follows
from bot.understanding.segmenting.asked_part import asked_parts
from bot.understanding.segmenting.claims import JUDGING, only_judges
from bot.understanding.segmenting.clauses import split_bare_claims, split_clauses
from bot.understanding.segmenting.coordinated import split_at, split_coordinated
from bot.understanding.segmenting.counterclaims import without_counterclaim
from bot.understanding.segmenting.sentences import split_sentences
from bot.understanding.syntax.sentence import Sentence


def understand_parts(answerer: Answerer, tokens: list[Token], mentions: list[Mention], state: DialogueState) -> Understood:
    """A message answered in the light of `state`; one of several parts without a bare yes or no where it asks what follows from a claim."""
    sentences, judged = split_sentences(tokens, mentions), have_cue(mentions, JUDGING)
    if judged:
        sentences = without_counterclaim(sentences)
    understood = understand(answerer, split_clauses(sentences, tokens), state)
    understood = _by_coordinated(answerer, understood, sentences, tokens, state)
    if [token for token in tokens[:-1] if not token.is_word]:
        understood = _by_parts(answerer, understood, sentences, tokens, state)
    if judged and sum(not only_judges(sentence.mentions) for sentence in sentences) <= 1:
        understood = without_yes_of_half(understood)
    misheard = any(item.finding.verdict for item in understood.asked) and asks_what_follows(sentences)
    return told_neutrally(understood) if misheard else understood


def _by_parts(answerer: Answerer, understood: Understood, sentences: list[Sentence], tokens: list[Token], state: DialogueState) -> Understood:
    judges = any(item.finding.verdict for item in understood.asked)
    sure = is_sure(understood)
    clauses, claims = split_bare_claims(sentences, tokens)
    if clauses and (claims.denied or len(claims.sentences) > 1 or not judges) and settles_claims(judged := understand(answerer, clauses, state)):
        judged = with_verdict_turned(judged) if claims.turned else judged
        return judged if claims.plain else told_neutrally(judged)
    if sure and judges:
        return understood
    for part in asked_parts(sentences, tokens):
        found = understand(answerer, split_clauses(split_sentences(tokens, part), tokens), state)
        if is_sure(found) and (not sure or any(item.finding.verdict for item in found.asked)):
            return found
    return understood


def _by_coordinated(answerer: Answerer, understood: Understood, sentences: list[Sentence], tokens: list[Token], state: DialogueState) -> Understood:
    """What is understood where sentences that ask two things at once are taken as two, as long as that tells more and loses nothing."""
    for number, at in split_coordinated(sentences):
        parted = split_at(sentences, number, at)
        found = understand(answerer, split_clauses(parted, tokens), state)
        if tells_more(found, understood):
            one_claim = have_cue(sentences[number].mentions, JUDGING)
            told = with_one_verdict(found) if one_claim else without_yes_of_headings(found)
            if all(item.finding.verdict != "yes" for item in understood.asked) or any(item.finding.verdict for item in told.asked):
                understood, sentences = told, parted
        elif tells_same(found, understood):
            sentences = parted
    return understood
