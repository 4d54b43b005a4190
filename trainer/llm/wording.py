"""A model puts the debtor's line into words; what does not pass the check is asked for once more and then left to the built-in line."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from trainer.domain.call import Mood, Speaker, Turn
from trainer.domain.errors import TrainerError
from trainer.domain.scenario import Scenario
from trainer.domain.temperament import Temperament
from trainer.domain.text import Language, Model
from trainer.llm.client import ModelClient, ModelUnavailableError
from trainer.llm.prompts import prompt
from trainer.llm.reply_check import fault_of

TURNS_SHOWN = 6
LONGEST_SHOWN = 400
ATTEMPTS = 2
TEMPERATURE = 0.8
MAX_TOKENS = 120
_LANGUAGE = {Language.ZH: "Simplified Chinese", Language.EN: "English"}
_SENTENCE_END = re.compile(r"[。！？!?…]+[”」』\"]?|\.(?=\s)")
_BANDS = ((0.66, "high"), (0.33, "some"), (0.0, "low"))


Shown = Callable[[str], None]


class Worded(Model):
    """A line and where it came from: "embedded", or "model:<name>:<prompt version>"; `fault` says why a model's line was not used."""

    text: str
    source: str
    fault: str | None = None


class Wording:
    """Words the debtor's lines through a model, within the limits of the settings.

    Args:
        client: Asks the endpoints.
    """

    def __init__(self, client: ModelClient) -> None:
        self._client = client

    def word(
        self, plain: str, *, scenario: Scenario, temperament: Temperament, mood: Mood, language: Language, turns: Sequence[Turn], today: date, shown: Shown | None = None,
    ) -> Worded:
        """The line as the model puts it, or the plain one; the call goes on in any case.

        Args:
            shown: Told of each further sentence of the reply once it is checked, with what came before it; first of an empty text when the model is asked.
        """
        if not any(char.isalnum() for char in plain):
            return Worded(text=plain, source="embedded")
        asked = prompt("wording")
        messages = asked.filled(
            language=_LANGUAGE[language],
            who=f"a person of about {scenario.persona.age}, {scenario.persona.gender}, {scenario.persona.occupation.in_(language)}",
            temper=temperament.description.in_(language),
            mood=_mood(mood),
            longest=f"{temperament.max_chars_zh} characters" if language is Language.ZH else f"{temperament.max_words_en} words",
            said_so_far=_said(turns),
            plain=plain,
        )
        before = [turn.text for turn in turns if turn.speaker is Speaker.DEBTOR]
        abuse_allowed = scenario.content_warning is not None
        checked = _Checked(shown, lambda text: fault_of(text, plain, language, today, said_before=before, abuse_allowed=abuse_allowed, whole=False) is None) if shown else None
        fault: str | None = None
        for _ in range(ATTEMPTS):
            try:
                answer = self._client.ask(messages, max_tokens=MAX_TOKENS, temperature=TEMPERATURE, heard=checked)
            except ModelUnavailableError as error:
                return Worded(text=plain, source="embedded", fault=error.reason)
            except TrainerError as error:
                return Worded(text=plain, source="embedded", fault=error.code)
            text = _unquoted(answer.text)
            fault = fault_of(text, plain, language, today, said_before=before, abuse_allowed=abuse_allowed)
            if fault is None:
                return Worded(text=text, source=f"model:{answer.model}:{asked.version}")
            if checked is not None and checked.spoken:
                break
        return Worded(text=plain, source="embedded", fault=fault)


class _Checked:
    """Lets the sentences of a growing reply through one by one, each only after it passed; after one that did not, nothing more of that reply.

    Args:
        shown: Told of what may be seen.
        passes: Whether the first sentences of a reply may be seen.
    """

    def __init__(self, shown: Shown, passes: Callable[[str], bool]) -> None:
        self._shown = shown
        self._passes = passes
        self._failed = ""
        self.spoken = ""
        shown("")

    def __call__(self, so_far: str) -> None:
        text = so_far.lstrip().lstrip("\"“「'")
        if self._failed and text.startswith(self._failed):
            return
        ends = [found.end() for found in _SENTENCE_END.finditer(text)]
        ready = text[: ends[-1]] if ends else ""
        if len(ready) <= len(self.spoken) or not ready.startswith(self.spoken):
            return
        if self._passes(ready):
            self.spoken = ready
            self._shown(ready)
        else:
            self._failed = ready


def _mood(mood: Mood) -> str:
    return ", ".join(f"{axis}: {next(word for at, word in _BANDS if getattr(mood, axis) >= at)}" for axis in ("anger", "anxiety", "shame", "trust"))


def _said(turns: Sequence[Turn]) -> str:
    names = {Speaker.COLLECTOR: "Caller", Speaker.DEBTOR: "This person"}
    return "\n".join(f"{names[turn.speaker]}: {turn.text[:LONGEST_SHOWN]}" for turn in turns[-TURNS_SHOWN:])


def _unquoted(text: str) -> str:
    stripped = text.strip()
    pairs = (('"', '"'), ("“", "”"), ("「", "」"), ("'", "'"))
    for opening, closing in pairs:
        if len(stripped) > 2 and stripped.startswith(opening) and stripped.endswith(closing):
            return stripped[1:-1].strip()
    return stripped
