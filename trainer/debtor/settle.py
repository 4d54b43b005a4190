"""From terms to an agreement: offers taken up, missing days and sums filled in, recaps confirmed or corrected."""
from __future__ import annotations

from trainer.debtor import bargain, means
from trainer.debtor.bargain import carrying
from trainer.debtor.draft import Draft
from trainer.debtor.feel import will
from trainer.debtor.leanings import pick
from trainer.debtor.moves import MoveKind
from trainer.debtor.notice import Noticed
from trainer.debtor.numbers import near
from trainer.debtor.state import Terms

_K = MoveKind


def on_recap(draft: Draft, noticed: Noticed) -> None:
    """Confirm a recap that fits what was agreed, correct one that does not."""
    agreement = draft.state.agreement
    if agreement is None or noticed.recap is None:
        draft.say(_K.ASK_REPEAT)
        return
    if not noticed.recap_right:
        draft.moves.append(carrying(_K.CORRECT_RECAP, agreement.terms))
        draft.set(agreement=agreement.model_copy(update={"confirmed": False}))
        return
    if agreement.terms.day is None and noticed.day is not None and not bargain.redate(draft, noticed.day):
        draft.moves.append(carrying(_K.COUNTER, agreement.terms.model_copy(update={"day": means.pay_day(draft.cast)})))
        return
    agreement = draft.state.agreement or agreement
    method = "named" if noticed.does("explain_payment_method") else agreement.method
    draft.set(agreement=agreement.model_copy(update={"confirmed": True, "method": method}))
    draft.progress = True
    draft.say(_K.CONFIRM_RECAP)


def on_accepted(draft: Draft, noticed: Noticed) -> bool:
    """The collector takes up what the debtor offered; says whether there was an offer."""
    if not draft.state.offers or draft.state.agreement is not None:
        return False
    terms = draft.state.offers[-1]
    if noticed.day is not None and terms.day is not None and noticed.day > terms.day:
        terms = terms.model_copy(update={"day": noticed.day})
    beyond = means.strain_of(draft.cast.scenario, terms) > means.BEYOND
    bargain.agree(draft, terms, "debtor", beyond=beyond, method="named" if noticed.does("explain_payment_method") else None)
    draft.say(pick(draft.state, draft.cast, (_K.THANK, _K.ACCEPT), draft.rng))
    return True


def complete(draft: Draft, noticed: Noticed) -> None:
    """Something is agreed already: fill in the day or the sum that is asked for, or say that it stands."""
    agreement = draft.state.agreement
    assert agreement is not None
    terms = agreement.terms
    if noticed.day is not None and noticed.day != terms.day:
        if bargain.redate(draft, noticed.day):
            draft.say(_K.ACCEPT)
        else:
            later = terms.model_copy(update={"day": means.pay_day(draft.cast)})
            bargain.redate(draft, means.pay_day(draft.cast))
            draft.moves.append(carrying(_K.COUNTER, later))
        return
    if not terms.has_amount:
        own = bargain.own_terms(draft)
        if own is not None:
            filled = own.model_copy(update={"day": terms.day or own.day})
            if means.strain_of(draft.cast.scenario, filled) > means.BEYOND:
                filled = own
            bargain.agree(draft, filled, "debtor", beyond=False)
            draft.moves.append(carrying(_K.PROMISE, filled))
            return
    if terms.day is None:
        bargain.redate(draft, means.pay_day(draft.cast, bargain.delay_days(draft)))
        draft.moves.append(carrying(_K.PROMISE, (draft.state.agreement or agreement).terms.model_copy(update={"instalments": None})))
        return
    draft.moves.append(carrying(_K.PROMISE, terms.model_copy(update={"instalments": None})))


def after_agreement(draft: Draft, terms: Terms) -> bool:
    """Answer new terms once something is agreed; False where they are to be weighed afresh."""
    agreement = draft.state.agreement
    assert agreement is not None
    old = agreement.terms
    if not terms.has_amount and terms.kind != "deferral":
        return False
    if old.kind == "partial" and terms.kind in ("instalments", "full", "settlement"):
        return False  # a part payment leaves the rest to be settled
    same = _same(old, terms)
    if same and terms.day is not None and terms.day != old.day:
        if bargain.redate(draft, terms.day):
            draft.moves.append(carrying(_K.PROMISE, (draft.state.agreement or agreement).terms.model_copy(update={"instalments": None})))
        else:
            draft.moves.append(carrying(_K.COUNTER, old.model_copy(update={"day": means.pay_day(draft.cast)})))
        return True
    if same:
        draft.say(_K.CONFIRM_RECAP)
        return True
    lighter = means.strain_of(draft.cast.scenario, terms) < means.strain_of(draft.cast.scenario, old)
    if lighter or agreement.vague or will(draft.state) >= 0.6 or draft.state.moved(_K.CORRECT_RECAP):
        return False
    draft.moves.append(carrying(_K.CORRECT_RECAP, old))
    return True


def _same(old: Terms, new: Terms) -> bool:
    pairs = ((old.amount, new.amount), (old.monthly, new.monthly))
    sums = all(one is None or other is None or near(one, other) for one, other in pairs)
    return sums and (old.amount, old.monthly) != (None, None) and (new.instalments or 1) == (old.instalments or 1)
