"""Reading a finished call: the debrief as it was made on the day, the history, and sharing."""
from __future__ import annotations

from trainer.debtor.engine import helped
from trainer.domain.call import CollectorDeed, Turn
from trainer.domain.errors import CallStateError, NotAllowedError
from trainer.domain.people import Person
from trainer.domain.scenario import Scenario
from trainer.domain.stored import CallStatus, StoredCall, StoredScore
from trainer.domain.text import Language, Localised
from trainer.service.access import may_see_call, require
from trainer.service.cards import scenario_card, turn_view
from trainer.service.catalogue import Catalogue
from trainer.service.content import Content
from trainer.service.live_call import LiveCall
from trainer.service.views import CallRow, Comparison, Debrief, HiddenFact, TurnView
from trainer.storage.assignments import SqliteAssignments
from trainer.storage.protocols import CallStore, PeopleStore
from trainer.storage.rollups import SqliteRollups

ABUSIVE_ANGER = 0.75
NOT_YOUR_FAULT = Localised(
    zh="对方在这通电话里情绪很冲。人在压力下的火气冲着的是处境，不是您；骂人的话不是您的过错，也不会扣您的分。缓一缓再打下一通。",
    en="The person on this call was very angry. Anger under strain is aimed at the situation, not at you; the insults were not your fault and cost you nothing. Take a moment before the next call.",
)


class DebriefService:
    """Finished calls, for their owner and for those who may see them."""

    def __init__(self, content: Content, catalogue: Catalogue, calls: CallStore, people: PeopleStore, rollups: SqliteRollups, assignments: SqliteAssignments) -> None:
        self._content = content
        self._catalogue = catalogue
        self._calls = calls
        self._people = people
        self._rollups = rollups
        self._assignments = assignments
        self._model_calls: dict[tuple[str, int, Language], tuple[TurnView, ...]] = {}

    def _visible(self, person: Person, call_id: str) -> StoredCall:
        call = self._calls.get(call_id)
        owner = self._people.person(call.person_id) if call else None
        if call is None or owner is None:
            raise NotAllowedError("not_allowed")
        require(may_see_call(person, owner, call))
        return call

    def _hidden_from(self, person: Person, call: StoredCall) -> bool:
        """Whether this is the person's own exam whose results have not been released."""
        if call.mode != "exam" or call.person_id != person.id:
            return False
        assignment = self._assignments.of_call(call.id)
        return assignment is not None and not assignment.released

    def visible_result(self, person: Person, call_id: str) -> StoredCall:
        """A call whose result this person may see.

        Raises:
            NotAllowedError: the person may not see this call.
            CallStateError: the call is one's own exam whose results are not released.
        """
        call = self._visible(person, call_id)
        if self._hidden_from(person, call):
            raise CallStateError("result_hidden")
        return call

    def debrief(self, person: Person, call_id: str, ordinal: int = 0) -> Debrief:
        """The debrief of a judged call, read from what was stored on the day.

        Raises:
            NotAllowedError: the person may not see this call.
            CallStateError: the call has not been judged, or is one's own exam whose results are not released.
        """
        call = self.visible_result(person, call_id)
        scores = self._calls.scores(call_id)
        chosen = next((score for score in scores if score.ordinal == ordinal), None)
        if chosen is None or chosen.truth is None:
            raise CallStateError("call_not_scored")
        scenario = self._catalogue.get(call.organisation_id, call.scenario_id, call.scenario_version)
        turns = tuple(self._calls.turns(call_id))
        truth = chosen.truth
        replay = LiveCall.replayed(self._content, scenario, call.language, call.seed, turns, call.dial)
        return Debrief(
            call=call,
            card=scenario_card(self._content, scenario, [], {}),
            turns=turns,
            record=self._calls.record(call_id),
            scorecard=chosen.scorecard,
            score_ordinal=ordinal,
            other_scores=tuple((score.ordinal, score.scorecard.versions.rubric, score.scorecard.overall) for score in scores if score.ordinal != ordinal),
            outcome=truth.outcome,
            outlook=truth.outcome.outlook,
            best_deal=truth.best_deal,
            agreed_deal=truth.agreed_deal,
            currency=scenario.case.account.currency,
            hidden=self._hidden(scenario, turns),
            monthly_free=truth.monthly_free,
            lump_sum=truth.lump_sum,
            would_have_helped=tuple(item.text for item in helped(replay.state, replay.cast)),
            not_your_fault=NOT_YOUR_FAULT if any(turn.mood and turn.mood.anger >= ABUSIVE_ANGER for turn in turns) else None,
            comparison=self._comparison(person, call, chosen),
        )

    def model_call(self, person: Person, call_id: str) -> tuple[TurnView, ...]:
        """How the case of a judged call can be handled well: the scenario's model lines, said to its debtor, with the answers.

        Raises:
            NotAllowedError: the person may not see this call.
            CallStateError: the call has not been judged, or is one's own exam whose results are not released.
        """
        call = self.visible_result(person, call_id)
        if call.status is not CallStatus.SCORED:
            raise CallStateError("call_not_scored")
        key = (call.scenario_id, call.scenario_version, call.language)
        if key not in self._model_calls:
            self._model_calls[key] = self._played(self._catalogue.get(call.organisation_id, call.scenario_id, call.scenario_version), call.language)
        return self._model_calls[key]

    def _played(self, scenario: Scenario, language: Language) -> tuple[TurnView, ...]:
        live = LiveCall(self._content, scenario, language, scenario.model_call.seed)
        live.open()
        for line in scenario.model_call.in_(language):
            if live.ended:
                break
            live.act(CollectorDeed.SAY, line)
        return tuple(turn_view(turn) for turn in live.turns)

    def _hidden(self, scenario: Scenario, turns: tuple[Turn, ...]) -> tuple[HiddenFact, ...]:
        told_in = {fact: turn.index for turn in reversed(turns) for fact in turn.facts_told}
        return tuple(
            HiddenFact(id=fact.id, text=fact.text, told=fact.id in told_in, told_in_turn=told_in.get(fact.id), opens_by=OPENS_BY[fact.reveal])
            for fact in scenario.facts
        )

    def _comparison(self, person: Person, call: StoredCall, score: StoredScore) -> Comparison | None:
        if call.parent_call_id is None or call.parent_turn is None:
            return None
        first = self._calls.first_scores([call.parent_call_id]).get(call.parent_call_id)
        first_call = self._calls.get(call.parent_call_id)
        if first is None or first_call is None or first_call.person_id != call.person_id:
            return None
        before = {item.id: item for item in first.scorecard.criteria}
        changed = tuple(
            (item.id, item.title, before[item.id].score, item.score)
            for item in score.scorecard.criteria
            if item.id in before and before[item.id].score != item.score
        )
        old = {finding.rule for finding in first.scorecard.findings}
        new = {finding.rule for finding in score.scorecard.findings}
        return Comparison(
            first_call_id=first_call.id,
            from_turn=call.parent_turn,
            first_overall=first.scorecard.overall,
            overall=score.scorecard.overall,
            criteria_changed=changed,
            findings_gone=tuple(sorted(old - new)),
            findings_new=tuple(sorted(new - old)),
            first_turns=tuple(turn_view(turn) for turn in self._calls.turns(first_call.id)),
        )

    def history(self, person: Person) -> tuple[CallRow, ...]:
        """This person's calls, newest first."""
        calls = self._calls.of_person(person.id)
        scores = self._calls.first_scores(call.id for call in calls)
        return tuple(self._row(call, None if self._hidden_from(person, call) else scores.get(call.id)) for call in calls)

    def _row(self, call: StoredCall, score: StoredScore | None) -> CallRow:
        scenario = self._catalogue.find(call.organisation_id, call.scenario_id, call.scenario_version)
        card = score.scorecard if score else None
        return CallRow(
            call_id=call.id,
            scenario_id=call.scenario_id,
            title=scenario.title if scenario else Localised(zh=call.scenario_id, en=call.scenario_id),
            difficulty=scenario.difficulty if scenario else 0,
            jurisdiction=scenario.jurisdiction if scenario else "cn",
            language=call.language,
            mode=call.mode,
            status=call.status,
            started_at=call.started_at,
            overall=card.overall if card else None,
            passed=card.passed if card else None,
            outcome=score.truth.outcome.kind if score and score.truth else None,
            rubric=card.versions.rubric if card else None,
            retry_of=call.parent_call_id,
            shared=call.shared,
        )

    def share(self, person: Person, call_id: str) -> None:
        """Let the own lead and managers see this call; cannot be taken back, which the screen says before."""
        call = self._visible(person, call_id)
        require(call.person_id == person.id and call.status is CallStatus.SCORED)
        self._calls.share(call_id)
        scores = self._calls.scores(call_id)
        self._rollups.share(call, scores[0].scorecard)


OPENS_BY = {
    "volunteered": Localised(zh="对方会自己说出来，别打断就行。", en="It comes out by itself; not interrupting is enough."),
    "when_asked": Localised(zh="正面问到这件事就会说。", en="A plain question about it is enough."),
    "when_trusting": Localised(zh="先接住情绪、让对方觉得被听见，再问才会说。", en="Said only once they feel heard; acknowledge first, then ask."),
    "when_pressed": Localised(zh="第一次会躲，具体地再问一次才会说。", en="Dodged at first; ask again, concretely."),
    "when_caught": Localised(zh="要拿档案里的事实对上他的说法，才会承认。", en="Admitted only when the file's facts are put beside the story."),
    "never": Localised(zh="这一点在电话里是问不出来的。", en="No question brings this out on a call."),
}
