"""What a call must hold and never held: who calls, that it is recorded, what it is about, and the agreement read back."""
from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.breach import Breach, CheckInput, breach
from scoring.ears import HeardCall, Moment
from scoring.phrases import says
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.text import Language

GATHERS = ("ask_reason", "ask_ability", "ask_plan", "ask_willingness", "ask_commitment")
SPEAKS_OF_DEBT = ("state_amount", "state_overdue", "ask_commitment", "propose_full", "propose_partial", "propose_instalments", "ask_willingness", "ask_reason")
OPENS = (*SPEAKS_OF_DEBT, "greet", "ask_right_party", "verify_identity", "identify_self", "state_purpose")
# How many collector turns may pass before the identification counts as missing; the first may be no more than "am I speaking to ...".
IDENTIFY_WITHIN = 3
SHORT_CALL = 3
_WORD = re.compile(r"\w+")
_LEGAL_FORM = re.compile(r"\b(?:llc|llp|inc|ltd|limited|plc|n\.a)\b|(?:股份|责任)*有限(?:责任)?公司")  # in the file, hardly ever on the phone


def check_omissions(given: CheckInput) -> Iterator[Breach]:
    """Omissions of a call that ran to its end."""
    if not given.whole or not given.call.collector:
        return
    yield from _identification(given)
    yield from _recording(given)
    yield from _purpose(given)
    yield from _confirmation(given)


def names_institution(call: HeardCall, moment: Moment) -> bool:
    """Whether this collector turn names the firm."""
    name = _as_said(call.transcript.context.institution or "", call.language)
    return moment.does("identify_institution") or says("own_firm", call.language, moment.spoken) or bool(name.strip() and name in _as_said(moment.text, call.language))


def _as_said(words: str, language: Language) -> str:
    """A name or a line as it sounds: "Calder & Lyle, LLC" is "Calder and Lyle" on the phone; English words stand between blanks, so that none is part of another."""
    heard = _WORD.findall(_LEGAL_FORM.sub(" ", words.lower().replace("&", " and ")))
    return f" {' '.join(heard)} " if language is Language.EN else "".join(heard)


def tells_of_recording(call: HeardCall, moment: Moment) -> bool:
    """Whether this collector turn says that the call is recorded."""
    return moment.does("recording_notice") or says("recording", call.language, moment.spoken)


def _identification(given: CheckInput) -> Iterator[Breach]:
    call = given.call
    # Naming a bank to somebody else hints at a debt; with third parties the caller's own name will do (12 CFR 1006.10(b) even requires it).
    own_name_is_enough = all(moment.party is not Party.RIGHT for moment in call.collector)
    opening = call.collector[:IDENTIFY_WITHIN]
    if any(names_institution(call, moment) for moment in call.collector) or (len(call.collector) == 1 and not call.collector[0].does(*OPENS)):
        return
    if any(says("lets_check", call.language, moment.spoken) for moment in opening):
        return
    if own_name_is_enough and any(moment.does("identify_self") or says("own_name", call.language, moment.spoken) for moment in opening):
        return
    if _brief_third_party(call) and not any(moment.does(*SPEAKS_OF_DEBT) or says("states_debt", call.language, moment.spoken) for moment in call.collector):
        return
    yield breach(
        "no_identification", opening[0],
        "整通电话没有报出机构名称。" if len(call.collector) > IDENTIFY_WITHIN else "开场没有报出机构名称。",
        "The firm was never named in the call.", confidence=0.85,
    )


def _brief_third_party(call: HeardCall) -> bool:
    return len(call.collector) <= SHORT_CALL and all(moment.party is not Party.RIGHT for moment in call.collector)


def _recording(given: CheckInput) -> Iterator[Breach]:
    call = given.call
    if call.transcript.context.recording_notice_played or any(tells_of_recording(call, moment) for moment in call.collector):
        return
    if not any(moment.party is Party.RIGHT and (moment.verified or moment.does(*SPEAKS_OF_DEBT, "verify_identity")) for moment in call.collector):
        return
    yield breach(
        "no_recording_notice", call.collector[0],
        "系统没有播报，整通电话也没有告知正在录音。", "No notice was played and nobody said that the call is recorded.", confidence=0.85,
    )


def _purpose(given: CheckInput) -> Iterator[Breach]:
    call = given.call
    talk = [moment for moment in call.collector if moment.party is Party.RIGHT and moment.verified]
    if not talk:
        return
    us_agency = given.pack.jurisdiction is Jurisdiction.US and call.transcript.context.collector_type_in(Jurisdiction.US) == "agency"
    if us_agency:
        yield from _mini_miranda(given, talk)
        return
    if any(_states_purpose(call, moment) for moment in call.collector):
        return
    asked = next((moment for moment in talk if moment.surely_does(*GATHERS) and not says("money_stops", call.language, moment.spoken)), None)
    if asked is not None:
        yield breach(
            "no_purpose_disclosure", asked, "核身之后没有说明来意，就开始了解情况。", "Questions were asked after verification without saying what the call is about.",
            quote=asked.act_words(*GATHERS), confidence=0.8,
        )


def _states_purpose(call: HeardCall, moment: Moment) -> bool:
    return (
        moment.does("state_purpose", "state_amount", "state_overdue") or says("states_debt", call.language, moment.spoken)
        or says("about_account", call.language, moment.spoken)
    )


def _mini_miranda(given: CheckInput, talk: list[Moment]) -> Iterator[Breach]:
    call = given.call
    if any(says("mini_miranda_full", call.language, moment.spoken) or says("mini_miranda_later", call.language, moment.spoken) for moment in call.collector):
        return
    if any(flag in call.transcript.context.flags for flag in ("represented", "deceased")):
        return
    spoke = next((moment for moment in talk if moment.does(*SPEAKS_OF_DEBT, *GATHERS, "state_purpose")), None)
    if spoke is not None:
        yield breach(
            "no_purpose_disclosure", spoke,
            "整通电话没有作催收人告知（正在试图催收债务、所获信息将用于该目的）。",
            "The call never said that it is from a debt collector attempting to collect a debt, with any information used for that purpose.",
            quote=spoke.act_words(*SPEAKS_OF_DEBT, *GATHERS, "state_purpose"), confidence=0.9,
        )


def _confirmation(given: CheckInput) -> Iterator[Breach]:
    call = given.call
    found = given.agreed
    if any(moment.raises(DebtorSignalKind.DISPUTE, DebtorSignalKind.ALREADY_PAID, DebtorSignalKind.SELF_HARM) for moment in call.debtor):
        return  # what is disputed is not agreed, and whoever speaks of dying is asked for no plan
    if found.vague is not None and not found.confirmed and found.vague is call.collector[-1]:
        yield breach(
            "no_agreement_confirmation", found.vague, "以含糊的说法结束，没有复述金额、日期和方式。", "It was closed vaguely, without the amount, the day and the method read back.",
            confidence=0.85,
        )
        return
    if found.struck_at is None or found.confirmed or (found.read_back is not None and found.read_back.index >= found.struck_at):
        return
    asked = next((moment for moment in reversed(call.collector) if moment.index < found.struck_at), None)
    if asked is not None and says("needs_approval", call.language, asked.spoken):
        return  # what still has to be approved is not agreed yet
    closing = call.collector[-1]
    if closing.index >= found.struck_at:
        yield breach(
            "no_agreement_confirmation", closing, "谈妥之后没有把金额、日期和方式复述一遍。", "The amount, the day and the method were not read back after they were agreed.",
            confidence=0.75,
        )
