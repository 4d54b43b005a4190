"""Every scenario's model call, said line by line to the simulated debtor: it must come to a good end, in both languages."""
from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import pytest

from trainer.domain.call import CollectorDeed, Speaker
from trainer.domain.scenario import Scenario
from trainer.domain.text import Language
from trainer.service.content import Content, load_content
from trainer.service.live_call import LiveCall

ROOT = Path(__file__).resolve().parents[2]
SCENARIO_IDS = sorted(path.stem for path in (ROOT / "scenarios" / "library").glob("*.yaml") if not path.name.startswith("_"))


@lru_cache(maxsize=1)
def content() -> Content:
    return load_content(ROOT, "test")


def scenario_of(scenario_id: str) -> Scenario:
    return content().library.scenarios[scenario_id]


@cache
def played(scenario_id: str, language: Language) -> tuple[LiveCall, tuple[str, ...]]:
    """The call after the model lines, and those of them that came too late because it was over."""
    scenario = scenario_of(scenario_id)
    call = LiveCall(content(), scenario, language, scenario.model_call.seed)
    call.open()
    late = []
    for line in scenario.model_call.in_(language):
        if call.ended:
            late.append(line)
        else:
            call.act(CollectorDeed.SAY, line)
    if not call.ended:
        call.act(CollectorDeed.HANG_UP)
    return call, tuple(late)


@pytest.mark.parametrize("language", Language, ids=str)
@pytest.mark.parametrize("scenario_id", SCENARIO_IDS)
class TestModelCall:
    def test_nobody_hangs_up_before_it_is_over(self, scenario_id: str, language: Language) -> None:
        call, late = played(scenario_id, language)
        assert not late, call.turns[-1].text

    def test_it_ends_well(self, scenario_id: str, language: Language) -> None:
        call, _ = played(scenario_id, language)
        assert call.outcome().kind in scenario_of(scenario_id).success.any_outcome, [turn.text for turn in call.turns]

    def test_it_passes_its_own_score(self, scenario_id: str, language: Language) -> None:
        call, _ = played(scenario_id, language)
        scorecard = call.score("model").scorecard
        assert not [(finding.rule, finding.quote) for finding in scorecard.findings if finding.severity == "fatal"]
        assert scorecard.passed, scorecard.overall

    def test_the_debtor_never_says_a_line_twice(self, scenario_id: str, language: Language) -> None:
        call, _ = played(scenario_id, language)
        said = [turn.text for turn in call.turns if turn.speaker is Speaker.DEBTOR and turn.text.strip("…。.! ")]
        assert len(said) == len(set(said))
