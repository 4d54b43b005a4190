"""Judged calls of scripted collectors, through the services, as people would make them."""
from __future__ import annotations

import random

from trainer.bootstrap import Services
from trainer.domain.call import CallRecord, CollectorDeed, Speaker
from trainer.domain.people import Person
from trainer.domain.stored import CallStatus
from trainer.domain.text import Language
from trainer.hearing.debtor_line import hear_debtor
from trainer.service.scripted.collectors import COLLECTORS
from trainer.service.scripted.lines import Desk

LONGEST = 60


def scripted(services: Services, person: Person, scenario_id: str, kind: str, *, mode: str = "practice", seed: int = 3, share: bool = True, language: Language = Language.ZH) -> str:
    """One whole call with an empty record; shared where it is practice, unless told otherwise."""
    scenario = services.catalogue.get(person.organisation_id, scenario_id)
    call_id = services.practice.start(person, scenario_id, language, mode=mode, seed=seed)  # type: ignore[arg-type]
    collector = COLLECTORS[kind](Desk(scenario, language), random.Random(seed))
    view = services.practice.view(person, call_id)
    for _ in range(LONGEST):
        if view.status is not CallStatus.OPEN:
            break
        last = next((turn.text for turn in reversed(view.turns) if turn.speaker == Speaker.DEBTOR.value), "")
        line = collector.next(hear_debtor(last, language, scenario.call_date))
        view = services.practice.do(person, call_id, CollectorDeed.HANG_UP) if line is None else services.practice.say(person, call_id, line)
    if view.status is CallStatus.OPEN:
        services.practice.do(person, call_id, CollectorDeed.HANG_UP)
    services.practice.write_record(person, call_id, CallRecord(contact_result="right_party", next_step="await_payment"))
    if share and mode == "practice":
        services.debriefs.share(person, call_id)
    return call_id
