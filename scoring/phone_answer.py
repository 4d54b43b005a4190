"""Judges how a request or complaint was answered on the phone: by the same parts as a written answer, heard in what the collector said."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import Field

from scoring.notice_parts import PARTS, has_part, notice_rules, required
from scoring.rubric import Rubric
from scoring.work import item, work_card
from trainer.domain.heard import Heard
from trainer.domain.judgement import CriterionResult, Evidence, RulePack, Scorecard
from trainer.domain.notice import LONGEST_NOTICE, Notice, NoticeFile, Purpose
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Localised, Model
from trainer.hearing import hear

PHONE_FILE = Path(__file__).parent / "phone_answer.yaml"
# A caller knows whom they rang and on which number.
ONLY_WRITTEN = frozenset({"firm", "tail", "contact", "how_to_pay"})


class _Said(Model):
    """How a part is said: acts that say it, and words beside those of writing, or in their place where `own`."""

    skill: str
    own: bool = False
    acts: tuple[str, ...] = ()
    zh: tuple[str, ...] = Field(default=())
    en: tuple[str, ...] = Field(default=())

    def words(self, language: Language) -> tuple[str, ...]:
        """The words in that language."""
        return self.zh if language is Language.ZH else self.en


class _PhoneFile(Model):
    parts: dict[str, _Said]


@cache
def _said() -> dict[str, _Said]:
    return read_model_file(PHONE_FILE, "scoring/phone_answer.yaml", _PhoneFile).parts


def parts_on_phone(purpose: Purpose) -> tuple[str, ...]:
    """The parts that an answer of this purpose must hold on the phone."""
    return tuple(name for name in notice_rules().purposes[purpose].wants if name not in ONLY_WRITTEN)


def judge_phone_answer(
    purpose: Purpose, said: Sequence[tuple[int, str]], file: NoticeFile, pack: RulePack, rubric: Rubric, *, identifier: str, app_version: str,
) -> Scorecard:
    """Judge whether the caller got the answer that was due; breaches are the call's own score's matter.

    Args:
        purpose: What the answer is for, as of a written one.
        said: The collector's lines with their turns.
        file: What is true of the case that day.
        pack: Rules of the jurisdiction.
        rubric: What passes.
        identifier: Id that the scorecard carries.
        app_version: Version of the product.
    """
    heard = [(turn, hear(text, file.language, file.today)) for turn, text in said]
    criteria = tuple(_part(name, purpose, heard, file) for name in parts_on_phone(purpose))
    return work_card(identifier, (), criteria, pack, rubric, app_version)


def _part(name: str, purpose: Purpose, heard: Sequence[tuple[int, Heard]], file: NoticeFile) -> CriterionResult:
    title = PARTS[name]
    for turn, line in heard:
        quote = _holds(name, purpose, line, file)
        if quote:
            why = Localised(zh=f"说到了“{title.zh}”。", en=f"Said: {title.en.lower()}.")
            return item(f"answer_{name}", _said()[name].skill, title, required(name), 1.0, why, [Evidence(turn=turn, quote=quote)])
    return item(f"answer_{name}", _said()[name].skill, title, required(name), 0.0, Localised(zh=f"没有说到“{title.zh}”。", en=f"Not said: {title.en.lower()}."))


def _holds(name: str, purpose: Purpose, line: Heard, file: NoticeFile) -> str:
    """The words of the line that hold the part, empty where it does not."""
    said = _said()[name]
    place = None if said.own else has_part(name, Notice(channel="sms", purpose=purpose, text=line.text[:LONGEST_NOTICE]), file)
    if place is not None:
        return line.text[place[0] : place[1]]
    match = re.search("|".join(f"(?:{pattern})" for pattern in said.words(file.language)), line.text, re.IGNORECASE) if said.words(file.language) else None
    if match:
        return match.group()
    return line.text if set(said.acts) & set(line.act_codes()) else ""
