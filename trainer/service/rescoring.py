"""Judging a call again by today's rules, rubric and ears: a second score beside the first, which stays as it was made, and why they differ."""
from __future__ import annotations

from scoring.score import versions_of
from trainer.domain.call import CallRecord
from trainer.domain.errors import CallStateError
from trainer.domain.judgement import Scorecard, Versions
from trainer.domain.people import Person
from trainer.domain.stored import CallStatus, StoredCall, StoredScore
from trainer.domain.text import Localised, Model
from trainer.service.catalogue import Catalogue
from trainer.service.content import Content
from trainer.service.debrief import DebriefService
from trainer.service.live_call import LiveCall, Scored
from trainer.service.ports import Outside
from trainer.storage.protocols import CallStore

VERSION_PARTS = ("rubric", "rules", "ears", "app")


class ScoreDifference(Model):
    """A later score of a call beside the first.

    Attributes:
        versions: what the score was made with, part by part, before and after; only parts that changed.
        overall: total before and after, 0-100, None where it could not be judged.
        passed: before and after.
        findings_gone: rules found on the day and not now, each with its turn.
        findings_new: rules found now and not on the day, each with its turn.
        findings_weighed: rules found both times with another severity: turn, severity before and after.
        criteria_changed: title, share before and after (0-1 or None).
    """

    versions: tuple[tuple[str, str, str], ...]
    overall: tuple[float | None, float | None]
    passed: tuple[bool | None, bool | None]
    findings_gone: tuple[tuple[str, int], ...]
    findings_new: tuple[tuple[str, int], ...]
    findings_weighed: tuple[tuple[str, int, str, str], ...]
    criteria_changed: tuple[tuple[Localised, float | None, float | None], ...]


class RescoringService:
    """Second scores, for the owner of a call and for those who may see it."""

    def __init__(self, content: Content, catalogue: Catalogue, calls: CallStore, debriefs: DebriefService, outside: Outside) -> None:
        self._content = content
        self._catalogue = catalogue
        self._calls = calls
        self._debriefs = debriefs
        self._outside = outside

    def outdated(self, person: Person, call_id: str) -> bool:
        """Whether the newest score of this call was made with other rules, rubric, ears or app than today's.

        Raises:
            NotAllowedError, CallStateError: as `DebriefService.debrief`.
        """
        call, scores = self._judged(person, call_id)
        return _made_with(scores[-1].scorecard.versions) != _made_with(self._versions_now(call))

    def rescore(self, person: Person, call_id: str) -> int:
        """Judge the call again and keep the new score beside the others; returns its ordinal.

        Raises:
            NotAllowedError, CallStateError: as `DebriefService.debrief`; `score_is_current` where nothing has changed since the newest score.
        """
        call, scores = self._judged(person, call_id)
        if _made_with(scores[-1].scorecard.versions) == _made_with(self._versions_now(call)):
            raise CallStateError("score_is_current")
        scored = self._now(call)
        return self._calls.add_score(call_id, scored.scorecard, scored.truth, self._outside.now()).ordinal

    def scores(self, person: Person, call_id: str) -> tuple[StoredScore, ...]:
        """Every score of the call, the first one first.

        Raises:
            NotAllowedError, CallStateError: as `DebriefService.debrief`.
        """
        return tuple(self._judged(person, call_id)[1])

    def difference(self, person: Person, call_id: str, ordinal: int) -> ScoreDifference:
        """How a later score differs from the first.

        Raises:
            NotAllowedError, CallStateError: as `DebriefService.debrief`; `call_not_scored` where there is no such score.
        """
        scores = self._judged(person, call_id)[1]
        later = next((score for score in scores if score.ordinal == ordinal), None)
        if later is None:
            raise CallStateError("call_not_scored")
        return difference(scores[0].scorecard, later.scorecard)

    def _judged(self, person: Person, call_id: str) -> tuple[StoredCall, list[StoredScore]]:
        call = self._debriefs.visible_result(person, call_id)
        scores = self._calls.scores(call_id)
        if call.status is not CallStatus.SCORED or not scores:
            raise CallStateError("call_not_scored")
        return call, scores

    def _versions_now(self, call: StoredCall) -> Versions:
        jurisdiction = self._catalogue.get(call.organisation_id, call.scenario_id, call.scenario_version).jurisdiction
        return versions_of(self._content.packs[jurisdiction], self._content.rubric(jurisdiction, call.mode), self._content.app_version)

    def _now(self, call: StoredCall) -> Scored:
        scenario = self._catalogue.get(call.organisation_id, call.scenario_id, call.scenario_version)
        live = LiveCall.replayed(self._content, scenario, call.language, call.seed, self._calls.turns(call.id), call.dial)
        record: CallRecord | None = self._calls.record(call.id)
        return live.score(call.id, call.mode, record)


def difference(first: Scorecard, later: Scorecard) -> ScoreDifference:
    """What changed from one score of a call to a later one."""
    before, after = first.versions, later.versions
    old = {(finding.rule, finding.turn): finding.severity for finding in first.findings}
    new = {(finding.rule, finding.turn): finding.severity for finding in later.findings}
    was = {item.id: item.score for item in first.criteria}
    return ScoreDifference(
        versions=tuple((part, getattr(before, part), getattr(after, part)) for part in VERSION_PARTS if _part(before, part) != _part(after, part)),
        overall=(first.overall, later.overall),
        passed=(first.passed, later.passed),
        findings_gone=tuple(sorted(old.keys() - new.keys())),
        findings_new=tuple(sorted(new.keys() - old.keys())),
        findings_weighed=tuple((*where, old[where], new[where]) for where in sorted(old.keys() & new.keys()) if old[where] != new[where]),
        criteria_changed=tuple((item.title, was.get(item.id), item.score) for item in later.criteria if was.get(item.id) != item.score),
    )


def _part(versions: Versions, part: str) -> tuple[str, str]:
    return getattr(versions, part), getattr(versions, f"{part}_digest", "")


def _made_with(versions: Versions) -> tuple[tuple[str, str], ...]:
    return tuple(_part(versions, part) for part in VERSION_PARTS)
