"""Prompts are data: versioned YAML files whose slots must all be filled and no others."""
from __future__ import annotations

import string
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from trainer.domain.errors import ContentError
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Model

FOLDER = Path(__file__).parent / "prompts"


class Prompt(Model):
    """One prompt: what the system is told and what is asked, with {named} slots."""

    id: str
    version: int = Field(ge=1)
    slots: tuple[str, ...]
    system: str
    ask: str

    @model_validator(mode="after")
    def _slots_agree(self) -> Prompt:
        used = {name for text in (self.system, self.ask) for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        if used != set(self.slots):
            raise ValueError(f"slots listed and used differ: {sorted(used ^ set(self.slots))}")
        return self

    def filled(self, **values: str) -> list[dict[str, str]]:
        """The messages with every slot filled.

        Raises:
            ContentError: a slot is missing or one too many is given.
        """
        if set(values) != set(self.slots):
            raise ContentError([f"trainer/llm/prompts/{self.id}.yaml: slots: found {sorted(values)}; allowed: exactly {sorted(self.slots)}"])
        return [{"role": "system", "content": self.system.format(**values)}, {"role": "user", "content": self.ask.format(**values)}]


@cache
def prompt(name: str) -> Prompt:
    """The prompt of that name.

    Raises:
        ContentError: missing or broken.
    """
    return read_model_file(FOLDER / f"{name}.yaml", f"trainer/llm/prompts/{name}.yaml", Prompt)
