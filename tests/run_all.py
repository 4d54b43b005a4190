"""All checks in one go: style, types, import contracts, behaviour; says what was left out for want of a browser, and fails if one fails."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SOURCES = ["trainer", "scoring", "scenarios", "pages", "tests", "benches", "streamlit_app.py"]
TYPED = ["trainer", "scoring", "scenarios"]


def main() -> int:
    """Run every check; returns the number of failed ones as exit code."""
    browser = shutil.which("chromium")
    if browser is None and os.environ.get("CI"):
        print("Chromium is missing: the browser tests cannot run (apt package: chromium).")
        return 1
    pytest = [str(BIN / "python"), "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--durations=10"]
    if browser is None:
        print("Chromium is missing (apt package: chromium): the browser tests are left out.")
        pytest += ["-m", "not browser"]
    checks = [
        [str(BIN / "ruff"), "check", "--no-cache", *[name for name in SOURCES if (ROOT / name).exists()]],
        [str(BIN / "mypy"), *TYPED],
        [str(BIN / "lint-imports")],
        pytest,
    ]
    failed = [check for check in checks if subprocess.run(check, cwd=ROOT, check=False).returncode]
    for check in failed:
        print("FAILED:", " ".join(Path(part).name if "/" in part else part for part in check[:3]))
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
