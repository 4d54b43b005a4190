"""Proposals, offers and recaps weighed against means, readiness and mood."""
from __future__ import annotations

from decimal import Decimal

from trainer.debtor import bargain, disclose, means, settle
from trainer.debtor.bargain import carrying
from trainer.debtor.draft import Draft
from trainer.debtor.evade import evade
from trainer.debtor.feel import will
from trainer.debtor.leanings import pick
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed
from trainer.debtor.state import Terms

_K = MoveKind
_BETTER_BY = Decimal("1.04")


def on_proposal(draft: Draft, noticed: Noticed, terms: Terms) -> None:
    """Accept, counter, refuse or be pressed into what the collector proposes."""
    draft.set(on_table=terms if terms.has_amount or terms.kind == "instalments" else draft.state.on_table)
    if draft.state.agreement is not None and settle.after_agreement(draft, terms):
        return
    if not terms.has_amount:
        _without_sum(draft, noticed, terms)
        return
    strain = means.strain_of(draft.cast.scenario, terms)
    ready = will(draft.state)
    if bargain.offered_as_much(draft.state, terms) and ready >= bargain.EASY_AT:
        accept(draft, terms, noticed, beyond=strain > means.BEYOND)
        return
    if strain > means.BEYOND:
        _beyond(draft, noticed, terms)
        return
    draft.set(beyond_run=0)
    wanted = bargain.EASY_AT + bargain.unheard(draft) / 2 if bargain.is_easy(strain) else bargain.ACCEPT_AT + bargain.unheard(draft)
    if ready < wanted:
        evade(draft, noticed)
    elif strain <= bargain.tolerance(draft) or (draft.state.moved(_K.COUNTER) >= 2 and strain <= bargain.tolerance(draft) + Decimal("0.12")):
        accept(draft, terms, noticed)
    else:
        _counter(draft, noticed, terms)


def accept(draft: Draft, terms: Terms, noticed: Noticed, beyond: bool = False) -> None:
    """Say yes; an organised debtor names the day of the money where none was said."""
    traits, before = draft.temperament.traits, draft.state.agreement
    if terms.day is None and (traits.organisation >= 0.6 or draft.state.topics.get("pay_day", 0)) and not beyond:
        terms = terms.model_copy(update={"day": means.pay_day(draft.cast)})
        bargain.agree(draft, terms, "collector", method="named" if noticed.does("explain_payment_method") else None)
        draft.moves.append(carrying(_K.PROMISE, terms.model_copy(update={"instalments": None})))
        return
    bargain.agree(draft, terms, "collector", beyond=beyond, method="named" if noticed.does("explain_payment_method") else None)
    agreed = draft.state.agreement
    if agreed is not None and noticed.does("recap_agreement") and noticed.does("ask_confirmation") and not beyond:
        draft.set(agreement=agreed.model_copy(update={"confirmed": True}))
    lighter = before is not None and means.strain_of(draft.cast.scenario, terms) < means.strain_of(draft.cast.scenario, before.terms)
    warm = lighter or (draft.state.mood.trust >= 0.45 and draft.state.mood.anger < 0.4)
    draft.say(_K.ACCEPT if (warm and not beyond) or bargain.is_easy(means.strain_of(draft.cast.scenario, terms)) else _K.ACCEPT_RELUCTANTLY)
    if terms.waived and draft.temperament.habits.get(_K.HAGGLE, 1) < 3 and draft.rng.random() < 0.5:
        draft.say(_K.THANK)


def _without_sum(draft: Draft, noticed: Noticed, terms: Terms) -> None:
    ready = will(draft.state)
    if terms.kind == "deferral" and terms.day is None and "when" in noticed.everyday:
        on_plan(draft, noticed, concrete=True)  # more time is granted, but until when
        return
    if terms.kind == "deferral":
        if ready < bargain.EASY_AT:
            evade(draft, noticed)
            return
        draft.set(deferred=True)
        draft.say(pick(draft.state, draft.cast, (_K.THANK, _K.SOFTEN, _K.ACKNOWLEDGE), draft.rng))
        draft.progress = True
        return
    if terms.kind == "instalments" and ready >= bargain.ACCEPT_AT:
        on_plan(draft, noticed, concrete=False)
        return
    if terms.waived and not noticed.does("ask_plan", "ask_commitment"):
        draft.set(concessions=tuple(dict.fromkeys((*draft.state.concessions, "propose_waiver"))))
        options = (_K.HAGGLE, _K.SOFTEN, _K.ACKNOWLEDGE) if draft.temperament.traits.haggling >= 0.6 else (_K.SOFTEN, _K.THANK, _K.ASK_TIME, _K.ACKNOWLEDGE)
        draft.say(pick(draft.state, draft.cast, options, draft.rng))
        return
    on_plan(draft, noticed, concrete=False)


def _beyond(draft: Draft, noticed: Noticed, terms: Terms) -> None:
    state, temperament, rng = draft.state, draft.temperament, draft.rng
    draft.set(beyond_run=state.beyond_run + 1)
    if bargain.overpromises(draft) and not noticed.abused:
        bargain.agree(draft, terms, "collector", beyond=True)
        draft.moves.append(carrying(_K.PROMISE, terms))
        return
    yielding = temperament.traits.compliance_under_pressure * (0.35 + state.mood.anxiety)
    if draft.state.beyond_run >= 2 and state.pressed_run >= 2 and rng.random() < yielding:
        bargain.agree(draft, terms, "collector", beyond=True, empty=True)
        draft.say(_K.PROMISE_EMPTY if rng.random() < 0.5 else _K.ACCEPT_RELUCTANTLY)
        return
    later = terms.model_copy(update={"day": means.pay_day(draft.cast)})
    only_early = terms.day is not None and terms.day < means.pay_day(draft.cast) and means.strain_of(draft.cast.scenario, later) <= bargain.tolerance(draft)
    if only_early and will(state) >= bargain.ACCEPT_AT:
        _put(draft, _K.COUNTER, later)
        return
    if will(state) >= bargain.OFFER_AT:
        own = bargain.own_terms(draft)
        if own is not None and _moves_on(draft, own):
            draft.moves.append(carrying(_K.REJECT_PLAN, terms, with_day=False)) if temperament.traits.talkativeness >= 0.3 else None
            _put(draft, _K.COUNTER, own)
            return
    options = [_K.REJECT_PLAN, _K.CANNOT_PAY]
    if will(state) < 0.3:
        options += [_K.REFUSE_TO_PAY, _K.ACCUSE]
    kind = pick(state, draft.cast, options, rng)
    draft.moves.append(carrying(kind, terms, with_day=False)) if kind is _K.REJECT_PLAN else draft.say(kind)
    if kind in (_K.REJECT_PLAN, _K.CANNOT_PAY) and rng.random() < 0.35:
        draft.say(pick(state, draft.cast, (_K.ASK_HELP, _K.ASK_TIME, _K.ASK_REDUCE, _K.SHAME), rng))


def _counter(draft: Draft, noticed: Noticed, terms: Terms) -> None:
    """Within means, but more than the debtor would give as yet: name own numbers, if they moved by a reason; else haggle or hold."""
    if noticed.repeated:
        draft.say(_K.REACT_REPEAT)
        return
    own = bargain.own_terms(draft)
    if own is not None and bargain.no_less(own, terms):
        accept(draft, terms, noticed)
        return
    if own is not None and _moves_on(draft, own):
        _put(draft, _K.COUNTER, own)
        return
    options = [_K.REJECT_PLAN, _K.HAGGLE, _K.ASK_REDUCE, _K.ASK_TIME]
    kind = pick(draft.state, draft.cast, options, draft.rng)
    draft.moves.append(carrying(kind, terms, with_day=False)) if kind is _K.REJECT_PLAN else draft.say(kind)


def _moves_on(draft: Draft, own: Terms) -> bool:
    """Whether these terms were not offered before: other kind, or a better sum."""
    for old in draft.state.offers:
        if old.kind == own.kind:
            one, other = own.monthly or own.amount or Decimal(0), old.monthly or old.amount or Decimal(0)
            if one < other * _BETTER_BY:
                return False
    return True


def _put(draft: Draft, kind: MoveKind, terms: Terms) -> None:
    draft.moves.append(carrying(kind, terms))
    draft.set(offers=(*draft.state.offers, terms))
    draft.progress = True


def on_rejected(draft: Draft, noticed: Noticed) -> None:
    """The collector turned the debtor's offer down: better it for a reason, else hold to it."""
    if will(draft.state) >= bargain.OFFER_AT and draft.state.agreement is None:
        own = bargain.own_terms(draft)
        if own is not None and _moves_on(draft, own):
            _put(draft, _K.COUNTER, own)
            return
    if "sooner" in noticed.everyday:
        draft.say(_K.NO_SOONER)
    elif "more" in noticed.everyday or draft.rng.random() < 0.5:
        draft.say(_K.NO_MORE)
    else:
        draft.say(pick(draft.state, draft.cast, (_K.CANNOT_PAY, _K.HAGGLE, _K.ASK_REDUCE, _K.ACCUSE), draft.rng))


def on_willingness(draft: Draft, noticed: Noticed) -> None:
    """Asked whether they will pay at all: yes in some way, or put off."""
    disclose.note_topics(draft, ("willingness",))
    for fact in draft.cast.scenario.facts:
        if fact.topic == "willingness" and fact.id not in draft.state.facts_told and disclose.earned(draft.cast, draft.state, fact):
            draft.tell(fact)
            return
    if will(draft.state) >= 0.4:
        draft.say(pick(draft.state, draft.cast, (_K.ADMIT_DEBT, _K.PROMISE_VAGUE, _K.ASK_TIME, _K.SHAME), draft.rng))
    else:
        evade(draft, noticed)


def on_plan(draft: Draft, noticed: Noticed, concrete: bool) -> None:
    """Asked what can be paid, or for a definite sum and day."""
    state = draft.state
    if state.agreement is not None:
        settle.complete(draft, noticed)
        return
    ready = will(state)
    if ready < bargain.OFFER_AT + bargain.unheard(draft) - (0.04 if concrete else 0.0) and not bargain.overpromises(draft):
        evade(draft, noticed)
        return
    own = bargain.own_terms(draft)
    if own is None:
        draft.say(_K.CANNOT_PAY)
        draft.say(pick(state, draft.cast, (_K.ASK_HELP, _K.ASK_TIME), draft.rng))
        return
    if noticed.day is not None and own.day is not None and noticed.day > own.day:
        own = own.model_copy(update={"day": noticed.day})
    repeated = not _moves_on(draft, own)
    if repeated:
        own = state.offers[-1]
    if concrete and own.kind != "instalments":
        bargain.agree(draft, own, "debtor", beyond=means.strain_of(draft.cast.scenario, own) > means.BEYOND)
        draft.moves.append(carrying(_K.PROMISE, own))
        draft.set(offers=(*draft.state.offers, own))
    elif repeated and state.moved(_K.OFFER) + state.moved(_K.COUNTER) >= 3:
        draft.say(pick(state, draft.cast, (_K.REACT_REPEAT, _K.CANNOT_PAY, _K.HAGGLE), draft.rng))
    else:
        _put(draft, _K.OFFER, own)
