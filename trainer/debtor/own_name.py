"""The debtor's own name as it is given to whoever asks for it: the surname where that was asked, the first name where that was, else both."""
from __future__ import annotations

import re

from trainer.debtor.state import Cast
from trainer.domain.scenario import Spoken
from trainer.domain.text import Language

_SURNAME = {
    Language.ZH: re.compile(r"贵姓|姓什么|姓啥|什么姓|姓氏"),
    Language.EN: re.compile(r"\b(surname|last name|family name|second name)\b", re.IGNORECASE),
}
_FIRST = {
    Language.ZH: re.compile(r"叫什么名|全名|名字"),
    Language.EN: re.compile(r"\b(first name|given name|christian name)\b", re.IGNORECASE),
}
_CALLED = re.compile(r"怎么称呼|怎么叫|\bcall you\b|\bprefer\b", re.IGNORECASE)


def own_name(text: str, cast: Cast, language: Language) -> Spoken | None:
    """The ways of giving the part of the name that a line asks for; None where it asks how to be called, which the case has words for."""
    if _CALLED.search(text) and not _SURNAME[language].search(text):
        return None
    name = cast.scenario.persona.name
    zh, en = _zh(name.zh, text), _en(name.en, text, name.zh)
    return Spoken(zh=zh, en=en)


def _zh(name: str, text: str) -> tuple[str, ...]:
    _, dot, last = name.partition("·")
    surname = last if dot else name[0]
    if _SURNAME[Language.ZH].search(text):
        return (f"姓{surname}。", f"我姓{surname}。", f"{surname}，{name}。")
    return (f"{name}。", f"我叫{name}。", f"是{name}，我就是。")


def _en(name: str, text: str, zh: str) -> tuple[str, ...]:
    parts = name.split()
    first, last = (parts[0], parts[-1]) if "·" in zh else (parts[-1], parts[0])  # Chinese names put the family first
    if _SURNAME[Language.EN].search(text):
        return (f"{last}.", f"It's {last}.", f"{last}. {first} {last}." if "·" in zh else f"{last}. {name}.")
    if _FIRST[Language.EN].search(text):
        return (f"{first}.", f"It's {first}.", f"{first}, it's {first} {last}." if "·" in zh else f"{first}. {name}.")
    return (f"{name}.", f"It's {name}.", f"This is {name}.")
