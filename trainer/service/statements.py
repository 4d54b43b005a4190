"""xAPI statements for a learning record store: attempted, scored, passed, failed, completed; kept until they are sent."""
from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from trainer.domain.judgement import Scorecard
from trainer.domain.people import Person
from trainer.domain.scenario import Scenario
from trainer.domain.stored import StoredCall

HOME = "https://duilian.example"
VERSION = "1.0.3"
VERBS = {
    "attempted": "http://adlnet.gov/expapi/verbs/attempted",
    "scored": "http://adlnet.gov/expapi/verbs/scored",
    "passed": "http://adlnet.gov/expapi/verbs/passed",
    "failed": "http://adlnet.gov/expapi/verbs/failed",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
}
_NAMES = {"attempted": ("开始了", "attempted"), "scored": ("得分", "scored"), "passed": ("通过了", "passed"), "failed": ("未通过", "failed"), "completed": ("完成了", "completed")}
_SPACE = uuid.UUID("6f6a6d0e-31b5-4d0c-9d3c-2f6c4f0f9a11")


def statement(verb: str, person: Person, call: StoredCall, scenario: Scenario, card: Scorecard | None, at: datetime, home: str = HOME) -> dict[str, Any]:
    """One statement; its id follows from call and verb, so that sending it twice counts once.

    Source:
        Experience API 1.0.3, part two: actor by account, verb with display, activity, result with a scaled score from -1 to 1, ISO 8601 timestamp.
    """
    zh, en = _NAMES[verb]
    body: dict[str, Any] = {
        "id": str(uuid.uuid5(_SPACE, f"{call.id}:{verb}")),
        "version": VERSION,
        "actor": {"objectType": "Agent", "name": person.name, "account": {"homePage": home, "name": person.id}},
        "verb": {"id": VERBS[verb], "display": {"zh-CN": zh, "en": en}},
        "object": {
            "objectType": "Activity",
            "id": f"{home.rstrip('/')}/scenarios/{scenario.id}",
            "definition": {"type": "http://adlnet.gov/expapi/activities/simulation", "name": {"zh-CN": scenario.title.zh, "en": scenario.title.en}},
        },
        "context": {"registration": str(uuid.uuid5(_SPACE, call.id)), "language": "zh-CN" if call.language == "zh" else "en", "platform": "Duilian"},
        "timestamp": at.isoformat(),
    }
    if card is not None and card.overall is not None and verb != "attempted":
        body["result"] = {"score": {"scaled": round(card.overall / 100, 4), "raw": card.overall, "min": 0, "max": 100}, "success": bool(card.passed), "completion": True}
        if call.ended_at is not None:
            body["result"]["duration"] = f"PT{max(int((call.ended_at - call.started_at).total_seconds()), 0)}S"
    return body


def statements_of(person: Person, call: StoredCall, scenario: Scenario, card: Scorecard, at: datetime, home: str = HOME) -> tuple[dict[str, Any], ...]:
    """All statements of a judged call: attempted when it began, scored, passed or failed, completed."""
    verbs = ["scored", "passed" if card.passed else "failed", "completed"] if card.overall is not None else ["completed"]
    return (statement("attempted", person, call, scenario, None, call.started_at, home), *(statement(verb, person, call, scenario, card, at, home) for verb in verbs))

