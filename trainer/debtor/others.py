"""Whoever else picks up: strangers, families, colleagues; they know little, say less, and may hand over the phone."""
from __future__ import annotations

from trainer.debtor import disclose, exchanges, life, situational
from trainer.debtor.asked import Asked
from trainer.debtor.common_questions import role_of
from trainer.debtor.deck import OWN_WORDS_ONLY
from trainer.debtor.draft import Draft
from trainer.debtor.leanings import pick
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed
from trainer.debtor.voice import Role
from trainer.domain.context import Party

_DEBT = frozenset({"state_amount", "state_overdue", "explain_bill", "propose_full", "propose_partial", "propose_instalments", "ask_commitment"})
_PAYING = frozenset({"propose_full", "propose_partial", "propose_instalments", "ask_commitment", "ask_willingness", "ask_plan"})
_LEAKS = frozenset({"third_party_disclosure", "leak_of_info", "coercing_family_to_pay"})
_NEUTRAL = frozenset({
    "greet", "identify_self", "identify_institution", "ask_right_party", "thank", "reassure", "apologise", "schedule_callback", "close", "propose_deferral",
})  # asking for somebody and saying no more tells nothing, whatever else may sound like it
_NAMELESS = frozenset({Role.ASSISTANT, Role.LAWYER, Role.DEBT_HELPER, Role.BEREAVED})  # these say what they are, or nothing
_POSING = frozenset({Role.ASSISTANT, Role.DEBT_HELPER})  # what these say of themselves is no name
_K = MoveKind


def answer(draft: Draft, noticed: Noticed) -> None:
    """What a third or wrong party answers."""
    leaked = noticed.does(*_DEBT) or (bool(_LEAKS & set(noticed.breaches)) and not set(noticed.acts) <= _NEUTRAL)
    if leaked and not draft.state.leaked and draft.cast.answerer(draft.state.speaking).party is Party.THIRD:
        draft.set(leaked=True)
    if noticed.abused and draft.moves:
        return
    surely = noticed.known is not None and noticed.question and noticed.known.nearness >= (_SURELY if draft.state.raised else 2 * _SURELY)
    if surely and not draft.moves and not noticed.does(*_DEBT) and not _passes(draft, noticed) and exchanges.answers(draft, noticed):
        return
    raised = situational.due(draft, noticed)
    if raised is not None and (not draft.state.raised or not _passes(draft, noticed)):
        situational.bring_up(draft, raised)
        return
    if not draft.moves and not (_asks_for_them(noticed) and not noticed.of_name) and not noticed.does(*_DEBT) and not _passes(draft, noticed) and exchanges.answers(draft, noticed):
        if noticed.does("schedule_callback", "close") and role_of(draft.cast, draft.state) is not Role.BEREAVED and draft.cast.answerer(draft.state.speaking).party is Party.THIRD:
            draft.set(message_left=True)
        return
    if noticed.of_name and noticed.question and not noticed.abused and role_of(draft.cast, draft.state) not in _POSING and _own_identity(draft):
        return
    if noticed.of_name and noticed.question and not noticed.abused and role_of(draft.cast, draft.state) not in _NAMELESS and life.tells(draft, "name_chat"):
        return
    if draft.cast.answerer(draft.state.speaking).party is Party.WRONG:
        _wrong(draft, noticed)
    else:
        _third(draft, noticed)


_SURELY = 0.8  # how near a line must come to a known question to be no asking for the debtor


def _asks_for_them(noticed: Noticed) -> bool:
    """Whether the debtor is asked for, and nothing else that there is an answer to."""
    return noticed.does("ask_right_party", "verify_identity") and (noticed.known is None or noticed.known.nearness < _SURELY)


def _own_identity(draft: Draft) -> bool:
    """Say who this is, where the case has words for it that have not all been said."""
    for fact in draft.cast.scenario.facts:
        if fact.topic == "identity" and fact.told_by != "debtor" and fact.reveal in ("volunteered", "when_asked") and life.fresh(draft, fact.spoken):
            draft.tell(fact)
            return True
    return False


def _wrong(draft: Draft, noticed: Noticed) -> None:
    state = draft.state
    if noticed.does("apologise", "acknowledge_cease"):
        draft.say(_K.ASK_REMOVE if not state.moved(_K.ASK_REMOVE) and not noticed.does("acknowledge_cease") else _K.ACKNOWLEDGE)
        draft.progress = True
        return
    if life.answers(draft, noticed) or _asked(draft, noticed):
        return
    if noticed.does(*_DEBT, "state_purpose", *_PAYING):
        draft.say(_K.DENY_IDENTITY)
        draft.say(pick(state, draft.cast, (_K.ASK_REMOVE, _K.COMPLAIN_CALLS, _K.THREATEN_COMPLAINT), draft.rng))
        return
    if noticed.does("ask_right_party", "verify_identity") or state.identity == "unknown":
        draft.say(_K.DENY_IDENTITY)
        draft.set(identity="denied")
        if noticed.does("ask_right_party") and state.moved(_K.DENY_IDENTITY) >= 1:
            draft.say(_K.ASK_REMOVE)
        return
    if noticed.does("schedule_callback"):
        draft.say(_K.ASK_REMOVE)
        return
    draft.say(pick(state, draft.cast, (_K.DENY_IDENTITY, _K.ASK_WHY_ASK), draft.rng) if noticed.question else _K.ACKNOWLEDGE)


def _third(draft: Draft, noticed: Noticed) -> None:
    state = draft.state
    if _passes(draft, noticed):
        draft.say(_K.PASS_PHONE)
        draft.progress = True
        return
    role = role_of(draft.cast, draft.state)
    if life.answers(draft, noticed):
        return
    if role is Role.DEBT_HELPER and any(raised.move == "refuse_identity" for raised in draft.cast.situation.raises):
        _poses(draft, noticed)
        return
    if "when_back" in noticed.everyday and noticed.question and role is not Role.BEREAVED and _about(draft, noticed, role):
        return
    if role is not Role.BEREAVED and (noticed.does("schedule_callback") or (noticed.does("close") and state.moved(_K.OFFER_MESSAGE))):
        draft.set(message_left=True)
        draft.progress = True
        draft.say(_K.ACKNOWLEDGE)
        return
    if noticed.does(*_DEBT, *_PAYING):
        _told_of_debt(draft, noticed, role)
    elif role is Role.BEREAVED:
        _bereaved(draft, noticed)
    elif _about(draft, noticed, role) or _asked(draft, noticed):
        return
    elif role is Role.LAWYER:
        _representative(draft, noticed)
    elif noticed.does("verify_identity", "ask_right_party"):
        draft.say(_K.SAY_NOT_HERE)
        draft.set(identity="denied")
        draft.say(_K.ASK_RELATION if not state.moved(_K.ASK_RELATION) else _K.OFFER_MESSAGE)
    elif noticed.question and noticed.asked in (Asked.LEAVE, Asked.CHOICE) and role not in OWN_WORDS_ONLY and state.collector_turns >= 1:
        draft.say(_K.AS_YOU_LIKE if noticed.asked is Asked.LEAVE else _K.EITHER)
        draft.progress = True
    elif not state.moved(_K.ASK_RELATION):
        draft.say(_K.ASK_RELATION)
    elif noticed.question:
        draft.say(pick(state, draft.cast, (_K.REFUSE_DETAILS, _K.UNSURE, _K.ASK_WHY_CALLING), draft.rng))
    else:
        _small_answers(draft, role)


def _poses(draft: Draft, noticed: Noticed) -> None:
    """Somebody who gives himself out as the debtor: never speaks of the debtor as of another, gives no proof, always comes back to terms."""
    state, rng = draft.state, draft.rng
    asked = noticed.question or bool(noticed.asks)
    if noticed.does("verify_identity", "ask_right_party"):
        draft.say(_K.REFUSE_IDENTITY)
    elif noticed.does("schedule_callback", "close", "request_documents", "offer_complaint_channel", "thank"):
        draft.progress = True
        draft.say(pick(state, draft.cast, (_K.ACKNOWLEDGE, _K.DEMAND_PAPERS), rng, {_K.ACKNOWLEDGE: 2.0}))
    elif noticed.does(*_DEBT, *_PAYING):
        draft.say(pick(state, draft.cast, (_K.QUOTE_SCRIPT, _K.HAGGLE, _K.DEMAND_PAPERS), rng))
    elif asked and "when_back" in noticed.everyday:
        draft.say(_K.SAY_WHEN_BACK)
    elif asked and "who_are_you" in noticed.everyday:
        draft.say(_K.SAY_RELATION)
    elif _known(draft, noticed) and asked and disclose.answer(draft, tuple(topic for topic in noticed.topics if topic != "identity")[-1:], None):
        return
    elif "right_so" in noticed.everyday and asked:
        draft.say(_K.CONFIRM_SO)
    elif asked:
        draft.say(pick(state, draft.cast, (_K.REFUSE_DETAILS, _K.REFUSE_QUESTION, _K.UNSURE, _K.DODGE), rng))
    else:
        draft.say(pick(state, draft.cast, (_K.ACKNOWLEDGE, _K.QUOTE_SCRIPT, _K.DEMAND_PAPERS), rng))


def _small_answers(draft: Draft, role: Role) -> None:
    """Nothing asked, nothing left to settle: listens, asks back, offers to pass something on."""
    state = draft.state
    options = [_K.ASK_WHY_CALLING, _K.SAY_NOT_HERE, _K.ACKNOWLEDGE]
    options += [_K.OFF_SUBJECT, _K.OFF_SUBJECT, _K.OFFER_MESSAGE] if role is Role.CHILD else [_K.OFFER_MESSAGE] * (2 if state.collector_turns >= 2 else 0)
    draft.say(pick(state, draft.cast, options, draft.rng, {_K.OFF_SUBJECT: 4.0} if role is Role.CHILD else None))


def _about(draft: Draft, noticed: Noticed, role: Role) -> bool:
    """Answer what a stranger wants to know about the debtor or whoever picked up: little or nothing."""
    kinds = noticed.everyday
    asked = noticed.question or bool(noticed.asks)
    if not asked or noticed.does("verify_identity"):
        return False
    if "who_are_you" in kinds and not noticed.does("ask_right_party"):
        draft.say(_K.SAY_RELATION)
    elif "when_back" in kinds:
        draft.say(_K.REFUSE_DETAILS if role is Role.LAWYER else _K.SAY_WHEN_BACK)
    elif {"other_number", "about_them", "address", "chat", "own_card", "not_paying"} & kinds and not _known(draft, noticed):
        draft.say(_K.REFUSE_DETAILS)
    else:
        return False
    return True


def _bereaved(draft: Draft, noticed: Noticed) -> None:
    """Who has just lost somebody: says so, takes condolences in, asks what becomes of it; never what the caller wants of the dead."""
    state, rng = draft.state, draft.rng
    if noticed.does("verify_identity", "ask_right_party"):
        draft.set(identity="denied")
    if "who_are_you" in noticed.everyday and noticed.question:
        draft.say(_K.SAY_RELATION)
    elif noticed.question and _known(draft, noticed) and disclose.answer(draft, tuple(topic for topic in noticed.topics if topic != "identity")[-1:], None):
        return
    elif noticed.does("empathise", "apologise", "reassure"):
        draft.progress = True
        draft.say(pick(state, draft.cast, (_K.THANK, _K.CRY, _K.ACKNOWLEDGE), rng, {_K.THANK: 2.5}))
        if noticed.does("request_documents", "escalate") or state.acknowledged >= 2:
            draft.say(_K.ASK_HELP) if not state.moved(_K.ASK_HELP) else None
    elif _known(draft, noticed) and disclose.answer(draft, tuple(topic for topic in noticed.topics if topic != "identity")[-1:], None):
        return
    elif noticed.question and not noticed.does("greet", "identify_self", "identify_institution"):
        draft.say(pick(state, draft.cast, (_K.UNSURE, _K.CRY, _K.ASK_HELP), rng, {_K.UNSURE: 2.0}))
    else:
        known = state.moved(_K.TELL_FACT) and not state.moved(_K.ASK_WHY_CALLING)
        draft.say(_K.ASK_WHY_CALLING if known else pick(state, draft.cast, (_K.ACKNOWLEDGE, _K.SILENCE, _K.CRY), rng, {_K.ACKNOWLEDGE: 2.0}))


def _representative(draft: Draft, noticed: Noticed) -> None:
    """Somebody acting for the debtor: deals with it in writing, gives nothing away."""
    state = draft.state
    if noticed.does("request_documents") and not noticed.does("verify_identity"):
        draft.progress = True
        draft.say(_K.AS_YOU_LIKE if noticed.asked is Asked.LEAVE else _K.ACKNOWLEDGE)
    elif noticed.of_name and noticed.question:
        draft.say(_K.NAME_REPRESENTATIVE)
    elif noticed.does("verify_identity", "ask_right_party"):
        draft.set(identity="denied")
        draft.say(_K.NAME_REPRESENTATIVE)
    elif "send_where" in noticed.everyday and noticed.question:
        draft.say(_K.SEND_HERE)
    elif noticed.asked is Asked.YES_NO and "representative" in noticed.topics:
        draft.say(_K.CONFIRM_SO)
    elif noticed.question or noticed.asks:
        draft.say(pick(state, draft.cast, (_K.REFUSE_DETAILS, _K.UNSURE, _K.DEMAND_PAPERS, _K.NAME_REPRESENTATIVE), draft.rng))
    else:
        draft.say(pick(state, draft.cast, (_K.ACKNOWLEDGE, _K.ASK_WHY_CALLING, _K.DEMAND_PAPERS, _K.NAME_REPRESENTATIVE), draft.rng, {_K.ACKNOWLEDGE: 1.5, _K.DEMAND_PAPERS: 2.0}))


def _told_of_debt(draft: Draft, noticed: Noticed, role: Role) -> None:
    """Somebody else's debt: fright or anger, and no money; a child knows nothing of it, a lawyer is not moved."""
    state = draft.state
    options: tuple[MoveKind, ...]
    if role is Role.BEREAVED:
        options = (_K.CRY, _K.ACCUSE, _K.VENT, _K.SILENCE)
    elif role is Role.CHILD:
        options = (_K.REFUSE_QUESTION, _K.SAY_NOT_HERE, _K.UNSURE, _K.ASK_WHY_CALLING) if state.moved(_K.FEAR) or state.mood.anxiety < 0.3 else (_K.FEAR,)
    elif role is Role.LAWYER:
        options = (_K.DEMAND_PAPERS, _K.CEASE_REQUEST, _K.REFUSE_DETAILS, _K.NAME_REPRESENTATIVE)
    elif role is Role.ASSISTANT:
        options = (_K.REFUSE_QUESTION, _K.ACKNOWLEDGE)
    elif not state.moved(_K.FEAR) and state.mood.anger < 0.5 and not draft.cast.answerer(state.speaking).knows_of_debt:
        options = (_K.FEAR,)
    elif noticed.does(*_PAYING) and state.moved(_K.REFUSE_TO_PAY) < 2:
        options = (_K.REFUSE_TO_PAY,)
    else:
        options = (_K.ACCUSE, _K.SAY_NOT_HERE, _K.ASK_WHY_CALLING, _K.THREATEN_COMPLAINT)
    draft.say(pick(state, draft.cast, options, draft.rng))


def _known(draft: Draft, noticed: Noticed) -> bool:
    topics = tuple(topic for topic in noticed.topics if topic != "identity")
    return any(fact.topic in topics and disclose.speaks_for(draft.cast, draft.state, fact) for fact in draft.cast.scenario.facts)


def _asked(draft: Draft, noticed: Noticed) -> bool:
    """Answer a question on something that this person may know."""
    topics = tuple(topic for topic in noticed.topics if topic != "identity")
    if not topics or not (noticed.question or noticed.asks):
        return False
    known = _known(draft, noticed)
    if not known and draft.cast.answerer(draft.state.speaking).party is Party.WRONG:
        draft.say(_K.DENY_IDENTITY)
        return True
    if not known:
        draft.say(pick(draft.state, draft.cast, (_K.REFUSE_DETAILS, _K.SAY_NOT_HERE, _K.UNSURE), draft.rng))
        return True
    return disclose.answer(draft, topics[-1:], None)


def _passes(draft: Draft, noticed: Noticed) -> bool:
    """Whether the phone is handed over now: on asking for the debtor, or only once the caller is known."""
    state, cast = draft.state, draft.cast
    if state.speaking + 1 >= len(cast.scenario.answerers) or noticed.abused:
        return False
    rule = cast.answerer(state.speaking).passes_when
    wanted = noticed.does("ask_right_party") or state.count("ask_right_party") > 0
    if rule == "asked":
        return wanted
    named = noticed.does("identify_self", "identify_institution") or bool({"identify_self", "identify_institution"} & set(state.known))
    return rule == "identified" and wanted and named
