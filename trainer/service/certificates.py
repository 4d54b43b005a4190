"""Readiness and certificates: a standard, the evidence it was met with, expiry, revocation, and a file that can be verified later."""
from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Any

from scoring.work import ALL_SKILLS as NAMES
from trainer.domain.errors import CallStateError, NotAllowedError, TrainerError
from trainer.domain.people import Person, Role
from trainer.domain.stored import CallStatus
from trainer.domain.text import Localised, Model
from trainer.service.access import require
from trainer.service.catalogue import Catalogue
from trainer.service.content import Content
from trainer.service.ports import Outside
from trainer.service.skills import SkillService
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.assignments import SqliteAssignments
from trainer.storage.certificates import Certificate, SqliteCertificates
from trainer.storage.people import SqlitePeople
from trainer.storage.protocols import CallStore
from trainer.storage.reviews import SqliteReviews

VALID_DAYS = 365
EXPIRES_SOON_DAYS = 30
CURRENT_DAYS = 90


class Standard(Model):
    """What somebody has to show before they may be let on the phones.

    Source:
        Exams and currency are the house standard; that training and an examination come before the job and at least yearly after is asked for by
        China's 2025 national standard GB/T 45251-2025 (section known, wording not checked).
    """

    id: str
    name: Localised
    exams: int
    least_difficulty: int
    skills: dict[str, float]
    current_days: int = CURRENT_DAYS


PHONES = Standard(
    id="phones_1",
    name=Localised(zh="上线资格（电话催收）", en="Ready for the phones"),
    exams=2,
    least_difficulty=2,
    skills={"opening": 60.0, "listening": 50.0, "discovery": 50.0, "negotiation": 50.0, "compliance": 60.0},
)


COACHES = Standard(
    id="coaches_1",
    name=Localised(zh="带教资格（组长）", en="Ready to coach (team leads)"),
    exams=2,
    least_difficulty=3,
    skills={"opening": 70.0, "listening": 60.0, "discovery": 60.0, "negotiation": 60.0, "compliance": 70.0},
)
STANDARDS = {standard.id: standard for standard in (PHONES, COACHES)}


def standard_for(person: Person) -> Standard:
    """What somebody in this role has to meet: leads who take no calls of their own that of coaches, everybody else that of the phones."""
    return COACHES if person.has(Role.LEAD) and not person.has(Role.TRAINEE) else PHONES


class Readiness(Model):
    """How far somebody is towards the standard of their role; `missing` says what is lacking."""

    person_id: str
    standard: Localised
    name: str
    is_ready: bool
    exams_passed: int
    missing: tuple[Localised, ...]
    certificate: Certificate | None


class Verified(Model):
    """What a certificate file turned out to be: valid, expired, revoked, altered, unknown here, or unreadable."""

    state: str
    number: str = ""
    name: str = ""
    expires_on: date | None = None
    why: str | None = None


class CertificateService:
    """Readiness, issuing, revoking and verifying; managers and admins issue, leads and managers read what they are responsible for."""

    def __init__(
        self, content: Content, catalogue: Catalogue, calls: CallStore, people: SqlitePeople, skills: SkillService, reviews: SqliteReviews, store: SqliteCertificates,
        accounts: SqliteAccounts, assignments: SqliteAssignments, outside: Outside,
    ) -> None:
        self._content = content
        self._catalogue = catalogue
        self._calls = calls
        self._people = people
        self._skills = skills
        self._reviews = reviews
        self._store = store
        self._accounts = accounts
        self._assignments = assignments
        self._outside = outside

    def _person(self, asker: Person, person_id: str) -> Person:
        found = self._people.person(person_id)
        own_team = found is not None and asker.has(Role.LEAD) and asker.team_id is not None and asker.team_id == found.team_id
        if found is None or found.organisation_id != asker.organisation_id or not (asker.id == found.id or own_team or asker.has(Role.MANAGER, Role.ADMIN)):
            raise NotAllowedError("not_allowed")
        return found

    def candidates(self, asker: Person) -> list[Person]:
        """The people whose readiness this person may look at: trainees, and for managers leads too."""
        require(asker.has(Role.LEAD, Role.MANAGER, Role.ADMIN))
        wide = asker.has(Role.MANAGER, Role.ADMIN)
        if not wide and asker.team_id is None:
            return []
        found = self._people.of_teams(asker.organisation_id, () if wide else (asker.team_id or "",), Role.TRAINEE)
        known = {person.id for person in found}
        leads = self._people.of_teams(asker.organisation_id, (), Role.LEAD) if wide else []
        return [*found, *(lead for lead in leads if lead.id not in known)]

    def readiness(self, asker: Person, person_id: str) -> Readiness:
        """How far somebody is towards the standard."""
        person = self._person(asker, person_id)
        standard, exams = standard_for(person), self._exams(person)
        missing: list[Localised] = []
        revoked = self._store.last_revoked(person.id)
        if len(exams) < standard.exams:
            current = revoked is not None and revoked >= self._outside.now() - timedelta(days=standard.current_days)
            missing.append(_missing_exams(standard.exams - len(exams), standard, revoked.date() if revoked is not None and current else None))
        levels = {level.skill: level for level in self._skills.levels(asker, person)}
        for skill, least in standard.skills.items():
            level = levels[skill]
            if level.state != "known" or (level.level or 0.0) < least:
                missing.append(_missing_skill(skill, least, level.level))
        return Readiness(person_id=person.id, standard=standard.name, name=person.name, is_ready=not missing, exams_passed=len(exams), missing=tuple(missing), certificate=self._store.current(person.id, self._today()))

    def _today(self) -> date:
        return self._outside.now().date()

    def _exams(self, person: Person) -> list[str]:
        """The exams that count: passed, recent, hard enough, and taken after a certificate of theirs was last taken back."""
        standard = standard_for(person)
        since = max(filter(None, (self._outside.now() - timedelta(days=standard.current_days), self._store.last_revoked(person.id))))
        scenarios = self._catalogue.all(person.organisation_id)
        calls = [call for call in self._calls.of_person(person.id) if call.mode == "exam" and call.status is CallStatus.SCORED and call.started_at >= since]
        scores = self._calls.first_scores(call.id for call in calls)
        taken: dict[str, str] = {}
        for call in calls:
            hard = call.scenario_id in scenarios and scenarios[call.scenario_id].difficulty >= standard.least_difficulty
            assignment = self._assignments.of_call(call.id)
            hidden = assignment is not None and not assignment.released
            if hard and not hidden and call.id in scores and scores[call.id].scorecard.passed:
                taken.setdefault(call.scenario_id, call.id)
        return list(taken.values())

    def issue(self, issuer: Person, person_id: str) -> Certificate:
        """Issue a certificate for a year.

        Raises:
            TrainerError: not_ready while anything is missing.
        """
        require(issuer.has(Role.MANAGER, Role.ADMIN))
        person = self._person(issuer, person_id)
        if not self.readiness(issuer, person_id).is_ready:
            raise TrainerError("not_ready")
        now = self._outside.now()
        evidence = self._evidence(person)
        body = canonical(evidence)
        number = f"DL-{now:%Y}-{self._outside.new_id()[:10].upper()}"
        certificate = Certificate(
            number=number, organisation_id=person.organisation_id, person_id=person.id, standard=standard_for(person).id, issued_by=issuer.id, issued_at=now,
            expires_on=now.date() + timedelta(days=VALID_DAYS), evidence=body, digest=hashlib.sha256(body.encode()).hexdigest(),
        )
        self._store.add(certificate)
        self._accounts.note(issuer.organisation_id, now, issuer, "certificate_issued", person.id, number)
        return certificate

    def _evidence(self, person: Person) -> dict[str, Any]:
        exams = []
        for call_id in self._exams(person):
            call = self._calls.get(call_id)
            score = self._calls.scores(call_id)[0]
            exams.append(
                {
                    "call": call_id,
                    "scenario": call.scenario_id if call else "",
                    "scenario_version": call.scenario_version if call else 0,
                    "seed": call.seed if call else 0,
                    "overall": score.scorecard.overall,
                    "versions": score.scorecard.versions.model_dump(),
                    "made_at": score.made_at.isoformat(),
                    "reviewers": self._reviewers(call_id),
                    "transcript": [{"speaker": turn.speaker.value, "text": turn.text} for turn in self._calls.turns(call_id)],
                    "scorecard": score.scorecard.model_dump(mode="json"),
                }
            )
        return {"person": {"id": person.id, "name": person.name}, "standard": standard_for(person).model_dump(mode="json"), "exams": exams}

    def _reviewers(self, call_id: str) -> list[dict[str, str]]:
        codes = sorted({verdict.reviewer_id for verdict in self._reviews.verdicts(call_id) if verdict.item_kind != "opinion"})
        found = (self._people.person(code) for code in codes)
        return [{"id": person.id, "name": person.name} for person in found if person is not None]

    def revoke(self, revoker: Person, number: str, why: str) -> None:
        """Take a certificate back, with a reason."""
        require(revoker.has(Role.MANAGER, Role.ADMIN))
        certificate = self.get(revoker, number)
        if not why.strip():
            raise TrainerError("comment_empty")
        if certificate.revoked_at is not None:
            raise CallStateError("revoked_before")
        self._store.revoke(number, revoker.id, self._outside.now(), why.strip()[:1000])
        self._accounts.note(revoker.organisation_id, self._outside.now(), revoker, "certificate_revoked", certificate.person_id, number)

    def get(self, asker: Person, number: str) -> Certificate:
        """One certificate that this person may see."""
        found = self._store.get(number)
        if found is None:
            raise NotAllowedError("not_allowed")
        self._person(asker, found.person_id)
        return found

    def verify_file(self, asker: Person, body: bytes) -> Verified:
        """Whether a certificate file, as it was handed out, says what the store says today."""
        require(asker.has(Role.LEAD, Role.MANAGER, Role.ADMIN))
        return self.checked_file(asker.organisation_id, body, self._today())

    def checked_file(self, organisation_id: str | None, body: bytes, today: date) -> Verified:
        """The same for whoever holds the machine; any organisation's where none is named."""
        try:
            found = json.loads(body)
            number, digest, evidence = str(found["number"]), str(found["digest"]), found["evidence"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return Verified(state="unreadable")
        stored = self._store.get(number)
        if stored is None or (organisation_id is not None and stored.organisation_id != organisation_id):
            return Verified(state="unknown", number=number[:40])
        same = hashlib.sha256(canonical(evidence).encode()).hexdigest() == digest == stored.digest
        person = self._people.person(stored.person_id)
        return Verified(state=verify(stored, today) if same else "altered", number=stored.number, name=person.name if person else "", expires_on=stored.expires_on, why=stored.revoked_why)

    def listed(self, asker: Person) -> tuple[Certificate, ...]:
        """The certificates this person may see, the next to expire first."""
        visible = []
        for certificate in self._store.of_organisation(asker.organisation_id):
            person = self._people.person(certificate.person_id)
            if person is not None and (asker.id == person.id or asker.has(Role.MANAGER, Role.ADMIN) or (asker.has(Role.LEAD) and asker.team_id is not None and asker.team_id == person.team_id)):
                visible.append(certificate)
        return tuple(visible)

    def expiring(self, asker: Person) -> tuple[Certificate, ...]:
        """Certificates that stand and run out within 30 days."""
        last = self._today() + timedelta(days=EXPIRES_SOON_DAYS)
        return tuple(item for item in self.listed(asker) if item.revoked_at is None and self._today() <= item.expires_on <= last)


def canonical(evidence: Any) -> str:
    """Evidence as the text that is signed for."""
    return json.dumps(evidence, ensure_ascii=False, sort_keys=True)


def verify(certificate: Certificate, today: date) -> str:
    """"valid", "expired", "revoked", or "altered" where the evidence is not what was signed for."""
    if hashlib.sha256(certificate.evidence.encode()).hexdigest() != certificate.digest:
        return "altered"
    if certificate.revoked_at is not None:
        return "revoked"
    return "valid" if today <= certificate.expires_on else "expired"


def _missing_exams(lacking: int, standard: Standard, revoked: date | None) -> Localised:
    days, level = standard.current_days, standard.least_difficulty
    if revoked is not None:
        return Localised(
            zh=f"证书于 {revoked.isoformat()} 被撤销，还差 {lacking} 场此后通过的考试（难度 {level} 以上）",
            en=f"Certificate revoked on {revoked.isoformat()}: {lacking} more exams have to be passed after that (difficulty {level} or more)",
        )
    return Localised(zh=f"还差 {lacking} 场近 {days} 天内通过的考试（难度 {level} 以上）", en=f"{lacking} more exams passed within {days} days (difficulty {level} or more)")


def _missing_skill(skill: str, least: float, level: float | None) -> Localised:
    name = NAMES[skill]
    if level is None:
        return Localised(zh=f"“{name.zh}”需要 {least:.0f} 分，现在数据太少", en=f"“{name.en}” needs {least:.0f}; too little data yet")
    # Rounded down, so that what falls short never reads as if it were enough.
    return Localised(zh=f"“{name.zh}”需要 {least:.0f} 分，现在 {int(level)}", en=f"“{name.en}” needs {least:.0f}, now {int(level)}")
