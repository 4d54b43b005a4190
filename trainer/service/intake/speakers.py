"""Which label in a file means the collector and which the debtor."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from trainer.domain.call import Speaker
from trainer.domain.errors import InputError

_COLLECTOR = ("collector", "agent", "rep", "representative", "advisor", "adviser", "operator", "坐席", "座席", "客服", "催收员", "催收", "专员", "经办", "业务员", "员工", "a", "speaker 0", "speaker_0", "spk0", "channel 0")
_DEBTOR = ("debtor", "customer", "consumer", "client", "caller", "borrower", "cardholder", "third party", "客户", "债务人", "用户", "持卡人", "对方", "借款人", "家属", "第三人", "b", "speaker 1", "speaker_1", "spk1", "channel 1")


def _key(label: str) -> str:
    return label.strip().strip("[]()<>【】（）").casefold()


def known_labels() -> Mapping[str, Speaker]:
    """Labels understood without being mapped."""
    return {**{name: Speaker.COLLECTOR for name in _COLLECTOR}, **{name: Speaker.DEBTOR for name in _DEBTOR}}


class SpeakerMap:
    """Labels to speakers: those mapped by a person first, then the known ones.

    Args:
        mapped: Label as it stands in the file to speaker.
    """

    def __init__(self, mapped: Mapping[str, Speaker] | None = None) -> None:
        self._known = {**known_labels(), **{_key(label): speaker for label, speaker in (mapped or {}).items()}}

    def knows(self, label: str) -> bool:
        """Whether the label is understood."""
        return _key(label) in self._known

    def speaker(self, where: str, label: str) -> Speaker:
        """The speaker of a label.

        Raises:
            InputError: a label that nobody mapped.
        """
        found = self._known.get(_key(label))
        if found is None:
            raise InputError(f"{where}: speaker", repr(label[:40]), "a label mapped to collector or debtor")
        return found

    def unknown(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The labels that still need to be mapped, each once."""
        return tuple(dict.fromkeys(label for label in labels if not self.knows(label)))
