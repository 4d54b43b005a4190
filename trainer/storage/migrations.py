"""The layout of the store as ordered, named steps; each runs once, in a transaction of its own."""
from __future__ import annotations

import json
from datetime import date

from sqlite_utils import Database, Migrations

from trainer.domain.weighing import shift_for, weight_on

MIGRATIONS = Migrations("trainer")


def _run(database: Database, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            database.conn.execute(statement)


@MIGRATIONS()
def people_and_teams(database: Database) -> None:
    """Organisations, teams, people and their roles."""
    _run(
        database,
        """
        CREATE TABLE organisations (id TEXT PRIMARY KEY, name TEXT NOT NULL, is_demo INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL);
        CREATE TABLE teams (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, name TEXT NOT NULL,
            UNIQUE (organisation_id, name));
        CREATE TABLE people (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE,
            team_id TEXT REFERENCES teams(id), name TEXT NOT NULL, email TEXT NOT NULL, language TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
            password_hash TEXT, created_at TEXT NOT NULL, UNIQUE (organisation_id, email));
        CREATE TABLE person_roles (person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE, role TEXT NOT NULL,
            PRIMARY KEY (person_id, role));
        CREATE INDEX people_by_team ON people (team_id)
        """,
    )


@MIGRATIONS()
def calls_and_scores(database: Database) -> None:
    """Calls with their turns as events, records and scorecards; a scorecard row is never updated."""
    _run(
        database,
        """
        CREATE TABLE calls (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE,
            person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE, scenario_id TEXT NOT NULL, scenario_version INTEGER NOT NULL,
            language TEXT NOT NULL, seed INTEGER NOT NULL, mode TEXT NOT NULL, aids INTEGER NOT NULL, status TEXT NOT NULL, started_at TEXT NOT NULL,
            ended_at TEXT, ended_by TEXT, parent_call_id TEXT REFERENCES calls(id), parent_turn INTEGER, shared INTEGER NOT NULL DEFAULT 0,
            app_version TEXT NOT NULL);
        CREATE TABLE turns (call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, idx INTEGER NOT NULL, speaker TEXT NOT NULL,
            deed TEXT NOT NULL, text TEXT NOT NULL, body TEXT NOT NULL, said_at TEXT NOT NULL, PRIMARY KEY (call_id, idx));
        CREATE TABLE call_records (call_id TEXT PRIMARY KEY REFERENCES calls(id) ON DELETE CASCADE, body TEXT NOT NULL, written_at TEXT NOT NULL);
        CREATE TABLE scorecards (id TEXT PRIMARY KEY, call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, made_at TEXT NOT NULL,
            ordinal INTEGER NOT NULL, overall REAL, passed INTEGER, rubric TEXT NOT NULL, rules TEXT NOT NULL, app TEXT NOT NULL,
            body TEXT NOT NULL, truth TEXT, UNIQUE (call_id, ordinal));
        CREATE INDEX calls_by_person ON calls (person_id, started_at);
        CREATE INDEX calls_by_organisation ON calls (organisation_id, started_at);
        CREATE INDEX calls_by_parent ON calls (parent_call_id)
        """,
    )


@MIGRATIONS()
def signed_in_devices(database: Database) -> None:
    """Devices that are signed in: only the hash of a token is kept, and a row can be revoked."""
    _run(
        database,
        """
        CREATE TABLE device_tokens (token_hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE,
            created_at TEXT NOT NULL, expires_at TEXT NOT NULL, revoked_at TEXT);
        CREATE TABLE sign_in_tickets (ticket_hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE,
            expires_at TEXT NOT NULL, used_at TEXT);
        CREATE INDEX device_tokens_by_person ON device_tokens (person_id)
        """,
    )


@MIGRATIONS()
def batches_of_real_calls(database: Database) -> None:
    """Real transcripts taken in, one row a call, scored one by one so that a stop loses nothing."""
    _run(
        database,
        """
        CREATE TABLE intake_mappings (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, name TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (organisation_id, name));
        CREATE TABLE batches (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE,
            made_by TEXT NOT NULL, name TEXT NOT NULL, made_at TEXT NOT NULL);
        CREATE TABLE batch_calls (batch_id TEXT NOT NULL REFERENCES batches(id) ON DELETE CASCADE, idx INTEGER NOT NULL, call_name TEXT NOT NULL,
            transcript TEXT, problem TEXT, overall REAL, passed INTEGER, fatal INTEGER, findings INTEGER, scorecard TEXT, rubric TEXT, rules TEXT,
            PRIMARY KEY (batch_id, idx));
        CREATE INDEX batch_calls_pending ON batch_calls (batch_id, idx) WHERE scorecard IS NULL AND problem IS NULL
        """,
    )


@MIGRATIONS()
def scenarios_written_by_leads(database: Database) -> None:
    """Scenarios written in the studio: every saved version stays."""
    _run(
        database,
        """
        CREATE TABLE authored_scenarios (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, scenario_id TEXT NOT NULL,
            version INTEGER NOT NULL, status TEXT NOT NULL, text TEXT NOT NULL, author_id TEXT NOT NULL, saved_at TEXT NOT NULL,
            PRIMARY KEY (organisation_id, scenario_id, version))
        """,
    )


@MIGRATIONS()
def model_settings_and_use(database: Database) -> None:
    """How a language model may be used, what it cost, and its second opinions as given on the day."""
    _run(
        database,
        """
        CREATE TABLE model_settings (organisation_id TEXT PRIMARY KEY REFERENCES organisations(id) ON DELETE CASCADE, body TEXT NOT NULL);
        CREATE TABLE model_keys (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, endpoint TEXT NOT NULL, secret TEXT NOT NULL,
            PRIMARY KEY (organisation_id, endpoint));
        CREATE TABLE model_use (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, month TEXT NOT NULL, team_id TEXT NOT NULL,
            call_id TEXT NOT NULL, endpoint TEXT NOT NULL, answers INTEGER NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL, cost TEXT NOT NULL,
            PRIMARY KEY (organisation_id, month, team_id, call_id, endpoint));
        CREATE TABLE second_opinions (call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, turn INTEGER NOT NULL, prompt TEXT NOT NULL,
            model TEXT NOT NULL, body TEXT NOT NULL, given_at TEXT NOT NULL, PRIMARY KEY (call_id, turn))
        """,
    )


@MIGRATIONS()
def accounts_and_audit(database: Database) -> None:
    """Local accounts with locks and first-password changes, throttled sign-in, single sign-on subjects, cohorts by start day, and the audit log."""
    _run(
        database,
        """
        ALTER TABLE people ADD COLUMN must_change_password INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE people ADD COLUMN started_on TEXT;
        ALTER TABLE people ADD COLUMN sso_subject TEXT;
        CREATE UNIQUE INDEX people_by_sso ON people (sso_subject) WHERE sso_subject IS NOT NULL;
        CREATE UNIQUE INDEX people_by_email ON people (LOWER(email));
        CREATE TABLE sign_in_failures (email TEXT NOT NULL, at TEXT NOT NULL);
        CREATE INDEX sign_in_failures_by_email ON sign_in_failures (email, at);
        CREATE TABLE audit_log (id INTEGER PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, at TEXT NOT NULL,
            actor_id TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL);
        CREATE INDEX audit_by_organisation ON audit_log (organisation_id, id)
        """,
    )


@MIGRATIONS()
def assignments_and_programmes(database: Database) -> None:
    """Work that leads hand out: assignments to a person, team or cohort, programmes of ordered steps, and which call answers which."""
    _run(
        database,
        """
        CREATE TABLE programmes (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, name TEXT NOT NULL,
            steps TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL);
        CREATE TABLE assignments (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, title TEXT NOT NULL,
            target_kind TEXT NOT NULL, target_id TEXT NOT NULL, scenario_ids TEXT NOT NULL, mode TEXT NOT NULL, pass_mark REAL NOT NULL,
            max_attempts INTEGER, due_at TEXT NOT NULL, time_zone TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL, released INTEGER NOT NULL DEFAULT 0,
            programme_id TEXT REFERENCES programmes(id) ON DELETE CASCADE, step INTEGER, withdrawn INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX assignments_by_organisation ON assignments (organisation_id, due_at);
        ALTER TABLE calls ADD COLUMN assignment_id TEXT REFERENCES assignments(id);
        CREATE INDEX calls_by_assignment ON calls (assignment_id)
        """,
    )


@MIGRATIONS()
def reviews_and_appeals(database: Database) -> None:
    """What leads say of judged calls: verdicts per item, comments at a line, appeals with their answers, and model calls of a team."""
    _run(
        database,
        """
        CREATE TABLE verdicts (id TEXT PRIMARY KEY, call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, reviewer_id TEXT NOT NULL, item_kind TEXT NOT NULL,
            item_id TEXT NOT NULL, agrees INTEGER NOT NULL, value REAL, machine_value REAL, reason TEXT NOT NULL, blind INTEGER NOT NULL, given_at TEXT NOT NULL,
            UNIQUE (call_id, reviewer_id, item_kind, item_id));
        CREATE TABLE comments (id TEXT PRIMARY KEY, call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, turn INTEGER NOT NULL, author_id TEXT NOT NULL,
            text TEXT NOT NULL, made_at TEXT NOT NULL);
        CREATE TABLE appeals (id TEXT PRIMARY KEY, call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, item_kind TEXT NOT NULL, item_id TEXT NOT NULL,
            text TEXT NOT NULL, made_at TEXT NOT NULL, answered_by TEXT, answer TEXT, upheld INTEGER, answered_at TEXT, UNIQUE (call_id, item_kind, item_id));
        CREATE TABLE team_models (team_id TEXT NOT NULL REFERENCES teams(id) ON DELETE CASCADE, call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE,
            marked_by TEXT NOT NULL, marked_at TEXT NOT NULL, PRIMARY KEY (team_id, call_id));
        CREATE TABLE reviewed_calls (call_id TEXT PRIMARY KEY REFERENCES calls(id) ON DELETE CASCADE, reviewer_id TEXT NOT NULL, at TEXT NOT NULL)
        """,
    )


@MIGRATIONS()
def roll_ups(database: Database) -> None:
    """Rows that dashboards read: one a judged call, its items and its findings, kept in step as calls are judged."""
    _run(
        database,
        """
        CREATE TABLE judged_calls (call_id TEXT PRIMARY KEY REFERENCES calls(id) ON DELETE CASCADE, organisation_id TEXT NOT NULL, person_id TEXT NOT NULL,
            team_id TEXT NOT NULL, scenario_id TEXT NOT NULL, difficulty INTEGER NOT NULL, jurisdiction TEXT NOT NULL, language TEXT NOT NULL, mode TEXT NOT NULL,
            rubric TEXT NOT NULL, day TEXT NOT NULL, hour INTEGER NOT NULL, overall REAL, passed INTEGER, fatal INTEGER NOT NULL, private INTEGER NOT NULL);
        CREATE INDEX judged_by_organisation ON judged_calls (organisation_id, day);
        CREATE INDEX judged_by_team ON judged_calls (organisation_id, team_id, day);
        CREATE INDEX judged_by_person ON judged_calls (person_id, day);
        CREATE TABLE judged_items (call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, organisation_id TEXT NOT NULL, person_id TEXT NOT NULL,
            criterion TEXT NOT NULL, skill TEXT NOT NULL, score REAL NOT NULL, day TEXT NOT NULL, difficulty INTEGER NOT NULL, PRIMARY KEY (call_id, criterion));
        CREATE INDEX items_by_person ON judged_items (person_id, day);
        CREATE TABLE judged_findings (call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, organisation_id TEXT NOT NULL, person_id TEXT NOT NULL,
            rule TEXT NOT NULL, severity TEXT NOT NULL, day TEXT NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (call_id, rule, turn));
        CREATE INDEX findings_by_organisation ON judged_findings (organisation_id, day);
        CREATE INDEX findings_by_person ON judged_findings (person_id, day);
        CREATE TABLE daily_calls (organisation_id TEXT NOT NULL, team_id TEXT NOT NULL, person_id TEXT NOT NULL, day TEXT NOT NULL, jurisdiction TEXT NOT NULL,
            language TEXT NOT NULL, mode TEXT NOT NULL, rubric TEXT NOT NULL, calls INTEGER NOT NULL, scored INTEGER NOT NULL, passed INTEGER NOT NULL,
            sum_overall REAL NOT NULL, sum_squares REAL NOT NULL,
            PRIMARY KEY (organisation_id, team_id, person_id, day, jurisdiction, language, mode, rubric));
        CREATE TABLE daily_skills (organisation_id TEXT NOT NULL, team_id TEXT NOT NULL, person_id TEXT NOT NULL, day TEXT NOT NULL, skill TEXT NOT NULL,
            difficulty INTEGER NOT NULL, rubric TEXT NOT NULL, items INTEGER NOT NULL, sum_score REAL NOT NULL, sum_squares REAL NOT NULL,
            PRIMARY KEY (organisation_id, team_id, person_id, day, skill, difficulty, rubric));
        CREATE TABLE daily_rules (organisation_id TEXT NOT NULL, team_id TEXT NOT NULL, person_id TEXT NOT NULL, day TEXT NOT NULL, rule TEXT NOT NULL,
            findings INTEGER NOT NULL, PRIMARY KEY (organisation_id, team_id, person_id, day, rule))
        """,
    )


@MIGRATIONS()
def certificates_and_statements(database: Database) -> None:
    """Certificates with their evidence, and learning-record statements waiting to be sent."""
    _run(
        database,
        """
        CREATE TABLE certificates (number TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, person_id TEXT NOT NULL,
            standard TEXT NOT NULL, issued_by TEXT NOT NULL, issued_at TEXT NOT NULL, expires_on TEXT NOT NULL, evidence TEXT NOT NULL, digest TEXT NOT NULL,
            revoked_by TEXT, revoked_at TEXT, revoked_why TEXT);
        CREATE INDEX certificates_by_organisation ON certificates (organisation_id, expires_on);
        CREATE TABLE statements (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, body TEXT NOT NULL,
            made_at TEXT NOT NULL, sent_at TEXT, tries INTEGER NOT NULL DEFAULT 0, last_problem TEXT)
        """,
    )


@MIGRATIONS()
def cases_and_shifts(database: Database) -> None:
    """Cases and shifts being worked, the scenarios of their calls, judged desk work for the skill map, check-ins of one's own, and the cap on hostile calls."""
    _run(
        database,
        """
        CREATE TABLE work_runs (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE,
            person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE, kind TEXT NOT NULL, content_id TEXT NOT NULL, content_version INTEGER NOT NULL,
            language TEXT NOT NULL, seed INTEGER NOT NULL, status TEXT NOT NULL, state TEXT NOT NULL, steps INTEGER NOT NULL, overall REAL,
            shared INTEGER NOT NULL DEFAULT 0, started_at TEXT NOT NULL, changed_at TEXT NOT NULL, app_version TEXT NOT NULL);
        CREATE INDEX work_runs_by_person ON work_runs (person_id, started_at);
        CREATE INDEX work_runs_by_organisation ON work_runs (organisation_id, shared, started_at);
        CREATE TABLE case_scenarios (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, scenario_id TEXT NOT NULL,
            version INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (organisation_id, scenario_id, version));
        CREATE TABLE work_pieces (id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES work_runs(id) ON DELETE CASCADE, organisation_id TEXT NOT NULL,
            person_id TEXT NOT NULL, team_id TEXT NOT NULL, kind TEXT NOT NULL, difficulty INTEGER NOT NULL, day TEXT NOT NULL, rubric TEXT NOT NULL,
            overall REAL, passed INTEGER, private INTEGER NOT NULL, card TEXT NOT NULL);
        CREATE INDEX work_pieces_by_run ON work_pieces (run_id);
        CREATE TABLE work_items (piece_id TEXT NOT NULL REFERENCES work_pieces(id) ON DELETE CASCADE, person_id TEXT NOT NULL, criterion TEXT NOT NULL,
            skill TEXT NOT NULL, score REAL NOT NULL, day TEXT NOT NULL, difficulty INTEGER NOT NULL, PRIMARY KEY (piece_id, criterion));
        CREATE INDEX work_items_by_person ON work_items (person_id, day);
        CREATE TABLE mood_checks (person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE, at TEXT NOT NULL, mood INTEGER NOT NULL,
            PRIMARY KEY (person_id, at));
        CREATE TABLE care_settings (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, team_id TEXT NOT NULL,
            hostile_in_a_row INTEGER NOT NULL, PRIMARY KEY (organisation_id, team_id))
        """,
    )


@MIGRATIONS()
def drills(database: Database) -> None:
    """Drills: where each item stands with each person, and plain counts a day and rule, which are all that others may see."""
    _run(
        database,
        """
        CREATE TABLE drill_states (person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE, item_id TEXT NOT NULL, rule TEXT, streak INTEGER NOT NULL,
            due_on TEXT, asked INTEGER NOT NULL, known INTEGER NOT NULL, PRIMARY KEY (person_id, item_id));
        CREATE INDEX drill_states_due ON drill_states (person_id, due_on);
        CREATE TABLE drill_counts (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE,
            day TEXT NOT NULL, rule TEXT NOT NULL, asked INTEGER NOT NULL, known INTEGER NOT NULL, PRIMARY KEY (organisation_id, person_id, day, rule))
        """,
    )


@MIGRATIONS()
def learning_record_store(database: Database) -> None:
    """Where learning-record statements are sent, and of which calls they were made."""
    _run(
        database,
        """
        CREATE TABLE record_store_settings (organisation_id TEXT PRIMARY KEY REFERENCES organisations(id) ON DELETE CASCADE, body TEXT NOT NULL, secret TEXT NOT NULL);
        CREATE TABLE told_calls (call_id TEXT PRIMARY KEY REFERENCES calls(id) ON DELETE CASCADE);
        CREATE INDEX statements_waiting ON statements (organisation_id, made_at) WHERE sent_at IS NULL
        """,
    )


@MIGRATIONS()
def floor_at_scale(database: Database) -> None:
    """Roll-ups in order of days with every filter of the dashboards, running sums of skills, and where judged calls stand in the queue."""
    _run(
        database,
        """
        CREATE TABLE floor_calls (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, day TEXT NOT NULL, team_id TEXT NOT NULL,
            person_id TEXT NOT NULL, jurisdiction TEXT NOT NULL, language TEXT NOT NULL, mode TEXT NOT NULL, rubric TEXT NOT NULL, calls INTEGER NOT NULL,
            scored INTEGER NOT NULL, passed INTEGER NOT NULL, sum_overall REAL NOT NULL, sum_squares REAL NOT NULL,
            PRIMARY KEY (organisation_id, day, team_id, person_id, jurisdiction, language, mode, rubric)) WITHOUT ROWID;
        CREATE TABLE floor_rules (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, day TEXT NOT NULL, team_id TEXT NOT NULL,
            person_id TEXT NOT NULL, jurisdiction TEXT NOT NULL, language TEXT NOT NULL, mode TEXT NOT NULL, rubric TEXT NOT NULL, rule TEXT NOT NULL,
            findings INTEGER NOT NULL,
            PRIMARY KEY (organisation_id, day, team_id, person_id, jurisdiction, language, mode, rubric, rule)) WITHOUT ROWID;
        CREATE TABLE floor_skills (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, person_id TEXT NOT NULL, skill TEXT NOT NULL,
            jurisdiction TEXT NOT NULL, language TEXT NOT NULL, mode TEXT NOT NULL, rubric TEXT NOT NULL, items INTEGER NOT NULL, weight REAL NOT NULL,
            weighted REAL NOT NULL, squares REAL NOT NULL, weight_squares REAL NOT NULL, last_day TEXT NOT NULL,
            PRIMARY KEY (organisation_id, person_id, skill, jurisdiction, language, mode, rubric)) WITHOUT ROWID;
        ALTER TABLE judged_calls ADD COLUMN waits INTEGER;
        DROP INDEX judged_by_organisation;
        CREATE INDEX judged_by_organisation ON judged_calls (organisation_id, day, private, team_id, scenario_id, language, mode, hour, rubric, overall, passed, jurisdiction, person_id);
        CREATE INDEX judged_waiting ON judged_calls (organisation_id, waits, day) WHERE waits IS NOT NULL;
        CREATE INDEX judged_waiting_by_team ON judged_calls (organisation_id, team_id, waits, day) WHERE waits IS NOT NULL;
        CREATE INDEX appeals_open ON appeals (call_id) WHERE answered_at IS NULL;
        CREATE INDEX verdicts_by_time ON verdicts (given_at, reviewer_id, agrees, call_id);
        INSERT INTO floor_calls SELECT organisation_id, day, team_id, person_id, jurisdiction, language, mode, rubric, COUNT(*), SUM(overall IS NOT NULL),
            SUM(COALESCE(passed, 0)), SUM(COALESCE(overall, 0)), SUM(COALESCE(overall * overall, 0)) FROM judged_calls WHERE private = 0 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
        INSERT INTO floor_rules SELECT j.organisation_id, j.day, j.team_id, j.person_id, j.jurisdiction, j.language, j.mode, j.rubric, f.rule, COUNT(*)
            FROM judged_findings f JOIN judged_calls j ON j.call_id = f.call_id WHERE j.private = 0 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
        DROP TABLE daily_calls;
        DROP TABLE daily_rules;
        DROP TABLE daily_skills
        """,
    )
    _running_sums(database)
    _queue(database)


def _running_sums(database: Database) -> None:
    """The running sums of skills from every item that others may see."""
    rows = database.conn.execute(
        "SELECT j.organisation_id, i.person_id, i.skill, j.jurisdiction, j.language, j.mode, j.rubric, i.score, i.difficulty, i.day FROM judged_items i "
        "JOIN judged_calls j ON j.call_id = i.call_id WHERE j.private = 0 UNION ALL "
        "SELECT p.organisation_id, i.person_id, i.skill, '', '', 'practice', p.rubric, i.score, i.difficulty, i.day FROM work_items i JOIN work_pieces p ON p.id = i.piece_id WHERE p.private = 0"
    ).fetchall()
    for *where, score, difficulty, day in rows:
        weight, adjusted = weight_on(date.fromisoformat(day)), score + shift_for(score, difficulty)
        database.conn.execute(
            "INSERT INTO floor_skills VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET items = items + 1, weight = weight + excluded.weight, "
            "weighted = weighted + excluded.weighted, squares = squares + excluded.squares, weight_squares = weight_squares + excluded.weight_squares, last_day = MAX(last_day, excluded.last_day)",
            (*where, weight, weight * adjusted, weight * adjusted**2, weight**2, day),
        )


def _queue(database: Database) -> None:
    """Where calls that nobody has reviewed stand in the queue."""
    rows = database.conn.execute(
        "SELECT j.call_id, j.mode, s.body FROM judged_calls j JOIN scorecards s ON s.call_id = j.call_id AND s.ordinal = 0 "
        "WHERE j.private = 0 AND NOT EXISTS (SELECT 1 FROM reviewed_calls r WHERE r.call_id = j.call_id)"
    ).fetchall()
    for call_id, mode, body in rows:
        card = json.loads(body)
        sure = [item["severity"] for item in card["findings"] if not item["needs_review"]]
        near = mode == "exam" and card["overall"] is not None and abs(card["overall"] - card["pass_mark"]) <= 5
        waits = 1 if "fatal" in sure else 2 if len(sure) < len(card["findings"]) else 3 if near else 4
        database.conn.execute("UPDATE judged_calls SET waits = ? WHERE call_id = ?", (waits, call_id))


@MIGRATIONS()
def recurrence(database: Database) -> None:
    """When somebody first broke a rule, what came again after it was shown, and the queue in the order in which it is read."""
    _run(
        database,
        """
        CREATE TABLE floor_firsts (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, person_id TEXT NOT NULL, rule TEXT NOT NULL,
            first_day TEXT NOT NULL, PRIMARY KEY (organisation_id, person_id, rule)) WITHOUT ROWID;
        ALTER TABLE floor_rules ADD COLUMN recurred INTEGER NOT NULL DEFAULT 0;
        INSERT INTO floor_firsts SELECT organisation_id, person_id, rule, MIN(day) FROM floor_rules GROUP BY 1, 2, 3;
        UPDATE floor_rules SET recurred = findings WHERE julianday(day) - 14 > (SELECT julianday(f.first_day) FROM floor_firsts f
            WHERE f.organisation_id = floor_rules.organisation_id AND f.person_id = floor_rules.person_id AND f.rule = floor_rules.rule);
        DROP INDEX judged_waiting;
        DROP INDEX judged_waiting_by_team;
        CREATE INDEX judged_waiting ON judged_calls (organisation_id, waits, day DESC, person_id) WHERE waits IS NOT NULL;
        CREATE INDEX judged_waiting_by_team ON judged_calls (organisation_id, team_id, waits, day DESC, person_id) WHERE waits IS NOT NULL
        """,
    )


@MIGRATIONS()
def dial_and_assigned_work(database: Database) -> None:
    """The pressure dial of calls and assignments, and the assignment that a case or shift answers."""
    _run(
        database,
        """
        ALTER TABLE calls ADD COLUMN hostility INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE calls ADD COLUMN pace INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE assignments ADD COLUMN hostility INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE assignments ADD COLUMN pace INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE work_runs ADD COLUMN assignment_id TEXT REFERENCES assignments(id) ON DELETE SET NULL;
        ALTER TABLE work_runs ADD COLUMN gates_failed INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX work_runs_by_assignment ON work_runs (assignment_id) WHERE assignment_id IS NOT NULL
        """,
    )


@MIGRATIONS()
def rules_by_person(database: Database) -> None:
    """Telling anew what recurred, when an old call is shared late, looks at one person's rows only."""
    _run(database, "CREATE INDEX floor_rules_by_person ON floor_rules (person_id, rule, day)")


@MIGRATIONS()
def flat_reads(database: Database) -> None:
    """What waits, counted as it changes, and the running sums of one's own skills: reads that cost the same however long the history is."""
    _run(
        database,
        """
        CREATE TABLE floor_waiting (organisation_id TEXT NOT NULL REFERENCES organisations(id) ON DELETE CASCADE, team_id TEXT NOT NULL, person_id TEXT NOT NULL,
            waits INTEGER NOT NULL, calls INTEGER NOT NULL, PRIMARY KEY (organisation_id, team_id, person_id, waits)) WITHOUT ROWID;
        INSERT INTO floor_waiting SELECT organisation_id, team_id, person_id, waits, COUNT(*) FROM judged_calls WHERE waits IS NOT NULL GROUP BY 1, 2, 3, 4;
        CREATE TABLE own_skills (person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE, skill TEXT NOT NULL, rubric TEXT NOT NULL, items INTEGER NOT NULL,
            weight REAL NOT NULL, weighted REAL NOT NULL, squares REAL NOT NULL, weight_squares REAL NOT NULL, last_day TEXT NOT NULL,
            PRIMARY KEY (person_id, skill, rubric)) WITHOUT ROWID;
        DROP INDEX items_by_person;
        DROP INDEX work_items_by_person;
        CREATE INDEX items_by_skill ON judged_items (person_id, skill, day DESC, call_id, criterion);
        CREATE INDEX work_items_by_skill ON work_items (person_id, skill, day DESC, piece_id, criterion);
        CREATE INDEX exams_by_person ON calls (person_id, assignment_id) WHERE mode = 'exam'
        """,
    )
    more = "INSERT INTO floor_waiting VALUES (NEW.organisation_id, NEW.team_id, NEW.person_id, NEW.waits, 1) ON CONFLICT DO UPDATE SET calls = calls + 1;"
    less = (
        "UPDATE floor_waiting SET calls = calls - 1 WHERE organisation_id = OLD.organisation_id AND team_id = OLD.team_id AND person_id = OLD.person_id AND waits = OLD.waits;"
    )
    for name, when, body in (
        ("waits_more", "AFTER INSERT ON judged_calls WHEN NEW.waits IS NOT NULL", more), ("waits_less", "AFTER DELETE ON judged_calls WHEN OLD.waits IS NOT NULL", less),
        ("waits_begins", "AFTER UPDATE OF waits, team_id ON judged_calls WHEN NEW.waits IS NOT NULL", more),
        ("waits_ends", "AFTER UPDATE OF waits, team_id ON judged_calls WHEN OLD.waits IS NOT NULL", less),
    ):
        database.conn.execute(f"CREATE TRIGGER {name} {when} BEGIN {body} END")
    rows = database.conn.execute(
        "SELECT i.person_id, i.skill, j.rubric, i.score, i.difficulty, i.day FROM judged_items i JOIN judged_calls j ON j.call_id = i.call_id UNION ALL "
        "SELECT i.person_id, i.skill, p.rubric, i.score, i.difficulty, i.day FROM work_items i JOIN work_pieces p ON p.id = i.piece_id"
    ).fetchall()
    for person, skill, rubric, score, difficulty, day in rows:
        weight, adjusted = weight_on(date.fromisoformat(day)), score + shift_for(score, difficulty)
        database.conn.execute(
            "INSERT INTO own_skills VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET items = items + 1, weight = weight + excluded.weight, "
            "weighted = weighted + excluded.weighted, squares = squares + excluded.squares, weight_squares = weight_squares + excluded.weight_squares, last_day = MAX(last_day, excluded.last_day)",
            (person, skill, rubric, weight, weight * adjusted, weight * adjusted**2, weight**2, day),
        )
