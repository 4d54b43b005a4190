"""The circumstances of a call that sway how its words are judged, as short names with a fixed meaning."""
from __future__ import annotations

from trainer.domain.context import CallContext, Jurisdiction, Party

_HOURS = {Jurisdiction.CN: (8 * 60, 22 * 60), Jurisdiction.US: (8 * 60, 21 * 60), Jurisdiction.UK: (8 * 60, 21 * 60)}
_LAST_MINUTES = 40


def minute_of(clock: str) -> int:
    """Minutes since midnight of an "HH:MM" clock time."""
    return int(clock[:2]) * 60 + int(clock[3:])


def outside_hours(context: CallContext, jurisdiction: Jurisdiction) -> bool:
    """Whether the debtor's clock stands outside the hours of the jurisdiction (regulation page: cn 08-22, us 08-21, uk as the product's default)."""
    first, last = _HOURS[jurisdiction]
    return not first <= minute_of(context.local_time) < last


def circumstances(context: CallContext, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """The names that hold in this context; a context with nothing known gives only the jurisdiction."""
    names = [f"in:{jurisdiction.value}"]
    if context.party is not Party.RIGHT:
        names.append(f"party:{context.party.value}")
    if not context.identity_verified:
        names.append("unverified")
    names.extend(f"flag:{flag}" for flag in context.flags)
    names.extend(_standing(context))
    names.extend(_clock(context, jurisdiction))
    return tuple(names)


def _standing(context: CallContext) -> list[str]:
    names = [f"legal:{context.legal_status.value}"] if "legal_status" in context.model_fields_set else []
    if context.limitation == "expired":
        names.append("expired")
    if context.account is not None:
        names.append("account")
    if context.authority is not None:
        names.append("authority")
    if context.reported_to_bureau is not None:
        names.append("reported" if context.reported_to_bureau else "unreported")
    if context.recording_notice_played:
        names.append("notice_played")
    return names


def _clock(context: CallContext, jurisdiction: Jurisdiction) -> list[str]:
    names = []
    last = _HOURS[jurisdiction][1]
    if outside_hours(context, jurisdiction):
        names.append("outside_hours_agreed" if "time_agreed" in context.flags else "outside_hours")
    elif last - _LAST_MINUTES <= minute_of(context.local_time) < last:
        names.append("last_minutes")
    if context.contacts_today or context.attempts_today or context.contacts_7d or context.days_since_conversation is not None:
        names.append("contacts_known")
    return names
