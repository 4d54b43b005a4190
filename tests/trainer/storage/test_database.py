"""The store under contention, sudden death and repeated starts."""
from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.domain.call import CollectorDeed, Speaker, Turn
from trainer.domain.errors import StorageError
from trainer.domain.people import Person, Role
from trainer.domain.stored import CallStatus, StoredCall
from trainer.domain.text import Language
from trainer.storage.calls import SqliteCalls
from trainer.storage.database import Database
from trainer.storage.people import SqlitePeople

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def fresh(folder: Path) -> Database:
    database = Database(folder / "store.db")
    database.migrate()
    return database


def with_call(database: Database, call_id: str = "c1") -> SqliteCalls:
    people = SqlitePeople(database)
    if not people.organisations():
        people.add_organisation("o", "Org", False, NOW)
        people.add_person(Person(id="p", organisation_id="o", team_id=None, name="Lin", email="lin@org", roles=(Role.TRAINEE,), language=Language.ZH), NOW)
    calls = SqliteCalls(database)
    calls.add(
        StoredCall(
            id=call_id, organisation_id="o", person_id="p", scenario_id="s", scenario_version=1, language=Language.ZH, seed=1, mode="practice",
            aids=True, status=CallStatus.OPEN, started_at=NOW, app_version="0",
        )
    )
    return calls


def turn(index: int, text: str = "喂") -> Turn:
    return Turn(index=index, speaker=Speaker.COLLECTOR, deed=CollectorDeed.SAY, text=text)


def test_eight_writers_that_read_then_write_lose_nothing(tmp_path: Path) -> None:
    database = fresh(tmp_path)
    database.write("CREATE TABLE counter (n INTEGER NOT NULL)")
    database.write("INSERT INTO counter VALUES (0)")

    def count_up() -> None:
        for _ in range(60):
            with database.transaction():
                seen = database.row("SELECT n FROM counter")
                database.write("UPDATE counter SET n = ?", [seen["n"] + 1])

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.row("SELECT n FROM counter") == {"n": 480}


def _migrate(path: str) -> None:
    Database(Path(path)).migrate()


def test_four_servers_may_start_at_once_on_an_empty_folder(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    started = [spawn.Process(target=_migrate, args=(str(tmp_path / "new" / "store.db"),)) for _ in range(4)]
    for process in started:
        process.start()
    for process in started:
        process.join()
    assert [process.exitcode for process in started] == [0, 0, 0, 0]
    assert fresh(tmp_path / "new").row("SELECT COUNT(*) AS n FROM calls") == {"n": 0}


def test_a_failed_transaction_leaves_nothing_behind(tmp_path: Path) -> None:
    calls = with_call(fresh(tmp_path))
    with pytest.raises(ValueError, match="stop"), calls.transaction():
        calls.add_turn("c1", turn(0), NOW)
        raise ValueError("stop")
    assert calls.turns("c1") == []


def test_the_second_window_does_not_overwrite_a_turn(tmp_path: Path) -> None:
    calls = with_call(fresh(tmp_path))
    assert calls.add_turn("c1", turn(0, "第一句"), NOW)
    assert not calls.add_turn("c1", turn(0, "第二句"), NOW)
    assert [found.text for found in calls.turns("c1")] == ["第一句"]


def test_what_was_stored_comes_back_to_the_character(tmp_path: Path) -> None:
    calls = with_call(fresh(tmp_path))
    odd = "<script>alert(1)</script> ' \" \\ 𠮷 🙂 " + "长" * 5000
    calls.add_turn("c1", turn(0, odd), NOW)
    assert calls.turns("c1")[0].text == odd


def test_a_file_that_is_no_store_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"this is not a database, it is a letter" * 100)
    with pytest.raises(StorageError) as caught:
        Database(tmp_path / "store.db").migrate()
    assert caught.value.params["file"] == "store.db"


def test_a_person_of_nobody_cannot_be_stored(tmp_path: Path) -> None:
    database = fresh(tmp_path)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        SqlitePeople(database).add_person(
            Person(id="p", organisation_id="nowhere", team_id=None, name="x", email="x@x", roles=(), language=Language.EN), NOW
        )


def _write_turns(path: str, call_id: str, ready: str) -> None:
    calls = SqliteCalls(Database(Path(path)))
    Path(ready).touch()
    for index in range(100_000):
        calls.add_turn(call_id, turn(index), NOW)
        with open(ready, "a") as told:
            told.write(f"{index}\n")


def test_a_killed_writer_loses_no_turn_that_was_acknowledged(tmp_path: Path) -> None:
    database = fresh(tmp_path)
    spawn = multiprocessing.get_context("spawn")
    for attempt in range(3):
        calls = with_call(database, f"c{attempt}")
        ready = tmp_path / f"told{attempt}"
        writer = spawn.Process(target=_write_turns, args=(str(database.path), f"c{attempt}", str(ready)))
        writer.start()
        while not ready.exists() or ready.stat().st_size < 40:
            time.sleep(0.01)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        told = [int(line) for line in ready.read_text().split("\n")[:-1] if line]
        assert [found.index for found in calls.turns(f"c{attempt}")][: len(told)] == told
    assert database.row("PRAGMA integrity_check") == {"integrity_check": "ok"}


def test_a_connection_outlives_its_thread_and_is_never_shared(tmp_path: Path) -> None:
    database = fresh(tmp_path)
    seen: list[int] = []

    def look() -> None:
        seen.append(id(database.connection().conn))
        assert database.row("SELECT 1 AS one") == {"one": 1}

    for _ in range(5):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert len(set(seen)) == 1 and id(database.connection().conn) not in seen

    together, gate = [], threading.Barrier(4)

    def at_once() -> None:
        gate.wait()
        together.append(id(database.connection().conn))
        gate.wait()

    threads = [threading.Thread(target=at_once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(together)) == 4


def test_a_connection_left_in_a_transaction_is_not_lent_again(tmp_path: Path) -> None:
    database = fresh(tmp_path)

    def leave_open() -> None:
        database.connection().conn.execute("BEGIN IMMEDIATE")

    thread = threading.Thread(target=leave_open)
    thread.start()
    thread.join()
    with_call(database)
    assert SqliteCalls(database).get("c1") is not None
