"""Old debt: no threat of suit, no denial of the limit, no token payment coaxed without saying what it does."""
from __future__ import annotations

from collections.abc import Iterator

from scoring.breach import Breach, CheckInput, breach
from scoring.phrases import find, says
from scoring.quotes import clause_of
from trainer.domain.heard import DebtorSignalKind


def check_limitation(given: CheckInput) -> Iterator[Breach]:
    """Misleading words on a debt whose limitation has expired by the file, or is said to have."""
    call = given.call
    raised = next((moment.index for moment in call.debtor if moment.raises(DebtorSignalKind.TIME_BARRED)), None)
    expired = call.transcript.context.limitation == "expired"
    for moment in call.collector:
        if not expired and (raised is None or moment.index < raised):
            continue
        if says("denies_suit", call.language, moment.spoken):
            continue
        hit = find("threatens_suit", call.language, moment.spoken) or (find("coaxes_token", call.language, moment.spoken) if expired else None)
        if hit is not None:
            yield breach(
                "time_barred_misrepresentation", moment,
                "案件标记时效已届满，仍以起诉施压、否认时效或诱导小额还款。" if expired else "对方提出时效已过，仍以起诉施压或否认时效。",
                "The file marks this debt as time-barred; suit was threatened, the limit denied, or a token payment coaxed." if expired
                else "They said that the debt is too old; suit was threatened or the limit denied.",
                quote=clause_of(moment.text, hit.start(), hit.end()), confidence=0.8,
            )
