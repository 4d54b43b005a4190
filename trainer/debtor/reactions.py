"""Where nothing was asked: how statements are taken in, and what is added unasked."""
from __future__ import annotations

from trainer.debtor import disclose, everyday
from trainer.debtor.draft import Draft
from trainer.debtor.feel import will
from trainer.debtor.leanings import pick
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed

_K = MoveKind
_SETTLING = frozenset({_K.ACCEPT, _K.ACCEPT_RELUCTANTLY, _K.PROMISE, _K.CONFIRM_METHOD, _K.THANK})
_NO_ASIDE = frozenset({
    _K.GOODBYE, _K.SILENCE, _K.CONFIRM_RECAP, _K.CONFIRM_LINE, _K.ABOUT_SAFETY, _K.KEEP_FAMILY_OUT, _K.NOTHING_MORE, _K.ASK_REPEAT, _K.SELF_HARM_REMARK,
    _K.TAKE_BACK, _K.NEVER_MIND,
})
_PURPOSE = ("state_purpose", "state_amount", "state_overdue")


def on_statement(draft: Draft, noticed: Noticed) -> None:
    """Nothing was asked: take it in, in character."""
    state, cast, rng = draft.state, draft.cast, draft.rng
    if noticed.does(*_PURPOSE) and "purpose" not in state.known:
        if rng.random() < 0.75 and disclose.volunteer(draft):
            return
        draft.say(pick(state, cast, (
            _K.ADMIT_DEBT, _K.SHAME, _K.FEAR, _K.ACCUSE, _K.VENT, _K.EXCUSE, _K.STALL, _K.REFUSE_TO_PAY, _K.ASK_BREAKDOWN, _K.ASK_INTEREST, _K.SARCASM,
            _K.ACKNOWLEDGE, _K.COMPLAIN_CALLS, _K.QUOTE_SCRIPT, _K.CRY), rng, {_K.ADMIT_DEBT: 1.6}))
    elif noticed.does("inform_consequence"):
        options = [_K.FEAR, _K.ASK_CREDIT, _K.ASK_CONSEQUENCE, _K.ACCUSE, _K.SARCASM, _K.ACKNOWLEDGE, _K.CRY, _K.QUOTE_SCRIPT]
        options += [_K.ASK_HELP, _K.ASK_TIME] if will(state) >= 0.35 else [_K.REFUSE_TO_PAY, _K.STALL]
        draft.say(pick(state, cast, options, rng))
    elif noticed.does("reflect") and not noticed.does("empathise", "reassure", "apologise"):
        draft.say(pick(state, cast, (_K.ACKNOWLEDGE, _K.VENT, _K.SHAME, _K.EXCUSE, _K.ADMIT_DEBT, _K.ASK_HELP), rng, {_K.ACKNOWLEDGE: 2.5}))
    elif noticed.does("acknowledge_dispute", "acknowledge_cease"):
        options = [_K.AS_YOU_LIKE, _K.THANK, _K.SOFTEN] if noticed.question else [_K.THANK, _K.SOFTEN, _K.ACKNOWLEDGE, _K.ASK_HELP]
        draft.say(pick(state, cast, options, rng, {_K.ACKNOWLEDGE: 1.5, _K.AS_YOU_LIKE: 2.0}))
    elif noticed.does("empathise", "reassure", "apologise", "advise_support", "offer_complaint_channel"):
        if rng.random() < 0.5 and state.collector_turns >= 2 and disclose.volunteer(draft):
            return
        options = [_K.SOFTEN, _K.THANK, _K.ACKNOWLEDGE, _K.VENT, _K.SHAME, _K.CRY, _K.SARCASM]
        options += [_K.ASK_HELP] if state.mood.trust >= 0.35 else [_K.ACCUSE]
        draft.say(everyday.taken_back(draft, pick(state, cast, options, rng, {_K.SOFTEN: 1.5, _K.CRY: 0.6})))
    elif noticed.does("explain_bill", *_PURPOSE):
        draft.say(pick(state, cast, (_K.ACKNOWLEDGE, _K.ASK_INTEREST, _K.ASK_REDUCE, _K.ACCUSE, _K.SHAME, _K.SARCASM, _K.ADMIT_DEBT), rng))
    elif noticed.does("thank", "greet", "identify_self", "identify_institution"):
        draft.say(_K.ACKNOWLEDGE)
    else:
        draft.say(pick(state, cast, (_K.ACKNOWLEDGE, _K.SILENCE, _K.VENT, _K.OFF_SUBJECT), rng, {_K.ACKNOWLEDGE: 2.5}))


def add_aside(draft: Draft, noticed: Noticed) -> None:
    """What is added unasked: a question back, feelings, a side-track; rarely, and never a third thing."""
    state, cast, rng, temperament = draft.state, draft.cast, draft.rng, draft.temperament
    if len(draft.moves) >= 2 or "purpose" not in state.known or rng.random() >= temperament.aside_rate or state.open_question:
        return
    if any(move.kind in _NO_ASIDE for move in draft.moves):
        return
    settled = state.agreement is not None
    asks = [_K.ASK_CREDIT, _K.ASK_INTEREST] if settled else [_K.ASK_CREDIT, _K.ASK_INTEREST, _K.ASK_REDUCE, _K.ASK_CONSEQUENCE, _K.ASK_BREAKDOWN, _K.ASK_HELP]
    asks += [] if settled else [_K.ASK_RECORDED, _K.DEMAND_PAPERS]
    feelings = [] if settled else [_K.SHAME, _K.FEAR, _K.VENT, _K.SARCASM, _K.COMPLAIN_CALLS, _K.CRY]
    options = [kind for kind in (*asks, *feelings, _K.OFF_SUBJECT, *((_K.SOFTEN,) if settled and not noticed.question and not any(move.kind in _SETTLING for move in draft.moves) else ())) if state.moved(kind) < 2]
    options = [kind for kind in options if not kind.value.startswith("ask_") or not state.moved(kind)]
    if options:
        draft.say(pick(state, cast, options, rng))
