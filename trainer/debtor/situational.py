"""What the situation makes people bring up, and how far the collector has come in handling it."""
from __future__ import annotations

from trainer.debtor.bargain import agree
from trainer.debtor.disclose import speaks_for
from trainer.debtor.draft import Draft
from trainer.debtor.evade import evade
from trainer.debtor.feel import carries_situation, will
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.notice import Noticed
from trainer.debtor.state import CallState, Cast
from trainer.domain.scenario import Fact
from trainer.domain.situation import Raised

_PURPOSE = frozenset({"state_purpose", "state_amount", "state_overdue"})
_PAY = frozenset({"ask_willingness", "ask_plan", "ask_commitment", "propose_full", "propose_partial", "propose_instalments", "inform_consequence"})
_IDENTITY = frozenset({"ask_right_party", "verify_identity"})
_REQUESTS = frozenset({"ask_help", "ask_time", "ask_reduce", "ask_credit", "ask_interest", "ask_breakdown", "ask_consequence"})
_APART = 2
_READY = 0.5


def advance(draft: Draft, noticed: Noticed) -> None:
    """Count what this line did for the situation: proof given, points settled, groups of the handling met."""
    state, situation = draft.state, draft.cast.situation
    acts = set(noticed.acts)
    ever = {act for act, times in state.acts.items() if times} | acts
    proofs = tuple(index for index, group in enumerate(situation.proof_first) if ever & set(group))
    settled = tuple(raised.id for raised in situation.raises if raised.id in state.settled or (state.raised.get(raised.id) and acts & set(raised.settled_by)))
    handled = state.handled
    known = bool(state.raised) or not situation.raises or state.moved("deny_identity") or state.moved("say_not_here")
    if situation.handling and not noticed.abused and (known or not carries_situation(draft.cast.scenario, situation, state)):
        met = tuple(index for index, group in enumerate(situation.handling.needs) if index in state.handled or acts & set(group))
        if len(met) > len(state.handled):
            draft.progress = True
        handled = met
    draft.set(proofs=proofs, settled=settled, handled=handled)


def is_handled(state: CallState, cast: Cast) -> bool:
    """Whether everything that rightly ends the situation has been done."""
    handling = cast.situation.handling
    return handling is not None and len(state.handled) == len(handling.needs)


def proof_wanted(state: CallState, cast: Cast) -> bool:
    """Whether the debtor still wants proof before confirming who they are."""
    return len(state.proofs) < len(cast.situation.proof_first) and carries_situation(cast.scenario, cast.situation, state)


def payable(state: CallState, cast: Cast) -> bool:
    """Whether whoever is on the line may agree to pay now."""
    if cast.answerer(state.speaking).party.value != "right_party" or not cast.scenario.solvable:
        return False
    if cast.situation.payment == "open" or not carries_situation(cast.scenario, cast.situation, state):
        return cast.situation.payment != "closed" or cast.situation.carried_by == "answerer"
    return cast.situation.payment == "after_handling" and is_handled(state, cast)


def due(draft: Draft, noticed: Noticed) -> Raised | None:
    """What the situation makes this speaker bring up now, if anything."""
    state, situation = draft.state, draft.cast.situation
    if not carries_situation(draft.cast.scenario, situation, state):
        return None
    for raised in situation.raises:
        times = state.raised.get(raised.id, 0)
        if times >= raised.times or (raised.id in state.settled and raised.when != "at_pick_up"):
            continue
        if times and state.collector_turns - state.raised_turn.get(raised.id, 0) < _APART:
            continue
        settling = state.agreement is not None or (bool(state.offers) and (noticed.does("accept_offer") or noticed.echo))
        if asks_for(raised) and (settling or _is_met(noticed, raised)):
            continue
        if _now(draft, noticed, raised) and not _already_told(draft, raised):
            return raised
    return None


def asks_for(raised: Raised) -> bool:
    """Whether this is a request of the debtor's own, which waits for the answer to what was asked."""
    return raised.when not in ("at_pick_up", "at_identity", "at_purpose") and raised.move in _REQUESTS


def waits(draft: Draft, noticed: Noticed, raised: Raised) -> bool:
    """Whether what is raised comes after the answer: a request of one's own, or a fact brought up where terms are on the table that would be taken."""
    terms = noticed.proposal
    ready = terms is not None and terms.has_amount and draft.cast.situation.payment == "open" and will(draft.state) >= _READY
    return (asks_for(raised) and bool(noticed.asks)) or (ready and raised.when == "at_ask" and raised.move == "tell_fact")


def _is_met(noticed: Noticed, raised: Raised) -> bool:
    """Whether the line already brings what would be asked for, or terms that want an answer of their own."""
    terms = noticed.proposal
    return bool(set(noticed.acts) & set(raised.settled_by)) or noticed.recap is not None or (terms is not None and (terms.has_amount or terms.day is not None))


def about_means(noticed: Noticed) -> bool:
    """Whether a "how much, when" asks about income, bills or pay day rather than for a promise."""
    if noticed.proposal is not None and noticed.proposal.has_amount:
        return False
    about = set(noticed.topics)
    return "pay_day" in about or (noticed.does("ask_ability") and bool(about & {"income", "outgoings", "other_debts", "savings", "employment"}))


def _now(draft: Draft, noticed: Noticed, raised: Raised) -> bool:
    state, acts = draft.state, set(noticed.acts)
    if about_means(noticed):
        acts -= {"ask_plan", "ask_commitment"}
    again = state.raised.get(raised.id, 0) > 0
    match raised.when:
        case "at_pick_up":
            return state.collector_turns == 0 or again
        case "at_identity":
            terms = noticed.proposal is not None and noticed.proposal.has_amount  # these want an answer of their own
            return bool(acts & _IDENTITY) or (again and not terms and bool(acts & (_PURPOSE | _PAY)))
        case "at_purpose":
            return (bool(acts & _PURPOSE) and (not again or bool(acts & _PAY))) or ("purpose" in state.known and bool(acts & (_PAY | {"ask_reason"})))
        case "at_ask":
            return bool(acts & _PAY) and "purpose" in state.known
        case "when_strained":
            return max(state.mood.anxiety, state.mood.anger) >= draft.cast.situation.strained_at and state.collector_turns >= 1
        case "when_trusting":
            return state.mood.trust >= 0.5
        case _:
            return bool(acts & _PAY) and state.pressed >= 2


def bring_up(draft: Draft, raised: Raised) -> None:
    """Say what the situation makes one say, in its own words or in the scenario's facts."""
    state = draft.state
    kind = MoveKind(raised.move)
    draft.set(
        raised={**state.raised, raised.id: state.raised.get(raised.id, 0) + 1},
        raised_turn={**state.raised_turn, raised.id: state.collector_turns},
    )
    draft.progress = True
    fact = _fact_for(draft, raised)
    if kind is MoveKind.TELL_FACT:
        if fact is not None:
            draft.tell(fact)
        elif raised.spoken is not None:
            draft.say(MoveKind.EXCUSE, spoken=raised.spoken, topic=raised.topic)
        return
    spoken = raised.spoken or (fact.spoken if fact else None)
    draft.moves.append(Move(kind=kind, topic=raised.topic, spoken=spoken))
    if fact is not None and raised.spoken is None and fact.id not in draft.state.facts_told:
        draft.told.append(fact.id)
        draft.set(facts_told=(*draft.state.facts_told, fact.id))


def _already_told(draft: Draft, raised: Raised) -> bool:
    if raised.move != "tell_fact" or raised.spoken is not None or draft.cast.situation.payment != "open":
        return False
    fact = _fact_for(draft, raised)
    return fact is None or fact.id in draft.state.facts_told


def _fact_for(draft: Draft, raised: Raised) -> Fact | None:
    if raised.topic is None:
        return None
    fitting = [
        fact for fact in draft.cast.scenario.facts
        if fact.topic == raised.topic and fact.reveal in ("volunteered", "when_asked") and speaks_for(draft.cast, draft.state, fact)
    ]
    if raised.move == "self_harm_remark":  # another fact about health would hide the remark
        fitting = [fact for fact in fitting if "self_harm" in fact.signals]
    return next((fact for fact in fitting if fact.id not in draft.state.facts_told), fitting[0] if fitting else None)


def insist(draft: Draft, noticed: Noticed) -> None:
    """Answer talk of payment while the situation stands in the way of it."""
    situation = draft.cast.situation
    kinds = {MoveKind(raised.move) for raised in situation.raises}
    rng = draft.rng
    if situation.payment == "after_handling":
        for kind in (MoveKind.CLAIM_PAID, MoveKind.DISPUTE, MoveKind.DENY_DEBT):
            if kind in kinds and draft.state.moved(kind) < 4:
                draft.say(kind)
                return
        evade(draft, noticed)
        return
    temperament = draft.temperament
    terms = noticed.proposal
    state = draft.state
    yielding = temperament.traits.compliance_under_pressure * (0.35 + state.mood.anxiety)
    if terms is not None and terms.has_amount and situation.payment == "open" and state.pressed_run >= 2 and rng.random() < yielding * 0.6:
        agree(draft, terms, "collector", beyond=True, empty=True)
        draft.say(MoveKind.PROMISE_EMPTY)
        return
    if temperament.habits.get(MoveKind.PROMISE_EMPTY, 0) >= 2 and (noticed.proposal or noticed.does("ask_commitment")):
        draft.say(MoveKind.PROMISE_EMPTY)
        return
    if situation.payment == "open":
        evade(draft, noticed)
        return
    options = (MoveKind.CANNOT_PAY, MoveKind.FEAR, MoveKind.SILENCE, MoveKind.CRY) if temperament.traits.distress > 0.4 else (
        MoveKind.REFUSE_TO_PAY, MoveKind.STALL, MoveKind.DODGE)
    draft.say(options[rng.randrange(len(options))], topic="plan")
