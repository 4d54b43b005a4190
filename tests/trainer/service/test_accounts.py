"""Signing in, staying in, being thrown out; invitations; what the audit log keeps."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import START, SteadyClock
from trainer.bootstrap import Services
from trainer.domain.errors import CallStateError, InputError, NotAllowedError, TrainerError
from trainer.domain.people import Person, Role
from trainer.domain.text import Language
from trainer.service.accounts import DEVICE_LIFE, THROTTLE_AFTER, THROTTLE_SPAN
from trainer.service.exports import as_csv, as_pdf, as_xlsx, safe
from trainer.service.single_sign_on import mapping_from

PASSWORD = "correct horse battery"
HEADER = "name,email,team,role,language\n"


@pytest.fixture()
def admin(services: Services) -> Person:
    person = services.people.person("admin")
    assert person is not None
    return person


@pytest.fixture()
def invited(services: Services, admin: Person) -> tuple[Person, str]:
    (made,) = services.organisation.run_import(admin, HEADER + "An Li,an@org.example,east,trainee,zh\n")
    return made.person, made.first_password


def test_an_invited_person_signs_in_changes_the_password_and_stays_in(services: Services, invited: tuple[Person, str]) -> None:
    person, first = invited
    signed, ticket = services.accounts.sign_in("AN@org.example", first)
    assert signed.id == person.id and services.accounts.must_change_password(person)
    device = services.accounts.claim(ticket)
    assert device is not None and services.accounts.person_on(device.token) == person
    services.accounts.change_password(person, first, PASSWORD)
    assert not services.accounts.must_change_password(person)
    assert services.accounts.person_on(device.token) is None
    assert services.accounts.sign_in("an@org.example", PASSWORD)[0].id == person.id


def test_a_ticket_works_once_and_not_for_long(services: Services, invited: tuple[Person, str], clock: SteadyClock) -> None:
    _, ticket = services.accounts.sign_in("an@org.example", invited[1])
    assert services.accounts.claim(ticket) is not None
    assert services.accounts.claim(ticket) is None
    _, late = services.accounts.sign_in("an@org.example", invited[1])
    clock.skip(timedelta(seconds=40))
    assert services.accounts.claim(late) is None
    assert services.accounts.claim("made up") is None


def test_an_open_visit_ends_with_every_other_device(services: Services, invited: tuple[Person, str]) -> None:
    person, _ = services.accounts.sign_in("an@org.example", invited[1])
    visit = services.accounts.open_visit(person)
    assert services.accounts.person_on(visit) == person
    services.accounts.sign_out_everywhere(person)
    assert services.accounts.person_on(visit) is None


def test_a_ticket_that_was_known_before_signing_in_is_worth_nothing_after(services: Services, invited: tuple[Person, str]) -> None:
    _, ticket = services.accounts.sign_in("an@org.example", invited[1])
    first = services.accounts.claim(ticket)
    _, other = services.accounts.sign_in("an@org.example", invited[1])
    second = services.accounts.claim(other)
    assert first is not None and second is not None and first.token != second.token
    assert services.accounts.claim(ticket) is None and services.accounts.claim(other) is None


def test_roles_come_from_the_groups_of_the_provider_and_the_last_admin_stays(services: Services, admin: Person, mei: Person) -> None:
    mapping = mapping_from({"claim": "groups", "roles": {"leads": "lead", "collectors": "trainee"}})
    assert mapping.roles_of({"groups": ["collectors", "other", "leads"]}) == (Role.TRAINEE, Role.LEAD)
    assert mapping.roles_of({"groups": "leads"}) == (Role.LEAD,) and mapping.roles_of({}) == () and mapping.roles_of({"groups": 7}) == ()
    person, _ = services.accounts.sign_in_single("s1", mei.email, True, mapping.roles_of({"groups": ["leads"]}))
    stored = services.people.person(mei.id)
    assert stored is not None and person.roles == stored.roles == (Role.LEAD,) and stored.team_id == mei.team_id
    services.accounts.sign_in_single("s1", mei.email, True)
    assert services.people.person(mei.id) == stored
    services.accounts.sign_in_single("s2", admin.email, True, (Role.TRAINEE,))
    kept = services.people.person(admin.id)
    assert kept is not None and kept.has(Role.ADMIN)
    with pytest.raises(InputError):
        mapping_from({"roles": {"x": "king"}})


def test_tokens_are_kept_as_hashes_only(services: Services, invited: tuple[Person, str]) -> None:
    _, ticket = services.accounts.sign_in("an@org.example", invited[1])
    device = services.accounts.claim(ticket)
    assert device is not None
    stored = repr(services.calls._database.rows("SELECT * FROM device_tokens")) + repr(services.calls._database.rows("SELECT * FROM people"))
    assert device.token not in stored and invited[1] not in stored


def test_a_stolen_cookie_is_dead_after_revocation_lock_or_time(services: Services, admin: Person, invited: tuple[Person, str], clock: SteadyClock) -> None:
    def fresh() -> str:
        device = services.accounts.claim(services.accounts.sign_in("an@org.example", invited[1])[1])
        assert device is not None
        return device.token

    ends: tuple[Callable[[str], None], ...] = (
        lambda token: services.accounts.sign_out(token),
        lambda token: services.accounts.sign_out_everywhere(invited[0]),
        lambda token: services.organisation.lock(admin, invited[0].id, True),
    )
    for end in ends:
        token = fresh()
        end(token)
        assert services.accounts.person_on(token) is None
    services.organisation.lock(admin, invited[0].id, False)
    token = fresh()
    clock.skip(DEVICE_LIFE)
    assert services.accounts.person_on(token) is None


def test_signing_in_is_throttled_per_address_and_opens_again(services: Services, invited: tuple[Person, str], clock: SteadyClock) -> None:
    for _ in range(THROTTLE_AFTER):
        with pytest.raises(TrainerError, match="sign_in_failed"):
            services.accounts.sign_in("an@org.example", "wrong wrong wrong")
    with pytest.raises(TrainerError, match="sign_in_throttled"):
        services.accounts.sign_in("an@org.example", invited[1])
    clock.skip(THROTTLE_SPAN)
    assert services.accounts.sign_in("an@org.example", invited[1])[0].id == invited[0].id


def test_unknown_addresses_and_wrong_passwords_look_alike(services: Services, invited: tuple[Person, str]) -> None:
    errors = []
    for email in ("an@org.example", "nobody@org.example", "mei@org.example"):
        with pytest.raises(TrainerError) as caught:
            services.accounts.sign_in(email, "wrong wrong wrong")
        errors.append(str(caught.value))
    assert len(set(errors)) == 1


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "ababababababab", "x" * 300])
def test_weak_passwords_are_refused(services: Services, invited: tuple[Person, str], password: str) -> None:
    with pytest.raises(TrainerError, match="password_rules"):
        services.accounts.change_password(invited[0], invited[1], password)


def test_single_sign_on_binds_by_verified_address_and_then_by_subject(services: Services, invited: tuple[Person, str]) -> None:
    with pytest.raises(TrainerError):
        services.accounts.sign_in_single("sub-1", "an@org.example", verified=False)
    assert services.accounts.sign_in_single("sub-1", "an@org.example", verified=True)[0].id == invited[0].id
    assert services.accounts.sign_in_single("sub-1", "somebody-else@org.example", verified=False)[0].id == invited[0].id
    with pytest.raises(TrainerError):
        services.accounts.sign_in_single("sub-2", "stranger@org.example", verified=True)


def test_an_import_names_every_problem_of_every_row_and_makes_nobody(services: Services, admin: Person) -> None:
    text = HEADER + "An,an@org.example,east,trainee,zh\n,not-an-address,east,boss,fr\nBo,mei@org.example,east,lead/trainee,en\nCi,an@org.example,,trainee,en\n"
    rows = services.organisation.preview_import(admin, text)
    assert [(row.line, [problem[0] for problem in row.problems]) for row in rows] == [(2, []), (3, ["name", "email", "role", "language"]), (4, ["email"]), (5, ["email"])]
    before = len(services.people.people("org"))
    with pytest.raises(TrainerError, match="3, 4, 5"):
        services.organisation.run_import(admin, text)
    assert len(services.people.people("org")) == before


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEADER])
def test_a_file_that_is_no_list_of_people_gets_one_sentence(services: Services, admin: Person, text: str) -> None:
    with pytest.raises(InputError):
        services.organisation.preview_import(admin, text)


def test_thirty_people_come_in_with_their_teams(services: Services, admin: Person) -> None:
    text = HEADER + "".join(f"P{number},p{number}@org.example,team {number % 3},trainee,en\n" for number in range(30))
    assert len(services.organisation.run_import(admin, text)) == 30
    assert {"team 0", "team 1", "team 2"} <= {team.name for team in services.people.teams("org")}


def test_the_last_admin_keeps_the_role_and_nobody_locks_themselves(services: Services, admin: Person) -> None:
    with pytest.raises(TrainerError, match="last_admin"):
        services.organisation.place(admin, admin.id, None, (Role.TRAINEE,))
    with pytest.raises(NotAllowedError):
        services.organisation.lock(admin, admin.id, True)


def test_the_audit_log_tells_who_did_what_to_whom(services: Services, admin: Person, invited: tuple[Person, str]) -> None:
    services.organisation.lock(admin, invited[0].id, True)
    newest = services.organisation.audit(admin)[0]
    assert (newest.actor_id, newest.action, newest.subject) == ("admin", "person_locked", invited[0].id)


def test_setting_up_happens_once(services: Services) -> None:
    with pytest.raises(CallStateError):
        services.organisation.set_up("Again", "Ada", "ada@x.example", PASSWORD, Language.EN)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\")"])
def test_exported_cells_do_not_run(cell: str) -> None:
    assert str(safe(cell)).startswith("'")
    assert as_csv(["x"], [[cell]]).decode("utf-8-sig").splitlines()[1].strip('"').startswith("'")
    book = as_xlsx("x", ["x"], [[cell]], made_on=START.date())

    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_a_list_on_paper_is_a_pdf() -> None:
    assert as_pdf("People", ["name", "score"], [["Ann", 71.5], ["<b>Bob</b>", None]], made_at=START).startswith(b"%PDF")
