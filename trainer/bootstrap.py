"""The only place that builds adapters and wires services."""
from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scenarios.cases_loader import load_cases, load_shifts
from scenarios.legal import load_legal
from scoring.drill_answers import load_answers
from scoring.drill_facts import load_facts
from trainer import version
from trainer.llm.settings import Endpoint
from trainer.service.accounts import AccountsService
from trainer.service.assignments import AssignmentService
from trainer.service.care import CareService
from trainer.service.cases import CasesService
from trainer.service.catalogue import Catalogue
from trainer.service.certificates import CertificateService
from trainer.service.content import Content, load_content
from trainer.service.dashboard import DashboardService
from trainer.service.debrief import DebriefService
from trainer.service.drills import DrillService
from trainer.service.learning_records import LearningRecordService
from trainer.service.models import ModelService, endpoint_from
from trainer.service.organisation import OrganisationService
from trainer.service.ports import Outside
from trainer.service.practice import PracticeService
from trainer.service.rescoring import RescoringService
from trainer.service.review import ReviewService
from trainer.service.rulebook import RulebookService
from trainer.service.second_hearing_trust import SecondHearingTrust
from trainer.service.shifts import ShiftsService
from trainer.service.skills import SkillService
from trainer.service.studio import StudioService
from trainer.service.transcripts import TranscriptService
from trainer.storage.accounts import SqliteAccounts
from trainer.storage.assignments import SqliteAssignments
from trainer.storage.batches import SqliteBatches
from trainer.storage.calls import SqliteCalls
from trainer.storage.cases import SqliteCases
from trainer.storage.certificates import SqliteCertificates
from trainer.storage.database import Database
from trainer.storage.drills import SqliteDrills
from trainer.storage.floor import SqliteFloor
from trainer.storage.models import SqliteModels
from trainer.storage.people import SqliteDevices, SqlitePeople
from trainer.storage.reviews import SqliteReviews
from trainer.storage.rollups import SqliteRollups
from trainer.storage.scenarios import SqliteScenarios
from trainer.storage.statements import SqliteStatements

ROOT = version.ROOT
SECRET_BYTES = 32
SEED_BITS = 31


@dataclass(frozen=True)
class Settings:
    """What may be set from outside.

    Args:
        store: The SQLite file (DUILIAN_STORE; default var/duilian.db below the project's root).
        root: Where the content folders lie.
        model: A language model named by DUILIAN_MODEL_URL, DUILIAN_MODEL_NAME and DUILIAN_MODEL_KEY; None where there is none.
    """

    store: Path
    root: Path = ROOT
    model: Endpoint | None = None


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings named in these environment variables."""
    return Settings(store=Path(environment.get("DUILIAN_STORE", str(ROOT / "var" / "duilian.db"))), model=endpoint_from(environment))


@dataclass(frozen=True)
class Services:
    """All services, wired."""

    content: Content
    accounts: AccountsService
    organisation: OrganisationService
    practice: PracticeService
    debriefs: DebriefService
    rescoring: RescoringService
    rulebook: RulebookService
    drills: DrillService
    transcripts: TranscriptService
    studio: StudioService
    models: ModelService
    second_hearing: SecondHearingTrust
    skills: SkillService
    reviews: ReviewService
    dashboard: DashboardService
    certificates: CertificateService
    assignments: AssignmentService
    records: LearningRecordService
    rollups: SqliteRollups
    assignment_store: SqliteAssignments
    cases: CasesService
    shifts: ShiftsService
    care: CareService
    catalogue: Catalogue
    calls: SqliteCalls
    people: SqlitePeople
    outside: Outside


def real_outside() -> Outside:
    """Time and chance of the real world."""
    return Outside(
        now=lambda: datetime.now(UTC),
        new_id=lambda: uuid.uuid4().hex,
        new_seed=lambda: secrets.randbits(SEED_BITS),
        new_secret=lambda: secrets.token_urlsafe(SECRET_BYTES),
    )


def build(settings: Settings, outside: Outside | None = None, content: Content | None = None) -> Services:
    """Load the content, migrate the store and wire the services.

    Raises:
        ContentError: content files that cannot be used, with every problem.
        StorageError: the store cannot be opened.
    """
    content = content or load_content(settings.root, version.APP_VERSION)
    routes = load_legal(settings.root / "scenarios" / "legal")
    outside = outside or real_outside()
    database = Database(settings.store)
    database.migrate()
    calls, people, authored = SqliteCalls(database), SqlitePeople(database), SqliteScenarios(database)
    case_store = SqliteCases(database)
    catalogue = Catalogue(content, authored, case_store)
    care = CareService(case_store, calls, catalogue, outside)
    devices, accounts, rollups = SqliteDevices(database), SqliteAccounts(database), SqliteRollups(database)
    model_store = SqliteModels(database)
    models = ModelService(model_store, people, content.packs, outside, settings.model)
    practice = PracticeService(content, catalogue, calls, outside, models.word, rollups, models.second, care.before_call)
    floor = SqliteFloor(database)
    debriefs = DebriefService(content, catalogue, calls, people, rollups, SqliteAssignments(database))
    reviews, assignments, drills = SqliteReviews(database), SqliteAssignments(database), SqliteDrills(database)
    skills = SkillService(content, catalogue, rollups, calls, people, outside, drills, floor)
    cases = CasesService(content, load_cases(content.library.scenarios), routes, case_store, practice, calls, people, rollups, outside)
    shifts = ShiftsService(content, load_shifts(content.library.scenarios), case_store, people, rollups, care, outside)
    return Services(
        content=content,
        accounts=AccountsService(people, devices, accounts, outside),
        organisation=OrganisationService(people, accounts, devices, outside),
        practice=practice,
        debriefs=debriefs,
        rescoring=RescoringService(content, catalogue, calls, debriefs, outside),
        rulebook=RulebookService(content, routes),
        drills=DrillService(
            content, load_facts(content.packs, settings.root / "scoring" / "drills"), load_answers(content.packs, settings.root / "scoring" / "drills" / "answers.yaml"),
            routes, catalogue, calls, people, drills, reviews, outside,
        ),
        transcripts=TranscriptService(settings.root, SqliteBatches(database), outside),
        studio=StudioService(content, catalogue, authored, outside),
        models=models,
        second_hearing=SecondHearingTrust(models, model_store, reviews, calls, people, accounts, outside),
        skills=skills,
        reviews=ReviewService(calls, people, reviews, accounts, assignments, outside),
        dashboard=DashboardService(people, accounts, catalogue, floor, outside),
        certificates=CertificateService(content, catalogue, calls, people, skills, reviews, SqliteCertificates(database), accounts, assignments, outside),
        assignments=AssignmentService(assignments, people, accounts, catalogue, practice, skills, cases, shifts, outside),
        records=LearningRecordService(SqliteStatements(database), calls, people, catalogue, accounts, outside, time.sleep),
        rollups=rollups,
        assignment_store=assignments,
        cases=cases,
        shifts=shifts,
        care=care,
        catalogue=catalogue,
        calls=calls,
        people=people,
        outside=outside,
    )
