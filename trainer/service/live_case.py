"""One case in memory: what the trainee does in, what happens out. Pure: the same case, language, seed and deeds give the same case on any machine."""
from __future__ import annotations

from collections.abc import Mapping

from scoring.desk import judge_analysis, judge_decision, judge_report
from scoring.notice_parts import notice_rules
from scoring.notices import judge_notice
from scoring.phone_answer import judge_phone_answer
from scoring.rubric import Rubric
from trainer.debtor.days import after_call, after_notice, event, pass_days
from trainer.domain.call import CallRecord, Speaker
from trainer.domain.case import (
    REPLY_TO,
    Analysis,
    Case,
    CaseState,
    Contact,
    ContactChannel,
    ContactResult,
    Event,
    EventKind,
    LegalDecision,
    Request,
    StageKind,
    StageWork,
)
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.errors import CallStateError, UnknownNameError
from trainer.domain.judgement import RulePack, Scorecard
from trainer.domain.legal import LegalRoute
from trainer.domain.notice import Address, Notice, NoticeScore, Purpose
from trainer.domain.scenario import Scenario
from trainer.domain.text import Language, Localised
from trainer.service.case_truth import CaseAsItIs
from trainer.service.content import Content
from trainer.service.live_call import LiveCall, Scored, clean_line

REPORT_WANTS = ("came_in", "next_step", "by_when", "responsible")


class LiveCase(CaseAsItIs):
    """A case being carried; see `CaseAsItIs` for what it is made of. `LiveCase.begun` makes the first state."""

    @classmethod
    def begun(cls, content: Content, case: Case, scenario: Scenario, routes: Mapping[Jurisdiction, LegalRoute], language: Language, seed: int, dial: Dial = AS_WRITTEN) -> LiveCase:
        """The case on the day of its first stage, its calls at this turn of the pressure dial."""
        live = cls(content, case, scenario, routes, language, CaseState(seed=seed, dial=dial))
        live._arrive()
        return live

    @property
    def ended(self) -> bool:
        """Whether the case is closed."""
        return self.state.ending is not None

    @property
    def work(self) -> StageWork:
        """What has been done at this stage so far."""
        return self.state.of(self.stage.id) or StageWork(stage=self.stage.id)

    def came_in(self) -> tuple[Event, ...]:
        """What came in since the stage before."""
        earlier = self.case.stages[self.state.stage - 1].day if self.state.stage else -1
        return tuple(item for item in self.state.events if item.day > earlier and item.kind in ("payment", "part_payment", "no_payment", "promise_broken", "paid_off", "complaint", "message"))

    def purpose(self) -> Purpose:
        """What the notice of this stage is for: a plan can be confirmed or missed only where one was agreed."""
        wanted = self.stage.purpose or "overdue"
        if wanted in ("confirm_plan", "broken_promise"):
            standing = self.state.standing
            return "overdue" if standing is None else "broken_promise" if standing.broken else "confirm_plan"
        return wanted

    def address(self, address_id: str) -> Address:
        """The address of that id.

        Raises:
            UnknownNameError: the file has no such address.
        """
        found = {item.id: item for item in self.case.addresses}
        if address_id not in found:
            raise UnknownNameError("address", address_id, found)
        return found[address_id]

    # -- what the trainee does ----------------------------------------------------------------------------------------------------------------

    def analyse(self, analysis: Analysis) -> StageWork:
        """State an analysis: before the work of the stage is done it counts as the one before, afterwards as the one after."""
        self._open()
        name = "after" if self.work.done else "before"
        card = judge_analysis(
            analysis, self.reality(), self._pack, self._rubric, identifier=f"{self.case.id}-{self.stage.id}-{name}", app_version=self._content.app_version,
        )
        return self._keep(**{name: analysis, f"{name}_card": card})

    def write(self, text: str, address_id: str, *, subject: str = "", envelope: str = "") -> NoticeScore:
        """Send the notice of this stage, or the answer to what came in.

        Raises:
            CallStateError: nothing is to be written at this stage, or it has been sent.
            UnknownNameError: the file has no such address.
        """
        self._to_do("notice", "request")
        request = self.request()
        purpose = REPLY_TO[request.kind] if request is not None else self.purpose()
        address = self.address(address_id)
        notice = Notice(channel=address.channel, purpose=purpose, text=clean_notice(text), subject=clean_line(subject)[:300], envelope=clean_line(envelope)[:300])
        score = judge_notice(
            notice, self.notice_file(address), self._pack, self._rubric, identifier=f"{self.case.id}-{self.stage.id}", app_version=self._content.app_version,
        )
        label = address.label
        self._contact(address.channel, "sent", Localised(zh=f"已发至{label.zh}", en=f"Sent to {label.en}"))
        self._event("notice_sent", f"书面通知已发至{label.zh}。", f"A notice was sent to {label.en}.")
        self.state = after_notice(self.state, self.stage.id, score.card)
        self._answered(request)
        self._keep(notice=notice, address=address_id, card=score.card, better=score.better.text, done=True)
        return score

    def dial(self) -> LiveCall:
        """Make the call of this stage, or take the call in which the debtor rings about a request."""
        self._to_do("call", "request")
        live = LiveCall(self._content, self.file(), self.language, self.state.seed, self.state.dial)
        live.open()
        return live

    def calling(self, call_id: str) -> None:
        """Remember which stored call answers this stage."""
        self._to_do("call", "request")
        self._keep(call_id=call_id)

    def close_call(self, live: LiveCall, scored: Scored, record: CallRecord | None, call_id: str | None = None) -> StageWork:
        """Take a finished call into the case, with its score and record.

        Raises:
            CallStateError: no call is due at this stage.
        """
        self._to_do("call", "request")
        request, answer = self.request(), self._answer_on_phone(live)
        moods = [turn.mood for turn in live.plain if turn.speaker is Speaker.DEBTOR and turn.mood is not None and turn.party is Party.RIGHT]
        trust = moods[-1].trust - moods[0].trust if moods else 0.0
        anger = moods[-1].anger - moods[0].anger if moods else 0.0
        agreed = bool(scored.outcome.agreed.amounts)
        spoke_to = live.party.value
        spoken_to: ContactResult = "right_party" if live.party is Party.RIGHT else "third_party" if live.party is Party.THIRD else "wrong_party"
        self._contact("phone", "inbound" if request is not None else "promise_made" if agreed else spoken_to, _call_note(scored))
        if request is None:
            self._event("call_made", f"通话：{_call_note(scored).zh}", f"Call: {_call_note(scored).en}")
        else:
            self._event("call_made", f"来电已接：{_call_note(scored).zh}", f"Their call was taken: {_call_note(scored).en}")
        if record is not None and record.note.strip():
            self._event("note", clean_line(record.note)[:400], clean_line(record.note)[:400])
        spoke = self.state.spoke or spoke_to == Party.RIGHT.value
        self.state = after_call(self.state, self.stage.id, scored.truth, scored.scorecard, trust, anger, scored.outcome.agreed.method).model_copy(update={"spoke": spoke})
        self._answered(request)
        return self._keep(card=scored.scorecard, answer_card=answer, outcome=scored.outcome, record=record, call_id=call_id, done=True)

    def _answer_on_phone(self, live: LiveCall) -> Scorecard | None:
        """How the request of this stage was answered in a call; None where none was to be answered."""
        request = self.request()
        if request is None:
            return None
        said = [(turn.index, turn.text) for turn in live.plain if turn.speaker is Speaker.COLLECTOR and turn.text]
        own = next(item for item in self.case.addresses if not item.shared)
        return judge_phone_answer(
            REPLY_TO[request.kind], said, self.notice_file(own), self._pack, self._rubric, identifier=f"{self.case.id}-{self.stage.id}-answer", app_version=self._content.app_version,
        )

    def _answered(self, request: Request | None) -> None:
        """Note that a complaint has its answer, and that contact was asked to stop."""
        if request is not None and request.kind == "complains":
            self.state = self.state.model_copy(update={"complaint_answered": True})
        if request is not None and request.kind == "stop_contact":
            self.state = self.state.model_copy(update={"stop_asked": True})

    def report(self, text: str) -> StageWork:
        """Write the note of a watch stage, or the handover to whoever takes over."""
        self._to_do("watch", "handover")
        text = clean_notice(text)
        wants = REPORT_WANTS + (("reason",) if self.stage.kind == "handover" else ()) + (("complaint",) if any(item.came for item in self.state.complaints) else ())
        card = judge_report(
            text, wants, self.language, self.today, self.sums(), self._pack, self._rubric, identifier=f"{self.case.id}-{self.stage.id}", app_version=self._content.app_version,
        )
        self._event("handover" if self.stage.kind == "handover" else "note", text[:400], text[:400])
        if any(item.id == "report_complaint" and item.score == 1.0 for item in card.criteria):
            # Passed on in writing, a complaint is on its way and no longer lies unanswered.
            self.state = self.state.model_copy(update={"complaint_answered": True})
        return self._keep(report=text, card=card, done=True)

    def decide(self, decision: LegalDecision) -> StageWork:
        """Decide on the legal route."""
        self._to_do("legal_decision")
        if decision.step is not None and decision.step not in {step.id for step in self.route.steps}:
            raise UnknownNameError("step", decision.step, [step.id for step in self.route.steps])
        papers = {document.id for document in self.route.documents()}
        for name in decision.documents:
            if name not in papers:
                raise UnknownNameError("documents", name, papers)
        file = self.file()
        card = judge_decision(
            decision, self.legal_due(), self.stage.steps, self.stage.documents, self.route, self.language, self.today, self.sums(),
            (file.persona.name.in_(self.language), file.case.institution.in_(self.language), file.case.account.card_tail), self._pack, self._rubric,
            identifier=f"{self.case.id}-{self.stage.id}", app_version=self._content.app_version,
        )
        self._event(
            "decision", "决定走法律途径。" if decision.proportionate else "决定暂不走法律途径。", "Decided for the legal route." if decision.proportionate else "Decided against the legal route for now.",
        )
        return self._keep(decision=decision, card=card, done=True)

    def go_on(self) -> tuple[Event, ...]:
        """Close this stage and let the days pass until the next one; returns what came in.

        Raises:
            CallStateError: the work of this stage is not done.
        """
        self._open()
        if not self.work.done:
            raise CallStateError("case_stage_open")
        if self.state.stage + 1 >= len(self.case.stages):
            self.state = self.state.model_copy(update={"ending": self.how_it_ends()})
            return ()
        self.state = self.state.model_copy(update={"stage": self.state.stage + 1})
        return self._arrive()

    def stop(self) -> None:
        """Leave the case without a score."""
        self._open()
        self.state = self.state.model_copy(update={"ending": "stopped"})

    # -- within -------------------------------------------------------------------------------------------------------------------------------

    @property
    def _pack(self) -> RulePack:
        return self._content.packs[self.scenario.jurisdiction]

    @property
    def _rubric(self) -> Rubric:
        return self._content.rubric(self.scenario.jurisdiction, "practice")

    def _open(self) -> None:
        if self.ended:
            raise CallStateError("case_closed")

    def _to_do(self, *kinds: StageKind) -> None:
        self._open()
        if self.kind not in kinds or self.work.done:
            raise CallStateError("case_not_now")

    def _arrive(self) -> tuple[Event, ...]:
        stage = self.stage
        self.state, events = pass_days(self.state, self.scenario, stage.day)
        self.state = self.state.model_copy(update={"clock": stage.clock})
        request = self.request()
        if request is not None:
            self._event("message", request.text.zh, request.text.en)
            events = (*events, self.state.events[-1])
        return events

    def _event(self, kind: EventKind, zh: str, en: str) -> None:
        self.state = self.state.model_copy(update={"events": (*self.state.events, event(self.state.day, self.state.clock, kind, zh, en))})

    def _contact(self, channel: ContactChannel, result: ContactResult, note: Localised) -> None:
        entry = Contact(day=self.state.day, clock=self.state.clock, channel=channel, result=result, note=note)
        self.state = self.state.model_copy(update={"contacts": (*self.state.contacts, entry)})

    def _keep(self, **changes: object) -> StageWork:
        work = self.work.model_copy(update=changes)
        others = tuple(item for item in self.state.work if item.stage != work.stage)
        self.state = self.state.model_copy(update={"work": (*others, work)})
        return work


def sms_limit(language: Language) -> int | None:
    """How many characters a text message may have in that language."""
    return notice_rules().limit("sms", language)


def clean_notice(text: str) -> str:
    """A notice as it is kept: lines stay, control characters go."""
    return "\n".join(clean_line(line) for line in text.replace("\r\n", "\n").split("\n")).strip()[:6_000]


def _call_note(scored: Scored) -> Localised:
    agreed = scored.outcome.agreed
    if agreed.amounts:
        sums = "、".join(f"{value:,.2f}" for value in agreed.amounts)
        day_zh = f"，{agreed.dates[0].month}月{agreed.dates[0].day}日" if agreed.dates else ""
        day_en = f" on {agreed.dates[0].day} {agreed.dates[0]:%B}" if agreed.dates else ""
        return Localised(zh=f"约定 {sums}{day_zh}", en=f"Agreed {', '.join(f'{value:,.2f}' for value in agreed.amounts)}{day_en}")
    return Localised(zh="未达成约定", en="Nothing agreed")
