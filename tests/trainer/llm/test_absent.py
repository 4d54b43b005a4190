"""Without settings the library of the model is never loaded, whatever screen is opened and whatever is said."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from trainer.version import ROOT

PROGRAM = """
import sys
from streamlit.testing.v1 import AppTest
from trainer.domain.call import CallRecord, CollectorDeed
from trainer.domain.text import Language
from trainer.service.demo import make_demo
from trainer.web.services import services

built = services()
make_demo(built.content, built.catalogue, built.people, built.calls, built.rollups, built.assignment_store, built.outside)
person = built.people.person("demo-lin")
call = built.practice.start(person, "cn_job_loss_first_default", Language.ZH, seed=3)
built.practice.say(person, call, "您好，请问是周敏女士吗？", lambda turns: None)
built.practice.do(person, call, CollectorDeed.HANG_UP)
built.practice.write_record(person, call, CallRecord())
for who in ("demo-lin", "demo-he"):
    app = AppTest.from_file("trainer/web/main.py", default_timeout=60)
    app.session_state["frame.person_id"] = who
    app.run()
    assert not app.exception
    app.query_params["call"] = call
    app.switch_page("../../pages/debrief.py").run()
assert "openai" not in sys.modules
"""


def test_no_settings_no_import(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUILIAN_MODEL")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env={**environment, "DUILIAN_STORE": str(tmp_path / "d.db"), "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
