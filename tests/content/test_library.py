"""The shipped content as an author meets it: every file loads, is whole in both languages, and the whole covers what the trade meets."""
from __future__ import annotations

from collections import Counter

import pytest

from scenarios.checks import PAYING_OUTCOMES
from scenarios.loader import SHIPPED, Library, load_library, parse_scenario
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.deals import best_deal
from trainer.domain.scenario import Scenario
from trainer.domain.strict_yaml import read_yaml
from trainer.domain.temperament import Temperament
from trainer.domain.text import Language

LIBRARY = load_library()
SCENARIOS = tuple(LIBRARY.scenarios.values())
CRITERIA = frozenset({
    "opening_identified", "right_party_verified", "recording_notice_given", "purpose_stated", "reason_explored", "ability_explored", "willingness_tested",
    "reflected", "acknowledged_feeling", "gave_room", "composure_kept", "true_consequences", "options_offered", "concrete_ask", "affordable_plan",
    "objection_answered", "amount_agreed", "date_agreed", "method_agreed", "agreement_confirmed", "special_care_taken", "dispute_handled",
    "third_party_protected", "complaint_route_given", "next_contact_agreed", "record_complete", "record_true",
})
LONGEST_ZH = 24
LONGEST_EN_WORDS = 15


def ids(scenario: Scenario) -> str:
    return scenario.id


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


def test_there_are_enough_scenarios_for_each_jurisdiction() -> None:
    count = Counter(scenario.jurisdiction for scenario in SCENARIOS)
    assert count[Jurisdiction.CN] >= 24
    assert count[Jurisdiction.US] >= 8
    assert count[Jurisdiction.UK] >= 8


def test_every_temperament_is_somebodys_and_every_situation_happens(library: Library) -> None:
    personas = {scenario.persona.temperament for scenario in SCENARIOS}
    idle = sorted(set(library.temperaments) - personas)
    assert not idle, f"persona.temperament: no scenario has {', '.join(idle)}; give each to at least one of scenarios/library"
    assert {scenario.situation for scenario in SCENARIOS} == set(library.situations)


def test_every_difficulty_from_one_to_five_is_there() -> None:
    count = Counter(scenario.difficulty for scenario in SCENARIOS)
    assert set(count) == {1, 2, 3, 4, 5}
    assert min(count.values()) >= 3


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/_template.yaml")), ids=lambda path: path.parent.name)
def test_a_template_becomes_valid_once_its_id_is_changed(path) -> None:
    text = path.read_text(encoding="utf-8").replace("id: _template", "id: copied", 1)
    if path.parent.name == "library":
        parsed = parse_scenario(text, "copied.yaml", LIBRARY.temperaments, LIBRARY.situations)
        assert parsed.id == "copied"
    else:
        assert Temperament.model_validate(read_yaml(text, "copied.yaml")).id == "copied"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=ids)
class TestOneScenario:
    def test_it_teaches_known_criteria(self, scenario: Scenario) -> None:
        assert not set(scenario.teaches) - CRITERIA
        assert len(set(scenario.teaches)) == len(scenario.teaches) >= 3

    def test_it_is_played_in_both_languages(self, scenario: Scenario) -> None:
        assert scenario.languages == (Language.ZH, Language.EN)

    def test_its_facts_are_told_in_at_least_three_different_ways(self, scenario: Scenario) -> None:
        for fact in scenario.facts:
            for language in Language:
                lines = fact.spoken.in_(language)
                assert len(set(lines)) == len(lines) >= 3, f"{fact.id} {language}"

    def test_spoken_lines_are_as_short_as_speech_on_the_phone(self, scenario: Scenario) -> None:
        for fact in scenario.facts:
            for spoken in (fact.spoken, fact.cover):
                if spoken is not None:
                    assert all(len(line) <= LONGEST_ZH for line in spoken.zh), fact.id
                    assert all(len(line.split()) <= LONGEST_EN_WORDS for line in spoken.en), fact.id

    def test_it_has_between_four_and_nine_facts_and_one_of_them_proves_identity_of_the_debtor(self, scenario: Scenario) -> None:
        assert 4 <= len(scenario.facts) <= 9, f"facts: found {len(scenario.facts)}; allowed: 4 to 9"
        debtor_speaks = any(answerer.party is Party.RIGHT for answerer in scenario.answerers)
        proves = any(fact.topic == "identity" and fact.told_by != "answerer" for fact in scenario.facts)
        assert proves is debtor_speaks, "facts: allowed: one of topic identity where the debtor speaks, none where not"

    def test_facts_of_another_speaker_have_another_speaker(self, scenario: Scenario) -> None:
        others = any(answerer.party is not Party.RIGHT for answerer in scenario.answerers)
        assert others or all(fact.told_by == "debtor" for fact in scenario.facts)

    def test_a_deal_is_open_exactly_where_it_says_so(self, scenario: Scenario) -> None:
        deal = best_deal(scenario.case.account, scenario.authority, scenario.finance)
        if scenario.solvable:
            assert deal is not None
            assert deal.monthly <= scenario.finance.monthly_free
            assert deal.instalments <= scenario.authority.instalments_max
        else:
            assert not set(scenario.success.any_outcome) & set(PAYING_OUTCOMES)

    def test_the_obvious_first_demand_is_beyond_the_debtor(self, scenario: Scenario) -> None:
        if scenario.solvable:
            assert scenario.case.account.balance > scenario.finance.savings

    def test_difficult_subjects_are_announced(self, scenario: Scenario) -> None:
        signals = {signal for fact in scenario.facts for signal in fact.signals}
        if signals & {"self_harm", "bereavement"}:
            assert scenario.content_warning is not None

    def test_an_agency_collects_in_the_united_states(self, scenario: Scenario) -> None:
        if scenario.jurisdiction is Jurisdiction.US:
            assert scenario.case.collector_type == "agency"

    def test_the_model_call_has_the_same_number_of_lines_in_each_language_or_nearly(self, scenario: Scenario) -> None:
        assert abs(len(scenario.model_call.zh) - len(scenario.model_call.en)) <= 1
        assert len(scenario.model_call.zh) >= 3

    def test_a_lie_contradicts_the_file(self, scenario: Scenario) -> None:
        for fact in scenario.facts:
            assert bool(fact.caught_by) is (fact.reveal == "when_caught")
