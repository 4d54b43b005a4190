"""What a measure is given and what it answers."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from scoring.agreed import AgreedInWords
from scoring.ears import HeardCall, Moment
from scoring.phrases import says
from trainer.domain.call import CallRecord, CaseTruth
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.heard import DebtorSignalKind, Heard
from trainer.domain.judgement import Evidence, Finding
from trainer.domain.text import Localised

Status = Literal["scored", "not_applicable", "not_evaluable"]
NO_DEAL_SIGNALS = (DebtorSignalKind.SELF_HARM, DebtorSignalKind.INTOXICATION, DebtorSignalKind.CEASE_REQUEST, DebtorSignalKind.REPRESENTED, DebtorSignalKind.MINOR)
NEEDS_CARE = (DebtorSignalKind.VULNERABLE, DebtorSignalKind.ILLNESS, DebtorSignalKind.BEREAVEMENT, DebtorSignalKind.INTOXICATION)
TROUBLES = (
    DebtorSignalKind.HARDSHIP, DebtorSignalKind.ILLNESS, DebtorSignalKind.BEREAVEMENT, DebtorSignalKind.VULNERABLE, DebtorSignalKind.DISPUTE,
    DebtorSignalKind.ALREADY_PAID, DebtorSignalKind.REFUSAL, DebtorSignalKind.ASKS_HELP,
)
NO_DEAL_OUTCOMES = frozenset({"dispute_logged", "callback", "transferred", "message_left"})
@dataclass(frozen=True)
class Measured:
    """The answer of a measure: a whole number in the unit of its levels where it is scored, the words it rests on, and why."""

    value: int | None
    why: Localised
    evidence: tuple[Evidence, ...] = ()
    status: Status = "scored"


@dataclass(frozen=True)
class MeasureInput:
    """Everything that a measure may look at."""

    call: HeardCall
    jurisdiction: Jurisdiction
    agreed: AgreedInWords
    findings: tuple[Finding, ...]
    truth: CaseTruth | None
    record: CallRecord | None
    note: Heard | None = None

    @cached_property
    def right_party_talk(self) -> tuple[Moment, ...]:
        """Collector turns spoken to the debtor."""
        return tuple(moment for moment in self.call.collector if moment.party is Party.RIGHT)

    @cached_property
    def deal_is_right(self) -> bool:
        """Whether a payment arrangement is what this call should aim at: not with strangers, nor after words that close that door."""
        if not self.right_party_talk or self._rightly_kept_back:
            return False
        if self.truth is not None and self.truth.good_outcomes and set(self.truth.good_outcomes) <= NO_DEAL_OUTCOMES:
            return False
        if self.truth is not None and not self.truth.solvable:
            return False
        if not self.struck and self.truth is None and self._put_off_for_care:
            return False
        closing = any(moment.raises(*NO_DEAL_SIGNALS) for moment in self.call.debtor)
        disputed = any(moment.raises(DebtorSignalKind.DISPUTE, DebtorSignalKind.ALREADY_PAID) for moment in self.call.debtor)
        too_old = self.call.transcript.context.limitation == "expired" or any(moment.raises(DebtorSignalKind.TIME_BARRED) for moment in self.call.debtor)
        flagged = bool({"cease_request", "represented", "deceased", "minor", "disputed"} & set(self.call.transcript.context.flags))
        return self.struck or not (closing or disputed or flagged or too_old)

    @cached_property
    def _rightly_kept_back(self) -> bool:
        """Whether identity was never settled and nothing of the debt was said for that reason."""
        if any(moment.verified for moment in self.call.moments) or self.found("no_identity_verification_before_disclosure", "third_party_disclosure"):
            return False
        return not self.struck

    @property
    def _put_off_for_care(self) -> bool:
        """Whether somebody unwell, bereaved or not fit to decide was rightly given time instead of a plan."""
        start = next((moment.index for moment in self.call.debtor if moment.raises(*NEEDS_CARE, DebtorSignalKind.HARDSHIP)), None)
        if start is None:
            return False
        after = [moment for moment in self.call.collector if moment.index > start]
        unwell = any(moment.raises(*NEEDS_CARE) for moment in self.call.debtor)
        if unwell and any(moment.does("propose_deferral", "advise_support", "escalate") or says("money_stops", self.call.language, moment.spoken) for moment in after):
            return True
        return any(
            moment.does("propose_deferral") or says("defers", self.call.language, moment.spoken) or self._later_agreed(moment) for moment in after
        )

    def _later_agreed(self, moment: Moment) -> bool:
        """Whether this turn puts the matter off to a later talk and the other side says yes."""
        puts_off = moment.does("schedule_callback") or says("agrees_next", self.call.language, moment.spoken)
        asks = moment.text.rstrip().endswith(("?", "？", "吗", "吗。"))
        reply = self.call.reply_to(moment.index)
        return puts_off and asks and reply is not None and (reply.raises(DebtorSignalKind.AGREEMENT) or says("plain_yes", self.call.language, reply.text))

    @property
    def struck(self) -> bool:
        """Whether something was agreed; the simulated debtor's own books decide where there are any."""
        if self.truth is not None:
            return bool(self.truth.outcome.agreed.amounts) or self.truth.agreed_deal is not None
        return self.agreed.struck_at is not None

    @cached_property
    def paid_without_trouble(self) -> bool:
        """Whether payment was settled and no difficulty, doubt or refusal came up on the way."""
        return self.struck and not any(moment.raises(*TROUBLES) for moment in self.call.debtor)

    @cached_property
    def debt_talk_is_right(self) -> bool:
        """Whether the debt may be discussed at all: with the debtor, and not cut off by words that end such talk."""
        return bool(self.right_party_talk) and not self._rightly_kept_back and not any(moment.raises(DebtorSignalKind.SELF_HARM, DebtorSignalKind.MINOR) for moment in self.call.debtor)

    @cached_property
    def broken_turns(self) -> frozenset[int]:
        """The turns that hold a finding."""
        return frozenset(finding.turn for finding in self.findings)

    def found(self, *rules: str) -> tuple[Finding, ...]:
        """The findings of these rules."""
        return tuple(finding for finding in self.findings if finding.rule in rules)


Measure = Callable[[MeasureInput], Measured]


def scored(value: int, zh: str, en: str, evidence: Iterable[Evidence] = ()) -> Measured:
    """A scored answer."""
    return Measured(value, Localised(zh=zh, en=en), tuple(evidence)[:3])


def not_applicable(zh: str, en: str) -> Measured:
    """The item does not fit this call and leaves the total."""
    return Measured(None, Localised(zh=zh, en=en), status="not_applicable")


def not_evaluable(zh: str, en: str) -> Measured:
    """The item fits but cannot be known from what there is, and leaves the total."""
    return Measured(None, Localised(zh=zh, en=en), status="not_evaluable")


def quoted(moment: Moment, *acts: str) -> Evidence:
    """The words of these acts in this turn, or the whole turn."""
    return Evidence(turn=moment.index, quote=(moment.act_words(*acts) or moment.text).strip(" ，、,"))


def heard_in(moment: Moment, *kinds: DebtorSignalKind) -> Evidence:
    """The words of these signals in this turn of the other side, or the whole turn."""
    return Evidence(turn=moment.index, quote=(moment.signal_clause(*kinds) or moment.text).strip(" ，、,"))
