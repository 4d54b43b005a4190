"""Scoring many transcripts over the cores of one machine; each worker loads the content once."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from scoring.score import score_call
from trainer.domain.call import Transcript
from trainer.domain.judgement import Scorecard
from trainer.service.content import Content, load_content
from trainer.version import APP_VERSION

CHUNK = 16


@cache
def _content(root: Path) -> Content:
    return load_content(root, APP_VERSION)


def score_transcript(content: Content, transcript: Transcript) -> Scorecard:
    """Judge one transcript that was not simulated here."""
    pack = content.packs[transcript.jurisdiction]
    return score_call(transcript, pack, content.rubric(transcript.jurisdiction, "practice"), app_version=content.app_version)


def _score_json(task: tuple[Path, int, str]) -> tuple[int, str]:
    root, idx, body = task
    return idx, score_transcript(_content(root), Transcript.model_validate_json(body)).model_dump_json()


def score_all(root: Path, calls: Iterable[tuple[int, str]], workers: int) -> Iterator[tuple[int, Scorecard]]:
    """Judge transcripts (index, JSON) on so many cores; results come in the order given."""
    tasks = ((root, idx, body) for idx, body in calls)
    if workers <= 1:
        for idx, body in map(_score_json, tasks):
            yield idx, Scorecard.model_validate_json(body)
        return
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        for idx, body in pool.map(_score_json, tasks, chunksize=CHUNK):
            yield idx, Scorecard.model_validate_json(body)
