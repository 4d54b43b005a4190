"""A call is judged again beside its first score, which stays; what changed is told."""
from __future__ import annotations

import pytest

from tests.trainer.service.test_debrief import named, scored
from trainer.bootstrap import Services
from trainer.domain.errors import CallStateError, NotAllowedError
from trainer.domain.people import Person
from trainer.service.rescoring import RescoringService

RUDE = "您好，请问是周敏女士吗？我是海州银行的。你就是个老赖，要不要脸？"


def with_other_rules(services: Services) -> RescoringService:
    """The same services a version of the rules later, in which abuse is a minor matter."""
    content = services.content
    packs = {
        place: pack.model_copy(
            update={
                "version": pack.version + 1, "digest": "0" * 64,
                "rules": tuple(rule.model_copy(update={"severity": "minor"}) if rule.code == "abusive_language" else rule for rule in pack.rules),
            }
        )
        for place, pack in content.packs.items()
    }
    newer = type(content)(**{**content.__dict__, "packs": packs})
    return RescoringService(newer, services.catalogue, services.calls, services.debriefs, services.outside)


class TestRescoring:
    def test_nothing_is_judged_again_while_nothing_has_changed(self, services: Services, mei: Person) -> None:
        call_id = scored(services, mei)
        assert not services.rescoring.outdated(mei, call_id)
        with pytest.raises(CallStateError, match="score_is_current"):
            services.rescoring.rescore(mei, call_id)

    def test_the_second_score_stands_beside_the_first_and_the_difference_is_told(self, services: Services, mei: Person) -> None:
        call_id = scored(services, mei, line=RUDE)
        before = services.debriefs.debrief(mei, call_id)
        assert "abusive_language" in {finding.rule for finding in before.scorecard.findings}
        later = with_other_rules(services)
        assert later.outdated(mei, call_id)
        ordinal = later.rescore(mei, call_id)
        assert ordinal == 1 and services.debriefs.debrief(mei, call_id) == before.model_copy(
            update={"other_scores": services.debriefs.debrief(mei, call_id).other_scores}
        )
        after = services.debriefs.debrief(mei, call_id, ordinal)
        told = later.difference(mei, call_id, ordinal)
        assert [(rule, now) for rule, _, _, now in told.findings_weighed] == [("abusive_language", "minor")]
        assert [part for part, _, _ in told.versions] == ["rules"]
        assert told.overall == (before.scorecard.overall, after.scorecard.overall) and told.overall[0] != told.overall[1]
        assert not later.outdated(mei, call_id)

    def test_only_who_may_see_the_call_may_judge_it_again(self, services: Services, mei: Person) -> None:
        call_id = scored(services, mei, line=RUDE)
        later, lead = with_other_rules(services), named(services, "lead")
        for ask in (later.outdated, later.rescore, later.scores):
            with pytest.raises(NotAllowedError):
                ask(lead, call_id)
        services.debriefs.share(mei, call_id)
        assert later.rescore(lead, call_id) == 1
        with pytest.raises(NotAllowedError):
            later.rescore(named(services, "other-lead"), call_id)
