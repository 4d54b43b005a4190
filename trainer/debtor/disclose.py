"""What the debtor lets out: facts bit by bit as they are earned, covers until then, confessions when caught."""
from __future__ import annotations

from trainer.debtor.draft import Draft
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed
from trainer.debtor.state import CallState, Cast
from trainer.domain.scenario import Fact, Topic

_DEFAULT_TOPICS: dict[str, tuple[Topic, ...]] = {
    "ask_reason": ("reason", "employment", "health", "family", "dispute", "payment_proof", "other"),
    "ask_ability": ("income", "outgoings", "savings", "other_debts", "employment", "pay_day", "family"),
    "ask_willingness": ("willingness",),
    "request_documents": ("payment_proof", "dispute", "representative", "estate", "health"),
    "ask_plan": ("plan",),
    "ask_commitment": ("pay_day",),
}
_RELATED: dict[Topic, tuple[Topic, ...]] = {
    "reason": ("employment", "health", "family", "dispute", "payment_proof", "estate", "other"),
    "income": ("employment",),
    "employment": ("income", "reason"),
    "health": ("reason",),
    "family": ("reason",),
    "savings": ("income",),
    "payment_proof": ("dispute",),
    "dispute": ("payment_proof", "reason"),
}


def speaks_for(cast: Cast, state: CallState, fact: Fact) -> bool:
    """Whether a fact is for whoever is on the line to tell."""
    if fact.told_by == "anyone":
        return True
    debtor = cast.answerer(state.speaking).party.value == "right_party"
    return debtor == (fact.told_by == "debtor")


def earned(cast: Cast, state: CallState, fact: Fact) -> bool:
    """Whether a question on a fact's topic brings it out now.

    A question once put counts in `state.topics`, this turn's included.
    """
    asked = state.topics.get(fact.topic, 0)
    if fact.id in state.caught:
        return True
    match fact.reveal:
        case "volunteered":
            return True
        case "when_asked":
            return asked >= 1
        case "when_trusting":
            return asked >= 1 and state.mood.trust >= cast.temperament(state.speaking).trusts_at
        case "when_pressed":
            return asked >= 2
        case _:
            return False


def topics_asked(cast: Cast, state: CallState, noticed: Noticed) -> tuple[Topic, ...]:
    """What the questions of a turn are about, by their words first, else by what kind of question it is."""
    from_acts = [act for act in noticed.asks if act in _DEFAULT_TOPICS]
    if noticed.topics and (from_acts or noticed.question):
        named = noticed.topics
        if from_acts and set(from_acts) <= {"ask_reason"} and not {"how_much", "when"} & noticed.everyday:
            named = tuple(topic for topic in named if topic not in _DEFAULT_TOPICS["ask_ability"] or topic in _RELATED["reason"])  # why, not how much
        if from_acts and set(from_acts) <= {"ask_plan", "ask_commitment"}:
            named = tuple(topic for topic in named if topic in ("pay_day", "income", "savings", "plan"))
        if named:
            return named
    return _next_untold(cast, state, from_acts[-1]) if from_acts else ()


def _next_untold(cast: Cast, state: CallState, act: str) -> tuple[Topic, ...]:
    """What a question without a subject is taken to be about: the first of its subjects on which something is left to tell."""
    subjects = _DEFAULT_TOPICS[act]
    for topic in subjects:
        if any(fact.topic == topic and fact.id not in state.facts_told and speaks_for(cast, state, fact) for fact in cast.scenario.facts):
            return (topic,)
    return subjects[:1]


def note_topics(draft: Draft, topics: tuple[Topic, ...]) -> None:
    """Remember that these were asked about."""
    counts = dict(draft.state.topics)
    for topic in topics:
        counts[topic] = counts.get(topic, 0) + 1
        for related in _RELATED.get(topic, ()):
            counts.setdefault(related, 1)
    draft.set(topics=counts)


def candidates(draft: Draft, topic: Topic, act: str | None) -> list[Fact]:
    """Facts that answer a question on a topic, nearest first."""
    order = list(dict.fromkeys((topic, *_RELATED.get(topic, ()), *(_DEFAULT_TOPICS.get(act, ()) if act else ()))))
    mine = [fact for fact in draft.cast.scenario.facts if speaks_for(draft.cast, draft.state, fact) and fact.topic in order]
    return sorted(mine, key=lambda fact: order.index(fact.topic))


def answer(draft: Draft, topics: tuple[Topic, ...], act: str | None) -> bool:
    """Answer a question: with a fact, a cover, a dodge or a refusal.

    Returns:
        Whether anything was said.
    """
    note_topics(draft, topics)
    traits, mood = draft.temperament.traits, draft.state.mood
    limit = 2 if len(topics) > 1 and (traits.candour >= 0.5 or mood.trust >= 0.5) and traits.talkativeness >= 0.2 else 1
    said = 0
    if mood.anger >= 0.75 and draft.rng.random() < 0.6:
        draft.dodge(topics[0], flat=True)
        return True
    for topic in topics:
        if said >= limit:
            break
        said += _on_topic(draft, topic, act)
    if not said and topics:
        told = [fact for fact in candidates(draft, topics[0], None) if fact.id in draft.state.facts_told and fact.topic == topics[0]]
        if told and draft.state.topics.get(topics[0], 0) <= 2:
            draft.tell(told[0])
        elif told:
            draft.say(MoveKind.REACT_REPEAT)
        else:
            draft.dodge(topics[0], flat=_flat(draft))
    return True


def _on_topic(draft: Draft, topic: Topic, act: str | None) -> int:
    state = draft.state
    open_ = [fact for fact in candidates(draft, topic, act) if fact.id not in state.facts_told]
    exact = [fact for fact in open_ if fact.topic == topic]
    for fact in exact:
        if earned(draft.cast, draft.state, fact) and not _holds_back(draft, fact):
            draft.tell(fact)
            return 1
    for fact in exact:
        if fact.cover is not None and not earned(draft.cast, draft.state, fact):
            if fact.id in state.covers_told and draft.rng.random() < 0.4:
                draft.dodge(topic, flat=_flat(draft))
            else:
                draft.cover(fact)
            return 1
    if exact:
        draft.dodge(topic, flat=_flat(draft))
        return 1
    if any(fact.topic == topic for fact in candidates(draft, topic, None)):
        return 0
    for fact in open_:
        if earned(draft.cast, draft.state, fact) and fact.reveal in ("volunteered", "when_asked") and fact.topic in _RELATED.get(topic, ()):
            draft.tell(fact)
            return 1
    return 0


def _holds_back(draft: Draft, fact: Fact) -> bool:
    """A guarded debtor lets the first question on something private pass, but not the second."""
    if fact.topic in ("identity", "dispute", "payment_proof") or fact.id in draft.state.caught:
        return False
    traits, mood = draft.temperament.traits, draft.state.mood
    guard = 0.55 * traits.suspicion + 0.5 * mood.anger - 0.9 * mood.trust - 0.3 * traits.candour
    return draft.state.topics.get(fact.topic, 0) <= 1 and draft.rng.random() < guard


def _flat(draft: Draft) -> bool:
    traits, mood = draft.temperament.traits, draft.state.mood
    return draft.rng.random() < 0.15 + 0.7 * max(mood.anger, traits.hostility * 0.6) - 0.4 * traits.distress


def volunteer(draft: Draft) -> bool:
    """Let out one fact that comes by itself, where there is one and nothing forbids it."""
    for fact in draft.cast.scenario.facts:
        if fact.reveal == "volunteered" and fact.id not in draft.state.facts_told and speaks_for(draft.cast, draft.state, fact) and fact.topic != "identity":
            draft.tell(fact)
            return True
    return False


def confess(draft: Draft, caught: tuple[Fact, ...]) -> bool:
    """Give up the covers that the collector's words contradict."""
    mine = [fact for fact in caught if speaks_for(draft.cast, draft.state, fact)]
    if not mine:
        return False
    draft.set(caught=(*draft.state.caught, *(fact.id for fact in mine)))
    fact = mine[0]
    draft.tell(fact, MoveKind.CONFESS if fact.cover is not None and fact.id in draft.state.covers_told else MoveKind.TELL_FACT)
    return True
