"""What is true of a case as it stands: what analyses, notices and decisions are judged against."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from trainer.domain.call import CaseTruth
from trainer.domain.case import Ability, Case, CaseState, Ending, NextStep, Reality, Request, Risk, Stage, StageKind, StageWork
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.legal import LegalRoute
from trainer.domain.notice import Address, NoticeFile
from trainer.domain.scenario import Scenario
from trainer.domain.text import Language
from trainer.service.case_scenario import as_of, balance_left
from trainer.service.content import Content
from trainer.service.live_call import LiveCall, context_for

LOW_RISK, MEDIUM_RISK = 0.7, 0.4
MONTH = 30
BARS_LAW = frozenset({"disputed", "represented", "deceased", "vulnerable", "minor", "student"})


class CaseAsItIs:
    """A case as it stands, without anything done to it.

    Args:
        content: All content.
        case: The case.
        scenario: Its scenario on day 0.
        routes: The legal route of each jurisdiction.
        language: The language in which it is played.
        state: The case as it stands.
    """

    def __init__(self, content: Content, case: Case, scenario: Scenario, routes: Mapping[Jurisdiction, LegalRoute], language: Language, state: CaseState) -> None:
        self._content = content
        self.case = case
        self.scenario = scenario
        self.route = routes[scenario.jurisdiction]
        self.language = language
        self.state = state

    @property
    def stage(self) -> Stage:
        """The stage at which the case stands; the last one once it is closed."""
        return self.case.stages[min(self.state.stage, len(self.case.stages) - 1)]

    @property
    def today(self) -> date:
        """The simulated day."""
        return self.scenario.call_date + timedelta(days=self.state.day)

    @property
    def open_complaint(self) -> bool:
        """Whether a complaint has come in and was not answered."""
        return any(complaint.came for complaint in self.state.complaints) and not self.state.complaint_answered

    @property
    def kind(self) -> StageKind:
        """What is to be done at this stage; a complaint that came in has to be answered before anything is written on."""
        return "request" if self.stage.kind == "notice" and self.open_complaint else self.stage.kind

    def request(self) -> Request | None:
        """The message that has to be answered at this stage."""
        if self.kind != "request":
            return None
        if self.open_complaint:
            return Request(kind="complains", text=self.case.complaint, spoken=self.case.complaint_spoken)
        return self.stage.request

    def file(self, version: int = 1) -> Scenario:
        """The file of the case as it stands now, as the scenario of a call of this stage."""
        return as_of(self.case, self.scenario, self.state, f"{self.scenario.id}__{self.case.id}_{self.stage.id}", version, request=self.request())

    def truth(self) -> CaseTruth:
        """The hidden truth as it stands, before anybody says a word."""
        live = LiveCall(self._content, self.file(), self.language, self.state.seed, self.state.dial)
        live.open()
        return live.truth()

    def reality(self) -> Reality:
        """What an analysis made now is compared with."""
        truth = self.truth()
        ability: Ability = truth.ability or "unclear"
        return Reality(willingness=truth.willingness or "unclear", ability=ability, risk=self._risk(truth), next_steps=self._sound_steps(), spoke=self.state.spoke)

    def _risk(self, truth: CaseTruth) -> Risk:
        standing = self.state.standing
        if self.open_complaint or not truth.solvable or (standing is not None and standing.broken):
            return "high"
        if standing is None:
            return "high" if truth.willingness == "unwilling" or truth.ability == "cannot_pay_now" else "medium"
        return "low" if standing.keep_probability >= LOW_RISK else "medium" if standing.keep_probability >= MEDIUM_RISK else "high"

    def _sound_steps(self) -> tuple[NextStep, ...]:
        standing = self.state.standing
        if self.open_complaint:
            return ("supervisor", "stop_contact")
        if balance_left(self.scenario, self.state) <= 0:
            return ("close",)
        if standing is not None and standing.broken:
            extra: tuple[NextStep, ...] = ("legal_route",) if self.legal_due() else ("hardship_team",)
            return tuple(dict.fromkeys((*self.stage.good_next, "call_back", "send_notice", *extra)))
        if standing is not None:
            return ("await_payment",)
        return self.stage.good_next

    def legal_due(self) -> bool:
        """Whether the legal route is proportionate and permitted now: means are there, talks were tried, nothing stands, nothing is in dispute or complained of."""
        truth = self.truth()
        standing = self.state.standing
        kept = standing is not None and not standing.broken
        means = truth.ability == "can_pay_all" or (truth.ability == "can_pay_part" and truth.willingness == "unwilling")
        barred = bool(BARS_LAW & set(self.scenario.case.flags)) or self.scenario.case.limitation == "expired"
        return means and self.state.spoke and not kept and not self.open_complaint and not barred

    def sums(self) -> tuple[Decimal, ...]:
        """Every sum that the file knows."""
        first, now, standing = self.scenario.case.account, self.file().case.account, self.state.standing
        own = [amount for _, amount in self.state.payments] + [payment.amount for payment in first.last_payments] + [item.amount for item in self.state.events if item.amount]
        agreed = [standing.deal.first_amount, standing.deal.monthly, standing.deal.total] if standing is not None else []
        parts = [getattr(account, name) for account in (first, now) for name in ("balance", "principal", "interest", "fees", "minimum_due")]
        return tuple(dict.fromkeys(value for value in (*parts, *own, *agreed, self.state.paid) if value > 0))

    def notice_file(self, address: Address) -> NoticeFile:
        """What is true of the case for a notice sent today to this address."""
        file, language, standing = self.file(), self.language, self.state.standing
        days: tuple[date, ...] = ()
        plan: tuple[Decimal, ...] = ()
        if standing is not None:
            first = self.scenario.call_date + timedelta(days=standing.on_day + standing.deal.first_in_days)
            days = (first, *(first + timedelta(days=MONTH * number) for number in range(1, standing.deal.instalments)))[:12]
            plan = tuple(dict.fromkeys(value for value in (standing.deal.first_amount, standing.deal.monthly, standing.deal.total) if value > 0))
        return NoticeFile(
            language=language, name=file.persona.name.in_(language), institution=file.case.institution.in_(language), card_tail=file.case.account.card_tail, phone=self.case.phone,
            today=self.today, context=context_for(file, language, party=Party.RIGHT, verified=True, relationship=None), shared=address.shared,
            readers=address.readers.in_(language) if address.readers is not None else None, sums=self.sums(), plan_sums=plan, plan_days=days,
        )

    def overall(self) -> float | None:
        """The mean of all scores of the case so far, 0-100; None before the first. A call that the trainee cut off before it could be judged counts 0."""
        marks = [card.overall for work in self.state.work for card in (work.card, work.answer_card, work.before_card, work.after_card) if card is not None and card.overall is not None]
        marks += [0.0 for work in self.state.work if work.card is not None and work.card.overall is None and work.outcome is not None and work.outcome.ended_by == "collector"]
        return round(sum(marks) / len(marks), 1) if marks else None

    def gates_failed(self) -> bool:
        """Whether some part of the case failed a gate, whatever its points."""
        return any(card is not None and bool(card.gates_failed) for work in self.state.work for card in (work.card, work.answer_card))

    def how_it_ends(self) -> Ending:
        """What the case comes to if it is closed now."""
        standing = self.state.standing
        if balance_left(self.scenario, self.state) <= 0 or (standing is not None and not standing.broken and standing.instalments_paid):
            return "cured"
        if standing is not None and not standing.broken:
            return "on_plan"
        decisions = [work.decision for work in self.state.work if work.decision is not None]
        if any(decision.proportionate for decision in decisions):
            return "legal_route"
        if decisions and not self.legal_due():
            return "held_back"
        return "handed_over" if any(work.report and self._is_handover(work) for work in self.state.work) else "lost"

    def _is_handover(self, work: StageWork) -> bool:
        return any(stage.id == work.stage and stage.kind == "handover" for stage in self.case.stages)
