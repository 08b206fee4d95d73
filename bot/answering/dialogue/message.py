"""A whole message answered: its clauses in order, each completed by what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.answers.answer import Answerer
from bot.answering.answers.other_region import after_place
from bot.answering.answers.supposing import answer_supposed, presuppositions
from bot.answering.common.account import told_account
from bot.answering.common.carrying import THREAD, as_before, fill_eagerly, goes_on_in_place, of_products, with_data_kept, with_data_of, without_data
from bot.answering.common.dates import with_age
from bot.answering.common.defined import with_defined
from bot.answering.common.findings import Finding, Sentence
from bot.answering.common.following import EXPLAINED
from bot.answering.common.lengths import of_period
from bot.answering.common.reference import POINTING_BACK, is_of_unnamed, told_in_order
from bot.answering.common.shares import asks_left_out
from bot.answering.dialogue.advancing import advance, back_to_list, gone_back, told
from bot.answering.dialogue.again import asks_again, told_whole, whole
from bot.answering.dialogue.asked import puts_right, which_ask, with_label, with_plain_tag
from bot.answering.dialogue.demanded_subjects import of_demanded_subject
from bot.answering.dialogue.denied_before import with_shared_tag, without_verdict
from bot.answering.dialogue.dialogue import Asked, Completed, DialogueState, complete
from bot.answering.dialogue.ellipsis import Given, Near, fill
from bot.answering.dialogue.finer import of_finer_place
from bot.answering.dialogue.hearing import is_next_point, is_of_later, joined, lacks_owner, said_after
from bot.answering.dialogue.in_hand import of_account
from bot.answering.dialogue.keeping import absent_in, kept_open, kept_to_asked, kept_to_claim, kept_to_subject, with_what_was_told, without_lapsed
from bot.answering.dialogue.leading import announces
from bot.answering.dialogue.meant import as_meant, with_outcome
from bot.answering.dialogue.others import asked_of_more
from bot.answering.dialogue.remarking import remarks
from bot.answering.dialogue.sluicing import of_places_told, only_asks_which
from bot.answering.dialogue.stating import only_names
from bot.answering.dialogue.striking_off import only_strikes, with_struck_after
from bot.answering.dialogue.telling import asks_of_other_vendor, goes_on_from_refused, points_at_refused, worth_telling
from bot.answering.dialogue.topics import asks_for_help, drops_from_list, is_about_something, only_asks_for_help
from bot.answering.dialogue.understood import Understood, may_be_of_others, points_back, rests_on_statement
from bot.answering.statements.home_region import told_home
from bot.answering.statements.unproven import not_said
from bot.answering.table.membership import verdict_of_member, verdict_of_none
from bot.understanding.linking.lexicon import CONCEPT, PRODUCT, SOFTWARE
from bot.understanding.linking.mentions import have_kind
from bot.understanding.reading.reading import read_question
from bot.understanding.segmenting.stories import questions_alone
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import Question

_MOST_QUESTIONS = 8


def understand(answerer: Answerer, clauses: Sequence[Clause], state: DialogueState) -> Understood:
    """Answer every question of a message, in order, in the light of `state`.

    What it only tells beside them counts where they have no answer without it.
    """
    alone = questions_alone(clauses) if len(clauses) > 1 else []
    if alone:
        found = _understand(answerer, alone, state)
        others = have_kind(clauses, SOFTWARE)  # Whose data are asked about may be another vendor's then.
        beside = [clause for clause in clauses if CONCEPT in clause.kinds and clause not in alone]
        open_ended = any(
            (others and may_be_of_others(item)) or (beside and rests_on_statement(item, beside)) or points_back(item.read) for item in found.asked
        )
        owned = have_kind([clause for clause in clauses if clause not in alone], PRODUCT)
        open_ended |= owned and any(lacks_owner(item.read) for item in found.asked)
        if found.asked and all(map(_is_sure, found.asked)) and not open_ended:
            return found
    return _understand(answerer, clauses, state)


def _is_sure(item: Asked) -> bool:
    """Whether a question has its answer, every word of it explained."""
    return item.finding.status == "answered" and not item.read.unknown


def _understand(answerer: Answerer, clauses: Sequence[Clause], state: DialogueState) -> Understood:
    """Answer the questions of some clauses of a message."""
    talk = frozenset([kind for clause in clauses for kind in clause.talk])
    if "help" in talk and len(clauses) == 1 and asks_for_help(clauses[0]):
        return Understood((), (), talk, state)
    if confirmed := told_whole(clauses, state.told):
        return Understood(confirmed, (), talk, state)
    if state.told and asks_again(clauses, state.told):
        return Understood(state.told, (), talk, state)
    day_first = answerer.knowledge.languages[state.language].file.day_first
    readings = [(clause, as_meant(read_question(clause), day_first=day_first)) for clause in clauses]
    readings = with_label(with_struck_after(with_shared_tag(with_plain_tag(readings)))) if len(readings) > 1 else readings
    asking = which_ask(readings, talk)
    if not any(asking):
        clauses = [clause for clause, question in readings if not remarks(question, readings)] or clauses
        one = whole(clauses)
        question = only_strikes(readings[0][1] if list(clauses) == [one] else read_question(one))
        if only_asks_for_help(clauses, question) or not (is_about_something(question, talk) or drops_from_list(question, state)):
            return Understood((), (), talk, told(state, question))
        readings, asking = [(one, question)], [True]
    message = _Message(answerer, state)
    for index, (clause, question) in enumerate(readings):
        if not asking[index] and not announces(index, readings):
            message.hear(clause, question)
        elif not asking[index]:
            continue
        elif len(message.asked) < _MOST_QUESTIONS:
            later = said_after(readings[index + 1 :], asking[index + 1 :]) if index + 1 < len(readings) else None
            message.ask(clause, question, later)
    answers = tuple(worth_telling(message.asked))
    return Understood(answers, tuple(message.corrections), talk, replace(message.thread, told=answers))


class _Message:
    """One message's clauses being taken in order: those that only say something, and those that ask."""

    def __init__(self, answerer: Answerer, thread: DialogueState) -> None:
        self.answerer = answerer
        self.thread = thread
        self.asked: list[Asked] = []
        self.corrections: list[Sentence] = []
        self.context: Question | None = None
        self.context_sentence = -1
        self.data_sentence = self.product_sentence = self.asked_sentence = -1
        self.listing = self.puts_right = False
        self.heard: tuple[str, ...] = ()

    def hear(self, clause: Clause, question: Question) -> None:
        """Keep what a clause names for the questions after it, and note what it wrongly takes for granted."""
        question = told_home(self.answerer.table.geography, question)
        self.puts_right |= "correction" in question.cues
        if question.has_subject or question.customers or question.besides or question.struck or question.dates or question.cues & POINTING_BACK:
            self.corrections += presuppositions(self.answerer, question)
            if question.excluded_products and not (question.products or question.data or question.regions):
                question = replace(question, terms=())  # "Leave X aside." tells nothing of what is asked then.
            if question.cues & POINTING_BACK and not question.products:
                question = self._in_thread(question).question
            lists = clause.numbered or only_names(clause)
            if self.context_sentence == self.asked_sentence and is_next_point(clause, question, self.context_sentence):
                self.context = None
            if self.listing and lists and self.context:
                question = replace(question, products=tuple(dict.fromkeys((*self.context.products, *question.products))))
            self.listing = lists
            self.heard = tuple(dict.fromkeys((*self.heard, *question.products)))
            self.context = with_age(joined(self.context, question, same_sentence=clause.sentence == self.context_sentence))
            self.context_sentence = clause.sentence
            self.data_sentence = clause.sentence if question.data else self.data_sentence
            self.product_sentence = clause.sentence if question.products else self.product_sentence
            groups = self.thread.groups.with_named(question.products).without(question.excluded_products, self.answerer.knowledge.products)
            self.thread = replace(self.thread, groups=groups, account=told_account(self.thread.account, question, beside=True))

    def _with_group(self, question: Question) -> Question:
        """The question with all products of the message, where it speaks of as many and names fewer ("has X, adds Y: the regions of the two").

        One of several by its order may be another vendor's.
        """
        others = self.context.software if self.context else ()
        pointing = POINTING_BACK if len(self.heard) == 1 else frozenset({"it"} if not self.heard else ())
        of_others = not question.products or (not self.heard and asks_of_other_vendor(question))
        if others and question.cues & pointing and of_others and (self.heard or question.kind or question.regions):
            return replace(question, software=others)
        if others and self.listing and question.kind == "which" and not (question.products or "product" in question.cues):
            return replace(question, software=others)  # "Zendesk, X: which is in Y?"
        group = tuple(dict.fromkeys((*self.heard, *question.products)))
        pointed = "those" in question.cues and question.group_size == len(group) > len(question.products) > 0
        return replace(question, products=group) if pointed else question

    def ask(self, clause: Clause, question: Question, later: Question | None) -> None:
        """Answer a clause's question; `later` is what the message names after it."""
        if self.asked and puts_right(question) and not question.asked:
            question = as_before(question, self.asked.pop().understood)
        if self.asked and clause.sentence == self.asked_sentence and not (self.context and self.context.data):
            question = with_data_of(question, self.asked[-1].understood)
        self.asked_sentence = clause.sentence
        near: Near = "sentence" if clause.sentence == self.context_sentence else "message"
        context: Question | None = None
        if self.context:
            question, context = self._in_context(clause, self._with_group(question), near)
        elif self.thread.question:
            self.thread = gone_back(without_lapsed(self.answerer, self.thread, question, None), question)
        question = of_places_told(question, context) if context else question
        filled = self._filled(question, context, near) if context else question
        completed = self._in_thread(with_outcome(of_period(filled) if filled.amounts else filled, context))
        if later is not None and is_of_later(question, completed.question, later):
            completed = self._in_thread(fill(question, Given(later, "message")))
        last = self.asked[-1] if self.asked else None
        if last and only_asks_which(question, completed.question, last.finding) and not asks_left_out(question, last.understood):
            return
        completed, finding = self._answered(question, completed)
        if later is not None and finding.status == "clarify":
            completed, finding = self._tried(self._in_thread(fill(question, Given(later, "message"))), completed, finding)
        finding = self._without_what_is_absent(finding) if self.context else finding
        if self.thread.question:
            finding = kept_to_claim(self.answerer, self.thread, question, completed.question, kept_open(self.thread, question, finding))
        if self.thread.told:
            finding = with_what_was_told(self.thread, question, kept_to_asked(self.answerer, self.thread, question, finding))
        if finding.status == "unknown":
            self.corrections += presuppositions(self.answerer, question)
        self.asked.append(Asked(question, completed.question, finding))
        self.listing = False
        statements = self.answerer.knowledge.statements
        aside = bool(finding.statements) and statements[finding.statements[0]].statement.of_article
        self.thread = replace(advance(self.thread, question, completed, finding, aside=aside), told=tuple(self.asked))

    def _filled(self, question: Question, context: Question, near: Near) -> Question:
        """A question with what was said before it."""
        filled = of_demanded_subject(question, context, self.answerer.table) or fill(question, Given(context, near))
        return after_place(self.answerer.table, filled, context)

    def _in_context(self, clause: Clause, question: Question, near: Near) -> tuple[Question, Question | None]:
        """A clause's question, and what was said before it that it may go on with."""
        context = self._context_of(question, near)
        context = with_data_kept(context, question, self.thread.question) if self.puts_right else context
        if context and (more := asked_of_more(question, context)):
            question, context = more, None
        if context and "back_to" in context.cues:
            question = replace(question, cues=question.cues | {"back_to"})
        self.thread = gone_back(without_lapsed(self.answerer, self.thread, question, context), question)
        if context is None:
            return question, None
        question = of_finer_place(question, context)
        if len(context.data) == 1 and not context.products and "first_one" not in context.cues:
            question = with_defined(question, None, context.data)  # "We keep frob data. Do they include names?"
        if question.regions and "product" in question.cues and self._is_far_from_data(clause, question):
            context = without_data(context)
        if self.asked and goes_on_in_place(question, self.asked[-1].read):
            context = replace(context, regions=())
        return question, context

    def _is_far_from_data(self, clause: Clause, question: Question) -> bool:
        """Whether the data that were named stand before the sentence right before a clause, or before the clause's own where it asks of all."""
        return clause.sentence > self.data_sentence + (0 if "all" in question.cues else 1)

    def _without_what_is_absent(self, finding: Finding) -> Finding:
        """What was found; from a statement about something that is said to be absent before the question, only as the nearest that is said."""
        if not (finding.status == "answered" and finding.statements and self.context):
            return finding
        absent, holds = absent_in(self.context), self.answerer.statements.holds_only_with
        return not_said(finding) if absent and holds(finding.statements[0], absent) else finding

    def _context_of(self, question: Question, near: Near) -> Question | None:
        """What was said before a question, with all products named clause by clause where it asks of each ("for both?"), or that in its order.

        Without them where it asks of all others ("we do not use X. Which of the others ...?").
        """
        tells_data = self.context and (self.context.data or self.context.excluded_data)
        if self.context and self.heard and not (self.asked or tells_data) and is_of_unnamed(question, self.heard, near):
            groups = self.thread.groups.without(self.heard, self.answerer.knowledge.products)
            self.thread = replace(self.thread, groups=groups)
            return replace(self.context, products=())
        pointed = told_in_order(question, self.heard, self.asked[-1].understood.products if self.asked else ())
        if self.context and pointed and len(self.context.data) < len(self.heard):
            return of_products(self.context, pointed)
        several = len(self.heard) > 1 and not question.products and "product" not in question.cues
        each = question.group_size == len(self.heard) or ("all" in question.cues and not question.regions)
        return replace(self.context, products=self.heard) if self.context and several and each else self.context

    def _in_thread(self, question: Question) -> Completed:
        completed = complete(question, back_to_list(question, self.thread), self.answerer.table)
        if self.asked or question.products or not completed.question.products:
            return completed
        return replace(completed, question=replace(completed.question, filled=(*completed.question.filled, THREAD)))

    def _answered(self, question: Question, completed: Completed) -> tuple[Completed, Finding]:
        """What is found, at a second try without the thread's kind of data or with its subject where the first finds nothing."""
        finding = answer_supposed(self.answerer, completed.question, completed.listed)
        if completed.question.filled:
            finding = verdict_of_member(question, completed.question, finding, self.thread.groups.chosen)
            finding = without_verdict(self.answerer.table, completed.question, verdict_of_none(question, completed.question, finding))
        told_data = self.context.data if self.context and self.data_sentence >= self.product_sentence else ()
        own_data = question.data or question.maybe_data or told_data or EXPLAINED in completed.question.filled
        if finding.status == "unknown" and "data" in completed.question.filled and completed.question.products and not own_data:
            lacking = tuple(sentence for sentence in finding.sentences if sentence.phrase == "data_not_listed")
            completed, finding = self._tried(Completed(without_data(completed.question), completed.listed), completed, finding)
            if finding.status == "answered":
                named = question.products or (self.context and self.context.products)
                own = "regions" not in completed.question.filled or "correction" in question.cues or (question.yes_no and named)
                finding = replace(finding, opening=(*finding.opening, *lacking), verdict=finding.verdict if own or finding.verdict == "no" else None)
        if finding.facts and not self.asked:
            finding = kept_to_subject(self.answerer, self.thread, question, completed.question, finding)
            if finding.status == "unknown":
                return completed, finding
        if finding.status == "answered":
            refused = self.asked and self._is_about_refused(question)
            return (completed, self.asked[-1].finding) if refused else of_account(self.answerer, self.thread, completed, finding)
        last = self.thread.question
        fuller = fill_eagerly(completed.question, last) if last and completed.question.has_subject and not question.unknown else None
        if fuller is None or self._is_about_refused(question):
            return completed, finding
        return of_account(self.answerer, self.thread, *self._tried(Completed(fuller, completed.listed), completed, finding))

    def _tried(self, other: Completed, completed: Completed, finding: Finding) -> tuple[Completed, Finding]:
        """The other reading where it is answered, else the first."""
        found = answer_supposed(self.answerer, other.question, other.listed)
        return (other, found) if found.status == "answered" else (completed, finding)

    def _is_about_refused(self, question: Question) -> bool:
        """Whether "his" or "its" is of something that the question before could not be answered for, or nothing but a bound is added to that."""
        return bool(self.asked) and (points_at_refused(question, self.asked[-1]) or goes_on_from_refused(question, self.asked[-1]))
