"""Second opinions on a judged call: asked for lines the built-in ears were unsure of, stored as given, counted only where a lead allowed it."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime

from trainer.domain.call import Speaker
from trainer.domain.heard import Heard, Signal, Span
from trainer.domain.judgement import RulePack, Scorecard
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.i18n.catalogues import translate
from trainer.llm.client import ModelClient
from trainer.llm.second_hearing import SecondHearing, hear_again
from trainer.service.live_call import LiveCall
from trainer.storage.models import Opinion

MOST_LINES = 6
SHORTEST_LINE = 6
ENOUGH = 0.6
ACTS = (
    "greet", "ask_right_party", "identify_self", "identify_institution", "recording_notice", "verify_identity", "state_purpose", "state_amount", "state_overdue", "explain_bill", "ask_reason",
    "ask_willingness", "ask_ability", "ask_plan", "ask_commitment", "empathise", "reflect", "apologise", "reassure", "thank", "propose_full", "propose_partial", "propose_instalments",
    "propose_deferral", "propose_waiver", "accept_offer", "reject_offer", "inform_consequence", "request_documents", "explain_payment_method", "recap_agreement", "ask_confirmation",
    "schedule_callback", "offer_complaint_channel", "escalate", "advise_support", "acknowledge_dispute", "acknowledge_cease", "close",
)
Hear = Callable[[str, Language, date], Heard]


def unsure_turns(live: LiveCall, card: Scorecard) -> list[int]:
    """Collector turns on which a second opinion helps: a finding that needs a human look, or words in which nothing at all was heard."""
    doubtful = {finding.turn for finding in card.findings if finding.needs_review}
    for turn in live.plain:
        if turn.speaker is Speaker.COLLECTOR and len(turn.text) >= SHORTEST_LINE and turn.index not in doubtful:
            heard = hear(turn.text, live.language, live.scenario.call_date)
            if not heard.acts and not heard.signals:
                doubtful.add(turn.index)
    return sorted(doubtful)[:MOST_LINES]


def ask_opinions(client: ModelClient, live: LiveCall, card: Scorecard, pack: RulePack, call_id: str, at: datetime) -> list[Opinion]:
    """Ask for every unsure turn; turns on which no model answered usably are left out."""
    acts = {code: translate(Language.EN, f"act.{code}") for code in ACTS}
    rules = {rule.code: rule.trigger.en for rule in pack.rules}
    found = []
    for turn in unsure_turns(live, card):
        heard = hear_again(client, live.plain[turn].text, live.language, acts, rules)
        if heard is not None:
            found.append(Opinion(call_id=call_id, turn=turn, prompt=heard.prompt, model=heard.model, body=heard.model_dump_json(), given_at=at))
    return found


def hear_with(opinions: list[Opinion], texts: Mapping[int, str], allowed: frozenset[str]) -> Hear:
    """The built-in ears, to which a model's proposal is added where its rule is one that a lead allowed; everything else stays as it was heard."""
    extra: dict[str, list[tuple[str, str, float]]] = {}
    for opinion in opinions:
        second = SecondHearing.model_validate(json.loads(opinion.body))
        for item in second.rules:
            if item.code in allowed and item.confidence >= ENOUGH:
                extra.setdefault(texts[opinion.turn], []).append((item.code, item.words, item.confidence))

    def both(text: str, language: Language, today: date) -> Heard:
        heard = hear(text, language, today)
        added = [
            Signal(rule=code, span=Span(start=text.index(words), end=text.index(words) + len(words)), confidence=confidence)
            for code, words, confidence in extra.get(text, [])
            if words in text
        ]
        return heard.model_copy(update={"confirmed": tuple(added)})

    return both
