"""Cases for the person who carries them: begin, write, call, decide, go on; and the file for the next colleague and the lead."""
from __future__ import annotations

import json
from collections.abc import Mapping

from trainer.domain.case import Analysis, Case, CaseState, Ending, Event, LegalDecision, Request, Stage, StageKind, StageWork
from trainer.domain.context import Jurisdiction
from trainer.domain.dial import AS_WRITTEN, Dial
from trainer.domain.errors import CallStateError, NotAllowedError, UnknownNameError
from trainer.domain.judgement import Scorecard
from trainer.domain.legal import LegalRoute
from trainer.domain.notice import Address, NoticeScore, Purpose
from trainer.domain.people import Person, Role
from trainer.domain.scenario import Authority, CaseFile, Scenario
from trainer.domain.stored import CallStatus
from trainer.domain.text import Language, Localised, Model
from trainer.service.access import require
from trainer.service.content import Content
from trainer.service.live_call import LiveCall, Scored
from trainer.service.live_case import LiveCase, sms_limit
from trainer.service.ports import Outside
from trainer.service.practice import PracticeService
from trainer.storage.cases import Run, SqliteCases
from trainer.storage.protocols import CallStore, PeopleStore
from trainer.storage.rollups import Piece, SqliteRollups


class CaseCard(Model):
    """A case as the list shows it."""

    id: str
    title: Localised
    who: Localised
    teaches: Localised
    difficulty: int
    jurisdiction: Jurisdiction
    stages: int
    content_warning: Localised | None
    open_run: str | None
    best: float | None


class CaseView(Model):
    """A case as its screen shows it: the file of the simulated day, what is to be done, what was done; nothing that the debtor hides.

    `reality` of a stage that has been left is part of the debrief: each analysis card carries it in its own words.
    """

    run: Run
    title: Localised
    who: Localised
    mine: bool
    stage: Stage
    stages: tuple[Stage, ...]
    kind: StageKind
    purpose: Purpose | None
    first_day: str
    today: str
    clock: str
    file: CaseFile
    authority: Authority
    debtor: Localised
    phone: str
    addresses: tuple[Address, ...]
    came_in: tuple[Event, ...]
    events: tuple[Event, ...]
    request: Request | None
    work: StageWork
    done: tuple[StageWork, ...]
    route: LegalRoute
    ending: Ending | None
    overall: float | None
    sms_limit: int | None
    dial: Dial


class RunRow(Model):
    """One case or shift of somebody, as lists show it."""

    run_id: str
    person_id: str
    content_id: str
    title: Localised
    status: str
    overall: float | None
    started_at: str


class CasesService:
    """Cases of one's own, and those shared with a lead."""

    def __init__(
        self, content: Content, cases: Mapping[str, Case], routes: Mapping[Jurisdiction, LegalRoute], store: SqliteCases, practice: PracticeService, calls: CallStore,
        people: PeopleStore, rollups: SqliteRollups, outside: Outside,
    ) -> None:
        self._content = content
        self._cases = cases
        self._routes = routes
        self._store = store
        self._practice = practice
        self._calls = calls
        self._people = people
        self._rollups = rollups
        self._outside = outside

    def cards(self, person: Person) -> tuple[CaseCard, ...]:
        """All cases, easiest first, with the open one and the best mark of this person."""
        runs = self._store.of_person(person.id, "case")
        return tuple(sorted((self._card(case, [run for run in runs if run.content_id == case.id]) for case in self._cases.values()), key=lambda card: (card.difficulty, card.id)))

    def titles(self) -> dict[str, Localised]:
        """The titles of all cases by id."""
        return {case.id: case.title for case in self._cases.values()}

    def _card(self, case: Case, runs: list[Run]) -> CaseCard:
        return CaseCard(
            id=case.id, title=case.title, who=case.who, teaches=case.teaches, difficulty=case.difficulty, jurisdiction=self._scenario(case).jurisdiction, stages=len(case.stages),
            content_warning=case.content_warning or self._scenario(case).content_warning, open_run=next((run.id for run in runs if run.status == "open"), None),
            best=max((run.overall for run in runs if run.status == "finished" and run.overall is not None), default=None),
        )

    def start(self, person: Person, case_id: str, language: Language, seed: int | None = None, *, dial: Dial = AS_WRITTEN, assignment_id: str | None = None) -> str:
        """Take up a case with the pressure dial of its calls; returns the id of the run. What answers an assignment is seen by those responsible from the start.

        Raises:
            UnknownNameError: there is no such case.
        """
        case = self._case(case_id)
        live = LiveCase.begun(self._content, case, self._scenario(case), self._routes, language, self._outside.new_seed() if seed is None else seed, dial)
        now = self._outside.now()
        run = Run(
            id=self._outside.new_id(), organisation_id=person.organisation_id, person_id=person.id, kind="case", content_id=case.id, content_version=case.version, language=language,
            seed=live.state.seed, status="open", state=live.state.model_dump_json(), steps=0, started_at=now, changed_at=now, app_version=self._content.app_version,
            assignment_id=assignment_id, shared=assignment_id is not None,
        )
        self._store.add(run)
        return run.id

    def view(self, asker: Person, run_id: str) -> CaseView:
        """The case as it stands, for its owner; for the owner's lead and managers where it was shared."""
        run = self._visible(asker, run_id)
        live = self._live(run)
        file = live.file()
        return CaseView(
            run=run, title=live.case.title, who=live.case.who, mine=run.person_id == asker.id, stage=live.stage, stages=live.case.stages, kind=live.kind,
            purpose=live.purpose() if live.kind == "notice" else None, first_day=live.scenario.call_date.isoformat(), today=live.today.isoformat(), clock=live.state.clock, file=file.case, authority=file.authority,
            debtor=file.persona.name, phone=live.case.phone, addresses=live.case.addresses, came_in=live.came_in(), events=live.state.events, request=live.request(), work=live.work,
            done=live.state.work, route=live.route, ending=live.state.ending, overall=live.overall(), sms_limit=sms_limit(run.language), dial=live.state.dial,
        )

    def analyse(self, person: Person, run_id: str, analysis: Analysis) -> StageWork:
        """State an analysis, before or after the work of the stage."""
        run, live = self._own(person, run_id)
        done_before = live.work.done
        work = live.analyse(analysis)
        name = "after" if done_before else "before"
        self._save(person, run, live, f"analysis_{name}", getattr(work, f"{name}_card"))
        return work

    def write(self, person: Person, run_id: str, text: str, address_id: str, *, subject: str = "", envelope: str = "") -> NoticeScore:
        """Send the notice, or the answer to what came in."""
        run, live = self._own(person, run_id)
        score = live.write(text, address_id, subject=subject, envelope=envelope)
        self._save(person, run, live, "notice", score.card)
        return score

    def report(self, person: Person, run_id: str, text: str) -> StageWork:
        """Write the file note or the handover."""
        run, live = self._own(person, run_id)
        work = live.report(text)
        self._save(person, run, live, "report", work.card)
        return work

    def decide(self, person: Person, run_id: str, decision: LegalDecision) -> StageWork:
        """Decide on the legal route."""
        run, live = self._own(person, run_id)
        work = live.decide(decision)
        self._save(person, run, live, "decision", work.card)
        return work

    def dial(self, person: Person, run_id: str) -> str:
        """Make the call of this stage, take the one in which the debtor rings about a request, or go back to it; returns the id of the call, which is practised, recorded and debriefed like any other."""
        run, live = self._own(person, run_id)
        call_id = live.work.call_id
        if call_id is not None:
            call = self._calls.get(call_id)
            if call is not None and call.status is not CallStatus.STOPPED:
                return call_id
        if live.kind not in ("call", "request") or live.work.done:
            raise CallStateError("case_not_now")
        scenario = live.file()
        version = self._store.add_scenario(person.organisation_id, scenario.id, lambda number: _text(scenario.model_copy(update={"version": number})))
        call_id = self._practice.start(person, scenario.id, run.language, version=version, seed=run.seed, dial=live.state.dial, shared=run.shared)
        live.calling(call_id)
        self._save(person, run, live)
        return call_id

    def take_call(self, person: Person, run_id: str) -> bool:
        """Take the call of this stage into the case once it has been judged; False while it has not."""
        run, live = self._own(person, run_id)
        call_id = live.work.call_id
        if live.kind not in ("call", "request") or live.work.done or call_id is None:
            return False
        call, score = self._calls.get(call_id), self._calls.first_scores([call_id]).get(call_id)
        if call is None or call.status is not CallStatus.SCORED or score is None or score.truth is None:
            return False
        talk = LiveCall.replayed(self._content, live.file(), run.language, run.seed, self._calls.turns(call_id), call.dial)
        work = live.close_call(talk, Scored(scorecard=score.scorecard, outcome=score.truth.outcome, truth=score.truth), self._calls.record(call_id), call_id)
        self._save(person, run, live, "answer", work.answer_card)
        return True

    def go_on(self, person: Person, run_id: str) -> tuple[Event, ...]:
        """Close the stage and let the days pass; returns what came in."""
        run, live = self._own(person, run_id)
        events = live.go_on()
        self._save(person, run, live)
        return events

    def stop(self, person: Person, run_id: str) -> None:
        """Leave the case without a mark, at any point; a call that runs is left too."""
        run, live = self._own(person, run_id)
        call_id = live.work.call_id if not live.work.done else None
        live.stop()
        self._save(person, run, live)
        call = self._calls.get(call_id) if call_id is not None else None
        if call is not None and call.status in (CallStatus.OPEN, CallStatus.ENDED):
            self._practice.stop(person, call.id)

    def share(self, person: Person, run_id: str) -> None:
        """Let the own lead and managers see this case with its calls; cannot be taken back."""
        run = self._visible(person, run_id)
        require(run.person_id == person.id and run.status == "finished")
        live = self._live(run)
        with self._store.transaction():
            self._store.share(run_id)
            self._rollups.share_pieces(run_id)
            for work in live.state.work:
                call = self._calls.get(work.call_id) if work.call_id else None
                if call is not None and call.status is CallStatus.SCORED and not call.shared:
                    self._calls.share(call.id)
                    self._rollups.share(call, self._calls.scores(call.id)[0].scorecard)

    def own_runs(self, person: Person) -> tuple[RunRow, ...]:
        """One's own cases, newest first."""
        return tuple(self._row(run) for run in self._store.of_person(person.id, "case"))

    def shared_with(self, lead: Person) -> tuple[RunRow, ...]:
        """The cases that the people of a lead (own team) or manager (all) have shared."""
        require(lead.has(Role.LEAD, Role.MANAGER))
        return tuple(self._row(run) for run in self._store.shared(lead.organisation_id, "case") if run.person_id != lead.id and self._may_see(lead, run))

    def _row(self, run: Run) -> RunRow:
        case = self._cases.get(run.content_id)
        return RunRow(
            run_id=run.id, person_id=run.person_id, content_id=run.content_id, title=case.title if case else Localised(zh=run.content_id, en=run.content_id), status=run.status,
            overall=run.overall, started_at=run.started_at.isoformat(),
        )

    # -- within -------------------------------------------------------------------------------------------------------------------------------

    def _case(self, case_id: str) -> Case:
        if case_id not in self._cases:
            raise UnknownNameError("case", case_id, self._cases)
        return self._cases[case_id]

    def _scenario(self, case: Case) -> Scenario:
        return self._content.library.scenarios[case.scenario]

    def _live(self, run: Run) -> LiveCase:
        case = self._case(run.content_id)
        return LiveCase(self._content, case, self._scenario(case), self._routes, run.language, CaseState.model_validate_json(run.state))

    def _may_see(self, asker: Person, run: Run) -> bool:
        if run.organisation_id != asker.organisation_id or not run.shared:
            return False
        owner = self._people.person(run.person_id)
        own_team = owner is not None and asker.team_id is not None and owner.team_id == asker.team_id
        return asker.has(Role.MANAGER) or (asker.has(Role.LEAD) and own_team)

    def _visible(self, asker: Person, run_id: str) -> Run:
        run = self._store.get(run_id)
        if run is None or run.kind != "case" or not (run.person_id == asker.id or self._may_see(asker, run)):
            raise NotAllowedError("not_allowed")
        return run

    def _own(self, person: Person, run_id: str) -> tuple[Run, LiveCase]:
        run = self._visible(person, run_id)
        require(run.person_id == person.id)
        return run, self._live(run)

    def _save(self, person: Person, run: Run, live: LiveCase, kind: str | None = None, card: Scorecard | None = None) -> None:
        now = self._outside.now()
        status = "open" if live.state.ending is None else "stopped" if live.state.ending == "stopped" else "finished"
        changed = run.model_copy(update={
            "state": live.state.model_dump_json(), "steps": run.steps + 1, "status": status, "overall": live.overall() if status != "stopped" else None, "changed_at": now,
            "gates_failed": live.gates_failed(),
        })
        with self._store.transaction():
            if not self._store.save(changed):
                raise CallStateError("call_busy")
            if kind is not None and card is not None:
                self._rollups.add_piece(Piece(
                    id=f"{run.id}:{run.steps + 1}", run_id=run.id, organisation_id=run.organisation_id, person_id=person.id, team_id=person.team_id or "", kind=kind,
                    difficulty=live.case.difficulty, day=now.date().isoformat(), private=not run.shared,
                ), card)


def _text(scenario: Scenario) -> str:
    """A scenario as text that its own loader reads."""
    return json.dumps(scenario.model_dump(mode="json"), ensure_ascii=False, indent=1)
