"""Real calls: taken in from files, masked, scored in batches that survive a stop, read like practised ones."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from trainer.domain.call import Transcript
from trainer.domain.errors import CallStateError, NotAllowedError
from trainer.domain.judgement import Scorecard
from trainer.domain.people import Person, Role
from trainer.domain.stored import BatchScore
from trainer.service.access import require
from trainer.service.intake.files import Mapping, Unusable, transcripts
from trainer.service.intake.pool import score_all
from trainer.service.ports import Outside
from trainer.storage.batches import SqliteBatches

READERS = (Role.LEAD, Role.MANAGER, Role.ADMIN)
STORED_TOGETHER = 64


class TranscriptService:
    """Batches of real calls, for leads, managers and admins of the organisation."""

    def __init__(self, root: Path, batches: SqliteBatches, outside: Outside) -> None:
        self._root = root
        self._batches = batches
        self._outside = outside

    def save_mapping(self, person: Person, mapping: Mapping) -> None:
        """Keep how the files of one source are read."""
        require(person.has(*READERS))
        self._batches.save_mapping(person.organisation_id, mapping.name, mapping.model_dump_json())

    def mappings(self, person: Person) -> tuple[Mapping, ...]:
        """The organisation's mappings by name."""
        require(person.has(*READERS))
        return tuple(Mapping.model_validate_json(body) for body in self._batches.mappings(person.organisation_id).values())

    def take_in(self, person: Person, name: str, content: bytes, mapping: Mapping) -> str:
        """Read a file into a new batch; returns the batch's id.

        Raises:
            InputError: the file as a whole cannot be used.
        """
        require(person.has(*READERS))
        batch_id = self._outside.new_id()
        calls = (
            (item.where, None, item.why) if isinstance(item, Unusable) else (item.id, item, None) for item in transcripts(name, content, mapping)
        )
        self._batches.add(batch_id, person.organisation_id, person.id, name, self._outside.now(), calls)
        return batch_id

    def _own(self, person: Person, batch_id: str) -> None:
        require(person.has(*READERS))
        if self._batches.organisation_of(batch_id) != person.organisation_id:
            raise NotAllowedError("not_allowed")

    def batches(self, person: Person) -> list[dict[str, Any]]:
        """The organisation's batches, newest first, with how far each is."""
        require(person.has(*READERS))
        return self._batches.batches(person.organisation_id)

    def run(self, person: Person, batch_id: str, *, workers: int = 2, told: Callable[[int], None] = lambda done: None) -> int:
        """Score what is still to be scored; may be stopped at any moment and run again. Returns how many were scored.

        Args:
            told: Called with the number done so far, after each step.
        """
        self._own(person, batch_id)
        done = 0
        waiting: list[BatchScore] = []
        for scored in score_all(self._root, self._pending(batch_id), workers):
            waiting.append(scored)
            if len(waiting) >= STORED_TOGETHER:
                done += self._store(batch_id, waiting)
                told(done)
        done += self._store(batch_id, waiting)
        told(done)
        return done

    def _store(self, batch_id: str, waiting: list[BatchScore]) -> int:
        stored = self._batches.save_scores(batch_id, waiting) if waiting else 0
        waiting.clear()
        return stored

    def _pending(self, batch_id: str) -> Iterator[tuple[int, str]]:
        after = -1
        while True:
            page = self._batches.pending(batch_id, after, 500)
            if not page:
                return
            yield from page
            after = page[-1][0]

    def rows(self, person: Person, batch_id: str, **filters: Any) -> list[dict[str, Any]]:
        """Calls of a batch as rows; see the store for the filters."""
        self._own(person, batch_id)
        return self._batches.rows(batch_id, **filters)

    def call(self, person: Person, batch_id: str, idx: int) -> tuple[Transcript, Scorecard]:
        """One scored call of a batch."""
        self._own(person, batch_id)
        found = self._batches.call(batch_id, idx)
        if found is None:
            raise NotAllowedError("not_allowed")
        transcript, card = found
        if card is None:
            raise CallStateError("call_not_scored")
        return transcript, card
