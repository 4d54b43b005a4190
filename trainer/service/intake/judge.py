"""Judging one transcript that was not simulated here, in whatever process."""
from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from scoring.score import score_call
from trainer.domain.call import Transcript
from trainer.domain.judgement import Scorecard
from trainer.domain.stored import BatchScore
from trainer.domain.text import Language
from trainer.hearing import hear
from trainer.hearing.debtor_line import hear_debtor
from trainer.service.content import Content, load_content
from trainer.version import APP_VERSION

_ANY_DAY = date(2026, 1, 5)
# One plain line in either language, said by either side, makes the ears load all they have.
_SAMPLES = {Language.ZH: "您好，请问这个月能还多少？", Language.EN: "Hello, how much can you pay this month?"}


@cache
def content_at(root: Path) -> Content:
    """All content below the project's root, loaded once a process."""
    return load_content(root, APP_VERSION)


def warm_ears() -> None:
    """Load the ears of both languages."""
    for language, line in _SAMPLES.items():
        hear(line, language, _ANY_DAY)
        hear_debtor(line, language, _ANY_DAY)


def score_transcript(content: Content, transcript: Transcript) -> Scorecard:
    """Judge one transcript."""
    pack = content.packs[transcript.jurisdiction]
    return score_call(transcript, pack, content.rubric(transcript.jurisdiction, "practice"), app_version=content.app_version)


def score_chunk(root: Path, calls: list[tuple[int, str]]) -> list[BatchScore]:
    """Judge some calls (index, transcript as JSON), ready to be stored."""
    content = content_at(root)
    return [BatchScore.of(idx, score_transcript(content, Transcript.model_validate_json(body))) for idx, body in calls]
