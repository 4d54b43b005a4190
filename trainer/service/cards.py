"""Public views of scenarios and turns, made in one place so that nothing hidden slips in."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from trainer.domain.call import Turn
from trainer.domain.scenario import Scenario
from trainer.domain.stored import CallStatus, StoredCall, StoredScore
from trainer.service.content import Content
from trainer.service.views import ScenarioCard, TurnView


def scenario_card(content: Content, scenario: Scenario, calls: Iterable[StoredCall], scores: Mapping[str, StoredScore]) -> ScenarioCard:
    """The card of a scenario with the results of these calls (one person's)."""
    mine = [call for call in calls if call.scenario_id == scenario.id]
    marks = [scores[call.id].scorecard for call in mine if call.id in scores]
    best = max((card.overall for card in marks if card.overall is not None), default=None)
    return ScenarioCard(
        id=scenario.id,
        version=scenario.version,
        title=scenario.title,
        who=scenario.who,
        difficulty=scenario.difficulty,
        jurisdiction=scenario.jurisdiction,
        languages=scenario.languages,
        teaches=scenario.teaches,
        temperament=content.library.temperaments[scenario.persona.temperament].name,
        situation=content.library.situations[scenario.situation].name,
        content_warning=scenario.content_warning,
        best=best,
        best_passed=any(bool(card.passed) for card in marks),
        attempts=sum(call.status is not CallStatus.STOPPED for call in mine),
        open_call_id=next((call.id for call in mine if call.status in (CallStatus.OPEN, CallStatus.ENDED)), None),
    )


def turn_view(turn: Turn, said_at: datetime | None = None) -> TurnView:
    """A turn without anything that the debtor hides."""
    return TurnView(
        index=turn.index,
        speaker=turn.speaker.value,
        deed=turn.deed.value,
        text=turn.text,
        party=turn.party.value if turn.party else None,
        said_at=said_at,
    )
