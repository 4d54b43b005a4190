"""Daily life: what people answer to concrete questions off the plain business of the account, each case in its own words."""
from __future__ import annotations

from trainer.debtor import disclose
from trainer.debtor.draft import Draft
from trainer.debtor.identity import is_named
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed
from trainer.debtor.tables import subject_table
from trainer.domain.context import Party
from trainer.domain.scenario import Fact, Spoken
from trainer.domain.subjects import Subject

_K = MoveKind
# These say what is wanted, whatever the question sounds like.
_BUSINESS = frozenset({
    "verify_identity", "ask_right_party", "ask_commitment", "ask_confirmation", "recap_agreement", "accept_offer", "reject_offer", "propose_full",
    "propose_partial", "propose_instalments", "propose_deferral", "propose_waiver", "schedule_callback",
})
_WHY = ("event_", "work_", "health_", "treatment", "feels_", "why_", "tried_", "told_", "last_call", "other_callers")  # what may answer why it was not paid
_FURIOUS = 0.75
_MOST_GUARDED = 0.6
_BEFORE_NAMES = frozenset({"where_now", "doing_now", "noise_around", "name_chat", "phone_other", "best_time", "relation"})  # fit the first words of a call, too


def answers(draft: Draft, noticed: Noticed) -> bool:
    """Answer a question about daily life in the case's own words; a private one may be turned away at first.

    Returns:
        Whether it was such a question and something was said.
    """
    subject, spoken = noticed.subject, _words(draft, noticed)
    if subject is None or not noticed.question or noticed.recap is not None or (noticed.proposal is not None and noticed.proposal.has_amount):
        return False
    when_to_call = subject == "best_time" and noticed.does("schedule_callback") and not noticed.does("recap_agreement", "close")
    if (noticed.does(*_BUSINESS) and not when_to_call) or noticed.caught or (noticed.sums and not subject.startswith("card_")) or _fact_first(draft, noticed):
        return False
    if noticed.does("ask_reason") and not subject.startswith(_WHY):
        return False
    if subject not in _BEFORE_NAMES and draft.state.collector_turns < 2 and not is_named(draft, noticed):
        return False
    if spoken is None:
        return False
    if draft.rng.random() < guard(draft, subject):
        draft.say(draft.rng.choice((_K.RATHER_NOT, _K.ASK_WHY_ASK)) if draft.state.mood.anger < _FURIOUS else _K.ASK_WHY_ASK)
        return True
    if not fresh(draft, spoken):
        draft.say(_K.REACT_REPEAT)
        return True
    draft.say(_K.TELL_LIFE, spoken=spoken)
    return True


def tells(draft: Draft, subject: Subject) -> bool:
    """Say what this person has to say on a subject, where it has not all been said; says whether it was."""
    spoken = _on(draft, subject)
    if spoken is None or not fresh(draft, spoken):
        return False
    draft.say(_K.TELL_LIFE, spoken=spoken)
    return True


def _words(draft: Draft, noticed: Noticed) -> Spoken | None:
    return _on(draft, noticed.subject) if noticed.subject is not None else None


def _on(draft: Draft, subject: Subject) -> Spoken | None:
    life = draft.cast.scenario.life
    debtor = draft.cast.answerer(draft.state.speaking).party is Party.RIGHT
    return (life.debtor if debtor else life.answerer).get(subject)


def _fact_first(draft: Draft, noticed: Noticed) -> bool:
    """Whether a fact of the case is still to be told, or kept, on what was asked: that is more than small change."""
    if noticed.subject is None:
        return False
    topics = subject_table()[noticed.subject].topics
    return any(_untold(draft, fact) for fact in draft.cast.scenario.facts if fact.topic in topics)


def _untold(draft: Draft, fact: Fact) -> bool:
    return fact.id not in draft.state.facts_told and disclose.speaks_for(draft.cast, draft.state, fact)


def guard(draft: Draft, subject: Subject) -> float:
    """The chance, 0 to _MOST_GUARDED, that a question is turned away: by how private it is, by suspicion and anger, less with trust; a second time it is not."""
    traits, mood, state = draft.temperament.traits, draft.state.mood, draft.state
    if state.moved(_K.ASK_WHY_ASK) + state.moved(_K.RATHER_NOT) >= 2:
        return 0.0
    private = subject_table()[subject].private
    wary = 0.5 * traits.suspicion + 0.9 * mood.anger - 0.8 * mood.trust - 0.3 * traits.candour
    return max(0.0, min(_MOST_GUARDED, private * (0.25 + wary) + (0.3 if mood.anger >= _FURIOUS else 0.0)))


def fresh(draft: Draft, spoken: Spoken) -> bool:
    """Whether there are words among these that have not been said in this call."""
    heard = "\n".join(draft.state.used).casefold()
    return any(words.strip(" 。.！!？?").casefold() not in heard for words in spoken.in_(draft.state.language))
