"""What a collector's screen shows of a case: file, contacts, clock, authority."""
from __future__ import annotations

from trainer.domain.scenario import Authority, CaseFile, EarlierContact
from trainer.i18n.formats import day, money, share
from trainer.web.current import Current
from trainer.web.widgets import bullets, facts, tags


def case_file(here: Current, case: CaseFile) -> None:
    """The account and what is known of it."""
    t, account = here.t, case.account
    sums = [(t(f"case.{name}"), money(getattr(account, name), account.currency, here.language)) for name in ("balance", "principal", "interest", "fees", "minimum_due")]
    facts(
        [
            (t("case.name"), here.text(case.masked_name)),
            (t("case.product"), f"{t(f'product.{account.product}')} *{account.card_tail}"),
            (t("case.dpd"), t("case.days", n=account.dpd)),
            *sums,
            (t("case.institution"), here.text(case.institution)),
            (t("case.collector_type"), t(f"collector_type.{case.collector_type}")),
            (t("case.legal_status"), t(f"legal_status.{case.legal_status.value}")),
            (t("case.reported"), t(f"yes_no.{case.reported_to_bureau}")),
            (t("case.limitation"), t(f"limitation.{case.limitation}")),
            (t("case.identity_check"), here.text(case.identity_check)),
        ]
    )
    if case.flags:
        tags([(t(f"flag.{flag}"), "warn") for flag in case.flags])


def contacts(here: Current, case: CaseFile) -> None:
    """Today's contacts, the clock, earlier contacts and notes."""
    t = here.t
    facts(
        [
            (t("case.local_time"), case.local_time),
            (t("case.contacts_today"), str(case.contacts_today)),
            (t("case.attempts_today"), str(case.attempts_today)),
            (t("case.contacts_7d"), str(case.contacts_7d)),
            (t("case.recording_notice"), t(f"yes_no.{case.recording_notice_played}")),
        ]
    )
    bullets(
        [
            *[f"{day(payment.on, here.language)} · {t('case.paid')} {money(payment.amount, case.account.currency, here.language)}" for payment in case.account.last_payments],
            *[_contact(here, contact) for contact in case.contacts],
            *[here.text(note) for note in case.notes],
        ]
    )


def _contact(here: Current, contact: EarlierContact) -> str:
    t = here.t
    result, note = t(f"contact_result.{contact.result}"), here.text(contact.note)
    start = f"{t('case.days_ago', n=contact.days_ago)} · {t(f'channel.{contact.channel}')}"
    return f"{start} · {result}" if note.rstrip("。.") == result else f"{start} · {t('web.contact', result=result, note=note)}"


def authority_lines(here: Current, authority: Authority) -> list[str]:
    """What the collector may grant, one line each."""
    t = here.t
    return [
        t("authority.instalments", n=authority.instalments_max),
        t("authority.waiver", share=share(float(authority.waive_fees_share), here.language)),
        t("authority.settlement_none") if authority.settlement_min_share >= 1 else t("authority.settlement", share=share(float(authority.settlement_min_share), here.language)),
        t("authority.deferral", n=authority.deferral_max_days),
        t("authority.first_payment", n=authority.first_payment_within_days),
    ]
