"""The legal route as training content: its steps, what may be said at each, which papers it needs and what it rests on."""
from __future__ import annotations

from typing import Literal

from pydantic import Field

from trainer.domain.context import Jurisdiction, LegalStatus
from trainer.domain.text import Localised, Model


class LegalDocument(Model):
    """A paper of a step; the same id names the same paper in every step of a route."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: Localised


class LegalBasis(Model):
    """What a step rests on; `memory` means that the number is still to be checked against the text."""

    title: Localised
    article: str = Field(min_length=1)
    standing: Literal["verified", "memory"]
    gist: Localised


class ForbiddenLine(Localised):
    """A line that must not be said at a step, with the code of the rule that it breaks."""

    rule: str


class LegalStep(Model):
    """One step of a route.

    Args:
        legal_status: What a collector may truthfully say of the case once this step has been reached.
        when: When it is permitted and proportionate.
        rights: What the debtor may do.
        next: Steps that may follow; none after the last.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    legal_status: LegalStatus
    title: Localised
    what: Localised
    when: Localised
    rights: Localised
    may_say: tuple[Localised, ...] = Field(min_length=2)
    may_not_say: tuple[ForbiddenLine, ...] = Field(min_length=2)
    documents: tuple[LegalDocument, ...] = Field(min_length=1)
    basis: tuple[LegalBasis, ...] = Field(min_length=1)
    next: tuple[str, ...] = ()


class LegalRoute(Model):
    """The route of one jurisdiction; its first step opens it."""

    id: str
    version: int = Field(ge=1)
    jurisdiction: Jurisdiction
    title: Localised
    notice: Localised
    steps: tuple[LegalStep, ...] = Field(min_length=8)

    def step(self, step_id: str) -> LegalStep:
        """The step of that id.

        Raises:
            KeyError: the route has no such step.
        """
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def documents(self) -> tuple[LegalDocument, ...]:
        """Every paper of the route once, in the order in which it is first needed."""
        found = {document.id: document for step in reversed(self.steps) for document in reversed(step.documents)}
        order = dict.fromkeys(document.id for step in self.steps for document in step.documents)
        return tuple(found[name] for name in order)
