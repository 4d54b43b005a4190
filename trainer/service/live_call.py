"""One simulated call in memory: the collector's deeds in, the debtor's turns out, state rebuilt from turns at any time."""
from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.checks.line import judge_line
from scoring.checks.words import words_only
from scoring.ears import HearCollector
from scoring.score import score_call
from trainer.debtor.dial import turned
from trainer.debtor.engine import begin_with, case_truth, conclude, make_cast, step
from trainer.debtor.state import CallState, Cast, Reply, Step
from trainer.domain.call import CallOutcome, CallRecord, CaseTruth, CollectorDeed, Speaker, Transcript, Turn
from trainer.domain.context import CallContext, ContextAccount, ContextAuthority, Party
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.errors import CallStateError
from trainer.domain.judgement import Scorecard
from trainer.domain.scenario import Scenario
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.service.content import Content, Mode

LONGEST_LINE = 20_000
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean_line(text: str) -> str:
    """A collector's line as it is stored: control and direction characters become spaces or vanish, the ends are trimmed, 20,000 characters are kept."""
    kept = "".join(" " if char in "\n\r\t" else char for char in text if char in "\n\r\t" or unicodedata.category(char) not in _INVISIBLE or char == "\u200d")
    return kept.strip()[:LONGEST_LINE]


def context_for(scenario: Scenario, language: Language, *, party: Party, verified: bool, relationship: str | None) -> CallContext:
    """The context in which words of this scenario's call are judged."""
    case = scenario.case
    return CallContext(
        party=party,
        identity_verified=verified,
        relationship=relationship,
        local_time=case.local_time,
        contacts_today=case.contacts_today,
        attempts_today=case.attempts_today,
        contacts_7d=case.contacts_7d,
        days_since_conversation=case.days_since_conversation,
        recording_notice_played=case.recording_notice_played,
        institution=case.institution.in_(language),
        collector_type=case.collector_type,
        account=ContextAccount(
            balance=case.account.balance, minimum_due=case.account.minimum_due, days_overdue=case.account.dpd, currency=case.account.currency
        ),
        legal_status=case.legal_status,
        reported_to_bureau=case.reported_to_bureau,
        limitation=case.limitation,
        authority=ContextAuthority(
            waive_fees_share=scenario.authority.waive_fees_share,
            settlement_min_share=scenario.authority.settlement_min_share,
            instalments_max=scenario.authority.instalments_max,
            deferral_max_days=scenario.authority.deferral_max_days,
        ),
        flags=case.flags,
    )


@dataclass(frozen=True)
class Scored:
    """A finished call with all that is known of it."""

    scorecard: Scorecard
    outcome: CallOutcome
    truth: CaseTruth


class LiveCall:
    """A call of one scenario. Pure: the same scenario, language, seed, dial and deeds give the same turns on any machine.

    `turns` are the turns as they were said; `plain` are the same turns in the debtor's built-in words. They differ only where a model worded a
    line, and the call is judged by the built-in words, so that a score never depends on the wording.

    Args:
        content: All content.
        scenario: The case.
        language: The language in which it is played.
        seed: Any integer >= 0.
        dial: The pressure dial; the debtor as written unless it was turned.
    """

    def __init__(self, content: Content, scenario: Scenario, language: Language, seed: int, dial: Dial = AS_WRITTEN) -> None:
        self._content = content
        self.scenario = scenario
        self.language = language
        self.seed = seed
        self.dial = dial
        self.turns: list[Turn] = []
        self.plain: list[Turn] = []
        library = content.library
        self.cast: Cast = turned(make_cast(scenario, library.temperaments, library.situations, language), dial)
        self._last: Step | None = None

    @classmethod
    def replayed(cls, content: Content, scenario: Scenario, language: Language, seed: int, turns: Sequence[Turn], dial: Dial = AS_WRITTEN) -> LiveCall:
        """The call as it stood after these stored turns, rebuilt from the collector's deeds; stored debtor turns are kept as they were said."""
        call = cls(content, scenario, language, seed, dial)
        call.open()
        for turn in turns:
            if turn.speaker is Speaker.COLLECTOR:
                call.act(turn.deed, turn.text)
        call.turns = [*turns, *call.plain[len(turns) :]]
        return call

    @property
    def state(self) -> CallState:
        """The debtor's hidden state; never leaves the services."""
        return self._step.state

    @property
    def _step(self) -> Step:
        if self._last is None:
            raise CallStateError("call_not_open")
        return self._last

    @property
    def ended(self) -> bool:
        """Whether somebody has hung up or handed the call over."""
        return self._step.ended

    @property
    def ended_by(self) -> str | None:
        """Who ended it, None while it runs."""
        return self._step.ended_by

    def open(self) -> Turn:
        """It rings and somebody picks up."""
        self._last = begin_with(self.cast, self.seed)
        if self._last.reply is None:
            raise CallStateError("call_not_open")
        return self._append_reply(self._last.reply)

    def act(self, deed: CollectorDeed, text: str = "") -> tuple[Turn, ...]:
        """The collector does something; returns the collector's turn and what came back.

        Raises:
            CallStateError: the call has ended or has not begun.
        """
        if self.ended:
            raise CallStateError("call_ended")
        line = clean_line(text)
        said = Turn(index=len(self.plain), speaker=Speaker.COLLECTOR, deed=deed, text=line, party=self.party)
        self._append(said)
        heard = hear(line, self.language, self.scenario.call_date)
        breaches = tuple(finding.rule for finding in judge_line(heard, words_only(self.context()), self.scenario.jurisdiction))
        self._last = step(self.state, self.cast, deed, heard, breaches)
        if self._last.reply is None:
            return (said,)
        return (said, self._append_reply(self._last.reply))

    @property
    def party(self) -> Party:
        """Who is on the line now."""
        return self.cast.answerer(self.state.speaking).party

    def context(self) -> CallContext:
        """The context as it stands now: who is on the line, verified or not."""
        relationship = self.cast.answerer(self.state.speaking).relationship
        return context_for(
            self.scenario,
            self.language,
            party=self.party,
            verified=self.state.identity == "verified",
            relationship=relationship.in_(self.language) if relationship else None,
        )

    def _append_reply(self, done: Reply) -> Turn:
        turn = Turn(
            index=len(self.plain),
            speaker=Speaker.DEBTOR,
            text=done.text,
            party=done.party,
            mood=done.mood,
            mood_changes=done.mood_changes,
            moves=done.moves,
            facts_told=done.facts_told,
        )
        self._append(turn)
        return turn

    def _append(self, turn: Turn) -> None:
        self.turns.append(turn)
        self.plain.append(turn)

    def reword(self, text: str, source: str) -> Turn:
        """Give the last turn, one of the debtor's, other words of the same meaning; returns it as it is now said."""
        self.turns[-1] = self.turns[-1].model_copy(update={"text": text, "source": source})
        return self.turns[-1]

    def transcript(self, call_id: str) -> Transcript:
        """The call so far, to be judged; identity is unverified at its start."""
        start = context_for(
            self.scenario,
            self.language,
            party=self.turns[0].party or Party.RIGHT,
            verified=False,
            relationship=None,
        )
        return Transcript(
            id=call_id,
            language=self.language,
            jurisdiction=self.scenario.jurisdiction,
            context=start,
            turns=tuple(self.plain),
            today=self.scenario.call_date,
        )

    def outcome(self) -> CallOutcome:
        """How it stands or ended, with the outlook of a promise."""
        return conclude(self.state, self.cast)

    def truth(self) -> CaseTruth:
        """The hidden truth for the score and the debrief."""
        return case_truth(self.state, self.cast)

    def score(self, call_id: str, mode: Mode = "practice", record: CallRecord | None = None, hear: HearCollector = hear) -> Scored:
        """Judge the call, as the built-in ears hear it unless others are given."""
        jurisdiction = self.scenario.jurisdiction
        truth = self.truth()
        card = score_call(
            self.transcript(call_id),
            self._content.packs[jurisdiction],
            self._content.rubric(jurisdiction, mode),
            truth=truth,
            record=record,
            app_version=self._content.app_version,
            hear=hear,
        )
        return Scored(scorecard=card, outcome=truth.outcome, truth=truth)
