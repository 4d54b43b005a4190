"""Names for the versions of content that a score was made with."""
from __future__ import annotations

import re

from trainer.i18n.catalogues import has_message
from trainer.web.current import Current

_VERSION = re.compile(r"(?P<id>[a-z_]+)[@ ](?P<version>\d+)")


def version_name(here: Current, code: str | None) -> str:
    """A rubric or rule pack as people call it: `cn_practice@1` is the first version of China's rubric for practice, `cn@1` of China's rules.

    Args:
        code: Id and version as a score keeps them; one that names no jurisdiction of ours is shown as it is.
    """
    found = _VERSION.fullmatch(code or "")
    if found is None:
        return code or ""
    place, _, mode = found["id"].partition("_")
    words = f"jurisdiction.{place}", f"mode.{mode}"
    if not has_message(here.language, words[0]) or (mode and not has_message(here.language, words[1])):
        return code or ""
    name = here.t("frame.rubric_name", place=here.t(words[0]), mode=here.t(words[1]).lower()) if mode else here.t(words[0])
    return here.t("frame.version_name", name=name, version=found["version"])
