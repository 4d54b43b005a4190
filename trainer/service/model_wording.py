"""The model's wording of the debtor's lines, as the practice service wants it."""
from __future__ import annotations

from trainer.llm.wording import Shown, Wording
from trainer.service.live_call import LiveCall


class ModelWording:
    """Words the last turn of a call through a model; the built-in line stays where the model fails or strays.

    Args:
        wording: Asks the model and checks what comes back.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def __call__(self, live_call: LiveCall, shown: Shown | None = None) -> tuple[str, str]:
        """Words and source for the last turn of this call; `shown` is told of checked sentences while the model writes."""
        plain = live_call.plain[-1]
        if plain.mood is None:
            return plain.text, plain.source
        worded = self._wording.word(
            plain.text,
            scenario=live_call.scenario,
            temperament=live_call.cast.temperament(live_call.state.speaking),
            mood=plain.mood,
            language=live_call.language,
            turns=live_call.turns[:-1],
            today=live_call.scenario.call_date,
            shown=shown,
        )
        return worded.text, worded.source
