"""Versions of content by name."""
from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from trainer.domain.text import Language
from trainer.i18n.catalogues import translator
from trainer.web.current import Current
from trainer.web.names import version_name


def visitor(language: Language) -> Current:
    return cast(Current, SimpleNamespace(language=language, t=translator(language)))


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("cn_practice@1", "中国练习 第 1 版", "China practice, version 1"), ("us_exam 12", "美国考试 第 12 版", "United States exam, version 12"), ("uk@3", "英国 第 3 版", "United Kingdom, version 3"),
    ],
)
def test_rubrics_and_rule_packs_have_names(code: str, zh: str, en: str) -> None:
    assert version_name(visitor(Language.ZH), code) == zh
    assert version_name(visitor(Language.EN), code) == en


@pytest.mark.parametrize("code", ["house_special@2", "cn_whatever@1", "cn", "", None])
def test_what_has_no_name_is_shown_as_it_is(code: str | None) -> None:
    assert version_name(visitor(Language.EN), code) == (code or "")
